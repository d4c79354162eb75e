/**
 * What a session may hold: plain JSON, copied and frozen.
 *
 * Frozen, because a change inside a value would be seen by nobody and lost (Flask's best-known trap: `session["cart"].append(…)`).
 * JSON, because what a leaked key could forge must stay data: no Markup, no classes, no functions (S24).
 */

/** A value of JSON, read-only all the way down. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** Deeper nesting than this is a cycle or a mistake. */
const MAX_DEPTH = 32;

/**
 * A frozen copy of a value.
 *
 * @param name the session's key, for the message
 * @throws TypeError for what JSON cannot say, with what to write in its place
 */
export function freezeJson(value: unknown, name: string, depth = 0): JsonValue {
  if (depth > MAX_DEPTH) throw refused(name, `is nested more than ${MAX_DEPTH} deep (or holds itself)`);
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw refused(name, "holds text that is not Unicode (a lone surrogate)");
      return value;
    case "boolean":
      return value;
    case "number":
      if (!Number.isFinite(value)) throw refused(name, `is ${value}, which JSON cannot say`);
      return value;
    case "object":
      return value === null
        ? null
        : Array.isArray(value)
          ? freezeArray(value, name, depth)
          : freezeObject(value, name, depth);
    default:
      throw refused(name, `is a ${typeof value}; store a string, number, boolean, array or plain object`);
  }
}

function freezeArray(value: readonly unknown[], name: string, depth: number): JsonValue {
  return Object.freeze(value.map((item) => freezeJson(item, name, depth + 1)));
}

function freezeObject(value: object, name: string, depth: number): JsonValue {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    const type = value.constructor?.name ?? "object";
    throw refused(name, `is a ${type}; store what it is made of (a Date as value.toISOString(), a Map as [...value])`);
  }
  // Without a prototype, so that a key can be any text.
  const copy: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) copy[key] = freezeJson(item, `${name}.${key}`, depth + 1);
  }
  return Object.freeze(copy);
}

function refused(name: string, problem: string): TypeError {
  return new TypeError(`The session value ${JSON.stringify(name)} ${problem}`);
}
