/** What templates read of a Date, by the names of Python's `datetime` and of JavaScript's `Date`; all in UTC, as it prints. */
import { formatDate } from "../dates.ts";
import { makeFloat } from "../numbers.ts";
import { givenText } from "./given.ts";
import { type MemberTable, type Method, methodTable, type Property, propertyTable } from "./method.ts";

const none = { params: [] };

function iso(self: Date, separator: string): string {
  return self
    .toISOString()
    .replace("T", separator)
    .replace(/(?:\.000)?Z$/, "+00:00");
}

export const dateMembers: MemberTable = new Map<string, Method | Property>([
  ...propertyTable([
    ["year", (_tools, self: Date) => self.getUTCFullYear()],
    ["month", (_tools, self: Date) => self.getUTCMonth() + 1],
    ["day", (_tools, self: Date) => self.getUTCDate()],
    ["hour", (_tools, self: Date) => self.getUTCHours()],
    ["minute", (_tools, self: Date) => self.getUTCMinutes()],
    ["second", (_tools, self: Date) => self.getUTCSeconds()],
    ["microsecond", (_tools, self: Date) => self.getUTCMilliseconds() * 1000],
  ]),
  ...methodTable([
    [
      "strftime",
      { params: ["format"], required: 1, keywords: "allowed" },
      (_tools, self: Date, format: unknown) => formatDate(self, givenText("strftime", format)),
    ],
    [
      "isoformat",
      { params: ["sep"], keywords: "allowed" },
      (_tools, self: Date, separator: unknown) =>
        iso(self, separator === undefined ? "T" : givenText("isoformat", separator)),
    ],
    ["timestamp", none, (tools, self: Date) => makeFloat(tools.printing, self.getTime() / 1000)],
    ["weekday", none, (_tools, self: Date) => (self.getUTCDay() + 6) % 7],
    ["isoweekday", none, (_tools, self: Date) => self.getUTCDay() || 7],
    ["getTime", none, (_tools, self: Date) => self.getTime()],
    ["getFullYear", none, (_tools, self: Date) => self.getUTCFullYear()],
    ["getMonth", none, (_tools, self: Date) => self.getUTCMonth()],
    ["getDate", none, (_tools, self: Date) => self.getUTCDate()],
    ["getDay", none, (_tools, self: Date) => self.getUTCDay()],
    ["getHours", none, (_tools, self: Date) => self.getUTCHours()],
    ["getMinutes", none, (_tools, self: Date) => self.getUTCMinutes()],
    ["getSeconds", none, (_tools, self: Date) => self.getUTCSeconds()],
    ["toISOString", none, (_tools, self: Date) => self.toISOString()],
  ]),
]);
