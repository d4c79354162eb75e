import { createMarkup } from "@ampoule/markup/engine";
import { type DefaultTreeAdapterMap, parse as parsePage } from "parse5";
import { describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import type { CsrfForm, RenderOptions } from "../../src/runtime/run.ts";
import { renderAll } from "../backends.ts";

const nonce: RenderOptions = { nonce: "bm9uY2U=" };

describe("nonces", () => {
  const cases: readonly (readonly [source: string, expected: string])[] = [
    ["<script>1</script>", '<script nonce="bm9uY2U=">1</script>'],
    ["<style>p{}</style>", '<style nonce="bm9uY2U=">p{}</style>'],
    ['<link rel="stylesheet" href="/a.css">', '<link rel="stylesheet" href="/a.css" nonce="bm9uY2U=">'],
    ["<script src='/a.js'></script>", "<script src='/a.js' nonce=\"bm9uY2U=\"></script>"],
    ["<script {% if a %}defer{% endif %}>1</script>", '<script  nonce="bm9uY2U=">1</script>'],
    ["<script nonce='own'>1</script>", "<script nonce='own'>1</script>"],
    ["<p>{{ '<script>1</script>'|safe }}</p>", "<p><script>1</script></p>"],
    ["<link rel=icon href=/i.png>", "<link rel=icon href=/i.png>"],
  ];
  test.each(cases)("%s", async (source, expected) => {
    expect(await renderAll(source, {}, { render: nonce })).toBe(expected);
  });

  test("without a nonce nothing is inserted", async () => {
    expect(await renderAll("<script>1</script>")).toBe("<script>1</script>");
  });

  test("a nonce that could end its attribute is refused", () => {
    const template = new Environment().fromString("<script>1</script>");
    expect(() => template.render({}, { nonce: '"><img onerror=alert(1)>' })).toThrow(TypeError);
  });

  test("a macro that was imported without context prints the nonce of the rendering it is called in", async () => {
    const templates = {
      main: "{% import 'm' as m %}{{ m.s() }}",
      m: "{% macro s() %}<script>1</script>{% endmacro %}",
    };
    for (const value of ["YQ==", "Yg=="]) {
      expect(await renderAll(templates, {}, { render: { nonce: value } })).toBe(`<script nonce="${value}">1</script>`);
    }
  });
});

type Element = DefaultTreeAdapterMap["element"];

/** The forms of a page, with the attributes of what stands first in each. */
function formsOf(html: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const visit = (node: DefaultTreeAdapterMap["node"]): void => {
    if ("tagName" in node && node.tagName === "form") {
      const first = node.childNodes[0];
      const attributes = first !== undefined && "attrs" in first ? (first as Element).attrs : [];
      found.push(Object.fromEntries(attributes.map(({ name, value }) => [name, value])));
    }
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parsePage(html));
  return found;
}

describe("form tokens", () => {
  const asked: CsrfForm[] = [];
  const csrf = (form: CsrfForm) => {
    asked.push(form);
    return createMarkup('<input type="hidden" name="csrf" value="t">');
  };
  const render: RenderOptions = { csrf, origin: "https://own.example" };
  const token = [{ type: "hidden", name: "csrf", value: "t" }];
  const none = [{}];

  const cases: readonly (readonly [
    name: string,
    source: string,
    variables: Record<string, unknown>,
    expected: Record<string, string>[],
  ])[] = [
    ["a form that posts gets one", "<form method=post><b></b></form>", {}, token],
    ["a form that gets does not", "<form><b></b></form>", {}, none],
    ["method in capitals", "<form METHOD='POST'><b></b></form>", {}, token],
    ["a literal action of this site", '<form method="post" action="/a"><b></b></form>', {}, token],
    ["a literal action of another site", '<form method="post" action="https://evil.example/"><b></b></form>', {}, none],
    [
      "an action without a scheme, of another host",
      '<form method="post" action="//evil.example/"><b></b></form>',
      {},
      none,
    ],
    ["a dynamic action of this site", '<form action="{{ a }}" method="post"><b></b></form>', { a: "/a?b&c" }, token],
    [
      "a dynamic action with the own origin",
      '<form action="{{ a }}" method="post"><b></b></form>',
      { a: "https://own.example/x" },
      token,
    ],
    [
      "a dynamic action of another site",
      '<form action="{{ a }}" method="post"><b></b></form>',
      { a: "https://evil.example/" },
      none,
    ],
    [
      "a dynamic action of another host",
      '<form action="{{ a }}" method="post"><b></b></form>',
      { a: "//evil.example/" },
      none,
    ],
    [
      "the same with backslashes",
      '<form action="{{ a }}" method="post"><b></b></form>',
      { a: "\\\\evil.example/" },
      none,
    ],
    [
      "the same with a line end",
      '<form action="{{ a }}" method="post"><b></b></form>',
      { a: "/\n/evil.example/" },
      none,
    ],
    ["the same behind a space", '<form action="{{ a }}" method="post"><b></b></form>', { a: " //evil.example/" }, none],
    ["a dynamic method that posts", '<form method="{{ m }}"><b></b></form>', { m: "Post" }, token],
    ["a dynamic method that gets", '<form method="{{ m }}"><b></b></form>', { m: "get" }, none],
    [
      "an action in a branch",
      "<form method=post{% if a %} action='{{ a }}'{% endif %}><b></b></form>",
      { a: "https://evil.example/" },
      none,
    ],
    [
      "attributes from a macro",
      '{% macro at(a) %}method="post" action="{{ a }}"{% endmacro %}<form {{ at(a) }}><b></b></form>',
      { a: "https://evil.example/" },
      none,
    ],
    [
      "attributes from a macro, of this site",
      '{% macro at(a) %}method="post" action="{{ a }}"{% endmacro %}<form {{ at(a) }}><b></b></form>',
      { a: "/x" },
      token,
    ],
    [
      "two forms, each with its own action",
      '<form method="post" action="{{ a }}"><b></b></form><form method="post"><b></b></form>',
      { a: "https://evil.example/" },
      [{}, token[0]!],
    ],
    ["a form in Markup is the application's own", "{{ f|safe }}", { f: "<form method=post><b></b></form>" }, none],
  ];
  test.each(cases)("%s", async (_name, source, variables, expected) => {
    expect(formsOf(await renderAll(source, variables, { render }))).toEqual(expected);
  });

  test("the application is told where the form goes, as a browser will read it", async () => {
    asked.length = 0;
    await renderAll('<form method="post" action="{{ a }}"></form>', { a: '/a?b="c"&d' }, { render });
    expect(asked[0]).toEqual({ method: "post", action: '/a?b="c"&d' });
  });

  test("without the option nothing is inserted", async () => {
    expect(formsOf(await renderAll("<form method=post><b></b></form>"))).toEqual(none);
  });
});

describe("attributes of a form that a value brings", () => {
  const csrf = () => createMarkup('<input name="csrf">');
  const value = createMarkup('action="https://search.example/" class="a"');
  const rendered = (source: string, variables: Record<string, unknown> = {}): Promise<string> =>
    renderAll(source, { value, ...variables }, { render: { csrf, origin: "https://own.example" } });

  test.each(["<form {{ value }}>", "<form method='get' {{ value }}{% if value %} id=a{% endif %}>"])(
    "lead to another site where nothing is posted: %s",
    async (source) => {
      expect(await rendered(source)).toContain('action="https://search.example/"');
      expect(await rendered(source)).not.toContain("csrf");
    },
  );

  test.each([
    "<form method=post {{ value }}>",
    "<form {{ value }} method=post>",
    "<form {{ value }}{% if value %} method=post{% endif %}>",
    "<form {{ value }} {% include 'none' ignore missing %} method=post>",
  ])("do not where a token stands: %s", async (source) => {
    const page = await rendered(source);
    expect(page).toContain("csrf");
    expect(page).not.toContain("search.example");
  });

  test("and where they may, none stands", async () => {
    const ways = "<form {% if a %}{{ value }}{% else %}method=post{% endif %}>";
    expect(await rendered(ways, { a: true })).toBe('<form action="https://search.example/" class="a">');
    expect(await rendered(ways, { a: false })).not.toContain("csrf");
  });
});
