/** The cases of the matrix, by what they are about. */
import type { Case } from "../cases.ts";
import type { Options } from "../options.ts";
import { anyArguments, filterArguments } from "./filters.ts";
import { made } from "./run.ts";
import { samples } from "./values.ts";

function* filters(options: Options = {}): Generator<Case> {
  for (const [name, own] of Object.entries(filterArguments)) {
    for (const args of new Set([...anyArguments, ...own])) {
      for (const sample of samples) yield made(`(${sample.expression})|${name}${args}`, [sample], options);
    }
  }
}

/** Each family makes its cases when it is asked for them. */
export const families: Readonly<Record<string, () => Iterable<Case>>> = {
  filters: () => filters(),
  "filters, escaping": () => filters({ autoescape: true }),
};
