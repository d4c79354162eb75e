import { ChoiceField, type ChoicePlan } from "../core/choice-field.ts";
import type { ChoiceView } from "../core/choice-view.ts";
import {
  assertTable,
  type ChoiceSource,
  type ChoiceValue,
  type Coercion,
  coerced,
  type ValueOfChoices,
} from "../core/choices.ts";
import type { FieldDefinition, FieldTypes } from "../core/definition.ts";
import type { FieldType, Reading } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { type IsRequired, ScalarDefinition } from "../core/scalar-definition.ts";
import type { InputValue } from "../data/values.ts";
import type { BoundField, FieldOptions, Text, Widget } from "../protocol.ts";
import { choiceGroupWidget } from "../widgets/group.ts";
import { selectWidget } from "../widgets/select.ts";

/** Options of fields with choices. */
export interface ChoiceFieldOptions extends Omit<FieldOptions<ChoiceValue>, "widget"> {
  /** Another widget; it sees the choices. */
  readonly widget?: Widget<ChoiceView>;
  /** What can be chosen; can be given anew for each form with the option `choices` of `bind`, `validate`, `from` and `blank`. */
  readonly choices: ChoiceSource;
  /**
   * What the text of a choice stands for: `Number`, for instance, where choices come as texts. Most needed with `validateChoice: false`,
   * where any text may come.
   * @default the value of the choice
   */
  readonly coerce?: Coercion;
  /** `false`: any text may be submitted, as for lists that a script adds to. @default true */
  readonly validateChoice?: boolean;
  /** The message for what is not among the choices. */
  readonly invalidMessage?: string;
}

/** Options of `select`. */
export interface SelectOptions extends ChoiceFieldOptions {
  /**
   * The words of the first option, which stands for nothing; `false` for no such option.
   * @default there is one, unless the field is required and has a value
   */
  readonly placeholder?: Text | false;
}

/** Options of fields with several choices. */
export interface ManyChoicesOptions
  extends Omit<ChoiceFieldOptions, "default" | "validators" | "filters">,
    Pick<FieldOptions<readonly ChoiceValue[]>, "default" | "validators" | "filters"> {}

type Chosen<Options extends { readonly choices: ChoiceSource }> = Options extends {
  readonly coerce: (text: string) => infer Value;
}
  ? NonNullable<Value>
  : ValueOfChoices<Options["choices"]> | (Options extends { readonly validateChoice: false } ? string : never);

/** A field with choices in a form: can be iterated, for one `<input>` after the other. */
export interface BoundChoice<out Value> extends BoundField<Value>, Omit<ChoiceView, keyof BoundField> {}

/** The types of a field with one choice. */
export interface ChoiceTypes<Options extends { readonly choices: ChoiceSource }> extends FieldTypes {
  readonly value: IsRequired<Options> extends true ? Chosen<Options> : Chosen<Options> | null;
  readonly draft: Chosen<Options> | null;
  readonly bound: BoundChoice<Chosen<Options> | null>;
  readonly errors: readonly string[];
}

/** The types of a field with several choices. */
export interface ManyChoicesTypes<Options extends { readonly choices: ChoiceSource }> extends FieldTypes {
  readonly value: readonly Chosen<Options>[];
  readonly draft: readonly Chosen<Options>[];
  readonly bound: BoundChoice<readonly Chosen<Options>[]>;
  readonly errors: readonly string[];
}

const choiceNames: OwnNames<ChoiceFieldOptions> = { choices: true, coerce: true, validateChoice: true };
const selectNames: OwnNames<SelectOptions> = { ...choiceNames, placeholder: true };

function choiceField(field: BoundField): ChoiceField {
  if (field instanceof ChoiceField) return field;
  throw new TypeError(`${field.name} has no choices`);
}

/** The values that texts stand for, and the texts that stand for nothing. */
function lookUp(
  values: readonly InputValue[],
  field: BoundField,
  { validateChoice, coerce }: Pick<ChoiceFieldOptions, "validateChoice" | "coerce">,
): { found: ChoiceValue[]; unknown: string[] } {
  const found = new Set<ChoiceValue>();
  const unknown: string[] = [];
  for (const value of values) {
    if (typeof value === "symbol" || typeof value === "object") unknown.push("?");
    else {
      const text = String(value);
      const choice = choiceField(field).choiceOf(text);
      const open = validateChoice === false ? (coerce === undefined ? text : coerced(coerce, text)) : undefined;
      const chosen = choice !== undefined && !choice.disabled ? choice.value : open;
      if (chosen === undefined) unknown.push(text);
      else found.add(chosen);
    }
  }
  return { found: [...found], unknown };
}

function singleType(
  type: string,
  control: string,
  widget: Widget,
  options: ChoiceFieldOptions,
): FieldType<ChoiceValue> {
  return {
    type,
    control,
    widget,
    optionNames: type === "select" ? selectNames : choiceNames,
    coerce: (data, field) =>
      choiceField(field).valueFor(data) ?? (options.validateChoice === false ? (data as ChoiceValue) : null),
    read: (values, field): Reading<ChoiceValue> => {
      const { found, unknown } = lookUp(values, field, options);
      return unknown.length === 0
        ? { value: found[0] ?? null }
        : { issue: field.issue("choice", {}, options.invalidMessage) };
    },
  };
}

/** How much of a strange value an error message repeats. */
const echoLimit = 40;

function manyType(
  type: string,
  control: string,
  widget: Widget,
  options: ManyChoicesOptions,
): FieldType<readonly ChoiceValue[]> {
  return {
    type,
    control,
    widget,
    many: true,
    optionNames: choiceNames,
    empty: [],
    attributes: control === "select" ? { multiple: true } : {},
    coerce: (data, field) => {
      if (!Array.isArray(data)) return [];
      return (data as unknown[]).map((item) => choiceField(field).valueFor(item)).filter((value) => value !== null);
    },
    read: (values, field): Reading<readonly ChoiceValue[]> => {
      const { found, unknown } = lookUp(values, field, options);
      if (unknown.length === 0) return { value: found };
      const shown = unknown.slice(0, 5).map((text) => text.slice(0, echoLimit));
      return {
        issue: field.issue(
          "choices",
          { values: field.translator.list(shown), count: unknown.length },
          options.invalidMessage,
        ),
      };
    },
  };
}

function define<Value, Types extends FieldTypes>(
  type: FieldType<Value>,
  options: Omit<FieldOptions<Value>, "widget"> & Pick<ChoiceFieldOptions, "widget">,
  choicePlan: ChoicePlan,
): FieldDefinition<Types> {
  return new ScalarDefinition<Value, Types>(
    // The fields that the widget is asked to print are made in the next line: they have choices.
    planScalar(type, options as FieldOptions<Value>),
    (context, plan) => new ChoiceField<Value>(context, plan, choicePlan),
  );
}

const planOf = (
  { choices, coerce }: Pick<ChoiceFieldOptions, "choices" | "coerce">,
  multiple: boolean,
  placeholder: SelectOptions["placeholder"],
): ChoicePlan => {
  if (typeof choices !== "function") assertTable(choices, "a field with choices");
  return { source: choices, coerce, multiple, placeholder };
};

/**
 * One of several choices, from a drop-down list. The value is of the union of the choices' values: no text that is not among them gets
 * through.
 *
 * @example
 * const state = select({ choices: ["draft", "published"], required: true });
 * type State = ValueOf<typeof state>; // "draft" | "published"
 * const level = select({ choices: [[1, "One"], [2, "Two"]] });
 * type Level = ValueOf<typeof level>; // 1 | 2 | null
 */
export function select<const Options extends SelectOptions>(options: Options): FieldDefinition<ChoiceTypes<Options>> {
  const type = singleType("select", "select", selectWidget as Widget, options);
  return define(type, options, planOf(options, false, options.placeholder));
}

/**
 * One of several choices, all in view: radio buttons.
 *
 * @example
 * const form = await defineForm({ x: radio({ choices: ["small", "large"] }) }).validate({ x: "small" });
 * form.data.x; // "small"
 */
export function radio<const Options extends ChoiceFieldOptions>(
  options: Options,
): FieldDefinition<ChoiceTypes<Options>> {
  const type = singleType("radio", "group", choiceGroupWidget as Widget, options);
  return define(type, options, planOf(options, false, false));
}

/**
 * Any number of choices, from a list box. The value is a list, in the order of submission, without repetition.
 *
 * @example
 * const form = await defineForm({ x: selectMultiple({ choices: [1, 2, 3] }) }).validate({ x: ["3", "1"] });
 * form.data.x; // [3, 1]
 */
export function selectMultiple<const Options extends ManyChoicesOptions>(
  options: Options,
): FieldDefinition<ManyChoicesTypes<Options>> {
  const type = manyType("selectMultiple", "select", selectWidget as Widget, options);
  return define(type, options, planOf(options, true, false));
}

/**
 * Any number of choices, all in view: checkboxes, which are easier to use than a list box.
 *
 * @example
 * const form = await defineForm({ x: checkboxes({ choices: { a: "News", b: "Offers" } }) }).validate({ x: ["b"] });
 * form.data.x; // ["b"]
 */
export function checkboxes<const Options extends ManyChoicesOptions>(
  options: Options,
): FieldDefinition<ManyChoicesTypes<Options>> {
  const type = manyType("checkboxes", "group", choiceGroupWidget as Widget, options);
  return define(type, options, planOf(options, true, false));
}
