/**
 * `{{ … }}` and text. This is the one place where it is decided how a value is escaped.
 *
 * What generated code does itself is only the commonest case: a string is escaped by a function that returns it
 * unchanged nearly always, and a number needs no escaping in text. Everything else the runtime sorts out.
 */
import { escapeHtml } from "@ampoule/markup";
import { operations } from "../runtime/ops.ts";
import type { Call, Constant, Expression, Output, Span, Text } from "../syntax/nodes.ts";
import { rawName, undefinedName } from "./access.ts";
import { callArguments } from "./calls.ts";
import { type Code, join, js, literal } from "./code.ts";
import type { Inheritance } from "./inheritance.ts";
import { type Place, variableCode } from "./place.ts";

/** Collects what is appended to the output, so that neighbours share one statement. */
export class Chunk {
  readonly #place: Place;
  #text = "";
  #parts: Code[] = [];

  constructor(place: Place) {
    this.#place = place;
  }

  text(text: string): void {
    this.#text += text;
  }

  value(code: Code): void {
    this.#endText();
    this.#parts.push(code);
  }

  /** Writes `out += …;`. Numbers among the parts must not be added up, so a text comes first. */
  flush(): void {
    this.#endText();
    const { unit, out } = this.#place;
    if (this.#parts.length === 0) return;
    const [first, ...rest] = this.#parts;
    if (rest.length === 0) unit.writer.line(js`${out}+=${first!};`);
    else {
      const begin = isText(first!) ? first! : js`""+${first!}`;
      unit.writer.line(js`${out}+=${join([begin, ...rest], js`+`)};`);
    }
    this.#parts = [];
  }

  #endText(): void {
    if (this.#text !== "") this.#parts.push(literal(this.#text));
    this.#text = "";
  }
}

function isText(code: Code): boolean {
  return code.text.startsWith('"');
}

export function output(node: Output, place: Place, inheritance: Inheritance): void {
  const { unit } = place;
  if (place.guarded) {
    if (inheritance.known) return;
    unit.writer.open(js`if(parent===null){`);
  }
  const chunk = new Chunk(place);
  for (const part of node.parts) outputPart(part, chunk, place);
  chunk.flush();
  if (place.guarded) unit.writer.close(js`}`);
}

function outputPart(part: Text | Expression, chunk: Chunk, place: Place): void {
  if (part.type === "Text") chunk.text(part.text);
  else if (part.type === "Constant" && !place.unit.options.finalize && place.mode !== "volatile") {
    chunk.text(constantText(part, place));
  } else {
    const direct = directCall(part, place);
    if (direct === undefined) chunk.value(printed(part, place));
    else {
      chunk.flush();
      place.unit.writer.line(js`${place.out}=${direct};`, part.span);
    }
  }
}

function constantText({ value, float }: Constant, { unit, mode }: Place): string {
  const ops = operations[unit.options.printing];
  const text = ops.text(float === true ? ops.float(value as number) : value);
  return mode === "none" ? text : escapeHtml(text);
}

/** The value of an expression as text of the output. */
function printed(node: Expression, place: Place): Code {
  const { unit, fn } = place;
  if (unit.options.finalize)
    return printedValue(js`${unit.helper("finalize")}(${place.generate.expression(node, place)},c)`, place, node.span);
  if (node.type !== "Name") return printedValue(place.generate.expression(node, place), place, node.span);
  // A name that is missing is no string: it goes the slow way, and becomes an undefined value only there.
  const raw = rawName(node, place);
  const variable = variableCode(place.scope.find(node.name)!, place);
  return fastText(
    raw,
    variable,
    js`${variable}===undefined?${undefinedName(node, place)}:${variable}`,
    place,
    node.span,
  );
}

export function printedValue(value: Code, place: Place, span: Span): Code {
  const variable = place.fn.temporary();
  return fastText(js`(${variable}=${value})`, variable, variable, place, span);
}

/**
 * @param first Evaluates the value.
 * @param again The value once it has been evaluated.
 * @param rest What the runtime is given where the value is neither a string nor a number.
 */
function fastText(first: Code, again: Code, rest: Code, place: Place, span: Span): Code {
  const { unit, fn, mode } = place;
  const slow = (helper: "plainText" | "htmlText" | "volatileText"): Code =>
    js`${unit.helper(helper)}(${rest},${mode === "volatile" ? js`c.autoescape` : js`undefined`},${fn.at(span)})`;
  if (mode === "volatile") return js`${unit.helper("volatileText")}(${first},c.autoescape,${fn.at(span)})`;
  const number = unit.options.printing === "javascript" ? js`typeof ${again}==="number"?${again}:` : js``;
  return mode === "none"
    ? js`(typeof ${first}==="string"?${again}:${number}${slow("plainText")})`
    : js`(typeof ${first}==="string"?${unit.helper("escapeHtml")}(${again}):${number}${slow("htmlText")})`;
}

/**
 * `super()`, `self.name()` and `loop(items)` append to the output themselves: no string is made, marked as HTML and taken
 * apart again.
 */
function directCall(node: Expression, place: Place): Code | undefined {
  if (node.type !== "Call" || place.unit.options.finalize) return undefined;
  if (node.callee.type === "Name") return directSuper(node, place);
  return undefined;
}

function directSuper(node: Call, place: Place): Code | undefined {
  const { unit, fn } = place;
  if (node.callee.type !== "Name" || node.callee.name !== "super" || place.block === null) return undefined;
  const found = place.scope.find("super");
  if (found === undefined || place.scope.loadOf(found)?.from !== "parameter" || found.level !== 0) return undefined;
  if (callArguments(node, place).args.text !== "[]" || node.kwargs.length > 0) return undefined;
  const call = js`${unit.helper("callBlock")}(c,${literal(place.block)},depth+1,${stateOf(place)},${place.out},${fn.at(node.span)})`;
  return fn.isAsync ? js`await ${call}` : call;
}

/** The HTML state of a place, as generated code names it; templates without contextual escaping have only one. */
export function stateOf(_place: Place): Code {
  return js`""`;
}
