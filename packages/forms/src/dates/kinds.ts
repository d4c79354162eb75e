import type { DateKind } from "./parts.ts";

/** Kinds of dates and times by the types of their fields. */
const kinds: ReadonlyMap<string, DateKind> = new Map([
  ["date", "date"],
  ["time", "time"],
  ["dateTimeLocal", "dateTime"],
  ["month", "month"],
  ["week", "week"],
]);

/** Which kind of date or time a field of this type holds; `undefined` for the others. */
export const kindOf = (type: string): DateKind | undefined => kinds.get(type);
