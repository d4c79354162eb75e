/** The methods of `list` and `tuple`. */
import { maxItems } from "../bounds.ts";
import { equals } from "../equality.ts";
import { indexError, limit, typeError, valueError } from "../failures.ts";
import { toArray } from "../iteration.ts";
import { typeName } from "../kinds.ts";
import { printers } from "../repr.ts";
import { sorted } from "../sorting.ts";
import { truthy } from "../truth.ts";
import { givenInteger, optionalInteger } from "./given.ts";
import { type MethodTable, methodTable, type Tools } from "./method.ts";

function clampIndex(length: number, index: number): number {
  return Math.min(Math.max(index < 0 ? index + length : index, 0), length);
}

function indexOf(self: readonly unknown[], item: unknown, start: unknown, end: unknown): number {
  const from = clampIndex(self.length, optionalInteger(start) ?? 0);
  const to = clampIndex(self.length, optionalInteger(end) ?? self.length);
  for (let index = from; index < to; index++) if (equals(self[index], item)) return index;
  return -1;
}

function count(_tools: Tools, self: readonly unknown[], item: unknown): number {
  return self.reduce<number>((found, candidate) => found + (equals(candidate, item) ? 1 : 0), 0);
}

function pop(self: unknown[], index: unknown): unknown {
  const at = index === undefined ? -1 : givenInteger(index);
  const place = at < 0 ? at + self.length : at;
  if (self.length === 0) throw indexError("pop from empty list");
  if (place < 0 || place >= self.length) throw indexError("pop index out of range");
  return self.splice(place, 1)[0];
}

/** Adds items to a list, up to the limit. */
export function extend(self: unknown[], items: readonly unknown[]): void {
  if (self.length + items.length > maxItems) throw limit(`the list would have more than ${maxItems} items`);
  for (const item of items) self.push(item);
}

/** A list is changed in place, by hand: a class of the application may have its own `push`. */
function replaceItems(self: unknown[], items: readonly unknown[]): void {
  for (let index = 0; index < items.length; index++) self[index] = items[index];
}

/** A function as `key` is not called: no template has one to give. */
function sort({ printing }: Tools, self: unknown[], reverse: unknown, key: unknown): void {
  if (key !== null) throw typeError(`'${typeName(key)}' object is not callable`, "Use the filter `sort`.");
  const isReversed = printing === "python" ? givenInteger(reverse) !== 0 : truthy(reverse);
  replaceItems(
    self,
    sorted(self, (item) => item, isReversed),
  );
}

/** What a method that changes the list gives: the list in JavaScript, nothing in Python. */
function itself({ printing }: Tools, self: unknown[]): unknown[] | undefined {
  return printing === "javascript" ? self : undefined;
}

const changes = { mutates: true } as const;
const none = { params: [] };
const oneItem = { params: ["object"], required: 1 };

export const listMethods: MethodTable = methodTable([
  ["append", { ...changes, ...oneItem }, (_tools, self: unknown[], item: unknown) => extend(self, [item])],
  [
    "extend",
    { ...changes, params: ["iterable"], required: 1 },
    (_tools, self: unknown[], items: unknown) => extend(self, toArray(items)),
  ],
  [
    "insert",
    { ...changes, params: ["index", "object"], required: 2 },
    (_tools, self: unknown[], index: unknown, item: unknown) => {
      self.splice(clampIndex(self.length, givenInteger(index)), 0, item);
    },
  ],
  ["pop", { ...changes, params: ["index"] }, (_tools, self: unknown[], index: unknown) => pop(self, index)],
  [
    "remove",
    { ...changes, ...oneItem },
    (_tools, self: unknown[], item: unknown) => {
      const index = indexOf(self, item, undefined, undefined);
      if (index === -1) throw valueError("list.remove(x): x not in list");
      self.splice(index, 1);
    },
  ],
  [
    "clear",
    { ...changes, ...none },
    (_tools, self: unknown[]) => {
      self.length = 0;
    },
  ],
  [
    "sort",
    { ...changes, params: ["reverse", "key"], keywords: "required" },
    (tools, self: unknown[], reverse: unknown = false, key: unknown = null) => {
      sort(tools, self, reverse, key);
      return itself(tools, self);
    },
  ],
  ["reverse", { ...changes, ...none }, (tools, self: unknown[]) => itself(tools, self.reverse())],
  [
    "__setitem__",
    { ...changes, params: ["index", "value"], required: 2 },
    (_tools, self: unknown[], index: unknown, value: unknown) => {
      const at = givenInteger(index);
      const place = at < 0 ? at + self.length : at;
      if (place < 0 || place >= self.length) throw indexError("list assignment index out of range");
      self[place] = value;
    },
  ],
  ["copy", none, (_tools, self: unknown[]) => [...self]],
  ["count", oneItem, count],
  [
    "index",
    { params: ["object", "start", "stop"], required: 1 },
    (tools, self: unknown[], item: unknown, start: unknown, end: unknown) => {
      const index = indexOf(self, item, start, end);
      if (index === -1) throw valueError(`${printers[tools.printing].repr(item)} is not in list`);
      return index;
    },
  ],
]);

export const tupleMethods: MethodTable = methodTable([
  ["count", oneItem, count],
  [
    "index",
    { params: ["object", "start", "stop"], required: 1 },
    (_tools, self: unknown[], item: unknown, start: unknown, end: unknown) => {
      const index = indexOf(self, item, start, end);
      if (index === -1) throw valueError("tuple.index(x): x not in tuple");
      return index;
    },
  ],
]);
