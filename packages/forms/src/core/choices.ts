import { FormDefinitionError } from "../errors.ts";
import type { Attributes, BoundField, FormView, Text } from "../protocol.ts";

/** What a choice can stand for. Its text in HTML is `String(value)`. */
export type ChoiceValue = string | number | bigint | boolean;

/** A choice with more to say than a value and a label. */
export interface SelectChoice<Value = ChoiceValue> {
  /** What it stands for. */
  readonly value: Value;
  /** @default the value */
  readonly label?: Text;
  /** Shown, but not to be chosen: refused on the server as well. @default false */
  readonly disabled?: boolean;
  /** Attributes of its `<option>` or `<input>`. */
  readonly attributes?: Attributes;
}

/** One choice: a value, a value with its label, or a {@link SelectChoice}. */
export type ChoiceItem<Value = ChoiceValue> = Value | readonly [value: Value, label: Text] | SelectChoice<Value>;

/**
 * The choices of a field: a list; a record of labels by value; a record of lists by the name of their group; or a function that gives
 * one of these for each form.
 *
 * @example
 * const list: ChoiceTable = ["red", "green"];
 * const labelled: ChoiceTable = [[1, "One"], [2, "Two"]];
 * const labels: ChoiceTable = { red: "Red", green: "Green" };
 * const groups: ChoiceTable = { Warm: ["red", "orange"], Cold: ["blue"] };
 */
export type ChoiceTable = readonly ChoiceItem[] | Readonly<Record<string, Text | readonly ChoiceItem[]>>;

/**
 * {@link ChoiceTable}, or a function of the form and field that gives one: at once, or later, out of a database for instance. Forms
 * with choices that come later are made by `from` and `validate`, which wait for them; of the form they are asked with, other late
 * fields are not read yet.
 */
export type ChoiceSource =
  | ChoiceTable
  | ((form: FormView, field: BoundField) => ChoiceTable | PromiseLike<ChoiceTable>);

/**
 * What a text stands for: `Number`, `BigInt`, a function of one's own. What throws, or gives nothing or `NaN`, makes it no choice.
 */
export type Coercion = (text: string) => ChoiceValue | null | undefined;

/** The value of a text by a coercion; `undefined` where it has none. */
export function coerced(coerce: Coercion, text: string): ChoiceValue | undefined {
  try {
    const value = coerce(text) ?? undefined;
    return Number.isNaN(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

type ItemValue<Item> = Item extends readonly [infer Value, unknown]
  ? Value
  : Item extends { readonly value: infer Value }
    ? Value
    : Item;

/** The union of the values that a source offers. */
export type ValueOfChoices<Source> = Source extends (...parameters: never) => infer Table
  ? ValueOfChoices<Awaited<Table>>
  : Source extends readonly (infer Item)[]
    ? ItemValue<Item>
    : Source extends Readonly<Record<infer Key, infer Entry>>
      ? Entry extends readonly (infer Item)[]
        ? ItemValue<Item>
        : Key
      : never;

/** A choice as widgets and checks use it. */
export interface Choice {
  /** What it stands for. */
  readonly value: ChoiceValue;
  /** The value as HTML and submissions have it. */
  readonly text: string;
  /** Its words. */
  readonly label: Text;
  /** Whether it is shown and cannot be chosen. */
  readonly disabled: boolean;
  /** Attributes of its `<option>` or `<input>`. */
  readonly attributes: Attributes;
  /** The group it is shown in. */
  readonly group: string | undefined;
}

function toChoice(item: ChoiceItem, group: string | undefined): Choice {
  const asObject = (): SelectChoice => {
    if (Array.isArray(item)) return { value: item[0] as ChoiceValue, label: item[1] as Text };
    return typeof item === "object" ? (item as SelectChoice) : { value: item as ChoiceValue };
  };
  const { value, label, disabled = false, attributes = {} } = asObject();
  const text = String(value);
  return { value, text, label: label ?? text, disabled, attributes, group };
}

/** @throws FormDefinitionError `no_choices` for what is no table of choices, as soon as it is seen */
export function assertTable(table: unknown, where: string): asserts table is ChoiceTable {
  if (typeof table === "object" && table !== null) return;
  const cure = "Give a list, an object of values and labels, or a function that returns one of them.";
  throw new FormDefinitionError(
    "no_choices",
    `the choices of ${where} are ${JSON.stringify(table) ?? typeof table}. ${cure}`,
  );
}

/**
 * All choices of a table, in order.
 *
 * @throws FormDefinitionError where two have the same text: nobody could tell which was chosen; and where `coerce` does not take one
 */
export function resolveChoices(table: ChoiceTable, where: string, coerce?: Coercion): readonly Choice[] {
  assertTable(table, `the field "${where}"`);
  const plain = plainChoices(table);
  const texts = new Set(plain.map(({ text }) => text));
  if (texts.size !== plain.length) {
    throw new FormDefinitionError(
      "duplicate_choice",
      `two choices of the field "${where}" have the same value as text`,
    );
  }
  if (coerce === undefined) return plain;
  return plain.map((choice) => {
    const value = coerced(coerce, choice.text);
    if (value !== undefined) return { ...choice, value };
    throw new FormDefinitionError(
      "bad_choice",
      `the option \`coerce\` of the field "${where}" does not take its choice ${JSON.stringify(choice.text)}`,
    );
  });
}

function plainChoices(table: ChoiceTable): readonly Choice[] {
  return Array.isArray(table)
    ? table.map((item: ChoiceItem) => toChoice(item, undefined))
    : Object.entries(table as Readonly<Record<string, Text | readonly ChoiceItem[]>>).flatMap(([key, entry]) =>
        Array.isArray(entry)
          ? (entry as readonly ChoiceItem[]).map((item) => toChoice(item, key))
          : [toChoice([key, entry as Text], undefined)],
      );
}

/** Settings of {@link enumChoices}. */
export interface EnumChoicesOptions<Value> {
  /** The label of a member. @default its key in words */
  readonly label?: (key: string, value: Value) => Text;
}

/**
 * Choices from a `const` object of values, or from a TypeScript enum.
 *
 * @example
 * const Color = { Red: "red", Green: "green" } as const;
 * const color = select({ choices: enumChoices(Color), required: true });
 * type Chosen = ValueOf<typeof color>; // "red" | "green"
 */
export function enumChoices<const Members extends Readonly<Record<string, string | number>>>(
  members: Members,
  options: EnumChoicesOptions<Members[keyof Members]> = {},
): readonly SelectChoice<Members[keyof Members]>[] {
  const { label = (key: string): Text => key.replaceAll("_", " ") } = options;
  return (
    Object.entries(members)
      // A numeric enum also maps its numbers back to their names.
      .filter(
        ([key, value]) =>
          !(typeof value === "string" && typeof members[value] === "number" && String(members[value]) === key),
      )
      .map(([key, value]) => ({
        value: value as Members[keyof Members],
        label: label(key, value as Members[keyof Members]),
      }))
  );
}
