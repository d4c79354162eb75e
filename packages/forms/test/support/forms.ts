import type { FieldDefinition } from "../../src/core/definition.ts";
import { defineForm, type FormInputSource } from "../../src/index.ts";

/** What became of one field, `x`, with some input. */
export interface Outcome {
  readonly data: unknown;
  readonly errors: readonly string[];
  readonly codes: readonly string[];
  readonly valid: boolean;
  /** The control as HTML. */
  readonly html: string;
}

/** Validates a form with the one field `x`. */
export async function check(field: FieldDefinition, input: FormInputSource, options: object = {}): Promise<Outcome> {
  const form = await defineForm({ x: field }).validate(input, options);
  const { x } = form.fields;
  return {
    data: x.data,
    errors: [...x.errors],
    codes: x.issues.map(({ code }) => code),
    valid: form.valid,
    html: x.render().toString(),
  };
}

/** Validates the field `x` with one submitted value. */
export const checkText = (field: FieldDefinition, value: string): Promise<Outcome> => check(field, [["x", value]]);

/** Validates the field `x` with a JSON value. */
export const checkJson = (field: FieldDefinition, value: unknown): Promise<Outcome> =>
  check(field, { x: value }, { json: true });

/** The control of the field `x` in an empty form. */
export const blankHtml = (field: FieldDefinition): string =>
  defineForm({ x: field }).blank().fields.x.render().toString();
