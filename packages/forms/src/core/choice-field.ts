import type { Attributes, Text } from "../protocol.ts";
import { ChoiceOption } from "./choice-option.ts";
import type { ChoiceView } from "./choice-view.ts";
import { type Choice, type ChoiceSource, type ChoiceTable, type ChoiceValue, resolveChoices } from "./choices.ts";
import { Label } from "./label.ts";
import type { BindContext } from "./node.ts";
import { ScalarField, type ScalarPlan } from "./scalar-field.ts";
import { inLanguage } from "./words.ts";

/** How a field with choices is bound, beyond what every field has. */
export interface ChoicePlan {
  readonly source: ChoiceSource;
  readonly multiple: boolean;
  /** The first option of a select, which stands for nothing. `false` for none. */
  readonly placeholder: Text | false | undefined;
}

/** A field whose value is one or several of its choices. Iterating over it gives the single options. */
export class ChoiceField<Value = unknown> extends ScalarField<Value> implements ChoiceView {
  readonly isMultiple: boolean;
  readonly placeholder: Text | false | undefined;
  readonly #source: ChoiceSource;
  #choices: readonly Choice[] | undefined;

  constructor(context: BindContext, plan: ScalarPlan<Value>, choicePlan: ChoicePlan) {
    super(context, plan);
    this.isMultiple = choicePlan.multiple;
    this.placeholder = choicePlan.placeholder;
    const given = Object.hasOwn(context.host.choices, this.key) ? context.host.choices[this.key] : undefined;
    this.#source = (given as ChoiceTable | undefined) ?? choicePlan.source;
  }

  /** Those of this form: functions are asked once. */
  get choices(): readonly Choice[] {
    if (this.#choices === undefined) {
      const table = typeof this.#source === "function" ? this.#source(this.form, this) : this.#source;
      this.#choices = resolveChoices(table, this.name);
    }
    return this.#choices;
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
    return this.choices.find((choice) => choice.text === text);
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
