import type { FieldDefinition, FieldTypes } from "../core/definition.ts";
import type { FieldType } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { type IsRequired, ScalarDefinition } from "../core/scalar-definition.ts";
import type { BoundField, FieldOptions } from "../protocol.ts";
import { buttonWidget } from "../widgets/button.ts";
import { checkboxWidget, submitWidget } from "../widgets/input.ts";

/** Options of `boolean`. */
export interface BooleanOptions extends FieldOptions<boolean> {
  /** Texts that mean no, besides none at all. @default ["false"] */
  readonly falseValues?: readonly string[];
}

/** The types of a checkbox. One that must be checked can only be `true`. */
export interface BooleanTypes<Options> extends FieldTypes {
  readonly value: IsRequired<Options> extends true ? true : boolean;
  readonly draft: boolean;
  readonly bound: BoundField<boolean>;
  readonly errors: readonly string[];
}

/** The types of a button: whether it was pressed, which is no data of the form. */
export interface ButtonTypes extends FieldTypes {
  readonly value: never;
  readonly draft: never;
  readonly bound: BoundField<boolean>;
  readonly errors: readonly string[];
}

const booleanNames: OwnNames<BooleanOptions> = { falseValues: true };

function booleanType(falseValues: readonly string[]): Omit<FieldType<boolean>, "type" | "control" | "widget"> {
  return {
    empty: false,
    coerce: Boolean,
    read: ([value], field, invalidMessage) => {
      if (typeof value === "boolean") return { value };
      if (typeof value === "string") return { value: !falseValues.includes(value) };
      return { issue: field.issue("malformed", {}, invalidMessage) };
    },
  };
}

/**
 * A checkbox: `true` if it is checked, `false` if not. With `required` it must be checked, as for terms of use.
 *
 * @example
 * const terms = defineForm({ agree: boolean({ label: "I agree", required: true }) });
 * (await terms.validate({ agree: "y" })).data.agree; // true
 * (await terms.validate({})).valid; // false
 */
export function boolean<const Options extends BooleanOptions>(
  options?: Options,
): FieldDefinition<BooleanTypes<Options>> {
  const type = {
    ...booleanType(options?.falseValues ?? ["false"]),
    type: "boolean",
    optionNames: booleanNames,
    control: "checkbox",
    widget: checkboxWidget,
  };
  return new ScalarDefinition(planScalar(type, options ?? {}));
}

/** Options of buttons. */
export interface ButtonOptions
  extends Pick<FieldOptions<boolean>, "label" | "description" | "id" | "name" | "widget" | "attributes" | "disabled"> {}

/**
 * A submit button, `<input type="submit">`. `form.save.data` tells whether it was this one of several.
 *
 * @example
 * defineForm({ save: submit({ label: "Save" }) }).blank().save.render();
 * // → '<input type="submit" value="Save" id="save" name="save">'
 */
export function submit(options: ButtonOptions = {}): FieldDefinition<ButtonTypes> {
  const type = { ...booleanType([]), type: "submit", control: "submit", widget: submitWidget };
  return new ScalarDefinition(planScalar(type, options));
}

/**
 * A `<button>`, whose label may be Markup.
 *
 * @param options - `action` is the button's type in HTML. @default "submit"
 * @example
 * defineForm({ save: button({ label: html`<b>Save</b>` }) }).blank().save.render();
 * // → '<button type="submit" value="y" id="save" name="save"><b>Save</b></button>'
 */
export function button(
  options: ButtonOptions & { readonly action?: "submit" | "button" | "reset" } = {},
): FieldDefinition<ButtonTypes> {
  const type = {
    ...booleanType([]),
    type: "button",
    optionNames: { action: true } as const,
    control: "button",
    widget: buttonWidget(options.action ?? "submit"),
  };
  return new ScalarDefinition(planScalar(type, options));
}
