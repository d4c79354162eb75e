import { FormDefinitionError } from "../errors.ts";
import type { Attributes, Issue, Validator } from "../protocol.ts";
import { type ValidatorOptions, validator } from "./make.ts";

/** Bounds of {@link length}, in UTF-16 code units, as `maxlength` in HTML counts. At least one is needed. */
export interface LengthOptions extends ValidatorOptions {
  /** The least that is allowed. @default none */
  readonly min?: number;
  /** The most that is allowed. @default none */
  readonly max?: number;
}

const isCount = (value: number | undefined): boolean =>
  value === undefined || (Number.isSafeInteger(value) && value >= 0);

function lengthMessage(
  min: number | undefined,
  max: number | undefined,
): "tooShort" | "tooLong" | "exactLength" | "lengthBetween" {
  if (max === undefined) return "tooShort";
  if (min === undefined) return "tooLong";
  return min === max ? "exactLength" : "lengthBetween";
}

/**
 * The text has at least `min` and at most `max` characters. Sets `minlength` and `maxlength`.
 *
 * @throws FormDefinitionError for no bounds, or bounds that exclude everything
 * @example
 * const form = defineForm({ x: string({ validators: [length({ min: 3, max: 20 })] }) });
 * (await form.validate({ x: "Ada" })).valid; // true
 * (await form.validate({ x: "Al" })).valid; // false
 */
export function length(options: LengthOptions): Validator<string> {
  const { min, max, message } = options;
  if (
    !isCount(min) ||
    !isCount(max) ||
    (min === undefined && max === undefined) ||
    (min ?? 0) > (max ?? Number.POSITIVE_INFINITY)
  ) {
    throw new FormDefinitionError("bad_length", `length needs whole numbers, min not above max, not ${min} and ${max}`);
  }
  const key = lengthMessage(min, max);
  const attributes: Attributes = { minlength: min, maxlength: max };
  return validator(
    "length",
    (value, field) => {
      if (value.length >= (min ?? 0) && value.length <= (max ?? Number.POSITIVE_INFINITY)) return undefined;
      return field.issue(
        key,
        { ...(min !== undefined && { min }), ...(max !== undefined && { max }), length: value.length },
        message,
      );
    },
    { attributes },
  );
}

/** Settings of {@link regexp}. */
export interface RegexpOptions extends ValidatorOptions {
  /** The pattern for the browser, where it is another. @default the same, if its flags allow; `false` for none */
  readonly htmlPattern?: string | false;
  /** Longer texts do not match, without being looked at. @default 1000 */
  readonly maxInput?: number;
}

/** HTML compiles patterns with the flag `v` and ignores what does not compile so, `[a-]` for instance. */
function forBrowsers(pattern: RegExp, flags: string): string | false {
  if (!["", "u", "v"].includes(flags)) return false;
  try {
    return new RegExp(pattern.source, "v").source;
  } catch {
    return false;
  }
}

/**
 * The whole text matches a regular expression. Sets `pattern`.
 *
 * Always anchored at both ends, as in HTML: `/[a-z]+/` does not match `1a`. Input is cut off at `maxInput`, but a pattern that
 * backtracks exponentially, such as `/(a+)+/`, hangs on thirty characters: never nest one repetition directly in another. The
 * checks that come with this package (e-mail, URL, IP, MAC, UUID) run in linear time.
 *
 * @throws FormDefinitionError for flags that keep a place between calls
 * @example
 * const form = defineForm({ x: string({ validators: [regexp(/[a-z]{1,20}/, { message: "Up to 20 lower-case letters." })] }) });
 * (await form.validate({ x: "ada" })).valid; // true
 * (await form.validate({ x: "ada1" })).valid; // false
 */
export function regexp(pattern: RegExp, options: RegexpOptions = {}): Validator<string> {
  const { maxInput = 1000, message, htmlPattern } = options;
  if (pattern.global || pattern.sticky) {
    throw new FormDefinitionError(
      "stateful_pattern",
      `${pattern} has the flag g or y, which makes every second test fail; leave it out`,
    );
  }
  const flags = pattern.flags.replace("m", "");
  const anchored = new RegExp(`^(?:${pattern.source})$`, flags);
  const forBrowser = htmlPattern ?? forBrowsers(pattern, flags);
  return validator(
    "regexp",
    (value, field) =>
      value.length <= maxInput && anchored.test(value) ? undefined : field.issue("pattern", {}, message),
    { attributes: forBrowser === false ? {} : { pattern: forBrowser } },
  );
}

/** Settings of {@link anyOf} and {@link noneOf}. */
export interface ValuesOptions extends ValidatorOptions {
  /** How the values are written in the message. @default each as text, as a list of the language */
  readonly valuesFormatter?: (values: readonly unknown[]) => string;
}

function membership<Value>(
  key: "anyOf" | "noneOf",
  wanted: boolean,
  values: Iterable<Value>,
  options: ValuesOptions,
): Validator<Value> {
  const known: ReadonlySet<unknown> = new Set(values);
  return validator<Value>(key, (value, field): Issue | undefined => {
    if (known.has(value) === wanted) return undefined;
    const listed = options.valuesFormatter?.([...known]) ?? field.translator.list([...known].map(String));
    return field.issue(key, { values: listed }, options.message);
  });
}

/**
 * The value is one of these.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [anyOf(["red", "green"])] }) });
 * (await form.validate({ x: "red" })).valid; // true
 * (await form.validate({ x: "blue" })).valid; // false
 */
export function anyOf<Value>(values: Iterable<Value>, options: ValuesOptions = {}): Validator<Value> {
  return membership("anyOf", true, values, options);
}

/**
 * The value is none of these.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [noneOf(["admin", "root"])] }) });
 * (await form.validate({ x: "ada" })).valid; // true
 * (await form.validate({ x: "root" })).valid; // false
 */
export function noneOf<Value>(values: Iterable<Value>, options: ValuesOptions = {}): Validator<Value> {
  return membership("noneOf", false, values, options);
}
