/** Key-value pairs as `dict()`, `namespace()` and `dict.update()` take them. */
import { dictEntries } from "./dict.ts";
import { typeError, valueError } from "./failures.ts";
import { canIterate, iterate, readArray } from "./iteration.ts";
import { isDict } from "./kinds.ts";
import { isUndefined } from "./undefined.ts";

/** `[(key, value), …]` from whatever iterates over pairs. */
function readPairs(value: unknown): (readonly [unknown, unknown])[] {
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

/** The entries of what `dict()` is given: at most one mapping, or pairs. Nothing there is none; undefined is an error. */
export function givenEntries(args: readonly unknown[], name = "dict"): Iterable<readonly [unknown, unknown]> {
  if (args.length > 1) throw typeError(`${name} expected at most 1 argument, got ${args.length}`);
  if (args.length === 0) return [];
  const [from] = args;
  if (isUndefined(from)) from.fail();
  return isDict(from) ? dictEntries(from) : readPairs(from);
}
