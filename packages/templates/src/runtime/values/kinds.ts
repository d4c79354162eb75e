/** Which of Python's types a JavaScript value stands for. */
import { isMarkup } from "@ampoule/markup";
import { isBuiltinPrototype } from "./prototypes.ts";
import { DictView, NamedTuple, OneShot, PyFloat, Range, Tuple } from "./values.ts";

export type PlainObject = Readonly<Record<string, unknown>>;

/** An object literal, or one without a prototype: a dict whose keys are strings. */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignObjectPrototype(prototype);
}

/** `Object.prototype` of another realm (a vm context, a frame): its objects are plain data as well. */
function isForeignObjectPrototype(prototype: object): boolean {
  return (
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "__lookupGetter__") &&
    isBuiltinPrototype(prototype)
  );
}

export function isDict(value: unknown): value is Map<unknown, unknown> | PlainObject {
  return value instanceof Map || isPlainObject(value);
}

/** A JavaScript iterator, or anything else that says how to be walked through. */
export function isIterableObject(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, Symbol.iterator) === "function";
}

/** Ordered: the first kind whose test holds names the type. */
const objectTypes: readonly (readonly [(value: object) => boolean, string | ((value: never) => string)])[] = [
  [NamedTuple.is, (value: NamedTuple) => value.type || "tuple"],
  [Tuple.is, "tuple"],
  [Array.isArray, "list"],
  [isMarkup, "Markup"],
  [PyFloat.is, "float"],
  [(value) => value instanceof Map, "dict"],
  [(value) => value instanceof Set, "set"],
  [Range.is, "range"],
  [DictView.is, (value: DictView) => value.kind],
  [OneShot.is, "generator"],
  [(value) => value instanceof Uint8Array, "bytes"],
  [(value) => value instanceof Date, "datetime"],
  [isPlainObject, "dict"],
];

/** `type(value).__name__`, as Python's messages have it. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case "string":
      return "str";
    case "number":
      return Number.isSafeInteger(value) ? "int" : "float";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    case "undefined":
      return "NoneType";
    case "function":
      return "function";
    case "symbol":
      return "symbol";
  }
  if (value === null) return "NoneType";
  for (const [test, name] of objectTypes) {
    if (test(value as object)) return typeof name === "string" ? name : name(value as never);
  }
  return className(value as object);
}

/** The name of an application's class, read without running any of its code. */
export function className(value: object): string {
  for (let prototype = Object.getPrototypeOf(value); prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    const constructor = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
    if (typeof constructor === "function") {
      const name = Object.getOwnPropertyDescriptor(constructor, "name")?.value;
      return typeof name === "string" && name !== "" ? name : "object";
    }
  }
  return "object";
}

const builtinTypes: ReadonlySet<string> = new Set(
  ["str", "int", "float", "bool", "list", "dict", "tuple", "set", "range", "bytes", "function", "generator"].concat([
    "dict_keys",
    "dict_values",
    "dict_items",
  ]),
);

/** Jinja2's `object_type_repr`: what a message calls the value that lacks something. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined) return "None";
  const name = typeName(value);
  if (builtinTypes.has(name)) return `${name} object`;
  return isMarkup(value) ? "markupsafe.Markup object" : `${name} object`;
}
