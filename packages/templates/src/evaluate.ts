/** The one place where text becomes code. Templates that are compiled ahead of time never come here. */
import type { Code } from "./codegen/code.ts";
import type { UnitFactory } from "./precompiled.ts";

let count = 0;

/**
 * Makes a function of generated code.
 *
 * @param name The template's, for debuggers: encoded, so that it cannot end the comment it stands in
 * @throws EvalError where the host forbids code from strings: then templates have to be compiled ahead of time
 */
export function evaluate(code: Code, name: string | null): UnitFactory {
  const url = `ampoule-template/${++count}/${encodeURIComponent((name ?? "string").toWellFormed())}`;
  const source = `"use strict";\n${code.text}\n//# sourceURL=${url}`;
  return new Function("R", "T", source) as UnitFactory;
}
