/** Escapers for values in a tag: whole attributes, names of attributes, names of elements. */
import { htmlOf, isHtml } from "../safe/markup.ts";
import { isSafeAttributes, textOfSafeAttributes } from "../safe/safe-attributes.ts";
import type { Tables } from "../tables/attributes.ts";
import { dynamicElements } from "../tables/elements.ts";
import { isAttributeName, isWritable, writeAttribute } from "./attribute-writer.ts";
import { blocked } from "./blocked.ts";
import type { Escaper, ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { Memory } from "./memory.ts";
import { readAttributes, type TagAttribute } from "./tag-tokens.ts";
import { isLocalUrl } from "./url.ts";
import { plainText } from "./values.ts";

function refuse(reason: string): string {
  return blocked("inTag", reason, "");
}

/** Attributes that decide what the element's content or its other attributes are: always the author's. */
const deciding: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["script", new Set(["type", "language", "src", "href", "xlink:href"])],
  ["style", new Set(["type", "src"])],
  ["link", new Set(["rel", "as"])],
  // The first of two attributes counts: one of a value's own could stand before the author's.
  ["iframe", new Set(["sandbox", "allow"])],
  ["template", new Set(["shadowrootmode"])],
]);

/** `is` makes another element of any. */
function decides(element: string, name: string): boolean {
  return name === "is" || deciding.get(element)?.has(name) === true;
}

/** Where a form sends its fields, the secret one among them. */
function leadsAway(element: string, { name, value = "" }: TagAttribute, isFree: boolean): boolean {
  if (name !== "formaction" && (isFree || element !== "form" || name !== "action")) return false;
  return !isLocalUrl(value);
}

/** The names under which icons and formulas are known. Of HTML parsers nobody asks for them, of XML parsers everybody. */
const namespaces: ReadonlyMap<string, string> = new Map([
  ["svg xmlns", "http://www.w3.org/2000/svg"],
  ["svg xmlns:xlink", "http://www.w3.org/1999/xlink"],
  ["math xmlns", "http://www.w3.org/1998/Math/MathML"],
]);

/** An attribute that came as HTML, if it could have come as a name and a plain value too. */
function fromMarkup(element: string, attribute: TagAttribute, tables: Tables, isFree: boolean): string {
  const { name, value } = attribute;
  if (value !== undefined && namespaces.get(`${element} ${name}`) === value) return ` ${name}="${value}"`;
  const kind = tables.attributeKind(element, name);
  if (!isAttributeName(name) || !isWritable(kind) || decides(element, name) || leadsAway(element, attribute, isFree)) {
    return refuse(`The attribute '${name}' on <${element}> needs SafeAttributes, or to be written in the template.`);
  }
  return writeAttribute(element, name, value ?? true, { tables });
}

/** An attribute of which a program vouches, code included. Written anew, so that it ends where it should. */
function fromSafeAttributes(element: string, { name, value }: TagAttribute): string {
  if (decides(element, name) || !/^[^\s"'<>/=\0]+$/.test(name)) {
    return refuse(`The attribute '${name}' on <${element}> has to be written in the template.`);
  }
  return value === undefined ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`;
}

function writeAll(text: string, write: (attribute: TagAttribute) => string): string {
  const attributes = readAttributes(text);
  if (!attributes) return refuse("Attributes must be complete, and must not end their tag.");
  return attributes.map(write).join("");
}

/** Attributes that say all by being there: the boolean ones of HTML (HTML §3.2.6, §4). */
const boolean: ReadonlySet<string> = new Set(
  (
    "allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert ismap " +
    "itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected"
  ).split(" "),
);

/**
 * Attributes that came as HTML text. A value in them was escaped for text, which keeps it inside of quotes and nowhere else:
 * without quotes, or in the middle of a name, it could have brought attributes of its own.
 */
function writeMarkup(element: string, html: string, tables: Tables, isFree: boolean): string {
  const attributes = readAttributes(html) ?? [];
  if (attributes.length > 1 && attributes.some(({ unquoted }) => unquoted)) {
    return refuse("Several attributes that come as Markup need quotes around their values.");
  }
  if (attributes.some(({ name, value }) => value === undefined && !boolean.has(name))) {
    return refuse("An attribute that comes as Markup needs a value, unless it is boolean as `disabled`.");
  }
  return writeAll(html, (found) => fromMarkup(element, found, tables, isFree));
}

function typedAttributes(
  element: string,
  value: unknown,
  tables: Tables,
  written: Memory,
  isFree: boolean,
): string | undefined {
  if (isSafeAttributes(value)) {
    const text = textOfSafeAttributes(value);
    return written.get(`safe ${element} ${text}`, () => writeAll(text, (found) => fromSafeAttributes(element, found)));
  }
  if (!isHtml(value)) return undefined;
  const html = htmlOf(value);
  const key = `html ${isFree ? "*" : ""}${element} ${html}`;
  return written.get(key, () => writeMarkup(element, html, tables, isFree));
}

/** Of others the author's own, behind it, would no longer count: `<button {{ flag }} type="button">`. */
function isBareName(name: string): boolean {
  return boolean.has(name) || name.startsWith("data-");
}

/** A plain value is the name of one attribute without value, or nothing. */
function booleanAttribute(element: string, value: unknown, toText: ToText, tables: Tables): string {
  if (value === null || value === undefined || typeof value === "boolean") return "";
  const name = plainText(value, toText).trim();
  if (name === "") return "";
  const kind = tables.attributeKind(element, name.toLowerCase());
  if (isBareName(name.toLowerCase()) && isAttributeName(name) && isWritable(kind)) return ` ${name}`;
  return refuse(
    "A plain value in a tag must be the name of a boolean attribute; for more, use Markup or SafeAttributes.",
  );
}

/**
 * The escaper of a value between the attributes of a tag.
 *
 * Its `arg`: the element's name, in lower case; with a `*` behind it for a form that may lead to another site, since no token
 * will stand in it; with a space at its end where the value is glued to what is before it.
 */
export function inTagEscaper(tables: Tables): Escaper {
  const written = new Memory();
  return (value, toText, arg = "?") => {
    const [element = "", star] = arg.trimEnd().split("*");
    const attributes =
      typedAttributes(element, value, tables, written, star !== undefined) ??
      booleanAttribute(element, value, toText, tables);
    return arg.endsWith(" ") ? attributes : attributes.slice(1);
  };
}

const namePart = /^[\w:.-]*$/;

/**
 * The escaper of a value as the name of an attribute, or as the rest of one.
 *
 * Its `arg`: what the author wrote of the name before it; with the element's name and a space before that where it is known
 * (`"div data-"`).
 */
export function attributeNameEscaper(tables: Tables): Escaper {
  return (value, toText, arg = "") => {
    const at = arg.lastIndexOf(" ");
    const [element, prefix] = [at === -1 ? "?" : arg.slice(0, at).trim(), arg.slice(at + 1)];
    const text = plainText(value, toText);
    const whole = (prefix + text).toLowerCase();
    const kind = tables.attributeKind(element, whole);
    const isName = prefix === "" ? isAttributeName(text) : namePart.test(text);
    if (isName && isWritable(kind) && !decides(element, whole)) return text;
    return blocked(
      "attributeName",
      `'${whole}' cannot be the name of an attribute here.`,
      prefix === "" ? "data-blocked" : "blocked",
    );
  };
}

/** Names of custom elements (HTML §4.13.3), without those that SVG and MathML had first. */
const customElement = /^[a-z][a-z0-9._]*-[a-z0-9._-]*$/;
const reserved: ReadonlySet<string> = new Set(
  "annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name missing-glyph".split(
    " ",
  ),
);

/** A value as the name of an element. `arg`: `"heading"` behind the author's `h`. */
export function escapeTagName(value: unknown, toText: ToText, arg?: string): string {
  const text = plainText(value, toText);
  if (arg === "heading") {
    return /^[1-6]$/.test(text) ? text : blocked("tagName", "The level of a heading is a number from 1 to 6.", "6");
  }
  const name = text.toLowerCase();
  if (dynamicElements.has(name) || (customElement.test(name) && !reserved.has(name))) return text;
  return blocked("tagName", `<${name}> is not on the list of elements that a value may name.`, "span");
}
