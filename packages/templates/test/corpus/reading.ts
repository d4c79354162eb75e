/** What a reader gets of a page: its elements, attributes and text, with URLs, scripts and styles as they mean. */

import { decodeReferences } from "@ampoule/markup/engine";
import { type Node, parse as parseScript } from "acorn";
import { type DefaultTreeAdapterTypes, parse } from "parse5";

type TreeNode = DefaultTreeAdapterTypes.Node;

/** Lines, in document order. White space beside text is left out: where the compiler puts a space is its own affair. */
export function contentOf(html: string): string[] {
  const lines: string[] = [];
  const visit = (node: TreeNode, depth: number, parent: string): void => {
    if ("tagName" in node) {
      const isScript =
        node.tagName === "script" &&
        !node.attrs.some(({ name, value }) => name === "type" && !/^(?:module|text\/javascript)$/.test(value));
      const attributes = node.attrs.map(({ name, value }) => `${name}=${attributeOf(node.tagName, name, value)}`);
      lines.push(`${" ".repeat(depth)}<${[node.tagName, ...attributes.sort()].join(" ")}>`);
      parent = isScript ? "script" : node.tagName === "script" ? "data" : node.tagName;
    } else if (node.nodeName === "#text" && "value" in node) {
      const text = textOf(parent, node.value);
      if (text !== "") lines.push(" ".repeat(depth) + text);
    }
    if ("content" in node) visit(node.content, depth, parent);
    if ("childNodes" in node) for (const child of node.childNodes) visit(child, depth + 1, parent);
  };
  visit(parse(html), 0, "");
  return lines;
}

const URLS = new Set(
  "href src action formaction cite poster data background xlink:href hx-get hx-post hx-delete".split(" "),
);

function attributeOf(tag: string, name: string, value: string): string {
  if (URLS.has(name))
    return URL.canParse(value, "https://own.example/") ? new URL(value, "https://own.example/").href : value;
  if (/^(?:on|@|:|x-|v-|hx-vals|hx-headers)/.test(name)) return meaningOf(value);
  if (name === "style" || tag === "font")
    return value.replace(/\\([0-9a-f]+) /g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return value.trim();
}

function textOf(parent: string, text: string): string {
  if (parent === "script") return meaningOf(text);
  if (parent === "data") return dataOf(decodeReferences(text, "text"));
  if (parent === "style") return attributeOf("", "style", text).replace(/\s+/g, " ").trim();
  return normalised(text);
}

function dataOf(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return normalised(text);
  }
}

const normalised = (text: string): string => text.replace(/\s+/g, " ").trim();

/** A script by its syntax tree, where plain HTML escaping has left a script; else its text with literals unescaped. */
function meaningOf(code: string): string {
  for (const source of [code, `(${code})`]) {
    try {
      return JSON.stringify(
        shapeOf(parseScript(source, { ecmaVersion: "latest", sourceType: "module", allowReturnOutsideFunction: true })),
      );
    } catch {
      // Not a script by itself.
    }
  }
  return normalised(unescaped(code));
}

/** What plain HTML escaping does to a string of a script is no fault of ours. */
const unescaped = (text: string): string =>
  decodeReferences(text, "text").replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

function shapeOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shapeOf);
  if (typeof node === "string") return unescaped(node);
  if (typeof node !== "object" || node === null) return node;
  const { start: _start, end: _end, raw: _raw, ...rest } = node as Node & { raw?: string };
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, shapeOf(value)]));
}
