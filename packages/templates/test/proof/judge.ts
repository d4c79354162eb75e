/** What a browser makes of a page, reduced to what a value must not change. */
import { parse as parseScript, tokenizer } from "acorn";
import { tokenize } from "css-tree";
import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const isElement = (node: Node): node is Element => "tagName" in node;

/** Every element of a page in document order, `template` contents included. */
export function elementsOf(html: string): Element[] {
  const found: Element[] = [];
  const visit = (node: Node): void => {
    if (isElement(node)) found.push(node);
    if ("content" in node) visit(node.content);
    if ("childNodes" in node) for (const child of node.childNodes) visit(child);
  };
  visit(parse(html));
  return found;
}

/** The text directly inside of an element. */
export function textOf(element: Element): string {
  return element.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
}

/** Attributes that browsers navigate to, load or send to. */
const URL_ATTRIBUTES = new Set(
  "href src action formaction cite poster data background longdesc xlink:href manifest".split(" "),
);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "sms:", "ftp:", "about:"]);

/** The URL attributes of a page whose scheme a browser would run or whose scheme is not on the list. */
export function badUrls(elements: readonly Element[]): string[] {
  const bad: string[] = [];
  const check = (url: string, image: boolean): void => {
    let protocol: string;
    try {
      protocol = new URL(url, "https://own.example/dir/page").protocol;
    } catch {
      return; // no URL at all: nothing is loaded
    }
    if (!SCHEMES.has(protocol) && !(image && /^data:image\//i.test(url.trim()))) bad.push(url);
  };
  for (const { tagName, attrs } of elements) {
    for (const { name, prefix, value } of attrs) {
      const full = prefix === undefined || prefix === "" ? name : `${prefix}:${name}`;
      if (URL_ATTRIBUTES.has(full)) check(value, tagName === "img" || full === "poster" || full === "background");
      if (full === "ping") for (const url of value.split(/\s+/)) check(url, false);
    }
    if (
      tagName === "meta" &&
      attrs.some(({ name, value }) => name === "http-equiv" && value.toLowerCase() === "refresh")
    ) {
      const content = attrs.find(({ name }) => name === "content")?.value ?? "";
      const url = /^\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(content)?.[1];
      if (url !== undefined) check(url, false);
    }
  }
  return bad;
}

/** Elements that load code or documents, and the origin they load from; null where it is the page's own. */
export function foreignCode(elements: readonly Element[]): string[] {
  const found: string[] = [];
  for (const { tagName, attrs } of elements) {
    const name = { script: "src", iframe: "src", embed: "src", object: "data", base: "href" }[tagName];
    const isSheet = tagName === "link" && attrs.some(({ name, value }) => name === "rel" && value === "stylesheet");
    const url = attrs.find((attribute) => attribute.name === (isSheet ? "href" : name))?.value;
    if (url === undefined) continue;
    try {
      const { origin, protocol } = new URL(url, "https://own.example/dir/page");
      if (origin !== "https://own.example" && protocol !== "about:") found.push(url);
    } catch {
      // Nothing is loaded.
    }
  }
  return found;
}

const isScript = ({ tagName, attrs }: Element): boolean =>
  tagName === "script" && !attrs.some(({ name, value }) => name === "type" && /json|template/.test(value));

/** Does it parse as JavaScript? Then its tokens with every literal and name of the value's own reduced to `v`. */
function scriptShape(code: string): string | null {
  try {
    parseScript(code, { ecmaVersion: "latest", sourceType: "module", allowReturnOutsideFunction: true });
  } catch {
    return null;
  }
  let shape = [...tokenizer(code, { ecmaVersion: "latest", sourceType: "module" })]
    .map(({ type }) => (LITERAL.has(type.label) ? "v" : type.label))
    .join(" ");
  // A literal with its sign is one literal, and so is a list or an object of literals.
  for (let before = ""; before !== shape; ) {
    before = shape;
    shape = shape.replace(/(?:\+\/- )+v/g, "v").replace(/\[ (?:v (?:, v )*)?\]|\{ (?:v : v (?:, v : v )*)?\}/g, "v");
  }
  return shape;
}
const LITERAL = new Set(["string", "num", "name", "template", "true", "false", "null"]);

/** The scripts of a page, event handlers included, as shapes; null for one that is no script (a syntax error runs nothing). */
export function scriptShapes(elements: readonly Element[]): (string | null)[] {
  const shapes: (string | null)[] = [];
  for (const element of elements) {
    if (isScript(element)) shapes.push(scriptShape(textOf(element)));
    for (const { name, value } of element.attrs) if (/^on/.test(name)) shapes.push(scriptShape(value));
  }
  return shapes;
}

/** What stands for a value in a style: one token of these. */
const VALUE_TOKENS = new Set([1, 4, 5, 7, 10, 11, 12]); // ident, hash, string, url, number, percentage, dimension

/** The tokens of every style of a page, values reduced to `v`. */
export function styleShapes(elements: readonly Element[]): string[] {
  const shape = (css: string): string => {
    const types: string[] = [];
    tokenize(css, (type) => {
      if (type !== 13) types.push(VALUE_TOKENS.has(type) ? "v" : String(type)); // 13: white space
    });
    // `7%` is one token, and `x%` two.
    return types.join(" ").replaceAll("v 9", "v").replaceAll("v v", "v");
  };
  const shapes: string[] = [];
  for (const element of elements) {
    if (element.tagName === "style") shapes.push(shape(textOf(element)));
    for (const { name, value } of element.attrs) if (name === "style") shapes.push(shape(value));
  }
  return shapes;
}
