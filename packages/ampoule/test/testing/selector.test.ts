import { describe, expect, test } from "vitest";
import { parsePage, textOf } from "../../src/testing/dom.ts";
import { select } from "../../src/testing/selector.ts";

const page = parsePage(`
  <article id="a"><header><h1>One</h1></header><h1>Two</h1><p class="x y">Text</p></article>
  <article><h1 title="t">Three</h1></article>
  <h1>Four</h1>`);

describe("selectors of tests", () => {
  test.each([
    ["h1", ["One", "Two", "Three", "Four"]],
    ["article h1", ["One", "Two", "Three"]],
    ["article > h1", ["Two", "Three"]],
    ["article>h1", ["Two", "Three"]],
    ["#a header h1", ["One"]],
    ["body > article header > h1", ["One"]],
    ["article article h1", []],
    ["[title], .x.y", ["Text", "Three"]],
    [" h1[title='t'] ,\n header h1 ", ["One", "Three"]],
  ])("%s", (selector, texts) => expect(select(page, selector).map(textOf)).toEqual(texts));

  test.each(["", " ", ",", "h1,", "> h1", "h1 >", "a > > b", "h1 + p", "h1 ~ p", "h1:first-child", "[a", "h1,,p"])(
    "%j cannot be read, and says so",
    (selector) => expect(() => select(page, selector)).toThrow(SyntaxError),
  );
});
