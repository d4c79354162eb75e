/** The `html` literal: the contextual escaping of templates, in TypeScript. */
import { type Context, htmlText, isText } from "./context/context.ts";
import { feed } from "./context/feed.ts";
import { hole } from "./context/hole.ts";
import type { EscaperRef } from "./context/holes.ts";
import type { Mark, Piece } from "./context/pieces.ts";
import { refusal } from "./context/refusal.ts";
import { escapers } from "./escape/escapers.ts";
import { createMarkup, type Markup } from "./safe/markup.ts";
import { decodeReferences } from "./text/references.ts";

/** What an application can have inserted into literal tags. */
export interface HtmlOptions {
  /** For `nonce="…"` on scripts, styles and style sheets: letters, digits, `+/=_-`. */
  readonly nonce?: string;
  /** Makes the hidden field for a form that posts; undefined where it gets none (another origin, say). */
  readonly csrf?: (form: {
    readonly action: string | undefined;
    readonly method: string;
  }) => string | Markup | undefined;
}

/** A tag for template literals. */
export type HtmlTag = (strings: TemplateStringsArray, ...values: readonly unknown[]) => Markup;

/** One literal, analysed: what stands before each value, and how the value is escaped. */
interface Analysed {
  readonly steps: readonly {
    readonly pieces: readonly Piece[];
    readonly marks: readonly Mark[];
    readonly escaper: EscaperRef;
  }[];
  readonly tail: readonly Piece[];
}

/** A call site has one strings array for the life of the program (ECMA-262 §13.2.8.4), so it is analysed once. */
const analysed = new WeakMap<TemplateStringsArray, Analysed>();

function analyse(strings: TemplateStringsArray): Analysed {
  const known = analysed.get(strings);
  if (known !== undefined) return known;
  let context: Context = htmlText;
  let after = "";
  const steps: Analysed["steps"][number][] = [];
  for (let i = 0; i < strings.length - 1; i++) {
    const fed = feed(context, strings[i]!);
    const place = hole(fed.context, { next: strings[i + 1]! });
    steps.push({
      pieces: [after, ...fed.pieces, place.before].filter((piece) => piece !== ""),
      marks: place.marks,
      escaper: place.escaper,
    });
    after = place.after;
    context = place.context;
  }
  const last = feed(context, strings.at(-1)!);
  if (!isText(last.context)) throw refusal("ESCAPE_UNFINISHED", last.context);
  const result: Analysed = { steps, tail: [after, ...last.pieces] };
  analysed.set(strings, result);
  return result;
}

/** Nothing for what stands for nothing; `false` too, so that `${open && "hidden"}` reads well. */
function textOf(value: unknown): string {
  return value === null || value === undefined || value === false ? "" : String(value);
}

class Writer {
  out = "";
  readonly #options: HtmlOptions;
  #marks: Partial<Record<Mark, number>> = {};

  constructor(options: HtmlOptions) {
    this.#options = options;
  }

  write(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (typeof piece === "string") this.out += piece;
      else if (piece.type === "mark") this.mark(piece.mark);
      else if (piece.type === "reset") this.#marks = {};
      else if (piece.type === "nonce") this.#nonce();
      else {
        const action = piece.action === "marked" ? this.#between("action", "actionEnd") : piece.action.text;
        const method = piece.method === "marked" ? (this.#between("method", "methodEnd") ?? "get") : "post";
        if (method.trim().toLowerCase() === "post")
          this.out += String(this.#options.csrf?.({ action, method: "post" }) ?? "");
      }
    }
  }

  mark(name: Mark): void {
    this.#marks[name] = this.out.length;
  }

  value(value: unknown, { name, arg, slice }: EscaperRef): void {
    const argument = slice === undefined ? arg : (arg ?? "") + this.#slice(slice.from);
    if (name === "text" && Array.isArray(value)) for (const item of value) this.value(item, { name });
    else this.out += escapers[name](value, textOf, argument);
  }

  #nonce(): void {
    if (this.#options.nonce !== undefined) this.out += ` nonce="${this.#options.nonce}"`;
  }

  #slice(from: Mark, to?: Mark): string {
    return this.out.slice(this.#marks[from] ?? 0, to === undefined ? undefined : this.#marks[to]);
  }

  /** The value of an attribute that the page already has, as the browser will read it. */
  #between(from: Mark, to: Mark): string | undefined {
    if (this.#marks[from] === undefined) return undefined;
    return decodeReferences(this.#slice(from, to), "attribute");
  }
}

/**
 * Makes an `html` tag that inserts a nonce and form tokens, as templates have them inserted.
 *
 * @param options what is inserted
 * @throws TypeError where the nonce has a character that a nonce cannot have (CSP 3 §2.3.1)
 *
 * @example
 * const html = createHtml({ nonce: "4f9a" });
 * html`<script>start()</script>`; // '<script nonce="4f9a">start()</script>'
 */
export function createHtml(options: HtmlOptions): HtmlTag {
  if (options.nonce !== undefined && !/^[A-Za-z0-9+/_-]+={0,2}$/.test(options.nonce)) {
    throw new TypeError("A nonce has letters, digits, + / _ - only, and = at its end.");
  }
  return (strings, ...values) => {
    const { steps, tail } = analyse(strings);
    const writer = new Writer(options);
    for (const [i, { pieces, marks, escaper }] of steps.entries()) {
      writer.write(pieces);
      for (const mark of marks) writer.mark(mark);
      writer.value(values[i], escaper);
    }
    writer.write(tail);
    return createMarkup(writer.out);
  };
}

/**
 * HTML with values in it, each escaped for the place where it stands: text, attribute, URL, script, style.
 *
 * `null`, `undefined` and `false` print nothing; an array prints its items where text stands; {@link Markup} is printed as
 * it is where text stands, and nowhere else.
 *
 * @throws {@link EscapeContextError} at its first call, where a value stands in a place that no escaping can keep it in
 *
 * @example
 * const name = "<b>";
 * html`<a href="/u/${name}" title=${name}>${name}</a>`;
 * // → '<a href="/u/%3Cb%3E" title="&lt;b&gt;">&lt;b&gt;</a>'
 */
export const html: HtmlTag = createHtml({});
