/** The kinds of session values that JSON has no word for: how each is copied, written and read. */

import { sealed } from "./sealed-value.ts";

/** A value as JSON says it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What is done with a value inside of another. */
type Inner<From, To> = (value: From) => To;

interface Kind {
  /** Is `value` of exactly this kind? A class of the application that extends it is not. */
  is(value: unknown): boolean;
  /** A copy that cannot be changed; `undefined` for a value of this kind that cannot be kept. */
  copy(value: never, inner: Inner<unknown, unknown>): unknown;
  write(value: never, inner: Inner<unknown, Json>): Json;
  /** @returns what `write` was given, with JSON inside of it, for `copy`; `undefined` for what it never writes */
  read(json: Json): unknown;
}

function isInstance(value: unknown, prototype: object): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === prototype;
}

const DATE_SETTERS = Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith("set"));
const URL_PARTS = [
  "href",
  "protocol",
  "username",
  "password",
  "host",
  "hostname",
  "port",
  "pathname",
  "search",
  "hash",
];

const date: Kind = {
  is: (value) => isInstance(value, Date.prototype),
  copy: (value: Date) =>
    Number.isNaN(value.getTime()) ? undefined : sealed(new Date(value.getTime()), DATE_SETTERS, []),
  write: (value: Date) => value.getTime(),
  read: (json) => (typeof json === "number" ? new Date(json) : undefined),
};

const bigint: Kind = {
  is: (value) => typeof value === "bigint",
  copy: (value: bigint) => value,
  write: (value: bigint) => String(value),
  read: (json) => (typeof json === "string" && /^-?\d+$/.test(json) ? BigInt(json) : undefined),
};

const url: Kind = {
  is: (value) => isInstance(value, URL.prototype),
  copy: (value: URL) => sealed(new URL(value.href), [], URL_PARTS),
  write: (value: URL) => value.href,
  read: (json) => (typeof json === "string" && URL.canParse(json) ? new URL(json) : undefined),
};

const map: Kind = {
  is: (value) => isInstance(value, Map.prototype),
  copy: (value: Map<unknown, unknown>, inner) => {
    const entries = [...value].map(([key, item]) => [inner(key), inner(item)] as const);
    return sealed(new Map(entries), ["set", "delete", "clear"], []);
  },
  write: (value: Map<unknown, unknown>, inner) => [...value].map(([key, item]) => [inner(key), inner(item)]),
  read: (json) => {
    if (!Array.isArray(json)) return undefined;
    const isEntry = (entry: unknown): entry is readonly [Json, Json] => Array.isArray(entry) && entry.length === 2;
    return json.every(isEntry) ? new Map(json) : undefined;
  },
};

const set: Kind = {
  is: (value) => isInstance(value, Set.prototype),
  copy: (value: Set<unknown>, inner) => sealed(new Set([...value].map(inner)), ["add", "delete", "clear"], []),
  write: (value: Set<unknown>, inner) => [...value].map(inner),
  read: (json) => (Array.isArray(json) ? new Set(json) : undefined),
};

/**
 * By the tag that stands for each. Data only: there is none for Markup, a class or a function, and there will be none, so that
 * whoever gets hold of the key can forge data, and no code (S24).
 */
export const kinds: ReadonlyMap<string, Kind> = new Map(Object.entries({ date, bigint, url, map, set }));

/** The kind of a value and its tag; `undefined` where JSON has a word for it, or nothing has. */
export function kindOf(value: unknown): readonly [tag: string, kind: Kind] | undefined {
  for (const entry of kinds) if (entry[1].is(value)) return entry;
  return undefined;
}
