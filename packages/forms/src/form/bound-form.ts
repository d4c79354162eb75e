import type { Markup } from "@ampoule/markup";
import type { FieldSet } from "../core/field-set.ts";
import type { FieldNode } from "../core/node.ts";
import { csrfFieldName } from "../csrf/names.ts";
import type { FormInput } from "../data/input.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Translator } from "../messages/translator.ts";
import { issueOf } from "../outcome.ts";
import type { FormView, Issue, Validator } from "../protocol.ts";
import type { CsrfHost, FormMemory, TokenPlace } from "../source.ts";
import { printForm, printSummary } from "../themes/form.ts";
import type { RenderOptions, ThemeChoice } from "../themes/theme.ts";
import { writeAttributes } from "../widgets/attributes.ts";
import { html } from "../widgets/html.ts";
import { allIssues, type FormProblem, problemOf } from "./problem.ts";
import { type FormSnapshot, fit, memoryKey } from "./snapshot.ts";
import { identityOf } from "./target.ts";
import type { FormMeta } from "./types.ts";

/** What a form in use is made of. */
export interface FormState {
  readonly meta: FormMeta;
  readonly submitted: boolean;
  readonly input: FormInput | undefined;
  readonly translator: Translator;
  readonly theme: ThemeChoice;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly csrf: CsrfHost | undefined;
  readonly memory: FormMemory | undefined;
  /** Told when an issue is added after the form was judged; `undefined` where nobody asks. */
  readonly onError: (() => void) | undefined;
  /** The tag of the enhancement script. */
  readonly script: (() => Markup) | undefined;
  readonly validators: Readonly<Record<string, readonly Validator<never>[] | undefined>>;
}

/** Most bytes of a snapshot where the memory does not say: a session in a cookie has 4 kB in all. */
const snapshotLimit = 2000;

/** The two accesses to a form's private parts, known to `definition.ts` only: what is public, a template could call. */
export let adopt: (form: BoundForm, set: FieldSet) => void;
export let setOf: (form: BoundForm) => FieldSet;

/**
 * A form in use. Its fields are properties of it as well, by their keys: `form.email`.
 *
 * Seen through the types `ValidForm` and `InvalidForm`, which know the fields.
 */
export class BoundForm implements FormView {
  readonly meta: FormMeta;
  readonly submitted: boolean;
  readonly #state: FormState;
  #set: FieldSet | undefined;
  /** Once only, however often it is asked for: a second run would say everything twice. */
  #validation: Promise<void> | undefined;
  #validated = false;

  constructor(state: FormState) {
    this.meta = state.meta;
    this.submitted = state.submitted;
    this.#state = state;
  }

  static {
    // Fields need the form to come into being, so the form comes first.
    adopt = (form, set) => {
      form.#set = set;
      for (const node of set.nodes) Object.defineProperty(form, node.key, { value: node, enumerable: true });
    };
    setOf = (form) => form.#fields;
  }

  get #fields(): FieldSet {
    if (this.#set === undefined)
      throw new FormDefinitionError("unbound", "a form was used before its fields were made");
    return this.#set;
  }

  get fields(): Readonly<Record<string, FieldNode>> {
    return this.#fields.fields;
  }

  get data(): unknown {
    return this.#fields.data;
  }

  get valid(): boolean {
    return this.#validated && this.#fields.valid;
  }

  get errors(): unknown {
    return this.#fields.errorTree() ?? Object.create(null);
  }

  get formErrors(): readonly string[] {
    return this.#fields.issues.map(({ message }) => message);
  }

  get form_errors(): readonly string[] {
    return this.formErrors;
  }

  addError(error: string | Issue): void {
    this.#fields.issues.push(issueOf(error));
    this.#state.onError?.();
  }

  /** Validates what was read. */
  async validate(): Promise<this> {
    if (this.#state.input !== undefined) await (this.#validation ??= this.#validate());
    return this;
  }

  async #validate(): Promise<void> {
    await this.#fields.validate(this.#state.validators);
    this.#validated = true;
  }

  get csrfToken(): Markup {
    return this.#token("page");
  }

  get csrf_token(): Markup {
    return this.csrfToken;
  }

  /** @returns `null` where there is none, or one already */
  #newToken(place: TokenPlace, action?: string): string | null {
    const { csrf } = this.#state;
    if (csrf === undefined) return null;
    if (this.meta.method !== "get") return csrf.token(identityOf(this.meta, csrf, action), place);
    const cure = 'Give defineForm the option method: "post", or leave the token out: it must never be in a URL.';
    throw new FormDefinitionError(
      "token_in_url",
      `the form "${this.meta.id}" is sent by GET and can have no token. ${cure}`,
    );
  }

  #token(place: TokenPlace, action?: string): Markup {
    const value = this.#newToken(place, action);
    if (value === null) return html("");
    return html(`<input${writeAttributes("input", { type: "hidden", name: csrfFieldName, value })}>`);
  }

  hiddenTag(): Markup {
    const token = this.meta.method === "get" ? "" : this.csrfToken.toString();
    return html(
      token +
        this.#fields.nodes
          .filter((node) => node.shape === "hidden")
          .map((node) => node.render().toString())
          .join(""),
    );
  }

  hidden_tag(): Markup {
    return this.hiddenTag();
  }

  errorSummary(options: RenderOptions = {}): Markup {
    const { theme, translator } = this.#state;
    return printSummary([...allIssues(this.#fields)], this.meta.id, translator, options.theme ?? theme);
  }

  error_summary(options?: RenderOptions): Markup {
    return this.errorSummary(options);
  }

  render(options: RenderOptions = {}): Markup {
    const { meta } = this;
    const { attributes, theme, translator } = this.#state;
    const token = meta.method === "get" ? html("") : this.#token("own", options.action);
    const summary = options.summary === false ? html("") : this.errorSummary(options);
    const form = printForm(
      { meta, token, summary, attributes, theme, translator, fields: this.#fields.nodes },
      options,
    );
    const script = options.enhance === true ? this.#state.script?.() : undefined;
    return script === undefined ? form : html(form.toString() + script.toString());
  }

  problem(): FormProblem {
    const stale = this.#fields.issues.some(({ code }) => code === "expired");
    const token = stale ? (this.#newToken("own") ?? undefined) : undefined;
    return problemOf(this.#fields, this.#state.translator.text("summary"), token);
  }

  snapshot(limit: number = this.#state.memory?.limit ?? snapshotLimit): FormSnapshot {
    const input: [string, string][] = [];
    for (const leaf of this.#fields.leaves()) {
      if (leaf.isSensitive || leaf.shape === "button") continue;
      for (const value of leaf.rawData ?? [])
        if (typeof value !== "symbol" && typeof value !== "object") input.push([leaf.name, String(value)]);
    }
    const issues = Array.from(
      allIssues(this.#fields),
      ({ field, issue }) => [field?.name ?? "", issue.code, issue.message] as const,
    );
    return fit({ form: this.meta.id, input, issues }, limit);
  }

  async remember(): Promise<void> {
    const { memory } = this.#state;
    if (memory === undefined) {
      const cure = "Use a form made by from(c), or snapshot() and restore().";
      throw new FormDefinitionError(
        "no_memory",
        `the form "${this.meta.id}" has no memory to keep its input in. ${cure}`,
      );
    }
    await memory.save(memoryKey(this.meta.id, this.meta.prefix), this.snapshot());
  }

  [Symbol.iterator](): Iterator<FieldNode> {
    return this.#fields.nodes[Symbol.iterator]();
  }
}
