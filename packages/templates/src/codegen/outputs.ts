/**
 * `{{ … }}` and text. This is the one place where it is decided how a value is escaped.
 *
 * What generated code does itself is only the commonest case: a string is escaped by a function that returns it
 * unchanged nearly always, and a number needs no escaping in text. Everything else the runtime sorts out.
 */
import { escapeHtml } from "@ampoule/markup";
import type { EscaperRef, Hole } from "@ampoule/markup/engine";
import { operations } from "../runtime/values/ops.ts";
import type { Constant, Expression, Output, Span, Statement, Text } from "../syntax/nodes.ts";
import { rawName, undefinedName } from "./access.ts";
import { type Code, js, literal } from "./code.ts";
import { directPrint } from "./direct.ts";
import type { Inheritance } from "./inheritance.ts";
import { Chunk, markVariable } from "./pieces.ts";
import { type Place, variableCode } from "./place.ts";
import { wait } from "./waiting.ts";

/** Writes what prints, unless a parent template has been chosen: that one prints instead. */
export function unlessExtended(write: () => void, { unit, guarded }: Place, inheritance: Inheritance): void {
  if (!guarded) {
    write();
  } else if (!inheritance.known) {
    unit.writer.open(js`if(parent===null){`);
    write();
    unit.writer.close(js`}`);
  }
}

export function output(node: Output, place: Place): void {
  const chunk = new Chunk(place);
  for (const part of node.parts) outputPart(part, chunk, place);
  chunk.flush();
}

function outputPart(part: Text | Expression, chunk: Chunk, place: Place): void {
  const plan = place.plan?.part(part);
  if (plan?.type === "text") {
    chunk.pieces(plan.pieces);
    return;
  }
  if (part.type === "Text") {
    chunk.text(part.text);
    return;
  }
  if (part.type === "Constant" && place.plan === null && isFoldable(place)) {
    chunk.text(constantText(part, place));
    return;
  }
  if (plan?.type === "choice" && part.type === "Conditional") {
    choice(part, chunk, place);
    return;
  }
  const direct = directPrint(part, plan, place);
  if (direct !== undefined) {
    chunk.flush();
    direct();
    return;
  }
  const hole = plan?.type === "hole" ? plan.hole : null;
  printHole(part, hole, chunk, place);
}

/** The value, with the quotes and spaces that the compiler puts around it. */
function printHole(node: Expression, hole: Hole | null, chunk: Chunk, place: Place): void {
  if (hole !== null) {
    chunk.text(hole.before);
    chunk.marks(hole.marks);
    // What the escaper looks at has to be in the output by then.
    if (hole.escaper.slice !== undefined) chunk.flush();
  }
  chunk.value(printed(node, hole, place));
  if (hole !== null) chunk.text(hole.after);
}

/** `"text" if test else value`: each branch is printed in its own way. */
function choice(node: Extract<Expression, { type: "Conditional" }>, chunk: Chunk, place: Place): void {
  chunk.flush();
  const { writer } = place.unit;
  const inside = { ...place, soft: true };
  const branch = (part: Expression): void => {
    const own = new Chunk(inside);
    outputPart(part, own, inside);
    own.flush();
  };
  writer.open(js`if(${place.generate.condition(node.test, inside)}){`, node.span);
  branch(node.consequent);
  if (node.otherwise !== null) {
    writer.next(js`}else{`);
    branch(node.otherwise);
  }
  writer.close(js`}`);
}

function isFoldable({ unit, mode }: Place): boolean {
  return !unit.options.finalize && mode !== "volatile";
}

function constantText({ value, float }: Constant, { unit, mode }: Place): string {
  const ops = operations[unit.options.printing];
  const text = ops.text(float === true ? ops.float(value as number) : value);
  return mode === "none" ? text : escapeHtml(text);
}

/** The value of an expression as text of the output. */
function printed(node: Expression, hole: Hole | null, place: Place): Code {
  const { unit } = place;
  if (unit.options.finalize) {
    const value = js`${unit.helper("finalize")}(${place.generate.expression(node, place)},c)`;
    return printedValue(value, hole, place, node.span);
  }
  if (node.type !== "Name") return printedValue(place.generate.expression(node, place), hole, place, node.span);
  // A name that is missing is no string: it goes the slow way, and becomes an undefined value only there.
  const raw = rawName(node, place);
  const again = variableCode(place.scope.find(node.name)!, place);
  const rest = js`${raw}===undefined?${undefinedName(node, place)}:${again}`;
  return escaped({ first: again, again, rest }, hole, place, node.span);
}

/** A value that is printed, escaped for its place. */
export function printedValue(value: Code, hole: Hole | null, place: Place, span: Span): Code {
  const { fn, unit } = place;
  const again = fn.temporary();
  const unsettled = fn.unsettled(value);
  if (unsettled === undefined)
    return escaped({ first: js`(${again}=${value})`, again, rest: again }, hole, place, span);
  // What is text is no promise: that is asked only of the rest.
  const rest = js`(${unit.helper("thenable")}(${again})?(${fn.at(span)},${wait(again, place)}):${again})`;
  return escaped({ first: js`(${again}=${unsettled})`, again, rest }, hole, place, span);
}

/** A statement prints one value. */
export function printStatement(node: Statement, value: Code, place: Place): void {
  const hole = place.plan?.site(node)?.fallback ?? null;
  const chunk = new Chunk(place);
  if (hole !== null) {
    chunk.text(hole.before);
    chunk.marks(hole.marks);
    if (hole.escaper.slice !== undefined) chunk.flush();
  }
  chunk.value(printedValue(value, hole, place, node.span));
  if (hole !== null) chunk.text(hole.after);
  chunk.flush();
}

/** The code of a value that is about to be printed. */
interface Printed {
  /** Evaluates it. */
  readonly first: Code;
  /** The value, once it has been evaluated. */
  readonly again: Code;
  /** What the runtime is given where the value is neither a string nor a number. */
  readonly rest: Code;
}

/** The choice of the escaper. */
function escaped(value: Printed, hole: Hole | null, place: Place, span: Span): Code {
  switch (place.mode) {
    case "none":
      return inline(value, null, js`${place.unit.helper("plainText")}(${value.rest},${place.fn.at(span)})`, place);
    case "html":
      return html(value, place, span);
    case "volatile": {
      const plain = { ...value, first: value.again };
      const on = hole === null ? html(plain, place, span) : contextual(plain, hole.escaper, place, span);
      const off = escaped(plain, hole, { ...place, mode: "none" }, span);
      return js`(${value.first},c.autoescape?${on}:${off})`;
    }
    case "contextual":
      // Where nothing gets to, nothing is printed.
      return hole === null ? js`""` : contextual(value, hole.escaper, place, span);
  }
}

/** Jinja2's rule. */
function html(value: Printed, place: Place, span: Span): Code {
  const { unit, fn } = place;
  return inline(value, unit.helper("escapeHtml"), js`${unit.helper("htmlText")}(${value.rest},${fn.at(span)})`, place);
}

/** Escapers that treat strings as `escapeHtml` does. */
const escapesHtml: ReadonlySet<string> = new Set(["text", "attribute", "rcdata"]);

function contextual(value: Printed, { name, arg, slice }: EscaperRef, place: Place, span: Span): Code {
  const { unit, fn } = place;
  const escaper = unit.constant("q", js`${unit.helper("escapers")}[${literal(name)}]`);
  const call = (given: Code): Code =>
    js`${escaper}(${given},${unit.helper("plainText")},${argument(arg, slice, place)},${fn.at(span)})`;
  if (escapesHtml.has(name) && arg === undefined)
    return inline(value, unit.helper("escapeHtml"), call(value.rest), place);
  if (value.rest === value.again) return call(value.first);
  return js`(typeof ${value.first}==="string"?${call(value.again)}:${call(value.rest)})`;
}

function argument(arg: string | undefined, slice: EscaperRef["slice"], { out }: Place): Code {
  if (slice === undefined) return literal(arg);
  const printed = js`${out}.slice(${markVariable(slice.from)})`;
  return arg === undefined ? printed : js`${literal(arg)}+${printed}`;
}

/** @param escape What a string needs; null for nothing */
function inline({ first, again }: Printed, escape: Code | null, rest: Code, { unit }: Place): Code {
  const text = escape === null ? again : js`${escape}(${again})`;
  const number = unit.options.printing === "javascript" ? js`typeof ${again}==="number"?${again}:` : js``;
  return js`(typeof ${first}==="string"?${text}:${number}${rest})`;
}
