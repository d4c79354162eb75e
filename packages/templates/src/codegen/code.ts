/**
 * Generated JavaScript, kept apart from text by type, as Markup keeps HTML apart from text.
 *
 * `Code` is made in two ways only: the tag `` js`…` ``, whose literal parts are written in this folder and which takes
 * nothing but `Code` and numbers, and `literal`, through which every string of a template, its name, its options and
 * its data goes. No string from outside can therefore become code (SECURITY.md T34–T39).
 */

/** A piece of JavaScript. */
export class Code {
  readonly #text: string;
  constructor(text: string, key: typeof seal) {
    if (key !== seal) throw new TypeError("Code is made by js`…` and literal() only");
    this.#text = text;
  }
  get text(): string {
    return this.#text;
  }
}

const seal: unique symbol = Symbol("code");

/** What may stand in `` js`…${here}…` ``. */
export type CodePart = Code | number;

/**
 * Code with code in it.
 *
 * @example
 * js`x = ${literal("y")} + ${1};`.text; // 'x = "y" + 1;'
 */
export function js(strings: TemplateStringsArray, ...parts: readonly CodePart[]): Code {
  let text = strings[0]!;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    text += (part instanceof Code ? part.text : numberText(part)) + strings[i + 1]!;
  }
  return new Code(text, seal);
}

function numberText(part: number): string {
  if (typeof part !== "number") throw new TypeError("only Code and numbers can be put into code");
  // A sign in front of another sign would make `--`.
  return part < 0 || Object.is(part, -0) ? `(${Object.is(part, -0) ? "-0" : part})` : String(part);
}

/** A value that stands for itself in generated code. */
export type LiteralValue = string | number | bigint | boolean | null | undefined;

/** The one place where a string becomes part of generated code: as a string literal. */
export function literal(value: LiteralValue): Code {
  switch (typeof value) {
    case "string":
      return new Code(stringLiteral(value), seal);
    case "number":
      return js`${value}`;
    case "bigint":
      return new Code(value < 0n ? `(${value}n)` : `${value}n`, seal);
    case "undefined":
      return js`undefined`;
    default:
      return value === null ? js`null` : value ? js`true` : js`false`;
  }
}

/** JSON's string syntax is JavaScript's; the two line separators are escaped for readers older than ES2019. */
function stringLiteral(value: string): string {
  const text = JSON.stringify(value);
  if (!text.includes("\u2028") && !text.includes("\u2029")) return text;
  return text.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** JSON data (`null`, booleans, numbers, strings, arrays, objects) as an expression. */
export function dataLiteral(value: unknown): Code {
  if (Array.isArray(value)) return js`[${join(value.map(dataLiteral), js`,`)}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => js`[${literal(key)}]:${dataLiteral(item)}`);
    return js`{__proto__:null,${join(entries, js`,`)}}`;
  }
  return literal(value as LiteralValue);
}

/** Joins pieces of code with a separator. */
export function join(parts: readonly Code[], separator: Code): Code {
  let text = "";
  for (let i = 0; i < parts.length; i++) text += i === 0 ? parts[0]!.text : separator.text + parts[i]!.text;
  return new Code(text, seal);
}

/**
 * What a variable of generated code is for: `v` a variable of the template, `h` a name read from the context, `t` a
 * temporary, `k` the machinery of a statement, `m` a function, `q` a constant, `f` a filter, `x` a test.
 */
export type VariableKind = "v" | "h" | "t" | "k" | "m" | "q" | "f" | "x";

/** A variable of the generated code: a prefix of ours and numbers, never a name of the template's. */
export function variable(prefix: VariableKind, ...numbers: readonly number[]): Code {
  return new Code(prefix + numbers.join("_"), seal);
}

/** The name of a helper of the runtime, checked to be a plain identifier. */
export function helperName(name: string): Code {
  if (!/^[A-Za-z]+$/.test(name)) throw new TypeError(`not a helper's name: ${JSON.stringify(name)}`);
  return new Code(name, seal);
}

const spaces: Code[] = [];

/** Generated code is read by people when something is wrong: blocks are indented, up to a point. */
export function indentation(depth: number): Code {
  const width = Math.min(depth, 40);
  return (spaces[width] ??= new Code(" ".repeat(width), seal));
}
