/** Numbers and dates for people, by `Intl`: number, currency, date, time, datetime, relative. */
import { FilterArgumentError } from "../../errors.ts";
import type { FilterState } from "../../runtime/values/contract.ts";
import { typeError, valueError } from "../../runtime/values/failures.ts";
import { optionalInteger } from "../../runtime/values/methods/given.ts";
import { numeric } from "../../runtime/values/numbers.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { type Entry, entry } from "../entry.ts";

/** Making a formatter costs more than using it a hundred times; the number of different ones is small and bounded. */
const formatters = new Map<string, unknown>();
const maxFormatters = 200;

function cached<T>(kind: string, locale: string, options: object, make: () => T): T {
  const key = JSON.stringify([kind, locale, options]);
  const found = formatters.get(key);
  if (found !== undefined) return found as T;
  if (formatters.size >= maxFormatters) formatters.clear();
  const made = make();
  formatters.set(key, made);
  return made;
}

/** What Intl has against an option is the template's mistake. */
function checked<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new FilterArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function localeOf(state: FilterState, locale: unknown): string {
  return locale === null ? state.locale : state.ops.text(locale);
}

function numberOf(state: FilterState, value: unknown): number | bigint {
  if (isUndefined(value)) return value.fail();
  const number = numeric(value);
  if (number === undefined)
    throw typeError(`a number is required, not ${state.ops.typeName(value)}`, "`|float` converts text.");
  return number.value;
}

function formatNumber(state: FilterState, value: unknown, locale: unknown, options: Intl.NumberFormatOptions): string {
  const number = numberOf(state, value);
  const language = localeOf(state, locale);
  return checked(() => cached("number", language, options, () => new Intl.NumberFormat(language, options))).format(
    number,
  );
}

/** `{{ 1234.5|number(2) }}`: grouped and rounded as the locale does. */
function number(
  state: FilterState,
  value: unknown,
  digits: unknown = null,
  style: unknown = "decimal",
  locale: unknown = null,
): string {
  const places = optionalInteger(digits);
  const fraction = places === null ? {} : { minimumFractionDigits: places, maximumFractionDigits: places };
  if (style !== "decimal" && style !== "percent") throw new FilterArgumentError('style must be "decimal" or "percent"');
  return formatNumber(state, value, locale, { style, ...fraction });
}

/** `{{ 9.5|currency("EUR") }}` */
function currency(state: FilterState, value: unknown, code: unknown, locale: unknown = null): string {
  return formatNumber(state, value, locale, { style: "currency", currency: state.ops.text(code) });
}

/** A Date, or what one is made of: milliseconds since 1970, or a text in ISO 8601. */
function dateOf(state: FilterState, value: unknown): Date {
  if (isUndefined(value)) return value.fail();
  const date = value instanceof Date ? value : parseDate(value);
  if (date === undefined) throw typeError(`a date is required, not ${state.ops.typeName(value)}`);
  if (Number.isNaN(date.getTime())) throw valueError(`${state.ops.repr(value)} is not a date`);
  return date;
}

const isoDate = /^[+-]?\d{4,6}-\d\d(?:-\d\d)?(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

function parseDate(value: unknown): Date | undefined {
  if (typeof value === "string") return isoDate.test(value) ? new Date(value.replace(" ", "T")) : new Date(Number.NaN);
  const number = numeric(value);
  return number === undefined ? undefined : new Date(Number(number.value));
}

type Length = "full" | "long" | "medium" | "short";
const lengths: readonly unknown[] = ["full", "long", "medium", "short"];

function isLength(value: unknown): value is Length {
  return lengths.includes(value);
}

type Part = "date" | "time" | "datetime";

function partsOf(part: Part, length: Length): Intl.DateTimeFormatOptions {
  if (part === "date") return { dateStyle: length };
  return part === "time"
    ? { timeStyle: length }
    : { dateStyle: length, timeStyle: length === "full" ? "long" : "short" };
}

function dateFilter(part: Part): (state: FilterState, value: unknown, ...rest: unknown[]) => string {
  return (state, value, length = "medium", timeZone = null, locale = null) => {
    if (!isLength(length)) throw new FilterArgumentError('format must be "full", "long", "medium" or "short"');
    const zone = timeZone === null ? state.timeZone : state.ops.text(timeZone);
    const options = { ...partsOf(part, length), ...(zone === undefined ? {} : { timeZone: zone }) };
    const language = localeOf(state, locale);
    const date = dateOf(state, value);
    return checked(() => cached("date", language, options, () => new Intl.DateTimeFormat(language, options))).format(
      date,
    );
  };
}

/** Seconds in a unit, and up to how many seconds the next smaller unit is used. */
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** `{{ post.created|relative }}`: "3 days ago". */
function relative(state: FilterState, value: unknown, base: unknown = null, locale: unknown = null): string {
  const now = base === null ? Date.now() : dateOf(state, base).getTime();
  const seconds = (dateOf(state, value).getTime() - now) / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (["second", 1] as const);
  const language = localeOf(state, locale);
  const options = { numeric: "auto" } as const;
  const format = checked(() =>
    cached("relative", language, options, () => new Intl.RelativeTimeFormat(language, options)),
  );
  return format.format(Math.trunc(seconds / size), unit);
}

const dated = { params: ["format", "timezone", "locale"] };

export const intlFilters: readonly Entry[] = [
  entry("number", { params: ["digits", "style", "locale"] }, number),
  entry("currency", { params: ["code", "locale"], required: 1 }, currency),
  entry("date", dated, dateFilter("date")),
  entry("time", dated, dateFilter("time")),
  entry("datetime", dated, dateFilter("datetime")),
  entry("relative", { params: ["base", "locale"] }, relative),
];
