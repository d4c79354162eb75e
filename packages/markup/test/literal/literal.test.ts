import { parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { createHtml, EscapeContextError, html, Markup } from "../../src/index.ts";
import { unsafeMarkup } from "../../src/unsafe.ts";

const hostile = `"'><script>alert(1)</script>`;

describe("html`…`", () => {
  test("escapes each value for its place", () => {
    const markup = html`<p title=${hostile}>${hostile}</p><a href="${"javascript:alert(1)"}">x</a>`;
    expect(markup).toBeInstanceOf(Markup);
    expect(String(markup)).not.toContain("<script");
    const [p, a] = parseFragment(String(markup)).childNodes as unknown as {
      attrs: { name: string; value: string }[];
    }[];
    expect(p!.attrs).toEqual([{ name: "title", value: hostile }]);
    expect(a!.attrs).toEqual([{ name: "href", value: "about:invalid#blocked" }]);
  });

  test("prints markup as it is, and lists of it", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
    expect(String(html`<ul>${items}</ul>`)).toBe("<ul><li>a</li><li>&lt;b&gt;</li></ul>");
    expect(String(html`${unsafeMarkup("<i>x</i>")}`)).toBe("<i>x</i>");
  });

  test("prints nothing for null, undefined and false, and 0 for 0", () => {
    expect(String(html`<p${null}>${undefined}${false}${0}</p>`)).toBe("<p>0</p>");
  });

  test("T25 an object of JSON data cannot pretend to be markup", () => {
    const forged = JSON.parse('{"__html":"<b>","isEscaped":true,"__html__":"<b>","toString":"x"}');
    let text = "";
    try {
      text = String(html`${forged}`);
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
    }
    expect(text).not.toContain("<b>");
  });

  test("refuses a fragment that does not end in text, and a place that cannot be escaped", () => {
    expect(() => html`<a href="${"x"}`).toThrow(EscapeContextError);
    expect(() => html`<script>r = /${"x"}/</script>`).toThrow(/regular expression/);
  });

  test("a call site is analysed once, its values are not remembered", () => {
    const item = (value: string) => html`<b>${value}</b>`;
    expect([String(item("1")), String(item("2"))]).toEqual(["<b>1</b>", "<b>2</b>"]);
  });
});

describe("createHtml", () => {
  test("inserts nonce and token where templates have them", () => {
    const tag = createHtml({
      nonce: "abc",
      csrf: ({ action }) => (action === "/away" ? undefined : html`<input name=t>`),
    });
    expect(String(tag`<script>a</script>`)).toBe('<script nonce="abc">a</script>');
    expect(String(tag`<form method=post action=${"/x"}>`)).toBe('<form method=post action="/x"><input name=t>');
    expect(String(tag`<form method=${"POST"} action=${"/away"}>`)).toBe('<form method="POST" action="/away">');
    expect(String(tag`<form method=${"get"}>`)).toBe('<form method="get">');
  });

  test("H07 refuses a nonce that is none", () => {
    expect(() => createHtml({ nonce: 'x" onload="alert(1)' })).toThrow(TypeError);
  });

  test("H05 a script inside of a value gets no nonce", () => {
    const tag = createHtml({ nonce: "abc" });
    expect(String(tag`${unsafeMarkup("<script>evil()</script>")}`)).toBe("<script>evil()</script>");
  });
});
