import type { Markup } from "@ampoule/markup";
import type { FieldErrors } from "../protocol.ts";

/**
 * The messages of a field: an array of strings that prints itself, in a template, as the element that the field's control is described
 * by (`aria-describedby`).
 *
 * @example
 * {{ form.email }} {{ form.email.errors }}
 * {% for message in form.email.errors %}{{ message }}{% endfor %}
 */
export class ErrorList extends Array<string> implements FieldErrors {
  readonly #print: () => Markup;

  /** `map` and `filter` give plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  constructor(messages: Iterable<string>, print: () => Markup) {
    super();
    this.push(...messages);
    this.#print = print;
  }

  /** The element. */
  __html__(): Markup {
    return this.#print();
  }
}
