import { kindOf } from "../dates/kinds.ts";
import { exists, readParts, writeParts } from "../dates/parts.ts";
import { lines } from "../dates/steps.ts";
import { Decimal, type DecimalLike } from "../decimal.ts";
import { FormDefinitionError } from "../errors.ts";
import type { BoundField, FormView, Issue, Validator } from "../protocol.ts";
import { localLength } from "./date.ts";
import { type ValidatorOptions, validator } from "./make.ts";
import { type Bound, currentBounds } from "./number.ts";

/** Settings of {@link numberStep}. */
export interface NumberStepOptions extends ValidatorOptions {
  /** How far allowed values are apart: a number above 0. */
  readonly step: DecimalLike;
  /** The value that they are counted from. @default the field's `min`, else 0 */
  readonly base?: Bound<DecimalLike>;
}

/** Settings of {@link dateStep}. */
export interface DateStepOptions extends ValidatorOptions {
  /** How far allowed values are apart: days, months, weeks, or seconds, whole ones or such as 0.5. */
  readonly step: number;
  /** The value that they are counted from. @default the field's `min`, else as in HTML: 1970, or midnight */
  readonly base?: Bound<string>;
}

/** Values on both sides of one that is on no step, as far as the bounds of the control let them be. */
function stepIssue<Value>(
  field: BoundField,
  below: Value | undefined,
  above: Value | undefined,
  shown: (value: Value) => string | number | bigint,
  { message }: ValidatorOptions,
): Issue {
  if (below !== undefined && above !== undefined)
    return field.issue("stepBetween", { below: shown(below), above: shown(above) }, message);
  const nearest = below ?? above;
  return nearest === undefined
    ? field.issue("malformed", {}, message)
    : field.issue("stepNearest", { nearest: shown(nearest) }, message);
}

const boundOf = (field: BoundField, name: "min" | "max"): string | undefined => {
  const bound = field.attributes[name];
  return typeof bound === "string" || typeof bound === "number" ? String(bound) : undefined;
};

const baseOf = <Value>(options: { readonly base?: Bound<Value> }, form: FormView): Value | undefined =>
  currentBounds(options.base === undefined ? {} : { min: options.base }, form).min;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** How far a value is above the last step, in units of `10^-scale`. */
function remainder(value: Decimal, base: Decimal, step: Decimal): { over: bigint; step: bigint; scale: number } {
  const scale = Math.max(value.scale, base.scale, step.scale);
  const at = ({ unscaled, scale: own }: Decimal): bigint => unscaled * power(scale - own);
  const width = at(step);
  return { over: (((at(value) - at(base)) % width) + width) % width, step: width, scale };
}

/** A value moved by some units of `10^-scale`, written without superfluous zeros. */
function moved(value: Decimal, by: bigint, scale: number): Decimal {
  let sum = value.unscaled * power(scale - value.scale) + by;
  let places = scale;
  for (; places > 0 && sum % 10n === 0n; places -= 1) sum /= 10n;
  return Decimal.fromUnscaled(sum, places);
}

/**
 * The number is on a step: `base`, or any multiple of `step` away from it. Exact: with a step of 0.1, 0.3 is on one. Sets `step`.
 *
 * @throws FormDefinitionError for a step that is not above 0
 * @see https://html.spec.whatwg.org/multipage/input.html#the-step-attribute
 * @example
 * const form = defineForm({ x: integer({ min: 10, step: 5 }) });
 * (await form.validate({ x: "15" })).valid; // true
 * (await form.validate({ x: "12" })).valid; // false
 */
export function numberStep(options: NumberStepOptions): Validator<DecimalLike> {
  const parsed = options.step instanceof Decimal ? options.step : Decimal.parse(String(options.step));
  if (parsed === null || parsed.unscaled <= 0n)
    throw new FormDefinitionError("bad_step", `a step is a number above 0, not ${String(options.step)}`);
  const step = parsed;
  return validator(
    "numberStep",
    (given, field, form) => {
      const value = Decimal.from(given);
      const base = Decimal.from(baseOf(options, form) ?? boundOf(field, "min") ?? 0);
      const { over, step: width, scale } = remainder(value, base, step);
      if (over === 0n) return undefined;
      const [min, max] = [boundOf(field, "min"), boundOf(field, "max")];
      const below = moved(value, -over, scale);
      const above = moved(value, width - over, scale);
      const shown = (near: Decimal): string | number | bigint => {
        if (typeof given === "number") return near.toNumber();
        return typeof given === "bigint" && near.scale === 0 ? near.unscaled : near.toString();
      };
      return stepIssue(
        field,
        min !== undefined && Decimal.compare(below, min) < 0 ? undefined : below,
        max !== undefined && Decimal.compare(above, max) > 0 ? undefined : above,
        shown,
        options,
      );
    },
    { attributes: { step: step.toString() } },
  );
}

/**
 * The date or time is on a step: `base`, or any multiple of `step` away from it. Sets `step`.
 *
 * @throws FormDefinitionError for a step of less than a millisecond
 * @example
 * const form = defineForm({ start: time({ step: 900 }), monday: date({ min: "2026-01-05", step: 7 }) });
 * (await form.validate({ start: "08:15", monday: "2026-01-12" })).valid; // true
 * (await form.validate({ start: "08:10" })).valid; // false
 */
export function dateStep(options: DateStepOptions): Validator<string> {
  const { step } = options;
  if (!(Number.isFinite(step) && step >= 0.001))
    throw new FormDefinitionError("bad_step", `a step of dates or times is a number from 0.001 on, not ${step}`);
  return validator(
    "dateStep",
    (value, field, form) => {
      const kind = kindOf(field.type);
      const line = kind === undefined ? undefined : lines[kind];
      const parts = kind === undefined ? null : readParts(kind, value.slice(0, localLength(value)));
      if (kind === undefined || line === undefined || parts === null)
        throw new FormDefinitionError("bad_step", `dateStep is for dates and times: "${field.name}" is none`);
      const [min, max] = [boundOf(field, "min"), boundOf(field, "max")];
      const base = readParts(kind, baseOf(options, form) ?? min ?? "");
      const width = Math.max(1, Math.round(step * line.scale));
      const count = line.count(parts);
      const distance = count - (base === null ? 0 : line.count(base));
      const over = ((distance % width) + width) % width;
      if (over === 0) return undefined;
      const near = (at: number): string | undefined => {
        const found = line.parts(at);
        return exists(kind, found) ? writeParts(kind, found) : undefined;
      };
      const [below, above] = [near(count - over), near(count - over + width)];
      return stepIssue(
        field,
        below !== undefined && min !== undefined && below < min ? undefined : below,
        above !== undefined && max !== undefined && above > max ? undefined : above,
        String,
        options,
      );
    },
    { attributes: { step: String(step) } },
  );
}
