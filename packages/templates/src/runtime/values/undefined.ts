/**
 * What a name or attribute that does not exist evaluates to. Four kinds, as in Jinja2: which operations are an error is the
 * only difference between them.
 */

import { SecurityError, UndefinedError } from "../../errors.ts";
import { didYouMean } from "../../explain.ts";
import { expectedName } from "../../unknown-names.ts";
import type { MakeUndefined, UndefinedOrigin } from "./contract.ts";
import { describeType } from "./kinds.ts";
import { TemplateObject } from "./object.ts";
import { quote } from "./quote.ts";
import { printers } from "./repr.ts";

function nameText(name: unknown): string {
  return typeof name === "string" ? quote(name) : printers.python.repr(name);
}

/**
 * The default: prints nothing, is false, is empty; everything else is an `UndefinedError`.
 *
 * Override `text`, `truthy`, `items` or `member` to make another kind, and give the class to the environment.
 *
 * @see https://jinja.palletsprojects.com/en/stable/api/#undefined-types
 * @example
 * class Dash extends Undefined {
 *   override text(): string {
 *     return "–";
 *   }
 * }
 * new Environment({ undefined: Dash }).fromString("{{ nmae }}").render(); // "–"
 */
export class Undefined extends TemplateObject {
  readonly #origin: UndefinedOrigin;

  constructor(origin: UndefinedOrigin = {}) {
    super();
    this.#origin = origin;
  }

  /** Where the value came from. */
  get origin(): UndefinedOrigin {
    return this.#origin;
  }

  /** Jinja2's message: `'x' is undefined`, `'dict object' has no attribute 'y'`, `list object has no element 3`. */
  get message(): string {
    const { hint, object, name } = this.#origin;
    if (hint) return hint;
    if (object === undefined) return `${nameText(name)} is undefined`;
    const type = describeType(object.value);
    return typeof name === "string"
      ? `${quote(type)} has no attribute ${quote(name)}`
      : `${type} has no element ${nameText(name)}`;
  }

  /** What to do about it: the path that was undefined, and the nearest known name. */
  get cure(): string {
    const { name, path, candidates, object, cure } = this.#origin;
    if (cure !== undefined) return cure;
    const place = path === undefined ? "" : `\`${path}\` is undefined. `;
    const expected = object === undefined && typeof name === "string" ? expectedName(name) : undefined;
    if (expected !== undefined) return `${place}${expected}`;
    const near = typeof name === "string" && candidates !== undefined ? didYouMean(name, candidates()) : undefined;
    if (near !== undefined) return `${place}${near}`;
    const what = object === undefined ? "Pass it to render()" : "Check the value";
    return `${place}${what}, or allow for its absence with \`|default("")\` or \`is defined\`.`;
  }

  /**
   * Throws the error that using this value is.
   *
   * @throws UndefinedError always; SecurityError for what the sandbox hides
   */
  fail(): never {
    const { forbidden } = this.#origin;
    if (forbidden === true) throw new SecurityError(this.message, { cure: this.cure });
    throw new UndefinedError(this.message, { cure: this.cure });
  }

  /** `str(value)` */
  override text(): string {
    return "";
  }

  /** `repr(value)` */
  override repr(): string {
    return "Undefined";
  }

  /** `bool(value)` */
  truthy(): boolean {
    return false;
  }

  /** `list(value)` */
  items(): readonly unknown[] {
    return [];
  }

  /** `value == other`: undefined values are equal to their own kind. */
  equals(other: unknown): boolean {
    return other instanceof Undefined && other.constructor === this.constructor;
  }

  /** What the value is as the key of a dict: one for all of its kind. */
  hash(): unknown {
    return this.constructor;
  }

  /** `value.name` and `value[name]` */
  member(_name: unknown): unknown {
    return this.fail();
  }

  /** An undefined value is printed by `text`; this keeps it from saying `[object Object]` in JavaScript. */
  override toString(): string {
    return this.text();
  }
}

/**
 * What hangs on an undefined value is undefined as well: `{{ a.b.c }}` prints nothing where there is no `a`.
 *
 * In the `javascript` mode it is what nunjucks knows as missing: joined to text it adds nothing, and it is neither less nor
 * greater than anything.
 *
 * @example
 * new Environment({ undefined: ChainableUndefined }).fromString("{{ a.b.c }}").render(); // ""
 */
export class ChainableUndefined extends Undefined {
  override member(_name: unknown): unknown {
    return this;
  }
}

/**
 * Prints what is missing, as `{{ user.nmae }}` would be written.
 *
 * @example
 * new Environment({ undefined: DebugUndefined }).fromString("{{ nmae }}").render(); // "{{ nmae }}"
 */
export class DebugUndefined extends Undefined {
  override text(): string {
    const { hint, object, name } = this.origin;
    if (hint) return `{{ undefined value printed: ${hint} }}`;
    if (object === undefined) return `{{ ${String(name)} }}`;
    return `{{ no such element: ${describeType(object.value)}[${nameText(name)}] }}`;
  }
}

/**
 * Every use is an error, except the tests `defined` and `undefined`, and `default`.
 *
 * @example
 * new Environment({ undefined: StrictUndefined }).fromString("{{ nmae }}").render(); // throws UndefinedError
 */
export class StrictUndefined extends Undefined {
  override text(): string {
    return this.fail();
  }
  override truthy(): boolean {
    return this.fail();
  }
  override items(): readonly unknown[] {
    return this.fail();
  }
  override equals(_other: unknown): boolean {
    return this.fail();
  }
  override hash(): unknown {
    return this.fail();
  }
}

/** A class of undefined values: one of the four, or one of the application's that extends them. */
export type UndefinedType = new (origin?: UndefinedOrigin) => Undefined;

/**
 * Is `value` an undefined value of whatever kind?
 *
 * @example
 * env.filters.set("known", (value: unknown) => !isUndefined(value));
 * env.fromString("{{ nmae|known }}").render(); // "false"
 */
export function isUndefined(value: unknown): value is Undefined {
  return value instanceof Undefined;
}

/** Is it missing as in nunjucks, where that is no error? */
export function isAbsent(value: unknown): boolean {
  return value instanceof ChainableUndefined;
}

/** The maker of a class's values. */
export function undefinedMaker(type: UndefinedType): MakeUndefined {
  return (origin) => new type(origin);
}

/** Receives the messages of a logging undefined type. */
export interface UndefinedLogger {
  /** Printing, testing or walking through what does not exist. */
  warn(message: string): void;
  /** A use that was an error. */
  error(message: string): void;
}

/**
 * A kind of undefined value that tells `logger` when it is printed, tested, walked through or misused (Jinja2's
 * `make_logging_undefined`).
 *
 * @param logger For example `console`.
 * @param base The kind whose behaviour it has. @default Undefined
 * @example
 * ```ts
 * const env = new Environment({ undefined: makeLoggingUndefined(console) });
 * env.fromString("Hello {{ nmae }}").render({ name: "Ada" }); // "Hello "
 * ```
 */
export function makeLoggingUndefined(logger: UndefinedLogger, base: UndefinedType = Undefined): UndefinedType {
  return class LoggingUndefined extends base {
    #warn(): void {
      logger.warn(`Template variable warning: ${this.message}`);
    }
    override fail(): never {
      logger.error(`Template variable error: ${this.message}`);
      return super.fail();
    }
    override text(): string {
      this.#warn();
      return super.text();
    }
    override truthy(): boolean {
      this.#warn();
      return super.truthy();
    }
    override items(): readonly unknown[] {
      this.#warn();
      return super.items();
    }
  };
}
