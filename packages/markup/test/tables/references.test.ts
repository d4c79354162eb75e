import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { namedReferences } from "../../src/tables/references.ts";
import { decodeReferences } from "../../src/text/references.ts";

function textByParse5(html: string): string {
  const [node] = parseFragment(html).childNodes;
  return node !== undefined && "value" in node ? node.value : "";
}

function attributeByParse5(value: string): string {
  const [node] = parseFragment(`<a title="${value}">`).childNodes;
  return node !== undefined && "attrs" in node ? (node.attrs[0]?.value ?? "") : "";
}

test("all 2,231 named references of the standard are those that a browser knows", () => {
  const names = [...namedReferences()];
  expect(names).toHaveLength(2231);
  expect(names.filter(([name, characters]) => textByParse5(`&${name}`) !== characters)).toEqual([]);
});

test.each([
  "&#65;&#x42;&#X43",
  "&#0;",
  "&#x80;&#150;",
  "&#xd800;",
  "&#x110000;",
  "&#99999999999999;",
  "&amp",
  "&ampx",
  "&amp;x",
  "&notit;",
  "&notin;",
  "&noti",
  "&copy=1",
  "&copyx",
  "&nosuch;",
  "&",
  "&;",
  "&#;",
  "&#x;",
  "a&lt;b&GT;",
  "&sect1",
  "javascript&colon;x",
])("%s is read as a browser reads it, in text and in an attribute", (html) => {
  expect(decodeReferences(html)).toBe(textByParse5(html));
  expect(decodeReferences(html, "attribute")).toBe(attributeByParse5(html));
});
