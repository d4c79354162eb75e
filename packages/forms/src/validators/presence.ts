import { malformed } from "../data/values.ts";
import { stop } from "../outcome.ts";
import type { BoundField, Outcome, RequiredValidator, Validator } from "../protocol.ts";
import type { ValidatorOptions } from "./make.ts";
import { sameValue } from "./same.ts";

/** Whether a value is what an empty control gives. */
function isEmpty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

const requiredTraits = { presence: "required", attributes: { required: true } } as const;

function missing(field: BoundField, options: ValidatorOptions): Outcome {
  return stop(field.issue("required", {}, options.message), true);
}

/**
 * The field must be filled in. For a checkbox: it must be checked.
 *
 * The same as the option `required: true`. A value that could not be read is not empty: it keeps its own message.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [required()] }) });
 * (await form.validate({ x: "Ada" })).valid; // true
 * (await form.validate({ x: " " })).valid; // false
 */
export function required(options: ValidatorOptions = {}): RequiredValidator {
  const judge = (field: BoundField): Outcome =>
    isEmpty(field.data) && field.issues.length === 0 ? missing(field, options) : undefined;
  return Object.assign(judge, requiredTraits, { label: "required" });
}

/**
 * WTForms' `InputRequired`: something must have been submitted, whatever it is read as.
 *
 * @example
 * const form = defineForm({ x: integer({ validators: [inputRequired()] }) });
 * (await form.validate({ x: "0" })).valid; // true
 * (await form.validate({ x: "" })).valid; // false
 */
export function inputRequired(options: ValidatorOptions = {}): RequiredValidator {
  const judge = (field: BoundField): Outcome => {
    const [first] = field.rawData ?? [];
    return first === undefined || first === "" ? missing(field, options) : undefined;
  };
  return Object.assign(judge, requiredTraits, { label: "inputRequired" });
}

/**
 * WTForms' `DataRequired`: the value must be truthy and not only white space. Note that `0` is not.
 *
 * @example
 * const form = defineForm({ x: integer({ validators: [dataRequired()] }) });
 * (await form.validate({ x: "1" })).valid; // true
 * (await form.validate({ x: "0" })).valid; // false
 */
export function dataRequired(options: ValidatorOptions = {}): RequiredValidator {
  const judge = (field: BoundField): Outcome => {
    const { data } = field;
    const empty = isEmpty(data) || !data || (typeof data === "string" && data.trim() === "");
    return empty ? missing(field, options) : undefined;
  };
  return Object.assign(judge, requiredTraits, { label: "dataRequired" });
}

/** Settings of {@link optional}. */
export interface OptionalOptions {
  /** Whether white space alone counts as empty. @default true */
  readonly strip?: boolean;
}

/**
 * An empty field is fine: the chain ends here, and what could not be read is forgiven.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [optional(), length({ min: 3 })] }) });
 * (await form.validate({ x: "" })).valid; // true
 * (await form.validate({ x: "ab" })).valid; // false
 */
export function optional(options: OptionalOptions = {}): Validator {
  const { strip = true } = options;
  const judge = (field: BoundField): Outcome => {
    const values = field.rawData ?? [];
    // All of them: `x=&x=evil` is not an empty field.
    const empty = values.every((value) => typeof value === "string" && (strip ? value.trim() : value) === "");
    return empty ? stop(undefined, true) : undefined;
  };
  return Object.assign(judge, { presence: "optional", label: "optional" } as const);
}

/**
 * The field must not be submitted at all. With the option `disabled: true`, which adds this validator, its value is the default's.
 *
 * @example
 * const form = defineForm({ x: string({ default: "Ada", disabled: true }) });
 * (await form.validate({})).data.x; // "Ada"
 * (await form.validate({ x: "Eve" })).valid; // false
 */
export function disabled(options: ValidatorOptions = {}): Validator {
  const judge = (field: BoundField): Outcome =>
    (field.rawData ?? []).length > 0 ? stop(field.issue("disabled", {}, options.message)) : undefined;
  return Object.assign(judge, { attributes: { disabled: true }, label: "disabled" });
}

/**
 * The field must be submitted as it was shown, or not at all. The option `readOnly: true` adds this validator.
 *
 * @example
 * const form = defineForm({ x: string({ default: "Ada", validators: [readOnly()] }) });
 * (await form.validate({ x: "Ada" })).valid; // true
 * (await form.validate({ x: "Eve" })).valid; // false
 */
export function readOnly(options: ValidatorOptions = {}): Validator {
  const judge = (field: BoundField): Outcome => {
    const [first] = field.rawData ?? [];
    if (first === undefined || sameValue(field.data, field.initial)) return undefined;
    return first === malformed ? undefined : stop(field.issue("readOnly", {}, options.message));
  };
  return Object.assign(judge, { attributes: { readonly: true }, label: "readOnly" });
}
