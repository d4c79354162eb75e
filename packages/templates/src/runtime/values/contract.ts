/**
 * What the parts of the runtime promise each other, and what generated code, filters, tests and functions may rely on.
 * Types only: the implementations import this file, it imports nothing of theirs.
 */
import type { Tables } from "@ampoule/markup/engine";

/** How a value becomes text: `"javascript"` (`true`, nothing for null) or `"python"` (`True`, `None`, `1.0`). */
export type Printing = "javascript" | "python";

/** Keyword arguments of a call, in the order in which they were written. */
export type Kwargs = ReadonlyMap<string, unknown>;

/** How JSON is laid out, by the names of Python's `json.dumps`. */
export interface JsonStyle {
  /** Are the keys of objects sorted? */
  readonly sort_keys?: boolean;
  /** Spaces per level, or the text of a level; null for one line. */
  readonly indent?: number | string | null;
}

/** Writes a value as JSON. */
export type JsonWriter = (value: unknown, style: JsonStyle) => string;

/** Settings of single filters, named as Jinja2's `env.policies`. */
export interface Policies {
  /** `rel` of every link that `urlize` makes, space-separated. @default "noopener" */
  readonly "urlize.rel": string | null;
  /** `target` of every link that `urlize` makes. @default null */
  readonly "urlize.target": string | null;
  /** URL prefixes that `urlize` links besides `http:`, `https:` and `mailto:`, as `"ftp:"`. @default null */
  readonly "urlize.extra_schemes": readonly string[] | null;
  /** By how many characters a text may exceed `truncate`'s length and stay whole. @default 5 */
  readonly "truncate.leeway": number;
  /** Writes JSON for `tojson`, instead of the engine; whatever it gives is made safe for its place. @default null */
  readonly "json.dumps_function": JsonWriter | null;
  /** How `tojson` writes. `sort_keys` as Python's `json.dumps`; `indent` in spaces. @default { sort_keys: true } in python printing */
  readonly "json.dumps_kwargs": JsonStyle;
  /** Jinja2's switch for byte strings in generated code: accepted, without effect. @default true */
  readonly "compiler.ascii_str": boolean;
  /** Whether `{% trans %}` trims its message where the tag does not say. @default false */
  readonly "ext.i18n.trimmed": boolean;
}

/** What the sandbox forbids beyond what is never possible. */
export interface SandboxPolicy {
  /** Refuse the methods that change a list, dict or set (Jinja2's ImmutableSandboxedEnvironment). */
  readonly immutable: boolean;
  /** May `name` of `object` be read? Asked in addition to the built-in rules. */
  readonly isSafeAttribute?: (object: unknown, name: string, value: unknown) => boolean;
  /** May `callee` be called? Asked in addition to the built-in rules. */
  readonly isSafeCallable?: (callee: unknown) => boolean;
}

/** Where an undefined value came from: makes its message. */
export interface UndefinedOrigin {
  /** A whole message, instead of one made from `object` and `name`. */
  readonly hint?: string | undefined;
  /** The value that lacks `name`; absent when a variable is missing. */
  readonly object?: { readonly value: unknown } | undefined;
  /** What was looked for: the name of a variable or attribute, or a key. */
  readonly name?: unknown;
  /** The expression as the template has it: `user.address.street`. */
  readonly path?: string | undefined;
  /** Names that would have been found, for "did you mean". Called only when a message is made. */
  readonly candidates?: (() => Iterable<string>) | undefined;
  /** What to do about it, where it is not the usual. */
  readonly cure?: string | undefined;
  /** The access was forbidden, not fruitless: using the value is a SecurityError. */
  readonly forbidden?: true | undefined;
}

/** Makes the environment's kind of undefined value. */
export type MakeUndefined = (origin: UndefinedOrigin) => unknown;

/**
 * Python's operators and conversions on template values. All throw a `TemplateRuntimeError` with Python's message where
 * Python raises a `TypeError`, `ValueError`, `ZeroDivisionError` or `OverflowError`.
 */
export interface Ops {
  readonly printing: Printing;
  truthy(value: unknown): boolean;
  equals(left: unknown, right: unknown): boolean;
  less(left: unknown, right: unknown): boolean;
  lessEqual(left: unknown, right: unknown): boolean;
  greater(left: unknown, right: unknown): boolean;
  greaterEqual(left: unknown, right: unknown): boolean;
  /** `item in container` */
  contains(item: unknown, container: unknown): boolean;
  add(left: unknown, right: unknown): unknown;
  /** `+` where the operands at `constants`, 0 or 1, are texts of the template, to be remembered as they are. */
  addConstant(left: unknown, right: unknown, constants: readonly number[]): unknown;
  subtract(left: unknown, right: unknown): unknown;
  multiply(left: unknown, right: unknown): unknown;
  /** `/`: true division */
  divide(left: unknown, right: unknown): unknown;
  /** `//` */
  floorDivide(left: unknown, right: unknown): unknown;
  /** `%`: the remainder with the sign of the divisor, or string formatting */
  modulo(left: unknown, right: unknown): unknown;
  /** `**` */
  power(left: unknown, right: unknown): unknown;
  negate(value: unknown): unknown;
  positive(value: unknown): unknown;
  /**
   * `~`. With `escape`, one Markup among the parts makes the whole Markup and escapes the others.
   *
   * @param constants Which of the parts are texts of the template, to be remembered as they are (see `vouched`)
   */
  concat(parts: readonly unknown[], escape: boolean, constants?: readonly number[]): unknown;
  /** `value[start:stop:step]`; a missing bound is `null`. */
  slice(value: unknown, start: unknown, stop: unknown, step: unknown): unknown;
  /** `str(value)` in the printing mode. Markup gives its HTML. */
  text(value: unknown): string;
  /** `repr(value)` in the printing mode: what a value prints as inside a list. */
  repr(value: unknown): string;
  /** `iter(value)`: arrays come back as they are, so that loops can count. */
  iterate(value: unknown): Iterable<unknown>;
  /** `list(value)` */
  toArray(value: unknown): unknown[];
  /** `len(value)` */
  length(value: unknown): number;
  /** A float that stays one: boxed where the mode prints `1.0` and the number is integral. */
  float(value: number): unknown;
  /** A dict literal or `dict(…)`. */
  dict(entries: Iterable<readonly [unknown, unknown]>): unknown;
  tuple(items: Iterable<unknown>): readonly unknown[];
  /** What a loop with two targets goes through: nunjucks walks the entries of a dict, Jinja2 whatever `iterate` gives. */
  entries(value: unknown): Iterable<unknown>;
  /** `===` of the nunjucks dialect: equal, and of one type. */
  identical(left: unknown, right: unknown): boolean;
  /** Unpacks `value` into exactly `count` targets. */
  unpack(value: unknown, count: number): readonly unknown[];
  /** `type(value).__name__` */
  typeName(value: unknown): string;
}

/** The one way from a value to what hangs on it: `.`, `[]`, `attr()`, `map(attribute=…)` and all their kin. */
export interface Members {
  /** `object.name`: attribute, then item. `path` is the expression's text, for messages. */
  getAttribute(object: unknown, name: string, path?: string): unknown;
  /** `object[key]`: item, then attribute. */
  getItem(object: unknown, key: unknown, path?: string): unknown;
  /** `object|attr(name)`: attribute only. */
  attributeOnly(object: unknown, name: string): unknown;
  /** Calls `object.name(…)` without making a bound method in between. */
  callMethod(
    object: unknown,
    name: string,
    args: readonly unknown[],
    kwargs: Kwargs | null,
    state: CallState,
    path?: string,
  ): unknown;
}

/** What a function described with `passContext`, `passEvalContext` or `passEnvironment` is given. */
export interface CallState {
  readonly context: unknown;
  readonly evalContext: { readonly autoescape: boolean };
  readonly environment: unknown;
  /** True in `renderAsync`. @default false */
  readonly isAsync?: boolean;
}

/** What filters and tests of the library are given as their first argument. */
export interface FilterState extends CallState {
  readonly ops: Ops;
  readonly members: Members;
  readonly policies: Policies;
  /** What the application says of attributes; absent: what HTML says. */
  readonly tables?: Tables;
  /** Is what is printed here escaped? Filters then return Markup where they make HTML. */
  readonly autoescape: boolean;
  /** Escaped for the exact place, rather than by Jinja2's rule for HTML text? */
  readonly isContextual?: boolean;
  /** True in `renderAsync`: a filter may return a promise or an async iterable. */
  readonly isAsync: boolean;
  readonly newlineSequence: string;
  /** A number in [0, 1), as Math.random. */
  readonly random: () => number;
  /** The language of `number`, `currency`, `date`…, a BCP 47 tag. */
  readonly locale: string;
  /** The time zone of `date`, `datetime`…, an IANA name; absent: the machine's own. */
  readonly timeZone?: string | undefined;
  readonly makeUndefined: MakeUndefined;
  callFilter(name: unknown, value: unknown, args: readonly unknown[], kwargs: Kwargs | null): unknown;
  /** The result of the test as the test gave it: a promise in async rendering is possible. */
  callTest(name: unknown, value: unknown, args: readonly unknown[], kwargs: Kwargs | null): unknown;
  hasFilter(name: unknown): boolean;
  hasTest(name: unknown): boolean;
}
