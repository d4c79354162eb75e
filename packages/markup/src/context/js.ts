/**
 * Where in a script a text ends: in code, a string, a template literal, a comment or a regular expression.
 *
 * A wrong answer here corrupts a value and nothing worse: what is printed has only letters, digits and `\uXXXX` between
 * quotes of our own, none of which can end anything. So this knows the shape of tokens and not the grammar.
 */

import { joinSinks, type Sink, sinkBehind } from "./sinks.ts";

export interface JsState {
  readonly lex: JsLex;
  /** What a `/` would begin. */
  readonly slash: "regexp" | "division" | "unknown";
  /** Open braces inside of template literals: `$` for a substitution's own, `{` for one in it. */
  readonly stack: string;
  /** What stands directly before: part of a name, a dot, or a keyword that binds a name. */
  readonly before: "" | "word" | "dot" | "binding";
  /** The next character of a string or regular expression is escaped. */
  readonly escaped: boolean;
  /** What the value or string that stands here is for, where it is a URL. */
  readonly sink: Sink;
}

export type JsLex = "code" | "dq" | "sq" | "template" | "regexp" | "regexpClass" | "lineComment" | "blockComment";

export const jsStart: JsState = Object.freeze({
  lex: "code",
  slash: "regexp",
  stack: "",
  before: "",
  escaped: false,
  sink: "",
});

/** The beginning of an expression that becomes a URL. */
export const jsUrlStart: JsState = Object.freeze({ ...jsStart, sink: "url" });

export function jsKey(js: JsState): string {
  if (js === jsStart) return "";
  const { lex, slash, stack, before, escaped, sink } = js;
  const key = `${lex},${slash},${stack},${before},${escaped ? "\\" : ""}${sink}`;
  return key === "code,regexp,,," ? "" : key;
}

/** Keywords after which an expression begins, so that a `/` begins a regular expression. */
const BEFORE_EXPRESSION = new Set(
  "return typeof case do else in of instanceof new void delete throw yield await default extends".split(" "),
);
const BINDING = new Set(["var", "let", "const", "function", "class"]);
/** A unit of a name, or of a number: what is no ASCII is one, unless it is white space (ECMA-262 §12.2, §12.3). */
export const WORD: RegExp =
  /[\w$\u0080-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff]/;
/** ECMAScript's white space and line ends: `\s` has all of them. */
const SPACE = /\s/;
const TEMPLATE_DEPTH = 64;
const STRING = { '"': "dq", "'": "sq", "`": "template" } as const;
const DELIMITER: Readonly<Partial<Record<JsLex, string>>> = { dq: '"', sq: "'", template: "`" };

/** The text of a script whose `/` cannot be told from the text alone, or whose template literals nest too deep. */
export class JsAmbiguity extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/**
 * The state after `text`.
 *
 * @throws {@link JsAmbiguity} where a `/` follows two ways that disagree about what it begins
 */
export function stepJs(js: JsState, text: string): JsState {
  let { lex, slash, stack, before, escaped, sink } = js as { -readonly [Key in keyof JsState]: JsState[Key] };
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (lex === "lineComment") {
      if (char === "\n" || char === "\r" || char === "\u2028" || char === "\u2029") lex = "code";
      continue;
    }
    if (lex === "blockComment") {
      if (char === "*" && text[i + 1] === "/") {
        lex = "code";
        i++;
      }
      continue;
    }
    if (lex !== "code") {
      if (escaped) escaped = false;
      else if (char === "\\") escaped = true;
      else if (lex === "template") {
        if (char === "`") {
          lex = "code";
          slash = "division";
          before = "";
        } else if (char === "$" && text[i + 1] === "{") {
          if (stack.length >= TEMPLATE_DEPTH) throw new JsAmbiguity("Template literals nest too deep.", i);
          stack += "$";
          lex = "code";
          slash = "regexp";
          before = "";
          i++;
        }
      } else if (lex === "regexpClass") {
        if (char === "]") lex = "regexp";
      } else if (lex === "regexp") {
        if (char === "[") lex = "regexpClass";
        else if (char === "/" || char === "\n") {
          lex = "code";
          slash = "division";
          before = "";
        }
      } else if (char === (lex === "dq" ? '"' : "'") || char === "\n") {
        lex = "code";
        slash = "division";
        before = "";
      }
      continue;
    }
    if (WORD.test(char)) {
      const start = i;
      while (i + 1 < text.length && WORD.test(text[i + 1]!)) i++;
      const word = text.slice(start, i + 1);
      // A word that goes on from what stands before it is no keyword.
      const whole = start > 0 || before !== "word";
      slash = whole && before !== "dot" && BEFORE_EXPRESSION.has(word) ? "regexp" : "division";
      before = "word";
      if (whole && BINDING.has(word) && i + 1 < text.length && SPACE.test(text[i + 1]!)) {
        before = "binding";
        slash = "regexp";
      }
      continue;
    }
    if (SPACE.test(char)) {
      if (before === "word") before = "";
      continue;
    }
    before = "";
    switch (char) {
      case '"':
      case "'":
      case "`":
        lex = STRING[char];
        sink = sinkBehind(text, i, js.sink);
        break;
      case "/":
        if (text[i + 1] === "/") {
          lex = "lineComment";
          i++;
        } else if (text[i + 1] === "*") {
          lex = "blockComment";
          i++;
        } else if (slash === "unknown") {
          throw new JsAmbiguity(
            "It depends on a branch before it whether this `/` divides or begins a regular expression.",
            i,
          );
        } else if (slash === "regexp") lex = "regexp";
        else slash = "regexp";
        break;
      case "<": // `<!--` is a comment to the end of its line (ECMA-262 §B.1.1)
        if (text.startsWith("!--", i + 1)) {
          lex = "lineComment";
          i += 3;
        } else slash = "regexp";
        break;
      case "{":
        if (stack !== "") {
          if (stack.length >= TEMPLATE_DEPTH) throw new JsAmbiguity("Template literals nest too deep.", i);
          stack += "{";
        }
        slash = "regexp";
        break;
      case "}":
        if (stack !== "") {
          if (stack.endsWith("$")) lex = "template";
          stack = stack.slice(0, -1);
        }
        slash = "regexp";
        break;
      case ")":
      case "]":
        slash = "division";
        break;
      case ".":
        before = "dot";
        // `1. / b` divides; behind another dot stands a name.
        slash = /\d/.test(text[i - 1] ?? "") ? "division" : "regexp";
        break;
      case "+":
      case "-": // `a++ / b` divides, `a + /b/` does not
        slash = text[i + 1] === char ? "division" : "regexp";
        if (text[i + 1] === char) i++;
        break;
      default:
        slash = "regexp";
    }
  }
  if (lex === "code") sink = sinkBehind(text, text.length, js.lex === "code" ? js.sink : "");
  else if (DELIMITER[lex] === undefined) sink = "";
  return { lex, slash, stack, before, escaped, sink };
}

/** The text of a string that is a URL, at the end of `code`, and whether it begins there; undefined elsewhere. */
export function urlInString(
  { lex, sink }: JsState,
  code: string,
): { readonly begins: boolean; readonly url: string } | undefined {
  const delimiter = DELIMITER[lex];
  if (sink === "" || delimiter === undefined) return undefined;
  const open = code.lastIndexOf(delimiter);
  return { begins: open !== -1, url: code.slice(open + 1) };
}

/** Rule 3 of the joins: the same place but for what a `/` would begin. */
export function joinJs(a: JsState, b: JsState): JsState | null {
  if (jsKey(a) === jsKey(b)) return a;
  if (a.lex !== b.lex || a.stack !== b.stack || a.escaped !== b.escaped) return null;
  return {
    ...a,
    slash: a.slash === b.slash ? a.slash : "unknown",
    before: a.before === b.before ? a.before : "",
    sink: joinSinks(a.sink, b.sink),
  };
}
