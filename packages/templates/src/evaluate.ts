/** The one place where text becomes code. Templates that are compiled ahead of time never come here. */
import { sourceMap, sourceMapComment } from "./codegen/sourcemap.ts";
import type { GeneratedUnit } from "./codegen/template.ts";
import type { TemplateSource } from "./codegen/unit.ts";
import type { UnitFactory } from "./precompiled.ts";

/** Lines that stand before the code in the function that is made of it: `function anonymous(…` and our own first one. */
const LINES_BEFORE = 3;
/** Sources beyond this are not repeated in the map. */
const MOST_MAPPED = 100_000;

/**
 * Makes a function of generated code.
 *
 * @throws EvalError where the host forbids code from strings: then templates have to be compiled ahead of time
 */
export function evaluate({ code, mappings }: GeneratedUnit, { name, source }: TemplateSource): UnitFactory {
  // Encoded, so that no name can end the comment it stands in. Different code has a different URL nearly always; equal code
  // has an equal one, so that the engine of JavaScript knows it again: of another environment, overlay or test.
  const url = `ampoule-template/${code.text.length}/${encodeURIComponent((name ?? "string").toWellFormed())}`;
  const shifted = mappings.map(({ generatedLine, span }) => ({ generatedLine: generatedLine + LINES_BEFORE, span }));
  const map =
    source.length > MOST_MAPPED
      ? ""
      : `\n${sourceMapComment(sourceMap([{ name: name ?? "template", source, mappings: shifted }]))}`;
  const text = `"use strict";\n${code.text}\n//# sourceURL=${url}${map}`;
  return new Function("R", "T", text) as UnitFactory;
}
