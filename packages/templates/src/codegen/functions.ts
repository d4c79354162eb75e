/** The shape of every generated function: declarations, body, and the place of an error. */
import type { Span } from "../syntax/nodes.ts";
import { type Code, join, js } from "./code.ts";
import { FunctionFrame } from "./place.ts";
import type { Unit } from "./unit.ts";

export interface FunctionShape {
  readonly unit: Unit;
  readonly name: Code;
  readonly parameters: readonly Code[];
  readonly isAsync: boolean;
  /** Yields its results instead of returning a text. */
  readonly isGenerator?: boolean;
  readonly span?: Span;
}

/**
 * Writes `const name = function (…) {…};`.
 *
 * An error on its way out is told the place by the variable `p`, a constant at every call that may fail: that costs
 * nothing while all goes well, and works where stacks are short, minified or foreign.
 *
 * @param write Writes the body. What it returns is the result.
 */
export function writeFunction(shape: FunctionShape, write: (fn: FunctionFrame) => Code): void {
  const { unit, name, parameters, isAsync, isGenerator = false } = shape;
  const { writer } = unit;
  const fn = new FunctionFrame(unit, isAsync);
  const keyword = js`${isAsync ? js`async ` : js``}function${isGenerator ? js`*` : js``}`;
  // In brackets: engines then compile it at once, instead of looking it over now and compiling it at the first call.
  const [before, after] = unit.options.callsAll ? [js`(`, js`)`] : [js``, js``];
  writer.open(js`const ${name}=${before}${keyword}(${join(parameters, js`,`)}){`, shape.span);
  const declarations = writer.reserve();
  const begin = writer.reserve();
  const result = write(fn);
  if (!isGenerator) writer.line(js`return ${result};`);
  if (fn.usesPosition) {
    begin.fill(js`try{`);
    writer.line(js`}catch(e){throw fail(e,p);}`);
  }
  declarations.fill(fn.declarations());
  writer.close(js`}${after};`);
}
