import { FormDefinitionError } from "../errors.ts";
import type { Attributes, Text } from "../protocol.ts";
import { ChoiceOption } from "./choice-option.ts";
import type { ChoiceView } from "./choice-view.ts";
import {
  assertTable,
  type Choice,
  type ChoiceSource,
  type ChoiceTable,
  type ChoiceValue,
  type Coercion,
  resolveChoices,
} from "./choices.ts";
import { Label } from "./label.ts";
import type { LateChoices, LateField } from "./late-choices.ts";
import type { BindContext } from "./node.ts";
import { ScalarField, type ScalarPlan } from "./scalar-field.ts";
import { inLanguage } from "./words.ts";

/** How a field with choices is bound, beyond what every field has. */
export interface ChoicePlan {
  readonly source: ChoiceSource;
  readonly coerce: Coercion | undefined;
  readonly multiple: boolean;
  /** The first option of a select, which stands for nothing. `false` for none. */
  readonly placeholder: Text | false | undefined;
}

/** A promise, or another thenable such as a query; a table may have a choice of the name `then`, as a property of its own. */
function isLate(table: ChoiceTable | PromiseLike<ChoiceTable>): table is PromiseLike<ChoiceTable> {
  return !Object.hasOwn(table, "then") && "then" in table && typeof table.then === "function";
}

/** A field whose value is one or several of its choices. Iterating over it gives the single options. */
export class ChoiceField<Value = unknown> extends ScalarField<Value> implements ChoiceView, LateField {
  readonly isMultiple: boolean;
  readonly placeholder: Text | false | undefined;
  readonly #source: ChoiceSource | PromiseLike<ChoiceTable>;
  readonly #coerce: Coercion | undefined;
  readonly #late: LateChoices | undefined;
  /** The name that it came into being with: in a list, it may get another one. */
  readonly #firstName: string;
  #choices: readonly Choice[] | undefined;
  #byText: ReadonlyMap<string, Choice> | undefined;

  constructor(context: BindContext, plan: ScalarPlan<Value>, choicePlan: ChoicePlan) {
    super(context, plan);
    this.isMultiple = choicePlan.multiple;
    this.placeholder = choicePlan.placeholder;
    const given = Object.hasOwn(context.host.choices, this.key) ? context.host.choices[this.key] : undefined;
    this.#source = (given as ChoiceSource | PromiseLike<ChoiceTable> | undefined) ?? choicePlan.source;
    this.#coerce = choicePlan.coerce;
    this.#late = context.host.lateChoices;
    this.#firstName = this.name;
    if (typeof this.#source === "function" || isLate(this.#source)) this.#late?.add(this);
  }

  /** Those of this form: functions are asked once. None while they are still to come. */
  get choices(): readonly Choice[] {
    if (this.#choices !== undefined) return this.#choices;
    const table = this.#table();
    const late = isLate(table);
    if (late) this.#note(Promise.resolve(table));
    this.#choices = late ? [] : resolveChoices(table, this.name, this.#coerce);
    return this.#choices;
  }

  prepare(): void {
    void this.choices;
  }

  #table(): ChoiceTable | PromiseLike<ChoiceTable> {
    const known = this.#late?.known(this.#firstName);
    if (known !== undefined) return known;
    const table = typeof this.#source === "function" ? this.#source(this.form, this) : this.#source;
    assertTable(table, `the field "${this.name}"`);
    return table;
  }

  #note(table: Promise<ChoiceTable>): void {
    if (this.#late !== undefined) {
      this.#late.note(this.#firstName, table);
      return;
    }
    // Nobody is going to wait for it; that it may fail as well is not the news.
    table.catch(() => undefined);
    throw new FormDefinitionError(
      "late_choices",
      `the choices of the field "${this.name}" come later, and this form cannot wait for them. ` +
        "Make it with `await definition.from(c)`, for GET as well, or give it `choices` that have come.",
    );
  }

  /** Whether a choice is the value, or one of them. */
  isChosen(choice: Choice): boolean {
    const { data } = this;
    return Array.isArray(data)
      ? (data as readonly unknown[]).includes(choice.value)
      : data === (choice.value as unknown);
  }

  /** The choice that a text stands for. */
  choiceOf(text: string): Choice | undefined {
    this.#byText ??= new Map(this.choices.map((choice) => [choice.text, choice]));
    return this.#byText.get(text);
  }

  /** The value of a default or of an object's property, which may be a choice's value or its text. */
  valueFor(data: unknown): ChoiceValue | null {
    return this.choices.find((choice) => choice.value === data || choice.text === data)?.value ?? null;
  }

  /** The group itself has no name: its inputs have. */
  override get attributes(): Attributes {
    if (this.control !== "group") return super.attributes;
    const { name: _none, ...attributes } = super.attributes;
    return attributes;
  }

  override get focusId(): string {
    return this.control === "group" ? `${this.id}-0` : this.id;
  }

  *[Symbol.iterator](): Iterator<ChoiceOption> {
    const type = this.isMultiple ? "checkbox" : "radio";
    const { locale } = this.translator;
    for (const [index, choice] of this.choices.entries()) {
      const id = `${this.id}-${index}`;
      const label = new Label(inLanguage(choice.label, locale), id, false);
      const { text: value, disabled, attributes, group } = choice;
      const checked = this.isChosen(choice);
      yield new ChoiceOption({ id, name: this.name, value, checked, disabled, label, type, attributes, group });
    }
  }
}
