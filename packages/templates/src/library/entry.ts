/** Rows of the library's tables. */
import { type Callable, type Description, describe } from "../runtime/values/describe.ts";

/** A name and the function behind it. */
export type Entry = readonly [name: string, run: Callable];

/** A filter or test of the library: called with the FilterState, the value, then its parameters. */
export function entry(name: string, description: Omit<Description, "passState">, run: Callable): Entry {
  return [name, describe(run, { name, ...description, passState: true })];
}
