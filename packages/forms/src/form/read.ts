import type { FieldSetSpec } from "../core/field-set.ts";
import { FormInput, type FormInputSource } from "../data/input.ts";
import { malformed } from "../data/values.ts";
import { appendJsonObject } from "../fields/nested.ts";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A JSON document as a submission: the declared properties under the names that the fields ask for. What is not an object at all has
 * no fields; a value that no field has is under a name that no field has.
 */
export function readJson(spec: FieldSetSpec, value: unknown, prefix: string, maximum: number | undefined): FormInput {
  const input = new FormInput(maximum);
  if (isObject(value)) appendJsonObject(input, spec, prefix, value);
  else input.append("", malformed);
  return input;
}

/** A form's submission. One that was read already is taken as it is. */
export function readForm(source: FormInputSource | FormInput, maximum: number | undefined): FormInput {
  return source instanceof FormInput ? source : FormInput.from(source, maximum);
}
