import type { FieldDefinition } from "../core/definition.ts";
import type { FieldType, Reading } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { ScalarDefinition, type ScalarTypes } from "../core/scalar-definition.ts";
import type { InputValue } from "../data/values.ts";
import type { Message } from "../messages/catalogue.ts";
import type { BoundField, FieldOptions, Validator, Widget } from "../protocol.ts";
import { type EmailOptions, emailAddress } from "../validators/email.ts";
import { length, regexp } from "../validators/text.ts";
import { absoluteUrl, type UrlOptions } from "../validators/url.ts";
import { inputWidget, passwordWidget } from "../widgets/input.ts";
import { textAreaWidget } from "../widgets/textarea.ts";

/** Options of text fields. */
export interface TextOptions extends FieldOptions<string> {
  /** Fewest characters, as HTML counts them (UTF-16 code units). */
  readonly minLength?: number;
  /** Most characters. */
  readonly maxLength?: number;
  /** What the whole text must look like; see `regexp`. */
  readonly pattern?: RegExp;
  /** Whether white space at both ends is dropped. @default true for single lines, false for text areas */
  readonly strip?: boolean;
}

/** Options of `password`. */
export interface PasswordOptions extends TextOptions {
  /** Whether what was typed is kept out of the page when the form is shown again. @default true */
  readonly hideValue?: boolean;
}

/** Options of `email`. */
export interface EmailFieldOptions extends TextOptions {
  /** Which addresses are allowed. */
  readonly address?: EmailOptions;
}

/** Options of `url`. */
export interface UrlFieldOptions extends TextOptions {
  /** Which URLs are allowed. */
  readonly address?: UrlOptions;
}

const textNames: OwnNames<TextOptions> = { minLength: true, maxLength: true, pattern: true, strip: true };
const addressNames: OwnNames<EmailFieldOptions & UrlFieldOptions> = { ...textNames, address: true };
const passwordNames: OwnNames<PasswordOptions> = { ...textNames, hideValue: true };

/** How the text of a control is cleaned: the "value sanitization algorithm" of WHATWG HTML, which a forged request leaves out. */
const sanitizers = {
  line: (text: string): string => text.replace(/[\r\n]/g, ""),
  lines: (text: string): string => text.replace(/\r\n?/g, "\n"),
  raw: (text: string): string => text,
} as const;

/** One kind of text field. */
interface TextKind {
  readonly type: string;
  readonly control: string;
  readonly widget: Widget;
  readonly sanitizer: keyof typeof sanitizers;
  readonly strip: boolean;
  /** Whether white space alone is a value, as in passwords. */
  readonly blankIsValue?: boolean;
  readonly sensitive?: boolean;
  readonly optionNames: Readonly<Record<string, true>>;
}

function readText(
  values: readonly InputValue[],
  field: BoundField,
  clean: (text: string) => string,
  blankIsValue: boolean,
  invalidMessage: Message | undefined,
): Reading<string> {
  const [value] = values;
  // Halves of surrogate pairs can only come from JSON: no encoding of text can carry them.
  if (typeof value !== "string" || !value.isWellFormed())
    return { issue: field.issue("malformed", {}, invalidMessage) };
  if (value.includes("\0")) return { issue: field.issue("nullCharacter", {}, invalidMessage) };
  const text = clean(value);
  return { value: text.trim() === "" && !blankIsValue ? null : text };
}

const toText = (data: unknown): string | null =>
  typeof data === "string" ? data : typeof data === "number" || typeof data === "bigint" ? String(data) : null;

function textType(kind: TextKind, options: TextOptions): FieldType<string> {
  const { strip = kind.strip } = options;
  const sanitize = sanitizers[kind.sanitizer];
  const clean = strip ? (text: string): string => sanitize(text).trim() : sanitize;
  return {
    type: kind.type,
    control: kind.control,
    widget: kind.widget,
    sensitive: kind.sensitive ?? false,
    optionNames: kind.optionNames,
    showsValue: true,
    coerce: toText,
    read: (values, field, invalidMessage) => readText(values, field, clean, kind.blankIsValue ?? false, invalidMessage),
  };
}

/** Validators for the shorthand options. */
function textValidators({ minLength: min, maxLength: max, pattern }: TextOptions): readonly Validator<string>[] {
  const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  return [
    ...(min === undefined && max === undefined ? [] : [length(bounds)]),
    ...(pattern === undefined ? [] : [regexp(pattern)]),
  ];
}

function define<Options>(
  kind: TextKind,
  options: TextOptions,
  own: readonly Validator<string>[] = [],
): FieldDefinition<ScalarTypes<string, Options>> {
  return new ScalarDefinition(planScalar(textType(kind, options), options, [...own, ...textValidators(options)]));
}

const line = (control: string, type: string = control, optionNames: TextKind["optionNames"] = textNames): TextKind => ({
  type,
  optionNames,
  control,
  widget: inputWidget(control),
  sanitizer: "line",
  strip: true,
});

const kinds = {
  string: line("text", "string"),
  search: line("search"),
  tel: line("tel"),
  url: line("url", "url", addressNames),
  email: line("email", "email", addressNames),
  textArea: {
    type: "textArea",
    control: "textarea",
    widget: textAreaWidget,
    sanitizer: "lines",
    strip: false,
    optionNames: textNames,
  },
  hidden: {
    type: "hidden",
    control: "hidden",
    widget: inputWidget("hidden"),
    sanitizer: "raw",
    strip: false,
    optionNames: textNames,
  },
} as const satisfies Readonly<Record<string, TextKind>>;

/**
 * A line of text. An empty one is `null`; white space at both ends is dropped.
 *
 * @example
 * const form = await defineForm({ name: string({ required: true, maxLength: 80 }) }).validate({ name: " Ada " });
 * form.data.name; // "Ada"
 */
export function string<const Options extends TextOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.string, options ?? {});
}

/**
 * Several lines of text. Line ends are `\n`, however they were sent.
 *
 * @example
 * const form = await defineForm({ x: textArea({ maxLength: 500 }) }).validate({ x: "one\r\ntwo" });
 * form.data.x; // "one\ntwo"
 */
export function textArea<const Options extends TextOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.textArea, options ?? {});
}

/**
 * A password: taken as typed, never shown again, never kept over a redirect.
 *
 * @example
 * const form = await defineForm({ secret: password() }).validate({ secret: " my cat " });
 * form.data.secret; // " my cat "
 * form.secret.render(); // '<input id="secret" name="secret" type="password">'
 */
export function password<const Options extends PasswordOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  const { hideValue = true } = options ?? {};
  const widget = passwordWidget({ hideValue });
  const kind: TextKind = {
    type: "password",
    control: "password",
    widget,
    sanitizer: "line",
    strip: false,
    blankIsValue: true,
    sensitive: true,
    optionNames: passwordNames,
  };
  return define(kind, options ?? {});
}

/**
 * A text that is not shown. It can be changed by the visitor like any other.
 *
 * @example
 * const form = await defineForm({ x: hidden({ default: "7" }) }).validate({ x: "8" });
 * form.data.x; // "8"
 */
export function hidden<const Options extends TextOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.hidden, options ?? {});
}

/**
 * A text to search for.
 *
 * @example
 * const form = await defineForm({ x: search() }).validate({ x: "kittens" });
 * form.data.x; // "kittens"
 */
export function search<const Options extends TextOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.search, options ?? {});
}

/**
 * A telephone number, in any of the many ways in which they are written.
 *
 * @example
 * const form = await defineForm({ x: tel() }).validate({ x: "+43 1 2345" });
 * form.data.x; // "+43 1 2345"
 */
export function tel<const Options extends TextOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.tel, options ?? {});
}

/**
 * An absolute URL, by default with `http` or `https`.
 *
 * @example
 * const form = await defineForm({ site: url({ address: { schemes: ["https"] } }) }).validate({ site: "http://kittens.example" });
 * form.valid; // false
 */
export function url<const Options extends UrlFieldOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.url, options ?? {}, [absoluteUrl(options?.address)]);
}

/**
 * An e-mail address.
 *
 * @example
 * const form = await defineForm({ x: email({ required: true }) }).validate({ x: "ada@kittens.example" });
 * form.data.x; // "ada@kittens.example"
 */
export function email<const Options extends EmailFieldOptions>(
  options?: Options,
): FieldDefinition<ScalarTypes<string, Options>> {
  return define(kinds.email, options ?? {}, [emailAddress(options?.address)]);
}
