/**
 * The methods of JavaScript's own types that templates written for nunjucks call, in the javascript mode only. Tables of ours,
 * not the prototypes: nothing else of those can be reached. Where Python has a method of the same name, Python's is meant.
 */
import { isMarkup, type Markup } from "@ampoule/markup";
import { dictGet } from "../dict.ts";
import { contains, containsByType, equalsByType } from "../equality.ts";
import { valueError } from "../failures.ts";
import { concat, isHtml } from "../html.ts";
import { isDict, type PlainObject } from "../kinds.ts";
import { type Numeric, numeric } from "../numbers.ts";
import { missing } from "../object.ts";
import { repeatText } from "../operators.ts";
import { printers } from "../repr.ts";
import { padLeft, padRight } from "../text/pad.ts";
import { givenInteger, givenText, optionalInteger, optionalText } from "./given.ts";
import { extend } from "./list.ts";
import { type MemberTable, type MethodRow, methodTable } from "./method.ts";

const none = { params: [] };
const bounds = { params: ["start", "end"] };
const changes = { mutates: true, params: [], rest: true } as const;

function within(value: unknown): number | undefined {
  return optionalInteger(value) ?? undefined;
}

const stringRows: readonly MethodRow[] = [
  ["toLowerCase", none, (_tools, self: string) => self.toLowerCase()],
  ["toUpperCase", none, (_tools, self: string) => self.toUpperCase()],
  ["trim", none, (_tools, self: string) => self.trim()],
  ["trimStart", none, (_tools, self: string) => self.trimStart()],
  ["trimEnd", none, (_tools, self: string) => self.trimEnd()],
  [
    "includes",
    { params: ["text"], required: 1 },
    (_tools, self: string, text: unknown) => self.includes(givenText("includes", text)),
  ],
  [
    "indexOf",
    { params: ["text", "from"], required: 1 },
    (_tools, self: string, text: unknown, from: unknown) => self.indexOf(givenText("indexOf", text), within(from)),
  ],
  [
    "lastIndexOf",
    { params: ["text"], required: 1 },
    (_tools, self: string, text: unknown) => self.lastIndexOf(givenText("lastIndexOf", text)),
  ],
  [
    "startsWith",
    { params: ["text", "at"], required: 1 },
    (_tools, self: string, text: unknown, at: unknown) => self.startsWith(givenText("startsWith", text), within(at)),
  ],
  [
    "endsWith",
    { params: ["text"], required: 1 },
    (_tools, self: string, text: unknown) => self.endsWith(givenText("endsWith", text)),
  ],
  ["slice", bounds, (_tools, self: string, start: unknown, end: unknown) => self.slice(within(start), within(end))],
  [
    "substring",
    bounds,
    (_tools, self: string, start: unknown, end: unknown) => self.substring(within(start) ?? 0, within(end)),
  ],
  [
    "substr",
    { params: ["start", "length"] },
    (_tools, self: string, start: unknown, length: unknown) => substr(self, within(start) ?? 0, within(length)),
  ],
  ["charAt", { params: ["index"] }, (_tools, self: string, index: unknown) => self.charAt(within(index) ?? 0)],
  [
    "concat",
    { params: [], rest: true },
    (tools, self: string, ...texts: unknown[]) => self + texts.map(printers[tools.printing].text).join(""),
  ],
  [
    "repeat",
    { params: ["count"], required: 1 },
    (_tools, self: string, count: unknown) => repeatText(self, positive(count)),
  ],
  [
    "padStart",
    { params: ["width", "fill"], required: 1 },
    (_tools, self: string, width: unknown, fill: unknown) =>
      padLeft(self, givenInteger(width), optionalText("padStart", fill)?.charAt(0) ?? " "),
  ],
  [
    "padEnd",
    { params: ["width", "fill"], required: 1 },
    (_tools, self: string, width: unknown, fill: unknown) =>
      padRight(self, givenInteger(width), optionalText("padEnd", fill)?.charAt(0) ?? " "),
  ],
  ["toString", none, (_tools, self: string) => self],
];

const stringMethods: MemberTable = methodTable(stringRows);

/** HTML is asked as its source. A text that comes out is one, and escaped where it is printed, as in nunjucks. */
const markupMethods: MemberTable = methodTable(
  stringRows.map(([name, shape, run]) => [
    name,
    shape,
    (tools, self: Markup, ...args) => run(tools, self.toString() as never, ...args),
  ]),
);

function substr(text: string, start: number, length = text.length): string {
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  return text.slice(from, from + Math.max(0, length));
}

function positive(count: unknown): number {
  const times = givenInteger(count);
  if (times < 0) throw valueError("count must not be negative");
  return times;
}

function place(self: readonly unknown[], item: unknown, last: boolean): number {
  const isSame = (candidate: unknown): boolean => equalsByType(candidate, item);
  return last ? self.findLastIndex(isSame) : self.findIndex(isSame);
}

/** Text of the items; HTML among them makes HTML of the whole. */
function join(self: readonly unknown[], separator: unknown, text: (value: unknown) => string): unknown {
  const between = separator === undefined ? "," : separator;
  const parts = self.flatMap((item, index) => (index === 0 ? [item] : [between, item]));
  return concat(parts, parts.some(isHtml), [], text);
}

const listMethods: MemberTable = methodTable([
  [
    "concat",
    { params: [], rest: true },
    (_tools, self: unknown[], ...more: unknown[]) => {
      const joined: unknown[] = [];
      for (const part of [self, ...more]) extend(joined, Array.isArray(part) ? part : [part]);
      return joined;
    },
  ],
  [
    "includes",
    { params: ["item"], required: 1 },
    (_tools, self: unknown[], item: unknown) => containsByType(item, self),
  ],
  ["indexOf", { params: ["item"], required: 1 }, (_tools, self: unknown[], item: unknown) => place(self, item, false)],
  [
    "lastIndexOf",
    { params: ["item"], required: 1 },
    (_tools, self: unknown[], item: unknown) => place(self, item, true),
  ],
  [
    "join",
    { params: ["separator"] },
    (tools, self: unknown[], separator: unknown) => join(self, separator, printers[tools.printing].text),
  ],
  ["toString", none, (tools, self: unknown[]) => join(self, ",", printers[tools.printing].text)],
  [
    "slice",
    bounds,
    (_tools, self: unknown[], start: unknown, end: unknown) => Array.from(self).slice(within(start), within(end)),
  ],
  [
    "push",
    changes,
    (_tools, self: unknown[], ...items: unknown[]) => {
      extend(self, items);
      return self.length;
    },
  ],
  [
    "unshift",
    changes,
    (_tools, self: unknown[], ...items: unknown[]) => {
      self.splice(0, 0, ...items);
      return self.length;
    },
  ],
  ["shift", { mutates: true, params: [] }, (_tools, self: unknown[]) => self.splice(0, 1)[0]],
]);

function hasKey(self: Map<unknown, unknown> | PlainObject, key: unknown): boolean {
  return dictGet(self, key) !== missing;
}

const key = { params: ["key"], required: 1 };

const dictMethods: MemberTable = methodTable([
  ["has", key, (_tools, self: Map<unknown, unknown>, name: unknown) => hasKey(self, name)],
  ["hasOwnProperty", key, (_tools, self: PlainObject, name: unknown) => hasKey(self, name)],
]);

const setMethods: MemberTable = methodTable([
  ["has", key, (_tools, self: unknown, item: unknown) => contains(item, self)],
]);

const numberMethods: MemberTable = methodTable([
  [
    "toFixed",
    { params: ["digits"] },
    (_tools, self: unknown, digits: unknown) => Number((numeric(self) as Numeric).value).toFixed(places(digits)),
  ],
  ["toString", none, (tools, self: unknown) => printers[tools.printing].text(self)],
]);

const booleanMethods: MemberTable = methodTable([["toString", none, (_tools, self: unknown) => String(self)]]);

function places(digits: unknown): number {
  const wanted = optionalInteger(digits) ?? 0;
  if (wanted < 0 || wanted > 100) throw valueError("toFixed() takes from 0 to 100 digits");
  return wanted;
}

const tables: readonly MemberTable[] = [stringMethods, listMethods, dictMethods, setMethods, numberMethods];

/** Is that a method of one of JavaScript's own types? */
export function isJavascriptMethod(name: string): boolean {
  return tables.some((table) => table.has(name));
}

const noMembers: MemberTable = new Map();

/** What a value has in the javascript mode in addition to Python's methods. */
export function javascriptMembersOf(value: unknown): MemberTable {
  switch (typeof value) {
    case "string":
      return stringMethods;
    case "number":
    case "bigint":
      return numberMethods;
    case "boolean":
      return booleanMethods;
    case "object":
      if (Array.isArray(value)) return listMethods;
      if (value === null) return noMembers;
      if (isMarkup(value)) return markupMethods;
      if (isDict(value)) return dictMethods;
      return value instanceof Set ? setMethods : noMembers;
  }
  return noMembers;
}
