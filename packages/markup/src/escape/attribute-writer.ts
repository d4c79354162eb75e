/** The one way in which a name and a value become an attribute, whoever writes it (T18). */
import { isMarkup } from "../safe/markup.ts";
import { isSafeScript } from "../safe/safe-script.ts";
import { isSafeStyle } from "../safe/safe-style.ts";
import { type AttributeKind, defaultTables, type Tables } from "../tables/attributes.ts";
import { decodeReferences } from "../text/references.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import { escapeCssAttributeValue } from "./css.ts";
import type { Escaper, ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { escapeJsAttributeValue } from "./js.ts";
import { escapePaint } from "./paint.ts";
import { escapeResource } from "./resource.ts";
import { escapeSrcset } from "./srcset.ts";
import { escapeAttribute, escapeSrcdoc } from "./text.ts";
import { escapePing, escapeUrl } from "./url.ts";
import { plainText } from "./values.ts";

/** Names by an allow-list: a deny-list of what ends a name was wrong three times in other projects (T19–T22). */
const attributeName = /^[A-Za-z][\w:.-]*$/;

/**
 * Is the text an attribute's name that can be written without ending the tag or beginning another attribute?
 *
 * @example
 * isAttributeName("data-id"); // true
 * isAttributeName("x onclick=y"); // false
 */
export function isAttributeName(text: string): boolean {
  return attributeName.test(text);
}

function escapeLocal(value: unknown, toText: ToText): string {
  return escapeUrl(value, toText, "local");
}

function escapeImage(value: unknown, toText: ToText): string {
  return escapeUrl(value, toText, "image");
}

/** How a whole value of each kind is escaped; kinds that are missing need a promise of their own. */
export const attributeEscapers: ReadonlyMap<AttributeKind, Escaper> = new Map<AttributeKind, Escaper>([
  ["text", escapeAttribute],
  ["name", escapeAttribute],
  ["enumerated", escapeAttribute],
  ["url", escapeUrl],
  ["image", escapeImage],
  ["resource", escapeResource],
  ["srcset", escapeSrcset],
  ["ping", escapePing],
  ["paint", escapePaint],
]);

/** Kinds for which only the promise of the same language will do. */
const promised: ReadonlyMap<
  AttributeKind,
  readonly [test: (value: unknown) => boolean, type: string, escaper: Escaper]
> = new Map([
  ["script", [isSafeScript, "SafeScript", escapeJsAttributeValue]],
  ["style", [isSafeStyle, "SafeStyle", escapeCssAttributeValue]],
  ["srcdoc", [isMarkup, "Markup", escapeSrcdoc]],
]);

function whole(element: string, name: string, kind: AttributeKind, value: unknown, toText: ToText): string {
  const escaper = attributeEscapers.get(kind);
  if (escaper) return escaper(value, toText);
  const promise = promised.get(kind);
  if (promise) {
    const [test, type, escape] = promise;
    if (test(value)) return escape(value, toText);
    throw new TypeError(`The attribute '${name}' of <${element}> needs a ${type}.`);
  }
  throw new TypeError(
    `The attribute '${name}' of <${element}> cannot be given a value here: write it in the template.`,
  );
}

/** What {@link writeAttribute} may be told besides. */
export interface WriteAttributeOptions {
  /** Makes text of values; `String` unless told otherwise. */
  readonly toText?: ToText;
  /** The tables of the application. */
  readonly tables?: Tables;
}

/**
 * Writes one attribute, with a space before it.
 *
 * By the same table as the compiler of templates: URLs are checked, what loads code needs a `ResourceUrl`, `on…` a
 * `SafeScript`, `style` a `SafeStyle`, `srcdoc` Markup; Markup in a plain attribute has its quotes escaped.
 *
 * @param element The element's name, in any case.
 * @param name The attribute's name.
 * @param value `false`, `null` and `undefined` write nothing, `true` the name alone.
 * @returns ` name="value"`, ` name` or nothing.
 * @throws TypeError for a name that is no name, and for values that miss the promise their attribute needs.
 *
 * @example
 * writeAttribute("a", "href", "javascript:alert(1)"); // ' href="about:invalid#blocked"'
 * writeAttribute("input", "required", true); // " required"
 */
export function writeAttribute(
  element: string,
  name: string,
  value: unknown,
  options: WriteAttributeOptions = {},
): string {
  // Judged is the very string that is printed: what is no string could be another one the next time it is asked (T22).
  if (typeof name !== "string" || !isAttributeName(name)) {
    throw new TypeError("An attribute's name begins with a letter and holds letters, digits and - _ . : only.");
  }
  if (value === false || value === null || value === undefined) return "";
  const { toText = String, tables = defaultTables } = options;
  const kind = tables.attributeKind(element.toLowerCase(), name.toLowerCase());
  if (value === true) return attributeEscapers.has(kind) ? ` ${name}` : "";
  return ` ${name}="${whole(element, name, kind, value, toText)}"`;
}

/** Kinds of which no attribute may be made from Markup or from a name that came at run time. */
export function isWritable(kind: AttributeKind): boolean {
  return attributeEscapers.has(kind) && kind !== "resource";
}

/** What the page has of an attribute: its name, and the beginning of its value. */
const begun = /^([^\t\n\f\r =]*)[\t\n\f\r ]*=[\t\n\f\r ]*["']?/;

/**
 * A form's token goes where its action leads, and the names of these two are the same on every element: the value must not
 * leave the site.
 */
const sending: ReadonlySet<string> = new Set(["action", "formaction"]);

/** The escaper of a value in an attribute whose name was only known at run time: its `arg`, as printed so far. */
export function dynamicAttributeEscaper(tables: Tables): Escaper {
  return (value, toText, arg = "") => {
    const found = begun.exec(arg);
    const name = (found?.[1] ?? arg.trim()).toLowerCase();
    const escaper = sending.has(name) ? escapeLocal : attributeEscapers.get(tables.attributeKind("?", name));
    if (!escaper) {
      return escapeHtml(
        blocked("dynamicAttribute", "An attribute of this name takes no value at run time.", BLOCKED_URL),
      );
    }
    const before = found === null ? "" : decodeReferences(arg.slice(found[0].length), "attribute");
    if (/^[\0-\x20]*$/.test(before)) return escaper(value, toText);
    // Behind something else it is the whole that counts: no value may complete a scheme.
    const text = plainText(value, toText);
    if (escaper(before + text, toText) === escapeHtml(before + text)) return escapeHtml(text);
    return blocked("dynamicAttribute", "Together with what stands before it, the value is no allowed URL.", "");
  };
}
