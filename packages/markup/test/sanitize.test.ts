import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { isMarkup } from "../src/index.ts";
import { createSanitizer, sanitizeHtml } from "../src/sanitize.ts";
import { elementsOf } from "./support/tree.ts";

test.each([
  `<img src=x onerror=alert(1)>`,
  `<script>alert(1)</script>`,
  `<a href="javascript:alert(1)">x</a>`,
  `<a href=" java\tscript:alert(1)">x</a>`,
  `<svg><script>alert(1)</script></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
  `<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>`,
  `<b style="background:url(//evil)">x</b>`,
  `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
  `<form action="//evil"><input name=password></form>`,
  `<!--><img src=x onerror=alert(1)>-->`,
  `<p id="config">x</p>`,
])("%s loses what could run", async (html) => {
  const safe = await sanitizeHtml(html);
  expect(isMarkup(safe)).toBe(true);
  for (const { name, attributes } of elementsOf(parseFragment(safe.toString()))) {
    expect(["a", "b", "p", "img", "table"]).toContain(name);
    for (const [attribute, value] of attributes) {
      expect(["href", "src", "rel", "title", "alt"]).toContain(attribute);
      expect(value).not.toMatch(/script:/i);
    }
  }
});

test("what is on the list stays, and links are marked as users' own", async () => {
  const html = `<p>Hi <b>there</b>, <a href="https://a.example/?a=1&amp;b=2">look</a></p>`;
  expect((await sanitizeHtml(html)).toString()).toBe(
    `<p>Hi <b>there</b>, <a href="https://a.example/?a=1&amp;b=2" rel="nofollow noopener ugc">look</a></p>`,
  );
});

test("a sanitiser with a list of its own", async () => {
  const sanitize = await createSanitizer({
    tags: ["i", "a"],
    attributes: { a: ["href"] },
    schemes: ["https"],
    rel: null,
  });
  expect(sanitize('<i>x</i><b>y</b><a href="http://a" title="t">z</a>').toString()).toBe("<i>x</i>y<a>z</a>");
});

test("lists that nothing could make safe are refused", async () => {
  await expect(createSanitizer({ tags: ["b", "SCRIPT"] })).rejects.toThrow(/<SCRIPT>/);
  await expect(createSanitizer({ tags: ["svg"] })).rejects.toThrow(/<svg>/);
  await expect(createSanitizer({ attributes: { "*": ["onclick"] } })).rejects.toThrow(/onclick/);
  await expect(createSanitizer({ attributes: { "*": ["style"] } })).rejects.toThrow(/style/);
  await expect(createSanitizer({ attributes: { b: ["data-*"] } })).rejects.toThrow(/data-\*/);
  await expect(createSanitizer({ schemes: ["https", "javascript"] })).rejects.toThrow(/javascript/);
});
