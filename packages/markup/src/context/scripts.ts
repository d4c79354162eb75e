/** Values in scripts, JSON and styles, in elements and in attributes. */
import type { Context } from "./context.ts";
import type { CssState } from "./css.ts";
import type { Change, EscaperRef, Hole, HoleOptions } from "./holes.ts";
import { type JsState, WORD } from "./js.ts";
import { refusal } from "./refusal.ts";
import { schemeIsOpen } from "./url.ts";
import { resourceHole } from "./urls.ts";

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
  import: { value: "Value", next: "import" },
};

/** In the URL of an `@import` the rules are those of what loads code. */
const IMPORTED: ReadonlySet<CssState> = new Set<CssState>([
  "importDq",
  "importSq",
  "importUrl",
  "importUrlDq",
  "importUrlSq",
]);

/** The rule for a URL in HTML, said to the escaper of a string in another language. */
function inText(name: EscaperRef["name"], become: Change): Change {
  return (changed, { name: rule, arg }) => become(changed, { name, arg: arg === undefined ? rule : `${rule} ${arg}` });
}

export function cssHole(context: Context, become: Change, options: HoleOptions, attribute: boolean): Hole {
  if (context.css === "comment") return become({}, { name: "comment" });
  if (IMPORTED.has(context.css)) {
    const follow = inText("cssUrl", ({ url = "" }, escaper) => become({ url }, escaper));
    return resourceHole(context, follow, options);
  }
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
  if (js.sink !== "" && !js.escaped) return urlInJs(context, become, options, attribute);
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
      if (js.before === "dot" && /^\s*(?:\?\.\s*)?[(`]/.test(next)) throw refusal("ESCAPE_CALLEE", context);
      return made("Name", { slash: "division", before: "word" });
    }
    default:
      if (js.escaped) throw refusal("ESCAPE_HALF_TAG", context);
      // Behind a `<` letters of the value could spell `</script`.
      return made("String", {}, glued && !attribute ? "glued" : undefined);
  }
}

/** A value that is, or begins, or goes on a URL of a script: `location = "{{ u }}"`, `import {{ u }}`. */
function urlInJs({ url, ...context }: Context, become: Change, options: HoleOptions, attribute: boolean): Hole {
  const { js } = context;
  const isString = js.lex !== "code";
  const name = `${attribute ? "jsAttr" : "js"}${isString ? "String" : "Value"}` as const;
  const after = isString ? js : ({ ...js, slash: "division", before: "", sink: "" } as const);
  const follow: Change = (changed, escaper) =>
    become({ js: after, url: isString ? (changed.url ?? url) : "", ...(attribute ? {} : { pending: "" }) }, escaper);
  if (js.sink === "resource")
    return resourceHole({ ...context, url: isString ? url : "" }, inText(name, follow), options);
  if (!isString || url === "" || url === "start") {
    return follow({ url: "maybe" }, { name, arg: options.next?.startsWith(":") === true ? "urlScheme" : "url" });
  }
  return follow({}, schemeIsOpen(url) ? { name, arg: "urlRest" } : { name });
}

/** JSON and its kin in a script element. */
export function jsonHole(context: Context, become: Change, options: HoleOptions): Hole {
  const { js, pending } = context;
  if (pending.startsWith("<") || js.escaped) throw refusal("ESCAPE_HALF_TAG", context);
  const name = js.lex === "dq" ? "jsonString" : "jsonValue";
  // An import map or speculation rules name what is loaded.
  if (context.facts.script === "rules") {
    return become({ pending: "" }, { name, arg: options.called === true ? "rules local" : "rules" });
  }
  return become({ pending: "" }, name === "jsonValue" && printsWord(options) ? { name, arg: "word" } : { name });
}
