/** The protocols by which objects of other packages take part in templates. */

/**
 * The name of the method by which an object can be called in a template.
 *
 * Registered (`Symbol.for`), so that it is one symbol over all copies of the package; JSON cannot carry it.
 *
 * @example
 * const field = {
 *   [callable](args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>) {
 *     return html`<input class="${kwargs.get("class")}">`;
 *   },
 * };
 * // A template calls it: {{ field(class="wide") }}
 * field[callable]([], new Map([["class", "wide"]])); // '<input class="wide">'
 */
export const callable: unique symbol = Symbol.for("ampoule.callable");

/** An object that a template may call; see {@link callable}. */
export interface Callable {
  /** Answers the call of a template. */
  [callable](args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>): unknown;
}

/** An object that says itself what its HTML is (MarkupSafe's protocol). */
export interface HtmlProtocol {
  /** The object as HTML: a string that is believed to be HTML, or Markup. */
  __html__(): unknown;
}

/**
 * Has the object a method by which a template may call it?
 *
 * @example
 * isCallable({ [callable]: () => "called" }); // true
 * isCallable({ callable: "text of a JSON" }); // false
 */
export function isCallable(value: unknown): value is Callable {
  return (
    (typeof value === "object" || typeof value === "function") &&
    value !== null &&
    typeof Reflect.get(value, callable) === "function"
  );
}

/**
 * Does the object say itself what its HTML is?
 *
 * Only a *function* `__html__` is believed: data that came as JSON holds none, whatever its keys are called.
 *
 * @example
 * hasHtmlProtocol({ __html__: () => "<b>" }); // true
 * hasHtmlProtocol(JSON.parse('{ "__html__": "<b>" }')); // false
 */
export function hasHtmlProtocol(value: unknown): value is HtmlProtocol {
  return hasMethod(value, "__html__");
}

/** An object that says itself what its HTML is for a specification, as in `"{user:link}"` (MarkupSafe's protocol). */
export interface HtmlFormatProtocol {
  /**
   * The object as HTML: a string that is believed to be HTML, or Markup.
   *
   * @param specification what stands behind the colon of the field; empty where there is none
   */
  __html_format__(specification: string): unknown;
}

/**
 * Does the object say itself what its HTML is in a format string? Only a function is believed.
 *
 * @example
 * hasHtmlFormatProtocol({ __html_format__: (specification: string) => `<b>${specification.length}</b>` }); // true
 */
export function hasHtmlFormatProtocol(value: unknown): value is HtmlFormatProtocol {
  return hasMethod(value, "__html_format__");
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, name) === "function";
}
