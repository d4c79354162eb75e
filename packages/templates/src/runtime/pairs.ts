/** Key-value pairs as `dict()` and `dict.update()` take them. */
import { typeError, valueError } from "./failures.ts";
import { canIterate, iterate, readArray } from "./iteration.ts";

/** `[(key, value), …]` from whatever iterates over pairs. */
export function readPairs(value: unknown): (readonly [unknown, unknown])[] {
  let index = 0;
  return Array.from(iterate(value), (entry) => {
    const at = index++;
    if (!canIterate(entry)) throw typeError(`cannot convert dictionary update sequence element #${at} to a sequence`);
    const items = readArray(entry);
    if (items.length !== 2) {
      throw valueError(`dictionary update sequence element #${at} has length ${items.length}; 2 is required`);
    }
    return [items[0], items[1]];
  });
}
