import type { Markup } from "@ampoule/markup";
import type { Attributes, FieldDescription, FieldLabel } from "../protocol.ts";
import { writeAttributes } from "../widgets/attributes.ts";
import { html, textHtml } from "../widgets/html.ts";
import { answerCalls } from "./callable.ts";

/**
 * The label of a field. Printed, it is a `<label>`; for a group of controls, which no label element can name, a `<span>` that the
 * group refers to.
 *
 * @example {{ form.email.label }} {{ form.email.label(class="wide") }} {{ form.email.label.text }}
 */
export class Label implements FieldLabel {
  readonly text: string | Markup;
  readonly id: string;
  readonly fieldId: string;
  readonly #ofGroup: boolean;

  static {
    answerCalls<Label>(Label, (label, [first], { text = first, ...attributes }) =>
      label.render(attributes, text === undefined ? label.text : (text as string | Markup)),
    );
  }

  constructor(text: string | Markup, fieldId: string, ofGroup: boolean) {
    this.text = text;
    this.id = `${fieldId}-label`;
    this.fieldId = fieldId;
    this.#ofGroup = ofGroup;
  }

  render(attributes: Attributes = {}, text: string | Markup = this.text): Markup {
    const element = this.#ofGroup ? "span" : "label";
    const own = this.#ofGroup ? { id: this.id } : { id: this.id, for: this.fieldId };
    return html(`<${element}${writeAttributes(element, own, attributes)}>${textHtml(text)}</${element}>`);
  }

  __html__(): Markup {
    return this.render();
  }

  toString(): string {
    return this.render().toString();
  }
}

/**
 * The description of a field. Printed, it is the element that the field's control refers to with `aria-describedby`.
 *
 * @example {{ form.email.description }} {{ form.email.description.text }}
 */
export class Description implements FieldDescription {
  readonly text: string | Markup;
  readonly id: string;

  static {
    answerCalls<Description>(Description, (description, _args, attributes) => description.render(attributes));
  }

  constructor(text: string | Markup, fieldId: string) {
    this.text = text;
    this.id = `${fieldId}-description`;
  }

  render(attributes: Attributes = {}): Markup {
    return html(`<span${writeAttributes("span", { id: this.id }, attributes)}>${textHtml(this.text)}</span>`);
  }

  __html__(): Markup {
    return this.render();
  }

  toString(): string {
    return this.render().toString();
  }
}
