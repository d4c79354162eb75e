import type { InputValue } from "../data/values.ts";
import type { Message } from "../messages/catalogue.ts";
import type { Attributes, BoundField, FormView, Issue, Outcome, Validator, Widget } from "../protocol.ts";

/** What reading gives: a value (`null` for an empty one), or what is wrong. */
export type Reading<Value> = { readonly value: Value | null } | { readonly issue: Issue };

/**
 * A kind of field: how it reads, shows and checks. The protocol for fields of your own, see `defineField`.
 *
 * @example
 * const tags: FieldType<readonly string[]> = {
 *   type: "tags",
 *   control: "text",
 *   widget: inputWidget("text"),
 *   read: ([text]) => ({ value: typeof text === "string" ? text.split(",").map((tag) => tag.trim()) : null }),
 *   show: (value) => value.join(", "),
 * };
 */
export interface FieldType<Value> {
  /** The kind's name, such as `email`. */
  readonly type: string;
  /** The HTML control: an `<input>` type, `textarea`, `select`, or `group` for several controls together. Decides which attributes it has. */
  readonly control: string;
  /** Prints it, unless a field has another. */
  readonly widget: Widget;
  /** Whether several values may be submitted. @default false: repetition is an error */
  readonly many?: boolean;
  /**
   * Reads what was submitted: at least one value that is not empty. Never throws on anything from outside.
   * @param values - one, or several if `many`
   * @param invalidMessage - the words that the field's definition has for what cannot be read: for `field.issue(key, {}, invalidMessage)`
   */
  readonly read: (
    values: readonly InputValue[],
    field: BoundField,
    invalidMessage: Message | undefined,
  ) => Reading<Value>;
  /** A default or an object's value as this type; `null` for what is none. @default the value itself */
  readonly coerce?: (data: unknown, field: BoundField) => Value | null;
  /** The text for the control. @default `String(value)` */
  readonly show?: (value: Value, field: BoundField) => string;
  /** The value of nothing. @default `null` */
  readonly empty?: Value;
  /** Whether a control that was sent shows the value (text as filtered) rather than what was typed (numbers, dates). @default false */
  readonly showsValue?: boolean;
  /** Passwords, files: never shown again. @default false */
  readonly sensitive?: boolean;
  /** Names of the options that only this kind has. All others, but for those of every field, are refused. @default none */
  readonly optionNames?: Readonly<Record<string, true>>;
  /** Attributes that every control of this kind has. */
  readonly attributes?: Attributes;
  /** Checks that belong to the kind: asked after `required`, before the others. */
  readonly validators?: readonly Validator<Value>[];
  /** Asked before all validators. */
  readonly preValidate?: (field: BoundField, form: FormView) => Outcome;
  /** Asked after all validators, even if the chain was stopped. */
  readonly postValidate?: (field: BoundField, form: FormView, stopped: boolean) => Outcome;
}
