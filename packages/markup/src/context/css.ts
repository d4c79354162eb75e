/**
 * Where in a style sheet or declaration list a text ends: CSS Syntax 3 §4, as far as a value can tell places apart.
 *
 * A wrong answer here corrupts a value and nothing worse: what is printed into a style is a single token of an
 * allow-list, or a string whose every other character is a hexadecimal escape.
 */

/** `code` is everything outside of strings, comments and `url()`. A trailing `\` means that the next one is escaped. */
export type CssState =
  | ""
  | "code"
  | "dq"
  | "sq"
  | "comment"
  | "url"
  | "urlRaw"
  | "urlDq"
  | "urlSq"
  | "urlDqRest"
  | "urlSqRest"
  | "urlRawQuery"
  | "urlDqQuery"
  | "urlSqQuery"
  | "import"
  | "importDq"
  | "importSq"
  | "importUrl"
  | "importUrlDq"
  | "importUrlSq"
  | `${string}\\`;

export const cssStart: CssState = "";

/** Characters that leave a state, apart from the ones that begin something inside of it. */
const QUOTE: Readonly<Record<string, string>> = {
  dq: '"',
  sq: "'",
  urlDq: '"',
  urlSq: "'",
  urlDqRest: '"',
  urlSqRest: "'",
  urlDqQuery: '"',
  urlSqQuery: "'",
  importDq: '"',
  importSq: "'",
  importUrlDq: '"',
  importUrlSq: "'",
};

/** Inside of `@import`, whose URL is one of code: a style sheet reads what a page says, and tells others (CSS Cascade 5 §2). */
const IMPORT = /^@import(?![\w-])/i;

/** Behind a `?` or `#` of the author's a value is one component: an `&` in it would begin another one. */
const BEHIND_PATH: Readonly<Record<string, string>> = {
  url: "urlRawQuery",
  urlRaw: "urlRawQuery",
  urlDq: "urlDqQuery",
  urlDqRest: "urlDqQuery",
  urlSq: "urlSqQuery",
  urlSqRest: "urlSqQuery",
};

function isUrlFunction(text: string, open: number): boolean {
  return /url$/i.test(text.slice(Math.max(0, open - 3), open));
}

/** The state after `text`. */
export function stepCss(state: CssState, text: string): CssState {
  let current: string = state === "" ? "code" : state;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (current.endsWith("\\")) {
      current = current.slice(0, -1);
      continue;
    }
    if (char === "\\" && current !== "comment") {
      current += "\\";
      continue;
    }
    if ((char === "?" || char === "#") && BEHIND_PATH[current] !== undefined) {
      current = BEHIND_PATH[current]!;
      continue;
    }
    switch (current) {
      case "code":
        if (char === '"') current = "dq";
        else if (char === "'") current = "sq";
        else if (char === "/" && text[i + 1] === "*") {
          current = "comment";
          i++;
        } else if (char === "(" && isUrlFunction(text, i)) current = "url";
        else if (char === "@" && IMPORT.test(text.slice(i, i + 8))) {
          current = "import";
          i += 6;
        }
        break;
      case "import":
        if (char === '"') current = "importDq";
        else if (char === "'") current = "importSq";
        else if (char === "(" && isUrlFunction(text, i)) current = "importUrl";
        else if (char === ";" || char === "{" || char === "}") current = "code";
        break;
      case "comment":
        if (char === "*" && text[i + 1] === "/") {
          current = "code";
          i++;
        }
        break;
      case "url":
        if (char === '"') current = "urlDq";
        else if (char === "'") current = "urlSq";
        else if (char === ")") current = "code";
        else if (!/\s/.test(char)) current = "urlRaw";
        break;
      case "importUrl":
        if (char === '"') current = "importUrlDq";
        else if (char === "'") current = "importUrlSq";
        else if (char === ")") current = "code";
        break;
      case "urlRaw":
      case "urlRawQuery":
        if (char === ")") current = "code";
        break;
      default:
        // A string ends at its quote, or unfinished at the end of its line (CSS Syntax 3 §4.3.5).
        if (char === QUOTE[current] || char === "\n") current = current.startsWith("url") ? "urlRaw" : "code";
        else if (current === "urlDq" || current === "urlSq") current += "Rest";
    }
  }
  return current as CssState;
}

/** The text of the URL of an `@import` at the end of `text`, and whether it begins there; undefined elsewhere. */
export function importedUrl(
  state: CssState,
  text: string,
): { readonly begins: boolean; readonly url: string } | undefined {
  if (!state.startsWith("import") || state === "import") return undefined;
  const open = text.lastIndexOf(QUOTE[state] ?? "(");
  return { begins: open !== -1, url: text.slice(open + 1) };
}
