/** The methods of `dict`, on plain objects and Maps. */
import type { Kwargs } from "../contract.ts";
import { Dict, dictDelete, dictEntries, dictGet, dictItems, dictKeys, dictSet, dictSize, dictValues } from "../dict.ts";
import { keyError } from "../failures.ts";
import { toArray } from "../iteration.ts";
import type { PlainObject } from "../kinds.ts";
import { missing } from "../object.ts";
import { givenEntries } from "../pairs.ts";
import { printers } from "../repr.ts";
import { DictView, pair } from "../values.ts";
import { type MethodTable, methodTable } from "./method.ts";

type DictLike = Map<unknown, unknown> | PlainObject;

function get(self: DictLike, key: unknown, otherwise: unknown = null): unknown {
  const value = dictGet(self, key);
  return value === missing || value === undefined ? otherwise : value;
}

function view(self: DictLike, kind: "dict_keys" | "dict_values" | "dict_items", read: () => unknown[]): DictView {
  return new DictView(kind, read, () => dictSize(self));
}

function copy(self: DictLike): DictLike {
  if (self instanceof Map) return new Dict(self);
  const made: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(self)) made[key] = value;
  return made;
}

/** `dict.update(mapping or pairs, **kwargs)` */
function update(self: DictLike, args: readonly unknown[], kwargs: Kwargs): void {
  for (const [key, value] of givenEntries(args, "update")) dictSet(self, key, value);
  for (const [key, value] of kwargs) dictSet(self, key, value);
}

function popItem(self: DictLike): unknown {
  const last = dictEntries(self).at(-1);
  if (last === undefined) throw keyError("'popitem(): dictionary is empty'");
  dictDelete(self, last[0]);
  return pair(last[0], last[1]);
}

const changes = { mutates: true } as const;
const none = { params: [] };

export const dictMethods: MethodTable = methodTable([
  [
    "get",
    { params: ["key", "default"], required: 1 },
    (_tools, self: DictLike, key: unknown, otherwise: unknown) => get(self, key, otherwise),
  ],
  ["keys", none, (_tools, self: DictLike) => view(self, "dict_keys", () => dictKeys(self))],
  ["values", none, (_tools, self: DictLike) => view(self, "dict_values", () => dictValues(self))],
  ["items", none, (_tools, self: DictLike) => view(self, "dict_items", () => dictItems(self))],
  [
    "fromkeys",
    { params: ["iterable", "value"], required: 1 },
    (_tools, _self: DictLike, keys: unknown, value: unknown = null) =>
      new Dict(toArray(keys).map((key) => [key, value])),
  ],
  ["copy", none, (_tools, self: DictLike) => copy(self)],
  [
    "pop",
    { ...changes, params: ["key", "default"], required: 1 },
    (tools, self: DictLike, key: unknown, otherwise: unknown) => {
      const value = dictGet(self, key);
      if (value === missing && otherwise === undefined) throw keyError(printers[tools.printing].repr(key));
      dictDelete(self, key);
      return value === missing ? otherwise : value;
    },
  ],
  ["popitem", { ...changes, ...none }, (_tools, self: DictLike) => popItem(self)],
  [
    "setdefault",
    { ...changes, params: ["key", "default"], required: 1 },
    (_tools, self: DictLike, key: unknown, otherwise: unknown = null) => {
      const value = dictGet(self, key);
      if (value !== missing) return value;
      dictSet(self, key, otherwise);
      return otherwise;
    },
  ],
  [
    "update",
    { ...changes, raw: true },
    (_tools, self: DictLike, args: readonly unknown[], kwargs: Kwargs) => update(self, args, kwargs),
  ],
  [
    "__getitem__",
    { params: ["key"], required: 1 },
    (tools, self: DictLike, key: unknown) => {
      const value = dictGet(self, key);
      if (value === missing) throw keyError(printers[tools.printing].repr(key));
      return value;
    },
  ],
  [
    "__setitem__",
    { ...changes, params: ["key", "value"], required: 2 },
    (_tools, self: DictLike, key: unknown, value: unknown) => dictSet(self, key, value),
  ],
  [
    "clear",
    { ...changes, ...none },
    (_tools, self: DictLike) => {
      for (const key of dictKeys(self)) dictDelete(self, key);
    },
  ],
]);
