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
};

/** Behind a `?` or `#` of the author's a value is one component: an `&` in it would begin another one. */
const BEHIND_PATH: Readonly<Record<string, string>> = {
  url: "urlRawQuery",
  urlRaw: "urlRawQuery",
  urlDq: "urlDqQuery",
  urlDqRest: "urlDqQuery",
  urlSq: "urlSqQuery",
  urlSqRest: "urlSqQuery",
};

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
        } else if (char === "(" && /url$/i.test(text.slice(Math.max(0, i - 3), i))) current = "url";
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
