/** Which table of Python methods a value has. */
import { isMarkup } from "@ampoule/markup";
import { isPlainObject } from "../kinds.ts";
import { PyFloat, Tuple } from "../values.ts";
import { bytesMethods } from "./bytes.ts";
import { dictMethods } from "./dict.ts";
import { listMethods, tupleMethods } from "./list.ts";
import { markupMethods } from "./markup.ts";
import type { MethodTable } from "./method.ts";
import { floatMethods, integerMethods } from "./number.ts";
import { setMethods } from "./set.ts";
import { stringMethods } from "./string.ts";

const noMethods: MethodTable = new Map();

function objectMethods(value: object): MethodTable {
  if (Array.isArray(value)) return Tuple.is(value) ? tupleMethods : listMethods;
  if (value instanceof Map || isPlainObject(value)) return dictMethods;
  if (isMarkup(value)) return markupMethods;
  if (value instanceof Set) return setMethods;
  if (PyFloat.is(value)) return floatMethods;
  return value instanceof Uint8Array ? bytesMethods : noMethods;
}

/** The Python methods of a value's type; none for objects of the application. */
export function methodsOf(value: unknown): MethodTable {
  switch (typeof value) {
    case "string":
      return stringMethods;
    case "number":
      return Number.isSafeInteger(value) ? integerMethods : floatMethods;
    case "bigint":
    case "boolean":
      return integerMethods;
    case "object":
      return value === null ? noMethods : objectMethods(value);
  }
  return noMethods;
}
