import type { FieldDefinition } from "../core/definition.ts";
import type { FieldType, Reading } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { ScalarDefinition, type ScalarTypes } from "../core/scalar-definition.ts";
import type { InputValue } from "../data/values.ts";
import type { DecimalLike } from "../decimal.ts";
import type { MessageKey } from "../messages/catalogue.ts";
import type { FieldOptions, Validator } from "../protocol.ts";
import { type Bound, numberRange } from "../validators/number.ts";
import { numberStep } from "../validators/step.ts";
import { inputWidget } from "../widgets/input.ts";

/** Options of fields for numbers. */
export interface NumberOptions<Value> extends FieldOptions<Value> {
  /** The least value allowed. */
  readonly min?: Bound<DecimalLike>;
  /** The greatest value allowed. */
  readonly max?: Bound<DecimalLike>;
  /** How far allowed values are apart, counted from `min`, or from 0. @default 1 for whole numbers, else any value is allowed */
  readonly step?: DecimalLike;
}

/** The validator for the shorthand options. */
export function rangeValidators({
  min,
  max,
  step,
}: Pick<NumberOptions<unknown>, "min" | "max" | "step">): readonly Validator<DecimalLike>[] {
  const validators: Validator<DecimalLike>[] = [];
  if (min !== undefined || max !== undefined)
    validators.push(numberRange({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }));
  if (step !== undefined) validators.push(numberStep({ step, ...(min !== undefined && { base: min }) }));
  return validators;
}

/** A number as text, from a form (with white space around it) or from JSON (a number). `null` for all else. */
export function numberText(value: InputValue | undefined): string | null {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" ? String(value) : null;
}

/** Longest text that is looked at. */
const textLimit = 400;

const integerPattern = /^[+-]?[0-9]+$/;

/** WHATWG HTML's "valid floating-point number", with a plus sign allowed; each repetition ends where the next character class begins. */
const floatPattern = /^[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

function reader<Value>(
  key: MessageKey,
  pattern: RegExp,
  convert: (text: string) => Value | null,
  options: FieldOptions<never>,
): FieldType<Value>["read"] {
  return ([raw], field): Reading<Value> => {
    const text = numberText(raw);
    const value = text !== null && text.length <= textLimit && pattern.test(text) ? convert(text) : null;
    return value === null ? { issue: field.issue(key, {}, options.invalidMessage) } : { value };
  };
}

const numberNames: OwnNames<NumberOptions<unknown>> = { min: true, max: true, step: true };

const toSafeInteger = (text: string): number | null => {
  const value = Number(text);
  // `-0` is 0: nobody means the other one.
  return Number.isSafeInteger(value) ? value + 0 : null;
};

const toFinite = (text: string): number | null => {
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : null;
};

function integerType(control: "number" | "range", type: string, options: FieldOptions<never>): FieldType<number> {
  return {
    type,
    control,
    optionNames: numberNames,
    widget: inputWidget(control),
    coerce: (data) =>
      typeof data === "number" || typeof data === "string" || typeof data === "bigint"
        ? toSafeInteger(String(data))
        : null,
    read: reader("integer", integerPattern, toSafeInteger, options),
  };
}

/**
 * A whole number that JavaScript can hold exactly (up to ±2⁵³ − 1).
 *
 * @example
 * const form = await defineForm({ age: integer({ min: 1, max: 120 }) }).validate({ age: "36" });
 * form.data.age; // 36
 */
export function integer<const Options extends NumberOptions<number>>(
  options?: Options,
): FieldDefinition<ScalarTypes<number, Options>> {
  const given = options ?? {};
  return new ScalarDefinition(planScalar(integerType("number", "integer", given), given, rangeValidators(given)));
}

/**
 * A whole number from a slider. `min` and `max` are 0 and 100 for browsers unless given.
 *
 * @example
 * const form = await defineForm({ x: integerRange({ min: 0, max: 10 }) }).validate({ x: "7" });
 * form.data.x; // 7
 */
export function integerRange<const Options extends NumberOptions<number>>(
  options?: Options,
): FieldDefinition<ScalarTypes<number, Options>> {
  const given = options ?? {};
  return new ScalarDefinition(planScalar(integerType("range", "integerRange", given), given, rangeValidators(given)));
}

/**
 * A whole number of any size, as a `bigint`: database keys, for instance.
 *
 * @example
 * const form = await defineForm({ x: bigInteger() }).validate({ x: "9007199254740993" });
 * form.data.x; // 9007199254740993n
 */
export function bigInteger<const Options extends NumberOptions<bigint>>(
  options?: Options,
): FieldDefinition<ScalarTypes<bigint, Options>> {
  const given = options ?? {};
  const type: FieldType<bigint> = {
    type: "bigInteger",
    optionNames: numberNames,
    control: "number",
    widget: inputWidget("number"),
    coerce: (data) => (typeof data === "bigint" ? data : Number.isSafeInteger(data) ? BigInt(data as number) : null),
    // BigInt() takes no plus sign.
    read: reader("integer", integerPattern, (text) => BigInt(text.replace("+", "")), given),
  };
  return new ScalarDefinition(planScalar(type, given, rangeValidators(given)));
}

/**
 * A binary floating-point number: measures, not money.
 *
 * @example
 * const form = await defineForm({ x: float() }).validate({ x: "1.5e3" });
 * form.data.x; // 1500
 */
export function float<const Options extends NumberOptions<number>>(
  options?: Options,
): FieldDefinition<ScalarTypes<number, Options>> {
  const given = options ?? {};
  const type: FieldType<number> = {
    type: "float",
    optionNames: numberNames,
    control: "number",
    widget: inputWidget("number"),
    attributes: { step: "any" },
    coerce: (data) => (typeof data === "number" || typeof data === "string" ? toFinite(String(data)) : null),
    read: reader("number", floatPattern, toFinite, given),
  };
  return new ScalarDefinition(planScalar(type, given, rangeValidators(given)));
}
