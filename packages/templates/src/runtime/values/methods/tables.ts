/** Which table of Python methods and attributes a value has. */
import { isMarkup } from "@ampoule/markup";
import { isPlainObject } from "../kinds.ts";
import { PyFloat, Range, Tuple } from "../values.ts";
import { bytesMethods } from "./bytes.ts";
import { dateMembers } from "./date.ts";
import { dictMethods } from "./dict.ts";
import { isJavascriptMethod } from "./javascript.ts";
import { listMethods, tupleMethods } from "./list.ts";
import { markupMethods } from "./markup.ts";
import type { MemberTable } from "./method.ts";
import { floatMembers, integerMembers } from "./number.ts";
import { rangeMembers } from "./range.ts";
import { setMethods } from "./set.ts";
import { stringMethods } from "./string.ts";

const noMembers: MemberTable = new Map();
const tables: readonly MemberTable[] = [
  ...[stringMethods, markupMethods, listMethods, tupleMethods, dictMethods, setMethods],
  ...[bytesMethods, dateMembers, integerMembers, floatMembers, rangeMembers],
];

/** Is that a method of data: of a text, a list, a dict…? Objects of the application may have one of the same name. */
export function isBuiltInMethod(name: string): boolean {
  return tables.some((table) => table.has(name)) || isJavascriptMethod(name);
}

function objectMethods(value: object): MemberTable {
  if (Array.isArray(value)) return Tuple.is(value) ? tupleMethods : listMethods;
  if (value instanceof Map || isPlainObject(value)) return dictMethods;
  if (isMarkup(value)) return markupMethods;
  if (value instanceof Set) return setMethods;
  if (PyFloat.is(value)) return floatMembers;
  if (Range.is(value)) return rangeMembers;
  if (value instanceof Date) return dateMembers;
  return value instanceof Uint8Array ? bytesMethods : noMembers;
}

/** The Python methods and attributes of a value's type; none for objects of the application. */
export function membersOf(value: unknown): MemberTable {
  switch (typeof value) {
    case "string":
      return stringMethods;
    case "number":
      return Number.isSafeInteger(value) ? integerMembers : floatMembers;
    case "bigint":
    case "boolean":
      return integerMembers;
    case "object":
      return value === null ? noMembers : objectMethods(value);
  }
  return noMembers;
}
