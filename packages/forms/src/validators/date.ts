import { kindOf } from "../dates/kinds.ts";
import { readParts, writeParts } from "../dates/parts.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Attributes, BoundField, FormView, Issue, Validator } from "../protocol.ts";
import { type ValidatorOptions, validator } from "./make.ts";
import { type Bound, boundsMessage, currentBounds } from "./number.ts";

/** Bounds as values are written: as texts, `08:30:00` would come after `08:30`. What is no date or time of the field stays as it is. */
function boundsOf(options: DateRangeOptions, field: BoundField, form: FormView): { min?: string; max?: string } {
  const kind = kindOf(field.type);
  const { min, max } = currentBounds(options, form);
  const canonical = (bound: string): string => {
    const parts = kind === undefined ? null : readParts(kind, bound);
    return parts === null ? bound : writeParts(kind!, parts);
  };
  return { ...(min !== undefined && { min: canonical(min) }), ...(max !== undefined && { max: canonical(max) }) };
}

/** Bounds of {@link dateRange}, inclusive, in the format of the field: `2026-05-01`, `08:30`, `2026-W18`… At least one is needed. */
export interface DateRangeOptions extends ValidatorOptions {
  /** The least that is allowed, or a function that gives one. @default none */
  readonly min?: Bound<string>;
  /** The most that is allowed, or a function that gives one. @default none */
  readonly max?: Bound<string>;
}

/**
 * The date, month, week, time or date and time is not before `min` and not after `max`. Sets `min` and `max`.
 *
 * The formats of HTML sort as text. For times of day, where `min` is after `max` the range goes over midnight, as in HTML.
 *
 * @throws FormDefinitionError for no bounds
 * @example
 * const form = defineForm({ x: date({ validators: [dateRange({ min: () => new Date().toISOString().slice(0, 10) })] }) });
 * (await form.validate({ x: "2999-01-01" })).valid; // true
 * (await form.validate({ x: "1999-01-01" })).valid; // false
 */
export function dateRange(options: DateRangeOptions): Validator<string> {
  if (options.min === undefined && options.max === undefined) {
    throw new FormDefinitionError("bad_range", "dateRange needs min or max");
  }
  const attributes = (field: BoundField): Attributes => boundsOf(options, field, field.form);
  return validator(
    "dateRange",
    (value, field, form): Issue | undefined => {
      const bounds = boundsOf(options, field, form);
      const { min, max } = bounds;
      // The zone of a zoned date and time (in brackets, with the offset) is not part of what is compared.
      const local = value.slice(0, localLength(value));
      const tooEarly = min !== undefined && local < min;
      const tooLate = max !== undefined && local > max;
      const overMidnight = field.type === "time" && min !== undefined && max !== undefined && min > max;
      if (overMidnight ? !(tooEarly && tooLate) : !(tooEarly || tooLate)) return undefined;
      return field.issue(boundsMessage("date", min, max), bounds, options.message);
    },
    { attributes },
  );
}

/** Where the offset of a zoned date and time begins: after its `T`, at the sign. */
export function localLength(value: string): number {
  const sign = value.includes("T") ? value.slice(value.indexOf("T")).search(/[+-]/) : -1;
  return sign < 0 ? value.length : value.indexOf("T") + sign;
}
