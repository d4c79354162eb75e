/** What forms of `@ampoule/forms` ask of a request: `c.forms`. */

import type {
  CsrfHost,
  CsrfJudgement,
  FormBody,
  FormHost,
  FormIdentity,
  FormMemory,
  FormProblem,
} from "@ampoule/forms";
import type { Markup } from "@ampoule/markup";
import type { AnyContext } from "./context.ts";
import { unsupportedMediaType } from "./errors.ts";
import type { FileReceiver } from "./http/form-reader.ts";
import { duplicate, type TokenGuard } from "./token-guard.ts";

/** What the host of a request's forms is made with. */
export interface FormHostParts {
  readonly guard: TokenGuard;
  /** Our origin: a form's action is resolved against it. */
  readonly origin: string;
  /** Whether tokens are checked at all. */
  readonly checksTokens: boolean;
  /** Makes what takes the files of a form. */
  readonly receive: () => FileReceiver<unknown>;
  /** The tag of the enhancement script. */
  readonly script: () => Markup;
}

/** Forms that were sent and are not valid, by their requests. */
const refused = new WeakMap<AnyContext, { problem(): FormProblem }>();

/** What is wrong with the form that came with a request; `undefined` where none did, or nothing is. */
export function formProblemOf(c: AnyContext): FormProblem | undefined {
  return refused.get(c)?.problem();
}

const MEMORY = "_form:";

/** Where a form's input waits for the next request. There is room for one: the last that was sent. */
function memoryOf(c: AnyContext): FormMemory {
  const key = (form: string): string => MEMORY + form;
  return {
    save: (form, snapshot) => {
      for (const name of [...c.session.keys()]) if (name.startsWith(MEMORY)) c.session.delete(name);
      c.session.set(key(form), snapshot);
    },
    take: (form) => {
      const snapshot = c.session.get(key(form));
      if (snapshot !== undefined) c.session.delete(key(form));
      return snapshot;
    },
  };
}

class RequestTokens implements CsrfHost {
  readonly pageUrl: string;
  readonly #c: AnyContext;
  readonly #parts: FormHostParts;

  constructor(c: AnyContext, parts: FormHostParts) {
    this.pageUrl = parts.origin + c.path;
    this.#c = c;
    this.#parts = parts;
  }

  /** Inside a `<form>` of a template the compiler has put a token already; two would be refused (F33). */
  token({ action, method }: FormIdentity, place: "page" | "own" = "own"): string | null {
    return place === "page" ? null : this.#parts.guard.issue(this.#c, { action, method }, this.#parts.origin);
  }

  verify(values: readonly unknown[]): CsrfJudgement {
    return this.#parts.guard.judge(this.#c, values);
  }

  async consume(_form: FormIdentity, options: { readonly onDuplicate: string | undefined }): Promise<void> {
    if (await this.#parts.guard.accept(this.#c)) return;
    throw options.onDuplicate === undefined ? duplicate() : this.#c.redirect(options.onDuplicate);
  }
}

/** The forms' side of a request. */
export class RequestForms implements FormHost {
  /** Absent where the guard `token` is off. */
  readonly csrf?: CsrfHost;
  readonly memory: FormMemory;
  readonly #c: AnyContext;
  readonly #receive: () => FileReceiver<unknown>;
  readonly #script: () => Markup;

  constructor(c: AnyContext, parts: FormHostParts) {
    this.#c = c;
    this.#receive = parts.receive;
    this.#script = parts.script;
    this.memory = memoryOf(c);
    if (parts.checksTokens) this.csrf = new RequestTokens(c, parts);
  }

  /** The first language that the visitor's browser asks for. */
  get locale(): string {
    return this.#c.request.languages[0] ?? "en";
  }

  script(): Markup {
    return this.#script();
  }

  refused(form: { problem(): FormProblem }): void {
    refused.set(this.#c, form);
  }

  async read(options: { readonly json: boolean; readonly files?: boolean }): Promise<FormBody> {
    const { request } = this.#c;
    if (request.isJson) {
      if (!options.json)
        throw unsupportedMediaType({ code: "form_type", detail: "A form is expected here, not JSON." });
      return { json: await request.json() };
    }
    const { fields, files } = await request.form(options.files === false ? undefined : this.#receive());
    return { form: [...fields, ...files] };
  }
}
