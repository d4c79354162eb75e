/**
 * The errors of the template language, named as in Jinja2.
 *
 * `message` is the one sentence that Jinja2 would say, so that it can be compared and logged. What helps a person is
 * beside it (`line`, `column`, `frame`, `cure`, `chain`) and all together in `stack`, which is what a terminal shows:
 *
 *     UndefinedError: 'user.nmae' is undefined
 *       page.html, line 3, column 8
 *       > 3 | Hello {{ user.nmae }}
 *           |          ^^^^^^^^^
 *       Did you mean 'name'?
 */
import { sourceFrame } from "./explain.ts";
import { type ChainLink, describeLink, describeLocation, type TemplateLocation, templateCall } from "./places.ts";

/** What an error knows besides its message; all of it optional. */
export interface ErrorDetails extends Partial<TemplateLocation> {
  /** Stable name of the kind of mistake; each class has its own default. */
  readonly code?: string;
  /** What to do about it, in one or two sentences; or what finds out, when somebody looks. */
  readonly cure?: string | (() => string | undefined) | undefined;
  readonly chain?: readonly ChainLink[];
  readonly cause?: unknown;
}

/**
 * The base of all errors of the template language.
 *
 * @example
 * try {
 *   env.fromString("<p>\n{{ user.nmae.first }}</p>").render({ user: { name: "Ada" } });
 * } catch (error) {
 *   if (error instanceof TemplateError) {
 *     console.error(error.explanation);
 *     error.line; // 2
 *   }
 * }
 */
export class TemplateError extends Error {
  /** Stable name of the kind of mistake, for programs: `TEMPLATE_SYNTAX`, `TEMPLATE_NOT_FOUND`… */
  readonly code: string;
  readonly #cure: ErrorDetails["cure"];
  #location: TemplateLocation | undefined;
  readonly #chain: ChainLink[];
  readonly #calls: string;

  static {
    // On the prototype, as for built-in errors: an own `name` would be printed a second time by inspectors.
    defineName(TemplateError, "TemplateError");
  }

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code ?? "TEMPLATE_ERROR";
    this.#cure = details.cure;
    this.#chain = [...(details.chain ?? [])];
    this.#calls = callsOf(this);
    const { line, templateName = null } = details;
    this.#location = line === undefined ? undefined : { ...details, line, templateName };
    this.#explainInStack();
  }

  /** What to do about it, if known. */
  get cure(): string | undefined {
    return typeof this.#cure === "function" ? this.#cure() : this.#cure;
  }
  /** The name of the template in which the error is; `null` for a template without name, or where it is not known. */
  get templateName(): string | null {
    return this.#location?.templateName ?? null;
  }
  /** The file of that template, where it has one. */
  get filename(): string | null {
    return this.#location?.filename ?? null;
  }
  /** The line in that template, counted from 1; `undefined` where no place in a template is to blame. */
  get line(): number | undefined {
    return this.#location?.line;
  }
  /** The column in that line, counted from 1. */
  get column(): number | undefined {
    return this.#location?.column;
  }
  /** The way to the error, innermost first: what was included, extended, imported or called on which line. */
  get chain(): readonly ChainLink[] {
    return this.#chain;
  }
  /** The lines of the template around the error, the place underlined; `undefined` where the source is not at hand. */
  get frame(): string | undefined {
    const { source, line, column = 1, length = 1 } = this.#location ?? { line: 0 };
    if (source === undefined || source === null) return undefined;
    return sourceFrame(source, { line, column, length }) || undefined;
  }
  /** All of it for a person: message, place, frame, chain and cure, over several lines. */
  get explanation(): string {
    const parts = [this.message];
    if (this.#location) parts.push(indent(describeLocation(this.#location)));
    if (this.frame !== undefined) parts.push(indent(this.frame));
    for (const line of this.#describeChain()) parts.push(indent(line));
    if (this.cure !== undefined) parts.push(indent(this.cure));
    return parts.join("\n");
  }

  /**
   * Says where the error happened, unless that is known already: the innermost place is the one to blame.
   * For the engine; see `withLocation`.
   */
  locate(location: TemplateLocation): void {
    this.#location ??= location;
  }

  /** Adds the next outer step of the way to the error. For the engine; see `withLink`. */
  link(link: ChainLink): void {
    this.#chain.push(link);
  }

  /** Where a template went around in circles, the way is long: its two ends say enough. */
  #describeChain(): string[] {
    const links = this.#chain.map((link) => `in ${describeLink(link)}`);
    const left = links.length - MOST_LINKS_SHOWN;
    return left <= 0 ? links : [...links.slice(0, -left - 1), `… ${left} more …`, links.at(-1)!];
  }

  /** What runtimes print of an uncaught error is its `stack`; it is put together when somebody looks at it. */
  #explainInStack(): void {
    Object.defineProperty(this, "stack", {
      get: () =>
        [`${this.name}: ${this.explanation}`, ...this.#templateCalls(), this.#calls].filter(Boolean).join("\n"),
      set: (stack: unknown) =>
        Object.defineProperty(this, "stack", { value: stack, writable: true, configurable: true }),
      configurable: true,
    });
  }

  /** The templates as if they were functions that call each other. */
  #templateCalls(): string[] {
    const calls = this.#location ? [templateCall("template", this.#location)] : [];
    for (const { what, template, line } of this.#chain.slice(0, MOST_LINKS_SHOWN)) {
      calls.push(templateCall(what, { templateName: template, line }));
    }
    return calls;
  }
}

/** So many steps of the way to an error are shown. */
const MOST_LINKS_SHOWN = 12;

function defineName(errorClass: { readonly prototype: Error }, name: string): void {
  Object.defineProperty(errorClass.prototype, "name", { value: name, configurable: true, writable: true });
}

function callsOf(error: Error): string {
  const stack = error.stack ?? "";
  const start = stack.indexOf("\n    at ");
  return start === -1 ? "" : stack.slice(start + 1);
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}

/**
 * Says of whatever was thrown while a template was rendered where in the template that was.
 *
 * The errors of the engine take the place in themselves. Errors of the application (a view's `abort(404)`, say) stay
 * the very objects that they are, since somebody further out may be waiting for them; only their `stack` gains a line.
 *
 * @param error what was thrown
 * @param location the place; ignored where the error has an inner place already
 * @returns the same error
 * @example
 * const error = new TemplateRuntimeError("too much");
 * withLocation(error, { templateName: "page.html", line: 3 });
 * error.line; // 3
 */
export function withLocation(error: unknown, location: TemplateLocation): unknown {
  if (error instanceof TemplateError) error.locate(location);
  else if (error instanceof Error && !foreignPlaces.has(error)) {
    foreignPlaces.add(error);
    insertCall(error, templateCall("template", location));
  }
  return error;
}

/**
 * Adds to an error the next outer step of the way on which a template got there.
 *
 * @param error what was thrown; errors of the application are told about in their `stack`
 * @param link the step
 * @returns the same error
 * @example
 * const error = new TemplateRuntimeError("too much");
 * withLink(error, { template: "page.html", line: 7, what: "include 'row.html'" });
 * error.chain; // [{ template: "page.html", line: 7, what: "include 'row.html'" }]
 */
export function withLink(error: unknown, link: ChainLink): unknown {
  if (error instanceof TemplateError) error.link(link);
  else if (error instanceof Error) {
    insertCall(error, templateCall(link.what, { templateName: link.template, line: link.line }));
  }
  return error;
}

/** Errors of the application whose stack has a template's line already. */
const foreignPlaces: WeakSet<Error> = new WeakSet();
const insertedCalls: WeakMap<Error, number> = new WeakMap();

/** Template lines go between the message and the calls, in the order in which they are added. */
function insertCall(error: Error, call: string): void {
  const stack = error.stack;
  if (typeof stack !== "string" || Object.isFrozen(error)) return;
  let at = insertedCalls.get(error) ?? stack.indexOf("\n    at ");
  if (at === -1) at = stack.length;
  error.stack = `${stack.slice(0, at)}\n${call}${stack.slice(at)}`;
  insertedCalls.set(error, at + 1 + call.length);
}

/**
 * The template is not well-formed. `line` is always known.
 *
 * @example env.fromString("{% if %}"); // throws TemplateSyntaxError
 */
export class TemplateSyntaxError extends TemplateError {
  static {
    defineName(TemplateSyntaxError, "TemplateSyntaxError");
  }
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: "TEMPLATE_SYNTAX", ...details });
  }
}

/**
 * The template is well-formed, but asks for what cannot be: an unknown filter, two blocks of one name.
 *
 * @example env.fromString("{{ name|uper }}"); // throws No filter named 'uper'.
 */
export class TemplateAssertionError extends TemplateSyntaxError {
  static {
    defineName(TemplateAssertionError, "TemplateAssertionError");
  }
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: "TEMPLATE_ASSERTION", ...details });
  }
}

/**
 * A value cannot be escaped where the template puts it; found when the template is compiled.
 * The state machine of `@ampoule/markup` decides, this error adds the place.
 *
 * @example env.fromString("<script>/{{ pattern }}/</script>"); // throws regular expression
 */
export class EscapeError extends TemplateAssertionError {
  /** The states of the HTML that are to blame, described: one, or the two that do not fit together. */
  readonly contexts: readonly string[];
  static {
    defineName(EscapeError, "EscapeError");
  }
  constructor(message: string, details: ErrorDetails & { readonly contexts?: readonly string[] } = {}) {
    super(message, { code: "ESCAPE_CONTEXT", ...details });
    this.contexts = details.contexts ?? [];
  }
}

/**
 * Something went wrong while a template was rendered.
 *
 * @example env.fromString("{{ 1 - 'a' }}").render(); // throws TemplateRuntimeError
 */
export class TemplateRuntimeError extends TemplateError {
  static {
    defineName(TemplateRuntimeError, "TemplateRuntimeError");
  }
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: "TEMPLATE_RUNTIME", ...details });
  }
}

/**
 * A template used an undefined value in a way that its undefined type does not allow.
 *
 * @example env.fromString("{{ user.address.street }}").render({ user: {} }); // throws 'dict object' has no attribute 'address'
 */
export class UndefinedError extends TemplateRuntimeError {
  static {
    defineName(UndefinedError, "UndefinedError");
  }
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: "TEMPLATE_UNDEFINED", ...details });
  }
}

/**
 * A filter was called with arguments that it cannot work with.
 *
 * @example env.fromString("{{ 1.5|round(method='up') }}").render(); // throws method must be common, ceil or floor
 */
export class FilterArgumentError extends TemplateRuntimeError {
  static {
    defineName(FilterArgumentError, "FilterArgumentError");
  }
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: "TEMPLATE_FILTER_ARGUMENT", ...details });
  }
}

/**
 * A template did what it may not: reached for something unsafe, or beyond a limit of the sandbox.
 *
 * @example
 * const env = new Environment({ sandbox: { immutable: true } });
 * env.fromString("{{ items.append(1) }}").render({ items: [] }); // throws SecurityError
 */
export class SecurityError extends TemplateRuntimeError {
  static {
    defineName(SecurityError, "SecurityError");
  }
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { code: "TEMPLATE_SECURITY", ...details });
  }
}

/**
 * No loader knows the template.
 *
 * @example env.getTemplate("pgae.html"); // throws TemplateNotFound: pgae.html
 */
export class TemplateNotFound extends TemplateError {
  /** The name that was asked for; the last one where there were several. */
  readonly missing: string | null;
  /** All names that were tried. */
  readonly templates: readonly string[];
  static {
    defineName(TemplateNotFound, "TemplateNotFound");
  }
  /**
   * @param name the name that was asked for
   * @param details `message` replaces the message, which is the name
   */
  constructor(name: string | null, details: ErrorDetails & NotFoundDetails = {}) {
    super(details.message ?? name ?? "", { code: "TEMPLATE_NOT_FOUND", ...details });
    this.missing = name;
    this.templates = details.templates ?? (name === null ? [] : [name]);
  }
}

/** What only the errors about missing templates can be told. */
export interface NotFoundDetails {
  readonly message?: string;
  readonly templates?: readonly string[];
}

/**
 * Of several templates, any of which would have done, no loader knows one.
 *
 * @example env.selectTemplate(["a.html", "b.html"]); // throws none of the templates given were found: a.html, b.html
 */
export class TemplatesNotFound extends TemplateNotFound {
  static {
    defineName(TemplatesNotFound, "TemplatesNotFound");
  }
  constructor(names: readonly string[], details: ErrorDetails & NotFoundDetails = {}) {
    super(names.at(-1) ?? null, {
      message: `none of the templates given were found: ${names.join(", ")}`,
      templates: names,
      ...details,
    });
  }
}
