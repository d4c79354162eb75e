import type { FilterState } from "../runtime/values/contract.ts";
import { OneShot } from "../runtime/values/values.ts";

/**
 * What Python gives as a generator. In python printing it is one; in javascript printing it is an array, as in nunjucks:
 * `(users|selectattr("admin")).length` counts, and printing it shows its items.
 *
 * @param kind as in `<generator object sync_do_map at 0x…>`
 */
export function generated(state: FilterState, kind: string, items: Iterable<unknown>): OneShot | unknown[] {
  return state.ops.printing === "python" ? new OneShot(kind, items) : [...items];
}
