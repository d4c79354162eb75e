/** What an application says of its attributes counts wherever their names come from. */
import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { nullCatalogue, translations } from "../../src/extensions/translations.ts";
import { DictLoader, Environment, EscapeError, PrecompiledLoader, precompile } from "../../src/index.ts";
import { attributesOf } from "../attacks/page.ts";

const options = {
  attributes: {
    attributes: { "data-href": "url", "x-card label": "text", "data-run": "script", "data-only": "refused" },
    prefixes: { "wire:": "script" },
  },
} as const;
const env = new Environment({ ...options, extensions: ["i18n"] });
for (const [name, translate] of translations(nullCatalogue)) env.globals.set(name, translate);
const plain = new Environment({ extensions: ["i18n"] });
for (const [name, translate] of translations(nullCatalogue)) plain.globals.set(name, translate);

const attack = "javascript:alert(1)";

/** Ways to print the attribute `data-href` with a value. */
const urls: Readonly<Record<string, string>> = {
  "written in the template": '<p data-href="{{ v }}">x</p>',
  "whose name is a value": '<p {{ n }}="{{ v }}">x</p>',
  "whose name is half a value": '<p data-{{ half }}="{{ v }}">x</p>',
  "that come as Markup": "<p {{ markup }}>x</p>",
  "made by xmlattr": "<p {{ object|xmlattr }}>x</p>",
  "made by a macro": '{% macro m(v) %}data-href="{{ v }}"{% endmacro %}<p {{ m(v) }}>x</p>',
  "captured before": '{% set a %}data-href="{{ v }}"{% endset %}<p {{ a }}>x</p>',
  "in a translation": '{% trans v=v %}<p data-href="{{ v }}">x</p>{% endtrans %}',
};
const data = {
  v: attack,
  n: "data-href",
  half: "href",
  object: { "data-href": attack },
  markup: createMarkup(`data-href="${attack}"`),
};

describe("a URL in an attribute", () => {
  test.each(Object.entries(urls))("%s", (_, source) => {
    expect(attributesOf(env.fromString(source).render(data), "p")["data-href"]).toBe("about:invalid#blocked");
    const allowed = { ...data, v: "/a", object: { "data-href": "/a" }, markup: createMarkup('data-href="/a"') };
    expect(attributesOf(env.fromString(source).render(allowed), "p")["data-href"]).toBe("/a");
    // The twin: without the row of the application, it is text.
    expect(attributesOf(plain.fromString(source).render(data), "p")["data-href"]).toBe(attack);
  });
});

describe("code in an attribute", () => {
  const names = ["data-run", "wire:click", "onclick"];

  test.each(names)("%s whose name is a value is not printed", (n) => {
    const page = env.fromString('<p {{ n }}="{{ v }}">x</p>').render({ n, v: "alert(1)" });
    expect(Object.keys(attributesOf(page, "p"))).toEqual(["data-blocked"]);
  });

  test.each(names)("%s that comes as Markup is not printed", (n) => {
    const page = env.fromString("<p {{ v }}>x</p>").render({ v: createMarkup(`${n}="alert(1)"`) });
    expect(attributesOf(page, "p")).toEqual({});
  });

  test.each(names)("%s by xmlattr needs a SafeScript", (n) => {
    expect(() => env.fromString("<p {{ object|xmlattr }}>").render({ object: { [n]: "alert(1)" } })).toThrow(
      /SafeScript/,
    );
  });

  test("written in the template, a value in it is a literal", () => {
    const page = env.fromString('<p wire:click="f({{ v }})" data-run="{{ v }}">x</p>').render({ v: '"+alert(1)' });
    expect(attributesOf(page, "p")).toEqual({
      "wire:click": 'f("\\u0022\\u002balert\\u00281\\u0029")',
      "data-run": '"\\u0022\\u002balert\\u00281\\u0029"',
    });
  });
});

test("what is refused is refused: in the template, and as a name at run time", () => {
  expect(() => env.fromString('<p data-only="{{ v }}">')).toThrow(EscapeError);
  const page = env.fromString('<p {{ n }}="{{ v }}">x</p>').render({ n: "data-only", v: "1" });
  expect(attributesOf(page, "p")).toEqual({ "data-blocked": "1" });
});

test("a row may say that an attribute is plain after all, on one element only", () => {
  const source = '<x-card x-label="{{ v }}" label="{{ v }}">';
  expect(attributesOf(env.fromString(source).render({ v: "a b" }), "x-card")).toEqual({
    "x-label": '"a\\u0020b"',
    label: "a b",
  });
  expect(() => new Environment({ attributes: { attributes: { onclick: "text" } } })).toThrow(/cannot be declared/);
});

test("an overlay and what is compiled ahead of time go by the same tables", async () => {
  const source = '<p {{ n }}="{{ v }}" data-href="{{ v }}">x</p>';
  expect(attributesOf(env.overlay({ locale: "de" }).fromString(source).render(data), "p")["data-href"]).toBe(
    "about:invalid#blocked",
  );
  const ahead = new Environment({ ...options, loader: new DictLoader({ "a.html": '<p {{ n }}="{{ v }}">x</p>' }) });
  const code = precompile(ahead, ["a.html"]);
  const { templates } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    templates: ConstructorParameters<typeof PrecompiledLoader>[0];
  };
  const loaded = new Environment({ ...options, loader: new PrecompiledLoader(templates) });
  expect(attributesOf(loaded.getTemplate("a.html").render(data), "p")["data-href"]).toBe("about:invalid#blocked");
});

test("two applications in one process do not hear of each other's tables", () => {
  const source = "<p {{ v }}>x</p>";
  const v = createMarkup(`data-href="${attack}"`);
  const one = plain.fromString(source).render({ v });
  const two = env.fromString(source).render({ v });
  expect(attributesOf(one, "p")["data-href"]).toBe(attack);
  expect(attributesOf(two, "p")["data-href"]).toBe("about:invalid#blocked");
  expect(plain.fromString(source).render({ v })).toBe(one);
});
