/** Waiting, in asynchronous rendering: for promises among the values, and for what follows in async iterables. */
import { type Code, js } from "./code.ts";
import type { Place } from "./place.ts";

/** Waits for a promise. Who reads a stream is given what has been printed until then. */
export function wait(promise: Code, { out }: Place): Code {
  return js`await c.run.wait(${promise},${out})`;
}

/** In async rendering a value may be a promise: then it is awaited before anything is done with it. */
export function settle(code: Code, place: Place): Code {
  if (!place.fn.isAsync) return code;
  const value = place.fn.temporary();
  const settled = js`(${place.unit.helper("thenable")}(${value}=${code})?${wait(value, place)}:${value})`;
  place.fn.settles(code, settled);
  return settled;
}

/** The same where a value is walked through at once: then the items of an async iterable are awaited as well. */
export function settleItems(code: Code, place: Place): Code {
  return place.fn.isAsync ? settle(js`${place.unit.helper("settle")}(${code})`, place) : code;
}
