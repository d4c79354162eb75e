/** Values in scripts, JSON and styles, in elements and in attributes. */
import type { Context } from "./context.ts";
import type { CssState } from "./css.ts";
import type { Change, EscaperRef, Hole, HoleOptions } from "./holes.ts";
import { type JsState, WORD } from "./js.ts";
import { refusal } from "./refusal.ts";

/** Where a value in a style stands → its escaper, and where the style goes on. */
const CSS: Readonly<
  Record<string, { readonly value: "Value" | "String" | "Url"; readonly arg?: string; readonly next: CssState }>
> = {
  "": { value: "Value", next: "code" },
  code: { value: "Value", next: "code" },
  dq: { value: "String", next: "dq" },
  sq: { value: "String", next: "sq" },
  url: { value: "Url", next: "urlRaw" },
  urlRaw: { value: "Url", arg: "rest", next: "urlRaw" },
  urlDq: { value: "Url", next: "urlDqRest" },
  urlSq: { value: "Url", next: "urlSqRest" },
  urlDqRest: { value: "Url", arg: "rest", next: "urlDqRest" },
  urlSqRest: { value: "Url", arg: "rest", next: "urlSqRest" },
  urlRawQuery: { value: "Url", arg: "query", next: "urlRawQuery" },
  urlDqQuery: { value: "Url", arg: "query", next: "urlDqQuery" },
  urlSqQuery: { value: "Url", arg: "query", next: "urlSqQuery" },
};

export function cssHole(context: Context, become: Change, options: HoleOptions, attribute: boolean): Hole {
  if (context.css === "comment") return become({}, { name: "comment" });
  const place = CSS[context.css];
  if (place === undefined) throw refusal("ESCAPE_HALF_TAG", context); // behind a backslash
  const name: EscaperRef["name"] = attribute ? `cssAttr${place.value}` : `css${place.value}`;
  // What `|urlencode` made is encoded already.
  const arg = place.arg === "query" && options.filter === "urlencode" ? "rest" : place.arg;
  return become({ css: place.next }, arg === undefined ? { name } : { name, arg });
}

/** Filters whose text authors print as a word or number of a script: `debug: {{ debug|lower }}`, `{{ "%.2f"|format(x) }}`. */
const WORDS: ReadonlySet<string> = new Set(["lower", "format"]);

function printsWord({ filter }: HoleOptions): boolean {
  return filter !== undefined && WORDS.has(filter);
}

export function jsHole(context: Context, become: Change, options: HoleOptions, attribute: boolean): Hole {
  const { js, pending } = context;
  const next = options.next ?? "";
  const glued = pending.startsWith("<");
  const made = (kind: "Value" | "String" | "Name", after: Partial<JsState>, arg?: string): Hole => {
    const name: EscaperRef["name"] = attribute ? `jsAttr${kind}` : `js${kind}`;
    return become(
      { js: { ...js, ...after }, ...(attribute ? {} : { pending: "" }) },
      arg === undefined ? { name } : { name, arg },
    );
  };
  switch (js.lex) {
    case "lineComment":
    case "blockComment":
      return become({}, { name: "comment" });
    case "regexp":
    case "regexpClass":
      throw refusal("ESCAPE_REGEXP", context);
    case "code": {
      const isName = js.before !== "" || WORD.test(next.charAt(0));
      if (!isName) return made("Value", { slash: "division", before: "" }, printsWord(options) ? "word" : undefined);
      if (glued) throw refusal("ESCAPE_HALF_TAG", context);
      if (js.before === "dot" && /^\s*\(/.test(next)) throw refusal("ESCAPE_CALLEE", context);
      return made("Name", { slash: "division", before: "word" });
    }
    default:
      if (js.escaped) throw refusal("ESCAPE_HALF_TAG", context);
      // Behind a `<` letters of the value could spell `</script`.
      return made("String", {}, glued && !attribute ? "glued" : undefined);
  }
}

/** JSON and its kin in a script element. */
export function jsonHole(context: Context, become: Change, options: HoleOptions): Hole {
  const { js, pending } = context;
  if (pending.startsWith("<") || js.escaped) throw refusal("ESCAPE_HALF_TAG", context);
  const name = js.lex === "dq" ? "jsonString" : "jsonValue";
  // An import map or speculation rules name what is loaded.
  if (context.facts.script === "rules") return become({ pending: "" }, { name, arg: "rules" });
  return become({ pending: "" }, name === "jsonValue" && printsWord(options) ? { name, arg: "word" } : { name });
}
