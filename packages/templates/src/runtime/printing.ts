/** Printing what generated code expects to be a fragment: a macro, or captured output. */
import { createMarkup, type EscaperName, type Escapers } from "@ampoule/markup/engine";
import { EscapeError } from "../errors.ts";
import type { RenderContext } from "./frame.ts";
import { Macro } from "./macro.ts";
import { thenable } from "./values/async.ts";
import type { Kwargs } from "./values/contract.ts";

/** Makes text of a value for its place; null where no value may stand. */
export type Printer = ((value: unknown) => string) | null;

/** The states of the HTML in which captured output was made, and what was made of it. */
type Captured = readonly (readonly [start: string, end: string, text: string])[];

/** Kept beside the value, which is Markup like any other, or an undefined value where the output is no text. */
const captures = new WeakMap<object, Captured>();

export interface PrintingHelpers {
  printMacro(
    callee: unknown,
    args: readonly unknown[],
    kwargs: Kwargs | null,
    c: RenderContext,
    start: string,
    end: string,
    print: Printer,
    out: string,
  ): string | Promise<string>;
  printCapture(value: unknown, start: string, end: string, print: Printer, out: string): string;
  capture(c: RenderContext, text: unknown, others: Captured): unknown;
  printer(name: EscaperName, arg: string | undefined, before: string, after: string): Printer;
}

type Call = (callee: unknown, args: readonly unknown[], kwargs: Kwargs | null, c: RenderContext) => unknown;

/**
 * @param toText `str(value)`
 * @param htmlText The printer of Jinja2's own rule
 */
export function createPrinting(
  call: Call,
  toText: (value: unknown) => string,
  htmlText: Printer,
  escapers: Escapers,
): PrintingHelpers {
  return {
    printMacro(callee, args, kwargs, c, start, end, print, out) {
      // Jinja2's macros give HTML where escaping is on at that time, else text, which those who print it escape.
      const isText = print === htmlText && !c.autoescape;
      if (Macro.is(callee) && !isText) return callee.render(start, end, args, kwargs, out);
      const value = call(callee, args, kwargs, c);
      return c.isAsync && thenable(value)
        ? Promise.resolve(c.run.wait(value, out)).then((result) => out + printed(result, print))
        : out + printed(value, print);
    },
    printCapture(value, start, end, print, out) {
      const made = typeof value === "object" && value !== null ? captures.get(value) : undefined;
      const found = made?.find(([from, to]) => from === start && to === end);
      return out + (found === undefined ? printed(value, print) : found[2]);
    },
    capture(c, text, others) {
      // Markup of its own, since the same text captured elsewhere may be another one in other places.
      const hint = "captured output that is not complete in itself can only be printed directly";
      const value = text === null ? c.makeUndefined({ hint }) : createMarkup(String(text));
      if (typeof value === "object" && value !== null) captures.set(value, others);
      return value;
    },
    printer(name, arg, before, after) {
      const escaper = escapers[name];
      return (value) => before + escaper(value, toText, arg) + after;
    },
  };
}

function printed(value: unknown, print: Printer): string {
  if (print !== null) return print(value);
  throw new EscapeError("A value stands where the template was compiled for a macro or captured output.", {
    code: "ESCAPE_FRAGMENT_END",
    cure: "Close the quote or the tag inside of the macro, so that a value could stand in its place.",
  });
}
