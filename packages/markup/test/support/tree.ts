/** What a browser would make of a page: parse5 decides. */
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;

/** An element, by what matters for its safety. */
export interface Found {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** All elements below a node, in the order of the page. */
export function elementsOf(node: Node): Found[] {
  const found: Found[] = [];
  if ("attrs" in node) {
    const names = node.attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value] as const);
    found.push({ name: node.tagName, attributes: new Map(names) });
  }
  if ("content" in node) found.push(...elementsOf(node.content));
  for (const child of "childNodes" in node ? node.childNodes : []) found.push(...elementsOf(child));
  return found;
}

/** The tree of a page without its values: names of elements and attributes, and where there is text or a comment. */
export function shapeOf(html: string): string {
  return shape(parseFragment(html));
}

function shape(node: Node): string {
  const children = "childNodes" in node ? node.childNodes.map(shape).join("") : "";
  if ("attrs" in node) return `<${node.tagName} ${node.attrs.map((attr) => attr.name).join(" ")}>${children}</>`;
  if (node.nodeName === "#comment") return "!";
  return node.nodeName === "#text" ? "" : children;
}

/** The text of a page. */
export function textOf(html: string): string {
  const read = (node: Node): string => {
    if ("value" in node && node.nodeName === "#text") return node.value;
    return "childNodes" in node ? node.childNodes.map(read).join("") : "";
  };
  return read(parseFragment(html));
}

/** The value of an attribute of the first element that has it. */
export function attributeOf(html: string, name: string): string | undefined {
  return elementsOf(parseFragment(html))
    .find(({ attributes }) => attributes.has(name))
    ?.attributes.get(name);
}
