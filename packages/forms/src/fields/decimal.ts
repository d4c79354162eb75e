import type { FieldDefinition } from "../core/definition.ts";
import type { FieldType, Reading } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { ScalarDefinition, type ScalarTypes } from "../core/scalar-definition.ts";
import { Decimal, isRoundingMode, type RoundingMode, roundingModes } from "../decimal.ts";
import { FormDefinitionError } from "../errors.ts";
import { inputWidget } from "../widgets/input.ts";
import { delocalize, localize } from "./locale-number.ts";
import { type NumberOptions, numberText, rangeValidators } from "./number.ts";

/** Options of decimal fields. */
export interface DecimalOptions extends NumberOptions<Decimal> {
  /** How many digits behind the point are shown. @default as many as there are */
  readonly places?: number;
  /** How the shown digits are rounded. @default "halfEven" */
  readonly rounding?: RoundingMode;
  /** Whether the number is written as in the form's language: `1.234,50` in German. Its control is then a text. @default false */
  readonly useLocale?: boolean;
  /** How it is shown with `useLocale`. */
  readonly numberFormat?: Intl.NumberFormatOptions;
}

function checkDecimal(options: DecimalOptions): void {
  const { places, rounding, useLocale } = options;
  if (useLocale === true && (places !== undefined || rounding !== undefined)) {
    throw new FormDefinitionError("places_and_locale", "with useLocale, places and rounding are said by numberFormat");
  }
  if (rounding !== undefined && !isRoundingMode(rounding)) {
    const known = roundingModes.join(", ");
    throw new FormDefinitionError("bad_places", `the rounding ${JSON.stringify(rounding)} is none of ${known}`);
  }
  if (places !== undefined && !(Number.isInteger(places) && places >= 0 && places <= 100)) {
    throw new FormDefinitionError("bad_places", `places is a whole number from 0 to 100, not ${places}`);
  }
}

const decimalNames: OwnNames<DecimalOptions> = {
  min: true,
  max: true,
  step: true,
  places: true,
  rounding: true,
  useLocale: true,
  numberFormat: true,
};

function decimalType(control: "number" | "range", type: string, options: DecimalOptions): FieldType<Decimal> {
  checkDecimal(options);
  const { places, rounding, useLocale = false, numberFormat } = options;
  return {
    type,
    optionNames: decimalNames,
    control: useLocale ? "text" : control,
    widget: inputWidget(useLocale ? "text" : control),
    attributes: useLocale ? { inputmode: "decimal" } : { step: "any" },
    coerce: (data) => {
      if (data instanceof Decimal) return data;
      return typeof data === "string" || typeof data === "number" || typeof data === "bigint"
        ? Decimal.parse(String(data))
        : null;
    },
    read: ([raw], field): Reading<Decimal> => {
      const text = numberText(raw);
      const plain =
        useLocale && text !== null && typeof raw === "string" ? delocalize(text, field.translator.locale) : text;
      const value = plain === null ? null : Decimal.parse(plain);
      return value === null ? { issue: field.issue("decimal", {}, options.invalidMessage) } : { value };
    },
    show: (value, field) => {
      if (useLocale) return localize(value.toString(), field.translator.locale, numberFormat);
      return (places === undefined ? value : value.quantize(places, rounding)).toString();
    },
  };
}

/**
 * An exact decimal number: money, above all. No binary rounding between the visitor and the database.
 *
 * @example
 * const form = await defineForm({ price: decimal({ min: "0.01", places: 2 }) }).validate({ price: "19.9" });
 * form.data.price?.toString(); // "19.9"
 * defineForm({ price: decimal({ places: 2, default: Decimal.from("19.9") }) }).blank().price.value; // "19.90"
 */
export function decimal<const Options extends DecimalOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<Decimal, Options>> {
  const given = options ?? {};
  return new ScalarDefinition(planScalar(decimalType("number", "decimal", given), given, rangeValidators(given)));
}

/**
 * An exact decimal number from a slider.
 *
 * @example
 * const form = await defineForm({ x: decimalRange({ min: "0", max: "1", step: "0.1" }) }).validate({ x: "0.3" });
 * form.data.x; // Decimal.from("0.3")
 */
export function decimalRange<const Options extends DecimalOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<Decimal, Options>> {
  const given = options ?? {};
  return new ScalarDefinition(planScalar(decimalType("range", "decimalRange", given), given, rangeValidators(given)));
}
