import type { Markup } from "@ampoule/markup";
import type { InputValue } from "./data/values.ts";
import type { Filter } from "./filters.ts";
import type { Message, MessageKey, MessageParameters } from "./messages/catalogue.ts";
import type { Translator } from "./messages/translator.ts";
import type { StandardSchema } from "./schema.ts";

/** Words for people: a string (always escaped), `Markup`, or a function of the language. */
export type Text = string | Markup | ((locale: string) => string | Markup);

/**
 * Attributes of an element. `class_` and `for_` are `class` and `for`; `data_x` and `aria_x` are `data-x` and `aria-x`; `true` prints the
 * bare name; `false`, `null` and `undefined` print nothing.
 */
export type Attributes = Readonly<Record<string, unknown>>;

/** One thing that is wrong: a code for programs, a sentence for people. */
export interface Issue {
  /** A key of the catalogue, such as `tooShort`, or the word that a validator gave. */
  readonly code: string;
  /** The sentence, in the language of the form. */
  readonly message: string;
}

/** Ends a chain of validators. Made by `stop()`. */
export interface Stop {
  readonly stop: true;
  /** What is wrong; nothing if the value is fine. */
  readonly issue: Issue | undefined;
  /** Whether what was wrong so far (it could not be read, for instance) is forgotten. */
  readonly clear: boolean;
}

/** What a validator answers: nothing if all is well, a message or an issue, or {@link Stop}. */
export type Outcome = undefined | string | Issue | Stop;

/** The form or nested group that a field is in, as its validators see it. */
export interface FormView {
  /** The fields by their keys; no prototype, so a strange name finds nothing. */
  readonly fields: Readonly<Record<string, BoundField>>;
  /** The values by the fields' keys. */
  readonly data: unknown;
  /** Whether the form was sent. */
  readonly submitted: boolean;
}

/** What a field is, as yes and no: `{% if field.flags.required %}*{% endif %}`. */
export interface FieldFlags {
  /** It must be filled in. */
  readonly required: boolean;
  /** It may be left empty, by the validator `optional`. */
  readonly optional: boolean;
  /** It cannot be changed, and is not sent. */
  readonly disabled: boolean;
  /** It cannot be changed, and is sent. */
  readonly readonly: boolean;
  /** It is not shown. */
  readonly hidden: boolean;
  /** It takes several values. */
  readonly multiple: boolean;
}

/** A field of a form in use. */
export interface BoundField<out Value = unknown> {
  /** Its key in the definition. */
  readonly key: string;
  /** Its `name` in HTML, with all prefixes. */
  readonly name: string;
  /** Its `name` in HTML without prefixes. */
  readonly shortName: string;
  /** Its `id` in HTML. */
  readonly id: string;
  /** The kind of field: `string`, `email`, `select`, `nested`… */
  readonly type: string;
  /** Its place in a list, from 0. */
  readonly index: number | undefined;
  /** The form or group it is in. */
  readonly form: FormView;
  /** The value: read, filtered, and never of another type than declared. */
  readonly data: Value;
  /** What was submitted for it; `undefined` where nothing was submitted at all. */
  readonly rawData: readonly InputValue[] | undefined;
  /** What it had before: the default or the given object's value. */
  readonly objectData: unknown;
  /** The same as a value of this field: what it has in a form that was not sent. */
  readonly initial: Value;
  /** The text that its control shows. */
  readonly value: string;
  /** What is wrong with it, in the visitor's language. Prints itself as the element that its control is described by. */
  readonly errors: FieldErrors;
  /** What is wrong with it, with codes. */
  readonly issues: readonly Issue[];
  /** Whether nothing is wrong with it and everything in it. */
  readonly valid: boolean;
  /** Whether it must be filled in. */
  readonly required: boolean;
  /** The same and more, for templates. */
  readonly flags: FieldFlags;
  /** Prints itself as a `<label>`. */
  readonly label: FieldLabel;
  /** Prints itself as the element that its control is described by; `undefined` without a description. */
  readonly description: FieldDescription | undefined;
  /** The translator of the form. */
  readonly translator: Translator;
  /** Its suggestions as a `<datalist>`; `undefined` without. */
  readonly datalist: Markup | undefined;
  /** Attributes for its control, as its type, validators, state and definition ask for them. */
  readonly attributes: Attributes;
  /**
   * Its control as HTML.
   * @param attributes - added to, and stronger than, its own
   */
  render(attributes?: Attributes): Markup;
  /**
   * Says what only the view could find out: that the name is taken, that the card was declined. The form is no longer valid, and shows it.
   *
   * @param error - words for the visitor, always escaped; or an issue with a code
   * @example
   * const form = await defineForm({ name: string({ required: true }) }).validate(new URLSearchParams("name=ada"));
   * form.fields.name.addError("That name is taken.");
   * form.valid; // false
   * form.errors; // { name: ["That name is taken."] }
   */
  addError(error: string | Issue): void;
  /** An issue in the words of the form's language, or in those given at the validator. */
  issue(key: MessageKey, parameters?: MessageParameters, custom?: Message): Issue;
}

/** A `<label>`. */
export interface FieldLabel {
  /** The words alone. */
  readonly text: string | Markup;
  /** Its own `id`, for `aria-labelledby`. */
  readonly id: string;
  /** The `id` of the control it names. */
  readonly fieldId: string;
  /** The element, with further attributes or another text. */
  render(attributes?: Attributes, text?: string | Markup): Markup;
}

/** Messages, which print themselves as the element that the control is described by. */
export interface FieldErrors extends ReadonlyArray<string> {
  __html__(): Markup;
}

/** A field's description. */
export interface FieldDescription {
  /** The words alone. */
  readonly text: string | Markup;
  /** The `id` that the control refers to. */
  readonly id: string;
  /** The element, with further attributes. */
  render(attributes?: Attributes): Markup;
}

/**
 * Judges a field after it was read. Returns nothing if all is well, or what is wrong, at once or later; or throws `ValidationError`.
 *
 * Validators that come with this package say nothing about an empty value, as in HTML; those of an application are always asked.
 */
export interface Validator<in Value = unknown> {
  (field: BoundField<Value | null>, form: FormView): Outcome | Promise<Outcome>;
  /** HTML attributes by which a browser checks the same. Ignored for controls that have none such. */
  readonly attributes?: Attributes | ((field: BoundField) => Attributes);
  /** Set on validators of presence: they run even if the value could not be read, and decide whether the type has `null`. */
  readonly presence?: "required" | "optional";
  /** Other fields of the form that it reads: `defineForm` checks that they exist. */
  readonly refersTo?: readonly string[];
  /** Its name in messages for programmers. */
  readonly label?: string;
}

/** A validator after which the value cannot be empty. */
export interface RequiredValidator extends Validator {
  readonly presence: "required";
}

/** Makes the HTML of a control. `attributes` are complete but for what the widget itself decides. */
export type Widget<Field extends BoundField = BoundField> = (field: Field, attributes: Attributes) => Markup;

/** One suggestion: a value, with words for it if need be. */
export interface DataListChoice {
  /** What is put into the control. */
  readonly value: string | number;
  /** What is shown for it. */
  readonly label?: Text;
}

/**
 * Suggestions for a text: plain values, or values with a label.
 *
 * @example
 * const Color = { Red: "red", Green: "green" } as const;
 * string({ datalist: ["red", { value: "#0f0", label: "green" }] });
 * string({ datalist: enumChoices(Color) });
 */
export type DataList = readonly (string | number | DataListChoice)[];

/** What every field can be given. */
export interface FieldOptions<Value> {
  /** The words of the label. @default the key in words: `firstName` → “First name” */
  readonly label?: Text;
  /** A hint, shown with the control and read out with it. */
  readonly description?: Text;
  /** The control's `id`. @default its name */
  readonly id?: string;
  /** The control's `name`. @default the key */
  readonly name?: string;
  /** Must be filled in; a string is the message. Makes the type of the value one without `null`. @default false */
  readonly required?: boolean | string;
  /** The value of a form that was not sent, if `defaults` have none. */
  readonly default?: Value | null | (() => Value | null);
  /** Asked in this order, after `required` and the checks that belong to the type. */
  readonly validators?: readonly Validator<Value>[];
  /** Change the value, in this order, before validation. */
  readonly filters?: readonly Filter<Value>[];
  /** A Standard Schema, asked last; its output becomes the value. */
  readonly schema?: StandardSchema;
  /** Suggestions: a list, or a function of the form that gives one. */
  readonly datalist?: DataList | ((form: FormView) => DataList);
  /** Another widget. */
  readonly widget?: Widget;
  /** HTML attributes of the control. */
  readonly attributes?: Attributes;
  /** The message for a value that cannot be read. */
  readonly invalidMessage?: Message;
  /** Never shown again and never kept over a redirect: card numbers, one-time codes. Passwords and files are so by themselves. @default false */
  readonly sensitive?: boolean;
  /** Not to be filled in; a submitted value is an error, and the value is the default's. @default false */
  readonly disabled?: boolean;
  /** Shown, but a value other than the default's is an error. @default false */
  readonly readOnly?: boolean;
}
