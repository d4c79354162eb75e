/** What `{% import %}` gives: the names that a template exports, and its text. */
import { createMarkup } from "@ampoule/markup/engine";
import { CallableObject, missing, TemplateObject } from "./values/object.ts";
import { quote } from "./values/quote.ts";

/**
 * The exported variables and macros of a template (Jinja2's `TemplateModule`).
 *
 * @example
 * ```ts
 * const forms = env.getTemplate("forms.html").module;
 * forms.names(); // ["input"]
 * ```
 */
export class TemplateModule extends TemplateObject {
  readonly #name: string | null;
  readonly #exported: Readonly<Record<string, unknown>>;
  readonly #body: string;
  readonly #isHtml: boolean;

  constructor(name: string | null, exported: Readonly<Record<string, unknown>>, body: string, isHtml: boolean) {
    super();
    this.#name = name;
    this.#exported = exported;
    this.#body = body;
    this.#isHtml = isHtml;
  }

  /** Is `value` what a template exports? */
  static is(value: unknown): value is TemplateModule {
    return typeof value === "object" && value !== null && #exported in value;
  }

  /** The name of the template. */
  templateName(): string | null {
    return this.#name;
  }

  /** An exported variable, or `undefined`. */
  get(name: string): unknown {
    return Object.hasOwn(this.#exported, name) ? this.#exported[name] : undefined;
  }

  /** The names that are exported. */
  names(): string[] {
    return Object.keys(this.#exported);
  }

  /**
   * Calls an exported macro.
   *
   * @param args Arguments by position
   * @param kwargs Arguments by name
   * @returns what it prints, as Markup where the template is escaped; a promise of it in a module of `makeModuleAsync`
   * @throws TypeError where the template exports no macro of this name; TemplateRuntimeError for arguments it does not take
   * @example
   * const forms = env.getTemplate("forms.html").module;
   * String(forms.call("input", ["email"])); // "<input name='email'>"
   */
  call(name: string, args: readonly unknown[] = [], kwargs: object = {}): unknown {
    const macro = this.get(name);
    if (CallableObject.isCallable(macro)) return macro.call(args, new Map(Object.entries(kwargs)));
    throw new TypeError(`${this.repr()} exports no macro ${JSON.stringify(name)}`);
  }

  /** The text that the template printed. */
  override toString(): string {
    return this.#body;
  }

  __html__(): unknown {
    return this.#isHtml ? createMarkup(this.#body) : this.#body;
  }

  override text(): string {
    return this.#body;
  }

  override attribute(name: string): unknown {
    return this.get(name) ?? missing;
  }

  override attributeNames(): Iterable<string> {
    return this.names();
  }

  override repr(): string {
    return `<TemplateModule ${this.#name === null ? "memory" : quote(this.#name)}>`;
  }
}
