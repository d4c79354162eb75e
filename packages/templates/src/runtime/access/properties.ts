/** Properties of the application's own objects, read without ever touching a prototype of the language or its host. */

import { missing } from "../values/object.ts";
import { isBuiltinPrototype } from "../values/prototypes.ts";

/** Names that lead from an object to its class, its prototype, its caller or the machinery behind properties. */
const forbidden: ReadonlySet<string> = new Set([
  "constructor",
  "prototype",
  "__proto__",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

export function isForbidden(name: string): boolean {
  return forbidden.has(name);
}

/** Own properties of a function are the language's, except what the application made enumerable. */
function functionProperty(fn: object, name: string): unknown {
  const own = Object.getOwnPropertyDescriptor(fn, name);
  return own?.enumerable === true ? (Reflect.get(fn, name) ?? null) : missing;
}

/** Own properties of these are items, or the language's. */
function isIndexed(object: object): boolean {
  return Array.isArray(object) || ArrayBuffer.isView(object) || object instanceof String;
}

/**
 * A property of an object of the application, or `missing`: its own, or one of its classes'. Accessors run with the object as
 * `this`; methods come back unbound.
 */
export function property(object: object, name: string): unknown {
  if (forbidden.has(name)) return missing;
  if (typeof object === "function") return functionProperty(object, name);
  let holder: object | null = isIndexed(object) ? Object.getPrototypeOf(object) : object;
  while (holder !== null && (holder === object || !isBuiltinPrototype(holder))) {
    if (Object.hasOwn(holder, name)) return Reflect.get(holder, name, object) ?? null;
    holder = Object.getPrototypeOf(holder);
  }
  return missing;
}

/** The names that `property` would find, for messages. */
export function* ownNames(object: object): Generator<string> {
  for (
    let holder: object | null = object;
    holder !== null && (holder === object || !isBuiltinPrototype(holder));
    holder = Object.getPrototypeOf(holder)
  ) {
    for (const name of Object.getOwnPropertyNames(holder)) if (!forbidden.has(name)) yield name;
  }
}
