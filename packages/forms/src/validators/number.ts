import { Decimal, type DecimalLike } from "../decimal.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Attributes, BoundField, FormView, Validator } from "../protocol.ts";
import { type ValidatorOptions, validator } from "./make.ts";

/** A bound: a number, exact decimal text, or a function that is asked at each validation and each rendering. */
export type Bound<Value> = Value | ((form: FormView) => Value);

/** Bounds of {@link numberRange}, inclusive. At least one is needed. */
export interface NumberRangeOptions extends ValidatorOptions {
  /** The least that is allowed, or a function that gives one. @default none */
  readonly min?: Bound<DecimalLike>;
  /** The most that is allowed, or a function that gives one. @default none */
  readonly max?: Bound<DecimalLike>;
}

/** The values of bounds now. */
export function currentBounds<Value>(
  options: { readonly min?: Bound<Value>; readonly max?: Bound<Value> },
  form: FormView,
): { min: Value | undefined; max: Value | undefined } {
  const current = (bound: Bound<Value> | undefined): Value | undefined =>
    typeof bound === "function" ? (bound as (form: FormView) => Value)(form) : bound;
  return { min: current(options.min), max: current(options.max) };
}

/** Which message tells about these bounds. */
export function boundsMessage<Kind extends "number" | "date">(
  kind: Kind,
  min: unknown,
  max: unknown,
): `${Kind}${"Min" | "Max" | "Between"}` {
  if (max === undefined) return `${kind}Min`;
  return min === undefined ? `${kind}Max` : `${kind}Between`;
}

const shown = (bound: DecimalLike): string | number | bigint => (bound instanceof Decimal ? bound.toString() : bound);

/**
 * The number is at least `min` and at most `max`. Compares exactly: numbers, bigints and decimals with each other. Sets `min` and `max`.
 *
 * @throws FormDefinitionError for no bounds, for what is no number, and for min above max
 * @example
 * const form = defineForm({ x: integer({ validators: [numberRange({ min: 1, max: 120 })] }) });
 * (await form.validate({ x: "36" })).valid; // true
 * (await form.validate({ x: "121" })).valid; // false
 */
export function numberRange(options: NumberRangeOptions): Validator<DecimalLike> {
  if (options.min === undefined && options.max === undefined) {
    throw new FormDefinitionError("bad_range", "numberRange needs min or max");
  }
  checkBounds(options);
  const attributes = (field: BoundField): Attributes => {
    const { min, max } = currentBounds(options, field.form);
    return {
      min: min === undefined ? undefined : String(shown(min)),
      max: max === undefined ? undefined : String(shown(max)),
    };
  };
  return validator(
    "numberRange",
    (value, field, form) => {
      const { min, max } = currentBounds(options, form);
      const low = min !== undefined && Decimal.compare(value, min) < 0;
      const high = max !== undefined && Decimal.compare(value, max) > 0;
      if (!low && !high && !Number.isNaN(value)) return undefined;
      const parameters = {
        ...(min !== undefined && { min: shown(min) }),
        ...(max !== undefined && { max: shown(max) }),
      };
      return field.issue(boundsMessage("number", min, max), parameters, options.message);
    },
    {
      attributes: typeof options.min === "function" || typeof options.max === "function" ? attributes : fixed(options),
    },
  );
}

/** Bounds that are known now must be numbers, and in order. */
function checkBounds({ min, max }: NumberRangeOptions): void {
  const known = [min, max].filter((bound) => bound !== undefined && typeof bound !== "function") as DecimalLike[];
  const numbers = known.map((bound) => {
    const number = bound instanceof Decimal ? bound : Decimal.parse(String(bound));
    if (number === null)
      throw new FormDefinitionError("bad_range", `${String(bound)} is no bound: give a finite number`);
    return number;
  });
  if (numbers.length === 2 && Decimal.compare(numbers[0]!, numbers[1]!) > 0) {
    throw new FormDefinitionError("bad_range", `min, ${numbers[0]}, is above max, ${numbers[1]}`);
  }
}

function fixed(options: NumberRangeOptions): Attributes {
  const text = (bound: unknown): string | undefined =>
    bound === undefined ? undefined : String(shown(bound as DecimalLike));
  return { min: text(options.min), max: text(options.max) };
}
