import { FormDefinitionError } from "../errors.ts";
import type { Attributes, FieldOptions, Validator } from "../protocol.ts";
import { isStandardSchema } from "../schema.ts";
import { disabled, readOnly, required } from "../validators/presence.ts";
import { applicable } from "../widgets/applicable.ts";
import type { FieldType } from "./field-type.ts";
import { checkOptionNames } from "./option-names.ts";
import type { ScalarPlan } from "./scalar-field.ts";

function checkValidators(type: string, validators: unknown): void {
  if (!Array.isArray(validators)) {
    throw new FormDefinitionError(
      "not_a_validator",
      `validators and filters of a ${type} field are lists, also of one: { validators: [length({ min: 2 })] }`,
    );
  }
  for (const validator of validators) {
    if (typeof validator === "function") continue;
    throw new FormDefinitionError(
      "not_a_validator",
      `a validator of a ${type} field is not a function: ${String(validator)}`,
    );
  }
}

function checkOptions<Value>(type: FieldType<Value>, options: FieldOptions<Value>): void {
  checkOptionNames(type.type, options, type.optionNames ?? {});
  checkValidators(type.type, options.validators ?? []);
  checkValidators(type.type, options.filters ?? []);
  if (options.schema !== undefined && !isStandardSchema(options.schema)) {
    throw new FormDefinitionError(
      "not_a_schema",
      `the schema of a ${type.type} field is not a Standard Schema (version 1)`,
    );
  }
}

/** What the shorthands `required`, `disabled` and `readOnly` stand for. */
function presence<Value>(options: FieldOptions<Value>): readonly Validator<Value>[] {
  const { required: needed = false } = options;
  return [
    ...(options.disabled === true ? [disabled()] : []),
    ...(options.readOnly === true ? [readOnly()] : []),
    ...(needed === false ? [] : [required(typeof needed === "string" ? { message: needed } : {})]),
  ];
}

/**
 * Prepares a field once for all forms: what can be decided at definition is not decided again at each request.
 *
 * @param extra - validators that the options of this kind of field stand for, such as `maxLength`
 * @throws FormDefinitionError for validators, filters or schemas that are none
 */
export function planScalar<Value>(
  type: FieldType<Value>,
  options: FieldOptions<Value>,
  extra: readonly Validator<Value>[] = [],
): ScalarPlan<Value> {
  checkOptions(type, options);
  const validators = [...presence(options), ...(type.validators ?? []), ...extra, ...(options.validators ?? [])];
  const fixedAttributes: Record<string, unknown> = { ...type.attributes };
  const lateAttributes: ((field: never) => Attributes)[] = [];
  for (const { attributes } of validators) {
    if (typeof attributes === "function") lateAttributes.push(attributes);
    else Object.assign(fixedAttributes, attributes);
  }
  return {
    type,
    options,
    validators,
    fixedAttributes: applicable(type.control, fixedAttributes),
    lateAttributes,
    required: validators.some((validator) => validator.presence === "required"),
  };
}
