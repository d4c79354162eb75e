import type { Markup } from "@ampoule/markup";
import type { Attributes } from "../protocol.ts";
import { mergeAttributes } from "../widgets/attributes.ts";
import { checkable } from "../widgets/checkable.ts";
import { answerCalls } from "./callable.ts";
import type { Label } from "./label.ts";

/** Everything about one choice of a group. */
export interface ChoiceOptionState {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly label: Label;
  readonly type: "radio" | "checkbox";
  readonly attributes: Attributes;
  /** The group of choices it is in. */
  readonly group: string | undefined;
}

/**
 * One choice of a radio group or checkbox group, which prints itself as its `<input>`.
 *
 * @example {% for option in form.color %}{{ option }} {{ option.label }}{% endfor %}
 */
export class ChoiceOption {
  /** Of its `<input>`. */
  readonly id: string;
  /** Of its `<input>`: that of the field. */
  readonly name: string;
  /** What is sent for it. */
  readonly value: string;
  /** Whether it is the value, or one of them. */
  readonly checked: boolean;
  /** Whether it is shown and cannot be chosen. */
  readonly disabled: boolean;
  /** Its `<label>`. */
  readonly label: Label;
  /** The group of choices it is in. */
  readonly group: string | undefined;
  readonly #state: ChoiceOptionState;

  static {
    answerCalls<ChoiceOption>(ChoiceOption, (option, _args, attributes) => option.render(attributes));
  }

  constructor(state: ChoiceOptionState) {
    this.id = state.id;
    this.name = state.name;
    this.value = state.value;
    this.checked = state.checked;
    this.disabled = state.disabled;
    this.label = state.label;
    this.group = state.group;
    this.#state = state;
  }

  /** Its `<input>`, with further attributes. */
  render(attributes: Attributes = {}): Markup {
    const { id, name, value, disabled, type, checked } = this.#state;
    return checkable(type, checked, mergeAttributes({ id, name, value, disabled }, this.#state.attributes, attributes));
  }

  __html__(): Markup {
    return this.render();
  }

  toString(): string {
    return this.render().toString();
  }
}
