/**
 * What a session may hold: data, copied and frozen.
 *
 * Frozen, because a change inside a value would be seen by nobody and lost (Flask's best-known trap: `session["cart"].append(…)`).
 * Data, because what a leaked key could forge must stay that: no Markup, no classes, no functions (S24).
 */

import { kindOf } from "./tagged.ts";

/** A value in a session. It is read-only all the way down, dates and URLs too: their setters throw. */
export type SessionValue =
  | string
  | number
  | boolean
  | null
  | bigint
  | Date
  | URL
  | readonly SessionValue[]
  | ReadonlyMap<SessionValue, SessionValue>
  | ReadonlySet<SessionValue>
  | { readonly [name: string]: SessionValue };

/** Deeper nesting than this is a cycle or a mistake. */
const MAX_DEPTH = 32;

/** What an object is taken for. */
type Read = (object: object) => unknown;

const asItIs: Read = (object) => object;

/**
 * A frozen copy of a value.
 *
 * @param name the session's key, for the message
 * @param read makes of each object, however deep, what is copied
 * @throws TypeError for what a session cannot hold, with what to write in its place
 */
export function freezeValue(value: unknown, name: string, read: Read = asItIs, depth = 0): SessionValue {
  if (depth > MAX_DEPTH) throw refused(name, `is nested more than ${MAX_DEPTH} deep (or holds itself)`);
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw refused(name, "holds text that is not Unicode (a lone surrogate)");
      return value;
    case "boolean":
      return value;
    case "bigint":
      return freezeTagged(value, name, read, depth);
    case "number":
      if (!Number.isFinite(value)) throw refused(name, `is ${value}, which a session cannot hold`);
      return value;
    case "object":
      if (value === null) return null;
      return Array.isArray(value)
        ? Object.freeze(value.map((item) => freezeValue(item, name, read, depth + 1)))
        : freezeObject(read(value), name, read, depth);
    default:
      throw refused(name, `is a ${typeof value}; store data`);
  }
}

function freezeObject(value: unknown, name: string, read: Read, depth: number): SessionValue {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return freezeTagged(value, name, read, depth);
  // Without a prototype, so that a key can be any text.
  const copy: Record<string, SessionValue> = Object.create(null) as Record<string, SessionValue>;
  for (const [key, item] of Object.entries(value as object)) {
    if (item !== undefined) copy[key] = freezeValue(item, `${name}.${key}`, read, depth + 1);
  }
  return Object.freeze(copy);
}

function freezeTagged(value: unknown, name: string, read: Read, depth: number): SessionValue {
  const found = kindOf(value);
  if (found === undefined) {
    const type = Object(value).constructor?.name ?? "object";
    throw refused(
      name,
      `is a ${type}; store what it is made of (bytes as base64 text, an object of a class as a plain one)`,
    );
  }
  const copy = found[1].copy(value as never, (item) => freezeValue(item, name, read, depth + 1));
  if (copy === undefined) throw refused(name, `is an invalid ${found[0]}`);
  return copy as SessionValue;
}

function refused(name: string, problem: string): TypeError {
  return new TypeError(`The session value ${JSON.stringify(name)} ${problem}`);
}
