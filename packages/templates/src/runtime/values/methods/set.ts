/** The methods of `set`. */
import { keyError } from "../failures.ts";
import { hashKey } from "../hashing.ts";
import { iterate } from "../iteration.ts";
import { printers } from "../repr.ts";
import { type MethodTable, methodTable, type Tools } from "./method.ts";

type Body = (self: Set<unknown>, others: readonly unknown[]) => unknown;

function keys(items: Iterable<unknown>): Set<unknown> {
  return new Set(Array.from(items, hashKey));
}

function has(self: Set<unknown>, item: unknown): boolean {
  return self.has(item) || keys(self).has(hashKey(item));
}

function add(self: Set<unknown>, item: unknown): void {
  if (!has(self, item)) self.add(item);
}

function remove(self: Set<unknown>, item: unknown): boolean {
  const wanted = hashKey(item);
  for (const own of self) if (hashKey(own) === wanted) return self.delete(own);
  return false;
}

function fill(target: Set<unknown>, items: Iterable<unknown>): Set<unknown> {
  const known = keys(target);
  for (const item of items) {
    const key = hashKey(item);
    if (!known.has(key)) {
      known.add(key);
      target.add(item);
    }
  }
  return target;
}

function keep(self: Set<unknown>, others: readonly unknown[], wanted: boolean): Set<unknown> {
  const sets = others.map((other) => keys(iterate(other)));
  const isIn = (item: unknown): boolean =>
    wanted ? sets.every((set) => set.has(hashKey(item))) : sets.some((set) => set.has(hashKey(item)));
  return new Set([...self].filter((item) => isIn(item) === wanted));
}

function union(self: Set<unknown>, others: readonly unknown[]): Set<unknown> {
  return others.reduce<Set<unknown>>((all, other) => fill(all, iterate(other)), new Set(self));
}

function symmetric(self: Set<unknown>, other: unknown): Set<unknown> {
  const items = new Set(iterate(other));
  return fill(keep(self, [items], false), keep(items, [self], false));
}

function isSubset(inner: Iterable<unknown>, outer: Iterable<unknown>): boolean {
  const known = keys(outer);
  return [...inner].every((item) => known.has(hashKey(item)));
}

function assign(self: Set<unknown>, items: Set<unknown>): void {
  self.clear();
  for (const item of items) self.add(item);
}

const one = { params: ["other"], required: 1 };
const many = { params: [], rest: true };
const changes = { mutates: true } as const;

function row(
  name: string,
  shape: object,
  body: Body,
): [string, object, (tools: Tools, self: Set<unknown>, ...others: unknown[]) => unknown] {
  return [name, shape, (_tools, self, ...others) => body(self, others)];
}

export const setMethods: MethodTable = methodTable([
  row("add", { ...changes, ...one }, (self, [item]) => add(self, item)),
  row("discard", { ...changes, ...one }, (self, [item]) => {
    remove(self, item);
  }),
  [
    "remove",
    { ...changes, ...one },
    (tools, self: Set<unknown>, item: unknown) => {
      if (!remove(self, item)) throw keyError(printers[tools.printing].repr(item));
    },
  ],
  row("pop", { ...changes, params: [] }, (self) => {
    for (const item of self) {
      self.delete(item);
      return item;
    }
    throw keyError("'pop from an empty set'");
  }),
  row("clear", { ...changes, params: [] }, (self) => self.clear()),
  row("copy", { params: [] }, (self) => new Set(self)),
  row("union", many, union),
  row("intersection", many, (self, others) => keep(self, others, true)),
  row("difference", many, (self, others) => keep(self, others, false)),
  row("symmetric_difference", one, (self, [other]) => symmetric(self, other)),
  row("issubset", one, (self, [other]) => isSubset(self, iterate(other))),
  row("issuperset", one, (self, [other]) => isSubset(iterate(other), self)),
  row("isdisjoint", one, (self, [other]) => keep(self, [other], true).size === 0),
  row("update", { ...changes, ...many }, (self, others) => assign(self, union(self, others))),
  row("intersection_update", { ...changes, ...many }, (self, others) => assign(self, keep(self, others, true))),
  row("difference_update", { ...changes, ...many }, (self, others) => assign(self, keep(self, others, false))),
  row("symmetric_difference_update", { ...changes, ...one }, (self, [other]) => assign(self, symmetric(self, other))),
]);
