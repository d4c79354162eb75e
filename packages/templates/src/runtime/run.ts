/** What one rendering has that others do not: its options, its mode, its limits. */
import type { Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { type Limits, Meter } from "./access/sandbox.ts";
import type { TemplateModule } from "./module.ts";
import type { Outlet } from "./outlet.ts";
import { endlessRecursion } from "./values/failures.ts";

/**
 * Fragments within each other in asynchronous rendering. Elsewhere the stack of the JavaScript engine ends an endless
 * recursion; where something is awaited, only memory would.
 */
const MOST_WAITING = 500;

/** Names and values. Read by own properties only. */
export type Names = Readonly<Record<string, unknown>>;

/** Whatever is part of a rendering. */
export interface Rendering {
  readonly run: Run;
}

/** The form for which a CSRF field is asked for. */
export interface CsrfForm {
  /** The form's `action`, as the browser will read it; `undefined` where it has none. */
  readonly action: string | undefined;
  /** Lower case. */
  readonly method: string;
}

/** What `render` can be told besides the variables. None of it can be said by data. */
export interface RenderOptions {
  /** The nonce of the response's Content-Security-Policy: put on every literal script, style and stylesheet link. */
  readonly nonce?: string;
  /**
   * Makes the CSRF field of a form that posts, as HTML; an empty text for a form that needs none. It becomes the first thing
   * in the form. It is never asked for forms that would be sent to another origin.
   */
  readonly csrf?: (form: CsrfForm) => string | Markup;
  /** The page's own origin, as `https://example.org`: forms with an absolute URL get a token only if it is this one. */
  readonly origin?: string;
  /** Variables that every template of this rendering sees, also those that are imported or included without context. */
  readonly globals?: Names;
  /**
   * For `stream`: as soon as there are more characters than these, they are handed on, and the template goes on when they have
   * been read. Where it waits for something, all is handed on that there is.
   * @default 16_384
   */
  readonly chunkSize?: number;
}

export class Run {
  readonly isAsync: boolean;
  /** ` nonce="…"`, or nothing. */
  readonly nonceAttribute: string;
  readonly origin: string | undefined;
  /** Positions in the output, on the way from one generated function to another. */
  marks: readonly number[] = [];
  readonly csrf: RenderOptions["csrf"] | undefined;
  readonly globals: Names | null;
  readonly #meter: Meter | null;
  readonly #hasOwnModules: boolean;
  #modules: Map<object, TemplateModule> | null = null;

  /** Where the output of a stream is handed on; null where somebody waits for all of it. */
  readonly #outlet: Outlet | null;
  #depth = 0;

  constructor(
    limits: Limits | null,
    isAsync: boolean,
    options: RenderOptions | undefined,
    outlet: Outlet | null = null,
  ) {
    this.isAsync = isAsync;
    this.#outlet = outlet;
    this.nonceAttribute = nonceAttribute(ownOption(options, "nonce"));
    this.origin = ownOption(options, "origin");
    this.csrf = ownOption(options, "csrf");
    this.globals = ownOption(options, "globals") ?? null;
    this.#meter = limits === null ? null : new Meter(limits);
    this.#hasOwnModules = options !== undefined || limits !== null || isAsync;
  }

  /**
   * Modules of this rendering, where they may differ from those of others: a macro belongs to the rendering in which its
   * template was imported, and would print that one's nonce.
   */
  get modules(): Map<object, TemplateModule> | null {
    if (this.#hasOwnModules) this.#modules ??= new Map();
    return this.#modules;
  }

  asMarkup(text: string, autoescape: boolean): Markup | string {
    return autoescape ? createMarkup(text) : text;
  }

  /** For generated code: output that is longer is handed on before more is made. */
  get limit(): number {
    return this.#outlet === null ? Number.POSITIVE_INFINITY : this.#outlet.limit;
  }

  /** For generated code: hands on the output so far, and waits until there is room for more. */
  async flush(out: string): Promise<string> {
    this.#meter?.handOn(out.length);
    await this.#outlet?.flush(out);
    return "";
  }

  /** For generated code, around what is awaited: the output so far is handed on if that takes its time. */
  wait<Value>(value: Value, out: string): Value {
    this.#outlet?.show(out);
    return value;
  }

  /** Output that becomes a value is not handed on. */
  beginCapture(): void {
    this.#outlet?.beginCapture();
  }
  endCapture(): void {
    this.#outlet?.endCapture();
  }

  step(length: number): void {
    this.#meter?.step(length);
  }
  /** A macro, include, block or recursive loop begins. */
  enter(): void {
    this.#meter?.enter();
    if (this.isAsync && ++this.#depth > MOST_WAITING) throw endlessRecursion();
  }
  leave(): void {
    this.#meter?.leave();
    this.#depth--;
  }
}

/** Renders what becomes a value, and makes the value of it. */
export function captured<Value>(
  run: Run,
  render: () => string | Promise<string>,
  value: (text: string) => Value,
): Value | Promise<Value> {
  run.beginCapture();
  const text = render();
  if (typeof text !== "string") {
    return text.then((result) => {
      run.endCapture();
      return value(result);
    });
  }
  run.endCapture();
  return value(text);
}

/** The alphabets of base64 (CSP3 §2.3.1). */
function nonceAttribute(nonce: string | undefined): string {
  if (nonce === undefined) return "";
  if (!/^[\w+/-]+=*$/.test(nonce)) throw new TypeError("a nonce consists of the characters of base64");
  return ` nonce="${nonce}"`;
}

/** Nothing left on Object.prototype is an option (SECURITY.md T35, T36). */
export function ownOption<Key extends keyof RenderOptions>(
  options: RenderOptions | undefined,
  key: Key,
): RenderOptions[Key] | undefined {
  return options !== undefined && Object.hasOwn(options, key) ? options[key] : undefined;
}
