/** What one rendering has that others do not: its options, its mode, its limits. */
import type { Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { endlessRecursion } from "./failures.ts";
import type { TemplateModule } from "./module.ts";
import { type Limits, Meter } from "./sandbox.ts";
import { CHUNK, type Sink } from "./stream.ts";

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

  /** For generated code: output that is longer is handed on before more is made. */
  limit: number = Number.POSITIVE_INFINITY;
  /** Does somebody read what is printed here, while it is printed? */
  #streams = false;
  readonly #sink: Sink | null;
  readonly #chunk: number;
  /** What has been printed, and how much of it has been handed on. */
  #shown = "";
  #handed = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #captures = 0;
  #depth = 0;

  constructor(limits: Limits | null, isAsync: boolean, options: RenderOptions | undefined, sink: Sink | null = null) {
    this.isAsync = isAsync;
    this.#sink = sink;
    this.#chunk = chunkSize(ownOption(options, "chunkSize"));
    this.#stream(sink !== null);
    if (sink !== null) sink.onDemand = () => this.#handOn();
    // Own properties only: nothing left on Object.prototype is an option (SECURITY.md T35, T36).
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

  /** For generated code: hands on the output so far, and waits until there is room for more. */
  async flush(out: string): Promise<string> {
    this.#meter?.handOn(out.length);
    const rest = this.rest(out);
    this.#shown = "";
    this.#handed = 0;
    if (rest !== "") await this.#sink?.write(rest);
    return "";
  }

  /** For generated code, around what is awaited: the output so far is handed on if that takes its time. */
  wait<Value>(value: Value, out: string): Value {
    if (this.#streams && out.length > this.#shown.length) {
      this.#shown = out;
      // What is ready happens before.
      this.#timer ??= setTimeout(() => this.#handOn(), 0);
    }
    return value;
  }

  /** What has not been handed on when all is printed. */
  rest(out: string): string {
    this.#stopTimer();
    return this.#handed === 0 ? out : out.slice(this.#handed);
  }

  #handOn(): void {
    this.#stopTimer();
    if (this.#shown.length <= this.#handed) return;
    if (this.#sink?.offer(this.#shown.slice(this.#handed)) === true) this.#handed = this.#shown.length;
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #stream(streams: boolean): void {
    this.#streams = streams;
    this.limit = streams ? this.#chunk : Number.POSITIVE_INFINITY;
  }

  /** Output that becomes a value is not handed on. */
  beginCapture(): void {
    this.#captures++;
    this.#stream(false);
  }
  endCapture(): void {
    if (--this.#captures === 0) this.#stream(this.#sink !== null);
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

function chunkSize(size: number = CHUNK): number {
  if (Number.isInteger(size) && size > 0) return size;
  throw new TypeError("chunkSize must be a positive integer");
}

function ownOption<Key extends keyof RenderOptions>(
  options: RenderOptions | undefined,
  key: Key,
): RenderOptions[Key] | undefined {
  return options !== undefined && Object.hasOwn(options, key) ? options[key] : undefined;
}
