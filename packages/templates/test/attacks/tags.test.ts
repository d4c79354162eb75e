/** T18–T25, T41: every way to write an attribute or a tag. */
import { Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { Environment, nullCatalogue, translations } from "../../src/index.ts";
import { badUrls, elementsOf } from "../proof/judge.ts";
import { alerts, attributesOf, count, refusalOf, render, shapeOf, textIn, twin } from "./page.ts";

const translated = new Environment({ extensions: ["i18n"] });
for (const [name, translate] of translations(nullCatalogue)) translated.globals.set(name, translate);

/** Ways to give `<a>` an attribute, and the page that comes of it. */
const writers: Readonly<Record<string, (name: string, v: string) => string>> = {
  literal: (name, v) => render(`<a ${name}="{{ v }}">x</a>`, { v }),
  unquoted: (name, v) => render(`<a ${name}={{ v }}>x</a>`, { v }),
  "a name that is a value": (name, v) => render('<a {{ n }}="{{ v }}">x</a>', { n: name, v }),
  xmlattr: (name, v) => render("<a{{ d|xmlattr }}>x</a>", { d: { [name]: v } }),
  trans: (name, v) => translated.fromString(`<a ${name}="{% trans v=v %}{{ v }}{% endtrans %}">x</a>`).render({ v }),
  macro: (name, v) =>
    render('{% macro m(n, v) %}{{ n }}="{{ v }}"{% endmacro %}<a {{ m(n, v) }}>x</a>', { n: name, v }),
  capture: (name, v) => render(`{% set c %}${name}="{{ v }}"{% endset %}<a {{ c }}>x</a>`, { v }),
  "Markup between attributes": (name, v) =>
    render("<a {{ m }}>x</a>", { m: createMarkup(`${name}="${v.replaceAll("&", "&amp;").replaceAll('"', "&#34;")}"`) }),
};

describe.each(Object.keys(writers))("T18 an attribute written by %s", (way) => {
  const write = writers[way]!;
  test("T01 T02 is one attribute", () => {
    for (const v of ["x onfocus=alert(1) autofocus", "", '" onmouseover="alert(1)', "'", ">"]) {
      expect(attributesOf(write("title", v), "a")).toEqual({ title: v });
    }
  });
  test("T03 takes no scheme that runs", () => {
    for (const v of ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x"]) {
      expect(badUrls(elementsOf(write("href", v)))).toEqual([]);
    }
  });
});

describe("names from xmlattr", () => {
  const xmlattr =
    (name: string): (() => string) =>
    () =>
      render("<p{{ d|xmlattr }}>x</p>", { d: new Map([[name, "alert(1)"]]) });
  test("T19 a space in a name throws", () => expect(xmlattr("src onerror=alert(1)")).toThrow());
  test.each(["a/onerror", "a>", "a=", "a\tb", "a\fb", 'a"', "a'", "a<", "a\0", "` a`"])("T20 %j throws", (name) =>
    expect(xmlattr(name)).toThrow(),
  );
  test("T21 an empty name throws", () => expect(xmlattr("")).toThrow());
  test.each([" ", "\u00a0", "\n", "\u3000"])("T22 the blank name %j throws", (name) => expect(xmlattr(name)).toThrow());
  test.each(["onclick", "ONCLICK", "style", "srcdoc", "onfoo"])("T23 %s throws or is left out", (name) => {
    let html = "<p>x</p>";
    try {
      html = xmlattr(name)();
    } catch {
      // Refused: as good.
    }
    expect(attributesOf(html, "p")).toEqual({});
  });
  test("T23 URLs are checked", () => {
    const html = render("<button{{ d|xmlattr }}>x</button>", { d: { formaction: "javascript:alert(1)" } });
    expect(badUrls(elementsOf(html))).toEqual([]);
  });
  test("T23 the twin of a loop that prints what it is given runs it", () => {
    const loop = '<p {% for k, w in d.items() %}{{ k }}="{{ w }}" {% endfor %}>x</p>';
    expect(Object.keys(attributesOf(twin(loop, { d: { onclick: "alert(1)" } }), "p"))).toEqual(["onclick"]);
    expect(Object.keys(attributesOf(render(loop, { d: { onclick: "alert(1)" } }), "p"))).not.toContain("onclick");
  });
});

describe("T24 names of attributes and elements", () => {
  const names = [
    "onclick",
    "ONCLICK",
    "style",
    "srcdoc",
    "x onclick",
    "x>",
    "a=b onclick",
    "",
    "/onclick",
    '"',
    "@click",
    "x-on:click",
    ":onclick",
  ];
  test.each(names)("the attribute %j", (n) => {
    for (const template of [
      '<p {{ n }}="alert(1)">x</p>',
      '<p data-{{ n }}="alert(1)">x</p>',
      '<p title="x" {{ n }}>x</p>',
    ]) {
      const html = render(template, { n });
      expect(elementsOf(html).filter(({ tagName }) => tagName === "p")).toHaveLength(1);
      for (const name of Object.keys(attributesOf(html, "p"))) expect(name).toMatch(/^(?:data-[\w:.-]*|title)$/);
      expect(count(html, "script")).toBe(0);
    }
  });
  test.each([
    "script",
    "SCRIPT",
    "style",
    "iframe",
    "svg",
    "math",
    "title",
    "textarea",
    "meta",
    "link",
    "base",
    "object",
    "embed",
    "img onerror=x",
    "p onclick=x",
    "/p",
    "!--",
    "",
  ])("the element %j", (t) => {
    const html = render("<div><{{ t }}>alert(1)</{{ t }}><i></i></div>", { t });
    expect(shapeOf(html)).toBe("html; head; body; div; span; i");
  });
  test("the twin makes the script", () => {
    expect(count(twin("<{{ t }}>alert(1)</{{ t }}>", { t: "script" }), "script")).toBe(1);
    expect(shapeOf(twin('<p {{ n }}="alert(1)">', { n: "onclick" }))).toContain("p onclick");
  });
  test("a value does not complete the name of another element", () => {
    const page = "<{{ v }}cript>{{ w }}</script>";
    expect(refusalOf(page)).toBe("ESCAPE_TAG_NAME");
    expect(refusalOf("{% macro m() %}s{% endmacro %}{% set n = m %}<{{ n() }}tyle>a { fill: {{ w }} }</style>")).toBe(
      "ESCAPE_TAG_NAME",
    );
    expect(alerts(textIn(twin(page, { v: "s", w: "alert(1)" }), "script"))).toBe(true);
    expect(render("<{{ v }}-cript></{{ v }}-cript>", { v: "s" })).toBe("<s-cript></s-cript>");
  });

  test("names that are put together are refused", () => {
    for (const template of ["<p on{{ n }}='x'>", "<p {{ a }}{{ b }}='x'>", "<p hre{{ n }}='x'>"]) {
      expect(refusalOf(template)).toBe("ESCAPE_ATTRIBUTE_NAME");
    }
    expect(refusalOf("<s{{ t }}>")).not.toBe("");
  });
});

describe("T25 what only looks safe", () => {
  const name: unknown = JSON.parse(
    '{"__html":"<img src=x onerror=alert(1)>","isEscaped":true,"__safe":true,"html":"<img src=x onerror=alert(1)>","toString":"x","constructor":null,"__html__":"<img src=x onerror=alert(1)>","__proto__":{"__html__":"<img>"}}',
  );
  const shams: readonly unknown[] = [
    name,
    Object.create(Markup.prototype) as unknown,
    Object.assign(Object.create(Markup.prototype) as object, { value: "<img src=x>", html: "<img src=x>" }),
    [name],
    { toString: () => "<img src=x>" },
  ];
  test.each(shams.map((sham, i) => [i, sham] as const))("number %i is text, or an error", (_, sham) => {
    for (const template of [
      "{{ v }}",
      "<p title='{{ v }}'>",
      "<p {{ v }}>",
      "{{ v ~ '' }}",
      "{{ [v]|join }}",
      "{{ v|string }}",
    ]) {
      let html = "";
      try {
        html = render(template, { v: sham });
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(count(html, "img"), html).toBe(0);
    }
  });
  test("the twin: what is Markup is not escaped", () => {
    expect(count(render("{{ v }}", { v: createMarkup("<img src=x>") }), "img")).toBe(1);
  });
});

describe("T41 safe as text is not safe in an attribute", () => {
  test.each(['<p title="{{ v }}">x</p>', "<p title='{{ v }}'>x</p>", "<p title={{ v }}>x</p>"])("%s", (template) => {
    const html = render(template, { v: createMarkup("a\" onx=1 ' ony=2 >") });
    expect(Object.keys(attributesOf(html, "p"))).toEqual(["title"]);
    expect(attributesOf(html, "p")["title"]).toBe("a\" onx=1 ' ony=2 >");
  });
  test("the twin believes it", () => {
    expect(shapeOf(twin('<p title="{{ v }}">x</p>', { v: createMarkup('a" onx="1') }))).toContain("p title onx");
  });
});
