/** A session value as JSON, and back: what JSON has no word for gets a tag. */

import { freezeValue, type SessionValue } from "./data.ts";
import { type Json, kindOf, kinds } from "./tagged.ts";

/** In JSON, the name in an object that stands for something else: `{" ": ["date", 0]}`. */
const TAG = " ";
/** The tag of an object that happens to have that name in it. */
const OBJECT = "object";

/** A value as JSON. */
export function toJson(value: SessionValue): Json {
  const found = typeof value === "object" || typeof value === "bigint" ? kindOf(value) : undefined;
  if (found !== undefined) return { [TAG]: [found[0], found[1].write(value as never, toInnerJson)] };
  if (typeof value !== "object" || value === null) return value as Json;
  if (Array.isArray(value)) return value.map(toJson);
  const entries = Object.entries(value as Readonly<Record<string, SessionValue>>);
  const json: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, item] of entries) json[key] = toJson(item);
  return Object.hasOwn(json, TAG) ? { [TAG]: [OBJECT, Object.entries(json)] } : json;
}

function toInnerJson(value: unknown): Json {
  return toJson(value as SessionValue);
}

/**
 * The value that {@link toJson} was given.
 *
 * @throws TypeError for what it never writes
 */
export function fromJson(json: Json, name: string): SessionValue {
  return freezeValue(json, name, untagged);
}

/** What an object of JSON stands for; what is inside of it is still JSON. */
function untagged(object: object): unknown {
  if (!Object.hasOwn(object, TAG)) return object;
  const tagged = (object as Readonly<Record<string, Json>>)[TAG];
  const [tag, content = null] = Array.isArray(tagged) ? (tagged as readonly Json[]) : [];
  const value = tag === OBJECT ? objectOf(content) : kinds.get(String(tag))?.read(content);
  if (value === undefined) throw new TypeError("This is no session value");
  return value;
}

/** `Object.fromEntries` defines names, so that `__proto__` is one like any other. */
function objectOf(json: Json): object | undefined {
  return Array.isArray(json) ? Object.fromEntries(json as readonly (readonly [string, Json])[]) : undefined;
}
