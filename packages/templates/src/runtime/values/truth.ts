/** Python's `bool()`: empty is false. */
import { isMarkup } from "@ampoule/markup";
import { refusePromise } from "./async.ts";
import { dictSize } from "./dict.ts";
import { isPlainObject } from "./kinds.ts";
import { isUndefined } from "./undefined.ts";
import { DictView, PyFloat, Range } from "./values.ts";

function objectTruth(value: object): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isPlainObject(value)) return dictSize(value) > 0;
  if (isUndefined(value)) return value.truthy();
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  if (isMarkup(value)) return value.toString() !== "";
  if (PyFloat.is(value)) return value.value !== 0;
  if (Range.is(value) || DictView.is(value) || value instanceof Uint8Array) return value.length > 0;
  // `{% if may_edit() %}` must not be true because nobody has waited for the answer.
  if (value instanceof Promise) refusePromise(value);
  return true;
}

/** Is the value true to an `if`? */
export function truthy(value: unknown): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      // NaN is true in Python.
      return value !== 0;
    case "bigint":
      return value !== 0n;
    case "undefined":
      return false;
    case "object":
      return value !== null && objectTruth(value);
  }
  return true;
}
