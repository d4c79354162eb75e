import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** An element as a browser would have it. */
export interface Found {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The text in it, white space and all. */
  readonly text: string;
}

const isElement = (node: Node): node is Element => "tagName" in node;

function textOf(node: Node): string {
  if (node.nodeName === "#text") return (node as DefaultTreeAdapterTypes.TextNode).value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

function* walk(nodes: readonly Node[]): Iterable<Element> {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    yield node;
    yield* walk(node.childNodes);
  }
}

/** All elements of some HTML, in the order of the document, as parse5 builds them. */
export function elements(html: unknown): Found[] {
  const fragment = parseFragment(String(html));
  return Array.from(walk(fragment.childNodes), (element) => ({
    tag: element.tagName,
    attributes: Object.fromEntries(element.attrs.map(({ name, value }) => [name, value])),
    text: textOf(element),
  }));
}

/** The elements of one kind. */
export const all = (html: unknown, tag: string): Found[] => elements(html).filter((element) => element.tag === tag);

/** The only element of a kind. */
export function one(html: unknown, tag: string): Found {
  const found = all(html, tag);
  if (found.length !== 1) throw new Error(`${found.length} <${tag}> in ${String(html)}`);
  return found[0]!;
}

/** The attributes of the only element of a kind. */
export const attributesOf = (html: unknown, tag: string): Readonly<Record<string, string>> => one(html, tag).attributes;
