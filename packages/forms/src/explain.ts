import { FormDefinitionError } from "./errors.ts";

/** Letters that have to change, be added or removed between two words (optimal string alignment without transposition). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const change = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}

/**
 * `Did you mean "…"?` for the nearest of the known names, or a list of them.
 *
 * @param things - what they are names of, in the plural
 */
export function suggestion(name: string, known: readonly string[], things: string = "fields"): string {
  const nearest = known
    .map((candidate) => ({ candidate, steps: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((left, right) => left.steps - right.steps)[0];
  if (nearest !== undefined && nearest.steps <= Math.max(2, name.length / 3))
    return `Did you mean "${nearest.candidate}"?`;
  return known.length === 0 ? `There are no ${things}.` : `The ${things} are: ${known.join(", ")}.`;
}

/** A name that a validator, an option or a call refers to, but no field has. */
export function unknownField(where: string, name: string, known: readonly string[]): FormDefinitionError {
  return new FormDefinitionError(
    "unknown_field",
    `${where} refers to the field "${name}", which does not exist. ${suggestion(name, known)}`,
  );
}
