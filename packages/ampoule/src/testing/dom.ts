/** The few questions that tests ask of a page, answered on the tree that a browser would build of it. */

import { type DefaultTreeAdapterTypes, parse } from "parse5";

/** An element of a parsed page. */
export type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;
type Document = DefaultTreeAdapterTypes.Document;

/** Parses a page as the HTML Standard says. */
export function parsePage(text: string): Document {
  return parse(text);
}

/** An element's children; those of a `template` are no part of the page. */
function childrenOf(node: Node): readonly Node[] {
  return "childNodes" in node ? node.childNodes : [];
}

/** Every element below a node, in document order. */
export function* elements(node: Node): Generator<Element> {
  for (const child of childrenOf(node)) {
    if ("tagName" in child) yield child;
    yield* elements(child);
  }
}

/**
 * The value of an attribute; `null` where the element does not have it.
 *
 * @example
 * app.get("/", () => html`<p id="a" class="wide">One</p>`);
 * const page = await client(app).get("/");
 * const [paragraph] = await queryPage(page, "p#a");
 * attribute(paragraph!, "class"); // "wide"
 */
export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((candidate) => candidate.name === name)?.value ?? null;
}

export function hasAttribute(element: Element, name: string): boolean {
  return attribute(element, name) !== null;
}

/**
 * All text below a node.
 *
 * @example
 * app.get("/", () => html`<p id="a" class="wide">One</p>`);
 * const page = await client(app).get("/");
 * const [paragraph] = await queryPage(page, "p#a");
 * textOf(paragraph!); // "One"
 */
export function textOf(node: Node): string {
  if ("value" in node && node.nodeName === "#text") return node.value;
  return childrenOf(node).map(textOf).join("");
}

/** The nearest element around this one that has one of the names. */
export function closest(element: Element, ...names: readonly string[]): Element | null {
  for (
    let node: Node | null = element.parentNode;
    node !== null;
    node = "parentNode" in node ? node.parentNode : null
  ) {
    if ("tagName" in node && names.includes(node.tagName)) return node;
  }
  return null;
}

/** The beginning tag of an element, for messages. */
export function describeElement(element: Element): string {
  const attributes = element.attrs
    .filter(({ name }) => ["id", "class", "name", "type", "action", "method", "value"].includes(name))
    .map(({ name, value }) => ` ${name}="${value.slice(0, 60)}"`);
  return `<${element.tagName}${attributes.join("")}>`;
}
