import type { FieldDefinition } from "../core/definition.ts";
import type { FieldType, Reading } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { ScalarDefinition, type ScalarTypes } from "../core/scalar-definition.ts";
import { type DateFormat, parseFormat, readFormat, writeFormat } from "../dates/format.ts";
import { type DateKind, type DateParts, readParts, writeParts } from "../dates/parts.ts";
import { checkZone, partsAt, readInstant, toZoned } from "../dates/zone.ts";
import { FormDefinitionError } from "../errors.ts";
import type { BoundField, FieldOptions, FormView, Validator } from "../protocol.ts";
import { dateRange } from "../validators/date.ts";
import type { Bound } from "../validators/number.ts";
import { dateStep } from "../validators/step.ts";
import { inputWidget } from "../widgets/input.ts";

/** Options of fields for dates and times. */
export interface DateOptions extends FieldOptions<string> {
  /** The earliest value allowed, in the format of HTML. */
  readonly min?: Bound<string>;
  /** The latest value allowed. */
  readonly max?: Bound<string>;
  /**
   * How far allowed values are apart, counted from `min`, or as in HTML from 1970 or midnight: days, months, weeks; seconds for
   * times, which may be such as 0.5. @default any value is allowed
   */
  readonly step?: number;
  /**
   * Formats in which it may be typed, as for `strptime` (digits only: `%d.%m.%Y`, `%-d.%-m.%Y`), besides that of HTML. The first is the
   * one it is shown in; its control is then a text. The value is always in the format of HTML.
   */
  readonly format?: string | readonly string[];
}

/** Options of `dateTimeLocal`. */
export interface DateTimeOptions extends DateOptions {
  /**
   * The time zone that is meant, as in the IANA database: the value is then an exact one, with offset and zone. A function is asked each
   * time, where each visitor has one; `undefined` is none.
   */
  readonly timeZone?: string | ((form: FormView) => string | undefined);
}

/** The longest date and time is far shorter. */
const textLimit = 64;

interface Kind {
  readonly type: string;
  readonly kind: DateKind;
  readonly control: string;
}

function readAny(kind: DateKind, formats: readonly DateFormat[], text: string): DateParts | null {
  if (text.length > textLimit) return null;
  const plain = readParts(kind, text);
  if (plain !== null) return plain;
  for (const format of formats) {
    const parts = readFormat(format, kind, text);
    if (parts !== null) return parts;
  }
  return null;
}

const dateNames: OwnNames<DateOptions> = { min: true, max: true, step: true, format: true };
const dateTimeNames: OwnNames<DateTimeOptions> = { ...dateNames, timeZone: true };

function dateType({ type, kind, control }: Kind, options: DateTimeOptions): FieldType<string> {
  const { timeZone } = options;
  if (typeof timeZone === "string") checkZone(timeZone);
  const zoneOf = ({ form }: BoundField): string | undefined => {
    if (typeof timeZone !== "function") return timeZone;
    const zone = timeZone(form);
    if (zone !== undefined) checkZone(zone);
    return zone;
  };
  const formats = [options.format ?? []].flat().map(parseFormat);
  const [shown] = formats;
  const toValue = (parts: DateParts, zone: string | undefined): string =>
    zone === undefined ? writeParts(kind, parts) : toZoned(parts, zone);
  const toParts = (value: string, zone: string | undefined): DateParts | null => {
    const instant = zone === undefined ? null : readInstant(value);
    return instant === null ? readAny(kind, formats, value) : partsAt(instant, zone!);
  };
  const usedControl = shown === undefined ? control : "text";
  return {
    type,
    optionNames: kind === "dateTime" ? dateTimeNames : dateNames,
    control: usedControl,
    widget: inputWidget(usedControl),
    coerce: (data, field) => {
      const zone = zoneOf(field);
      // Temporal's objects write themselves in the same format.
      const parts = toParts(String(data), zone);
      return parts === null ? null : toValue(parts, zone);
    },
    read: ([raw], field): Reading<string> => {
      const parts = typeof raw === "string" ? readAny(kind, formats, raw.trim()) : null;
      return parts === null
        ? { issue: field.issue(kind, {}, options.invalidMessage) }
        : { value: toValue(parts, zoneOf(field)) };
    },
    show: (value, field) => {
      const parts = toParts(value, zoneOf(field));
      if (parts === null) return "";
      return shown === undefined ? writeParts(kind, parts) : writeFormat(shown, parts);
    },
  };
}

function bounds({ kind }: Kind, { min, max, step }: DateOptions): readonly Validator<string>[] {
  for (const bound of [min, max]) {
    if (typeof bound !== "string" || readParts(kind, bound) !== null) continue;
    throw new FormDefinitionError("bad_range", `"${bound}" is no bound of this field: it is written as in HTML`);
  }
  const validators: Validator<string>[] = [];
  if (min !== undefined || max !== undefined)
    validators.push(dateRange({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }));
  if (step !== undefined) validators.push(dateStep({ step, ...(min !== undefined && { base: min }) }));
  return validators;
}

const define = <Options>(kind: Kind, options: DateTimeOptions): FieldDefinition<ScalarTypes<string, Options>> =>
  new ScalarDefinition(planScalar(dateType(kind, options), options, bounds(kind, options)));

/**
 * A day: `2026-05-01`, as `Temporal.PlainDate.from` reads it.
 *
 * @example
 * const form = await defineForm({ day: date({ min: "2026-01-01", format: "%d.%m.%Y" }) }).validate({ day: "24.12.2026" });
 * form.data.day; // "2026-12-24"
 */
export function date<const Options extends DateOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define({ type: "date", kind: "date", control: "date" }, options ?? {});
}

/**
 * A time of day: `08:30` or `08:30:15.5`, as `Temporal.PlainTime.from` reads it. Seconds that are zero are left out.
 *
 * @example
 * const form = await defineForm({ x: time({ step: 900 }) }).validate({ x: "08:30:00" });
 * form.data.x; // "08:30"
 */
export function time<const Options extends DateOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define({ type: "time", kind: "time", control: "time" }, options ?? {});
}

/**
 * A day and a time of day, `2026-05-01T08:30`, as `Temporal.PlainDateTime.from` reads it; with `timeZone` an exact one,
 * `2026-05-01T08:30+02:00[Europe/Berlin]`, as `Temporal.ZonedDateTime.from` reads it.
 *
 * @example
 * const form = await defineForm({ x: dateTimeLocal({ timeZone: "Europe/Berlin" }) }).validate({ x: "2026-05-01T08:30" });
 * form.data.x; // "2026-05-01T08:30+02:00[Europe/Berlin]"
 */
export function dateTimeLocal<const Options extends DateTimeOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define({ type: "dateTimeLocal", kind: "dateTime", control: "datetime-local" }, options ?? {});
}

/**
 * A month: `2026-05`, as `Temporal.PlainYearMonth.from` reads it.
 *
 * @example
 * const form = await defineForm({ x: month({ min: "2026-01" }) }).validate({ x: "2026-05" });
 * form.data.x; // "2026-05"
 */
export function month<const Options extends DateOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define({ type: "month", kind: "month", control: "month" }, options ?? {});
}

/**
 * A week of ISO 8601: `2026-W18`.
 *
 * @example
 * const form = await defineForm({ x: week() }).validate({ x: "2026-W18" });
 * form.data.x; // "2026-W18"
 */
export function week<const Options extends DateOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define({ type: "week", kind: "week", control: "week" }, options ?? {});
}
