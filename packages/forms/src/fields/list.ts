import type { BoundOf, FieldDefinition, FieldTypes, ValueOf } from "../core/definition.ts";
import { ListField, type ListPlan } from "../core/list-field.ts";
import type { BindContext, FieldNode } from "../core/node.ts";
import type { FormInput } from "../data/input.ts";
import { malformed } from "../data/values.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Attributes, BoundField, Text, Validator, Widget } from "../protocol.ts";
import { fieldsetWidget } from "../widgets/fields.ts";

/** Options of lists. */
export interface ListOptions<Value> {
  /** The words of the legend. @default the key in words */
  readonly label?: Text;
  /** A hint, shown with it and read out with it. */
  readonly description?: Text;
  /** What the names of its fields begin with. @default the key */
  readonly name?: string;
  /** Another widget. @default `fieldsetWidget` */
  readonly widget?: Widget;
  /** Attributes of the element around it. */
  readonly attributes?: Attributes;
  /** Validators of the list as a whole, after its entries. */
  readonly validators?: readonly Validator<readonly Value[]>[];
  /** Fewest entries; there are always as many, empty ones if need be. @default 0 */
  readonly minEntries?: number;
  /** Most entries; more are an error, and none beyond them comes into being. 1 to 1000. @default 100 */
  readonly maxEntries?: number;
  /** Between the list's name and the number of an entry. @default "-" */
  readonly separator?: string;
  /** Values of a form that was not sent. */
  readonly default?: readonly Value[] | (() => readonly Value[]);
}

type DraftOfField<Field> = Field extends FieldDefinition<infer Types> ? Types["draft"] : never;
type ErrorsOfField<Field> = Field extends FieldDefinition<infer Types> ? Types["errors"] : never;

/** A list in use. */
export interface BoundList<Field> extends BoundField<readonly DraftOfField<Field>[]>, Iterable<BoundOf<Field>> {
  /** The fields in it. */
  readonly entries: readonly BoundOf<Field>[];
  /** How many entries there are. */
  readonly length: number;
  /** Adds an entry at the end. Throws `FormDefinitionError` beyond `maxEntries`. */
  appendEntry(data?: unknown): BoundOf<Field>;
  /** Adds an entry at a place; the others get new names. */
  insertEntry(index: number, data?: unknown): BoundOf<Field>;
  /** Takes an entry out, by default the last one; the others get new names. */
  popEntry(index?: number): BoundOf<Field> | undefined;
}

/** The types of a list. */
export interface ListTypes<Field> extends FieldTypes {
  readonly value: readonly ValueOf<Field>[];
  readonly draft: readonly DraftOfField<Field>[];
  readonly bound: BoundList<Field>;
  /** By index; the list's own under `""`. */
  readonly errors: Readonly<Record<string, ErrorsOfField<Field> | readonly string[]>>;
}

function checkBounds(minEntries: number, maxEntries: number): void {
  const right =
    Number.isInteger(minEntries) && Number.isInteger(maxEntries) && minEntries >= 0 && minEntries <= maxEntries;
  if (!right || maxEntries < 1 || maxEntries > 1000) {
    throw new FormDefinitionError(
      "bad_entries",
      `a list has from ${minEntries} to ${maxEntries} entries: whole numbers, 0 ≤ min ≤ max, 1 ≤ max ≤ 1000`,
    );
  }
}

class ListDefinition<Types extends FieldTypes> implements FieldDefinition<Types> {
  readonly htmlName: string | undefined;
  readonly #plan: ListPlan;

  constructor(plan: ListPlan, name: string | undefined) {
    this.htmlName = name;
    this.#plan = plan;
  }

  bind(context: BindContext): FieldNode {
    return new ListField(context, this.#plan);
  }

  appendJson(input: FormInput, name: string, value: unknown): void {
    if (value === undefined || value === null) return;
    const { entry, separator, maxEntries } = this.#plan;
    // One more than allowed is enough to know that there are too many.
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    if (items !== value) input.append(name, malformed);
    for (const [index, item] of items.slice(0, maxEntries + 1).entries()) {
      entry.appendJson(input, name + separator + index, item ?? null);
    }
  }

  owns(name: string, submitted: string): boolean {
    const prefix = name + this.#plan.separator;
    if (submitted === name) return true;
    const index = submitted.startsWith(prefix) ? /^[0-9]+/.exec(submitted.slice(prefix.length))?.[0] : undefined;
    return index !== undefined && this.#plan.entry.owns(prefix + index, submitted);
  }

  check(key: string, siblings: readonly string[]): void {
    this.#plan.entry.check(key, siblings);
  }
}

/**
 * Any number of fields of one kind, named `tags-0`, `tags-1`… Gaps in the numbers are closed; huge numbers are no indexes.
 *
 * @param entry - the field that there are several of: any, nested forms and lists included
 * @throws FormDefinitionError for bounds that are none
 * @example
 * const invitation = defineForm({ guests: list(email({ required: true }), { minEntries: 1, maxEntries: 5 }) });
 * const form = await invitation.validate({ "guests-0": "ada@kittens.example" });
 * form.data.guests; // ["ada@kittens.example"]
 */
export function list<Field extends FieldDefinition>(
  entry: Field,
  options: ListOptions<ValueOf<Field>> = {},
): FieldDefinition<ListTypes<Field>> {
  const {
    label,
    description,
    attributes,
    widget = fieldsetWidget,
    separator = "-",
    minEntries = 0,
    maxEntries = 100,
    validators = [],
  } = options;
  checkBounds(minEntries, maxEntries);
  const appearance = { label, description, attributes, widget };
  return new ListDefinition<ListTypes<Field>>(
    {
      entry,
      appearance,
      separator,
      minEntries,
      maxEntries,
      default: options.default,
      validators: validators as readonly Validator<never>[],
    },
    options.name,
  );
}
