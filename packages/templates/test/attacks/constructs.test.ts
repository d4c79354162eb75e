/** T26–T33, T43, T44, T47–T52: what returns output, what is no string, what lies behind values, and places of their own. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { DictLoader, Environment, nullCatalogue, translations } from "../../src/index.ts";
import { badUrls, elementsOf } from "../proof/judge.ts";
import { attributesOf, count, refusalOf, render, shapeOf, textIn, twin } from "./page.ts";

describe("T26 every construct that returns output gives a value escaped once", () => {
  const templates: Readonly<Record<string, string>> = {
    macro: "{% macro m(v) %}{{ v }}{% endmacro %}{{ m(v) }}",
    call: "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
    "call with arguments": "{% macro m(v) %}{{ caller(v) }}{% endmacro %}{% call(w) m(v) %}{{ w }}{% endcall %}",
    set: "{% set s %}{{ v }}{% endset %}{{ s }}",
    "set and safe": "{% set s %}{{ v }}{% endset %}{{ s|safe }}",
    filter: "{% filter trim %}{{ v }}{% endfilter %}",
    include: "{% include 'part' %}",
    import: "{% from 'lib' import m %}{{ m(v) }}",
    super: "{% extends 'base' %}{% block b %}{{ super() }}{% endblock %}",
    self: "{% if false %}{% block b %}{{ v }}{% endblock %}{% endif %}{{ self.b() }}",
    recursive: "{% for x in [v] recursive %}{{ x }}{% endfor %}",
    trans: "{% trans v=v %}{{ v }}{% endtrans %}",
    concatenation: "{{ v ~ '' }}",
    conditional: "{{ v if true else '' }}",
    join: "{{ [v]|join }}",
  };
  const env = new Environment({
    extensions: ["i18n"],
    loader: new DictLoader({
      ...templates,
      part: "{{ v }}",
      lib: "{% macro m(v) %}{{ v }}{% endmacro %}",
      base: "{% block b %}{{ v }}{% endblock %}",
    }),
  });
  for (const [name, translate] of translations(nullCatalogue)) env.globals.set(name, translate);

  test.each(Object.keys(templates))("%s", async (name) => {
    const template = env.getTemplate(name);
    expect(template.render({ v: "<i>" })).toBe("&lt;i&gt;");
    expect(await template.renderAsync({ v: Promise.resolve("<i>") })).toBe("&lt;i&gt;");
    let streamed = "";
    for await (const chunk of template.stream({ v: "<i>" })) streamed += chunk;
    expect(streamed).toBe("&lt;i&gt;");
  });
});

describe("T27 what is no string becomes text, and is escaped then", () => {
  const attack = "<img src=x onerror=alert(1)>";
  const values: readonly unknown[] = [
    [attack],
    [[attack]],
    { a: attack },
    { [attack]: 1 },
    { toString: () => attack },
    Symbol(attack),
    10n,
    new Date(0),
    new String(attack),
    function f() {
      return attack;
    },
    [attack].values(),
    new Map([[attack, attack]]),
    new Set([attack]),
    new Error(attack),
  ];
  test.each(values.map((v, i) => [i, v] as const))("number %i", (_, v) => {
    for (const template of ["{{ v }}", "<p title='{{ v }}'></p>", "<p title={{ v }}></p>", "<title>{{ v }}</title>"]) {
      let html = "";
      try {
        html = render(template, { v });
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(count(html, "img")).toBe(0);
      expect(Object.keys(attributesOf(html, "p"))).not.toContain("onerror");
    }
  });
  test("the twin: without escaping the first one is an element", () => {
    expect(count(new Environment({ autoescape: false }).fromString("{{ v }}").render({ v: values[0] }), "img")).toBe(1);
  });
});

describe("what lies behind values", () => {
  const strict = (template: string, data: Readonly<Record<string, unknown>> = {}): string => {
    try {
      return render(template, data);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      return "";
    }
  };
  test("T29 a polluted prototype is no data", () => {
    Object.defineProperty(Object.prototype, "polluted", {
      value: "P",
      configurable: true,
      enumerable: true,
      writable: true,
    });
    try {
      expect(render("{{ polluted }}{{ a.polluted }}{{ a['polluted'] }}{{ [].polluted }}", { a: {} })).toBe("");
    } finally {
      delete (Object.prototype as Record<string, unknown>)["polluted"];
    }
  });
  test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf"])(
    "T30 {{ %s }} is undefined",
    (name) => {
      expect(render(`{{ ${name} }}`)).toBe("");
      expect(render(`{{ a.${name} }}`, { a: {} })).toBe("");
    },
  );
  test.each([
    "''.constructor.constructor('return process')()",
    "a['constructor']['constructor']('return process')()",
    "(a|attr('constructor'))('return process')()",
    "cycler.constructor('return process')()",
    "range.constructor('return process')()",
    "[].map.constructor('return process')()",
  ])("T31 %s", (expression) => {
    expect(strict(`{{ ${expression} }}`, { a: {} })).not.toMatch(/process|native code|object/);
  });
  test.each([
    "[a]|map(attribute='constructor')|list",
    "[a]|map(attribute='a.constructor.constructor')|list",
    "[a]|selectattr('constructor')|list",
    "[a]|groupby('__proto__')|list",
    "[a]|sort(attribute='constructor')|list",
    "[a]|sum(attribute='constructor')",
    "[a]|unique(attribute='__proto__')|list",
    "'%(constructor)s'|format(**a)",
    "'{0.constructor}'.format(a)",
    "'{a.constructor}'.format_map({'a': a})",
  ])("T32 %s", (expression) => {
    expect(strict(`{{ ${expression} }}`, { a: { b: 1 } })).not.toMatch(/function|native code/);
  });
  test("T33 attr() asks the same getter", () => {
    expect(render("{{ a|attr('constructor') }}{{ a|attr('__proto__') }}{{ a|attr('b') }}", { a: { b: 1 } })).toBe("1");
  });
});

describe("T43 what is put into Markup is escaped", () => {
  const safe = createMarkup("<b>x</b> &amp; y");
  test.each([
    "safe|replace('x', v)",
    "safe|replace('x', v, 1)",
    "safe ~ v",
    "v ~ safe",
    "[safe, v]|join",
    "[safe, safe]|join(v)",
    "safe + v",
    "(safe ~ '%s')|format(v)",
    "safe.replace('x', v)",
    "safe.join([v, v])",
    "safe|indent(v)",
    "safe|default(v) ~ v",
  ])("%s", (expression) => {
    const html = render(`{{ ${expression} }}`, { safe, v: "<img src=x>" });
    expect(count(html, "img"), html).toBe(0);
  });
  test.each([
    "trim",
    "lower",
    "upper",
    "title",
    "capitalize",
    "center(40)",
    "wordwrap(3)",
    "truncate(5)",
    "truncate(9, true)",
    "indent",
  ])("%s opens no tag or reference of its own", (filter) => {
    const html = render(`<p>{{ safe|${filter} }}</p><u></u>`, { safe });
    expect(shapeOf(html)).toMatch(/^html; head; body; p(?:; b)*; u$/);
  });
  test("the twin: what the author says is safe is not escaped", () => {
    expect(count(render("{{ safe|replace('x', v|safe) }}", { safe, v: "<img src=x>" }), "img")).toBe(1);
  });
});

describe("T44 urlize", () => {
  test.each([
    'http://a.b/"onmouseover=alert(1)',
    "http://a.b/'onmouseover=alert(1)",
    "https://a.b/<script>alert(1)</script>",
    "javascript:alert(1)//http://a.b",
  ])("%j stays in its link", (v) => {
    const html = render("<p>{{ v|urlize }}</p>", { v });
    expect(count(html, "script")).toBe(0);
    expect(count(html, "a")).toBeLessThanOrEqual(1);
    expect(shapeOf(html)).not.toMatch(/ on/);
    expect(badUrls(elementsOf(html))).toEqual([]);
  });
  test("takes linear time", { timeout: 10_000 }, () => {
    for (const v of [`http://${"a.".repeat(50_000)}`, "(".repeat(100_000), `${"<".repeat(50_000)}http://`]) {
      expect(render("{{ v|urlize }}", { v }).length).toBeGreaterThan(0);
    }
  });
});

describe("T47 ways that end in different places", () => {
  test.each([
    ['{% if a %}<a href="{% endif %}{{ v }}', "ESCAPE_BRANCHES"],
    ["{% for x in xs %}<a title='{% endfor %}{{ v }}", "ESCAPE_BRANCHES"],
    ["{% if a %}<script>{% endif %}{{ v }}</script>", "ESCAPE_BRANCHES"],
    ["<a title='{{ v }}", "ESCAPE_END"],
  ])("%s is refused", (template, code) => expect(refusalOf(template)).toBe(code));
  test("an include that ends inside of a tag, and a block overridden to", () => {
    for (const templates of [
      { main: "{% include part %}{{ v }}", part: "<a title='" },
      { main: "{% extends 'base' %}{% block b %}<a title='{% endblock %}", base: "{% block b %}{% endblock %}{{ v }}" },
    ]) {
      const env = new Environment({ loader: new DictLoader(templates) });
      expect(() => env.getTemplate("main").render({ part: "part", v: "' onx='1" })).toThrow(/ends? /);
    }
  });
  test("the twin goes on inside of the tag", () => {
    const html = twin('{% if a %}<a href="{% endif %}{{ v }}">x</a>', { a: 1, v: "javascript:alert(1)" });
    expect(badUrls(elementsOf(html))).toHaveLength(1);
  });
});

describe("T48 compiled templates on disk", () => {
  test("there is no such cache: nothing in the package writes, makes or opens a file for writing", () => {
    const src = join(import.meta.dirname, "../../src");
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) {
      const code = readFileSync(join(src, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
      expect(/\b(?:writeFile|appendFile|createWriteStream|mkdtemp|mkdir|tmpdir)/.exec(code), file).toBeNull();
    }
  });
});

describe("T49 debugging output", () => {
  test("is text, and the debug tag is not there by default", () => {
    const v = { a: "<img src=x onerror=alert(1)>" };
    const debug = new Environment({ extensions: ["debug"] }).fromString("{% debug %}").render({ v });
    expect(count(debug, "img")).toBe(0);
    expect(count(render("{{ v|pprint }}{{ v|dump }}", { v }), "img")).toBe(0);
    expect(() => render("{% debug %}", { v })).toThrow(/debug/);
  });
});

describe("T50 elements with parsers of their own", () => {
  test.each(["textarea", "title"])("<%s> is escaped", (tag) => {
    for (const v of [
      `</${tag}><script>alert(1)</script>`,
      `</${tag.toUpperCase()} ><img src=x onerror=alert(1)>`,
      "&lt;",
    ]) {
      const html = render(`<${tag}>{{ v }}</${tag}>`, { v });
      expect(textIn(html, tag)).toBe(v);
      expect(count(html, "script") + count(html, "img")).toBe(0);
      // Markup is no promise about the end of this element.
      expect(count(render(`<${tag}>{{ v }}</${tag}>`, { v: createMarkup(v) }), "script")).toBe(0);
    }
  });
  test.each(["xmp", "iframe", "noembed", "noframes", "plaintext"])("<%s> is refused", (tag) => {
    expect(refusalOf(`<${tag}>{{ v }}</${tag}>`)).toBe("ESCAPE_RAW_TEXT");
  });
  test.each(["noscript", "template", "svg"])("<%s> is read with and without scripting, and holds in both", (tag) => {
    const html = render(`<${tag}>{{ v }}</${tag}><i></i>`, { v: `</${tag}><script>alert(1)</script>` });
    expect(count(html, "script")).toBe(0);
    expect(html.match(/<\/?[a-z]+/g)).toEqual([`<${tag}`, `</${tag}`, "<i", "</i"]);
  });
  test("the twin: Markup ends the textarea", () => {
    expect(
      count(twin("<textarea>{{ v }}</textarea>", { v: createMarkup("</textarea><script>1</script>") }), "script"),
    ).toBe(1);
  });
});

describe("T51 comments", () => {
  test.each([
    "<!-- {{ v }} --><p>x</p>",
    "<!--[if IE]>{{ v }}<![endif]--><p>x</p>",
    "<!{{ v }}><p>x</p>",
    "<?php {{ v }} ?><p>x</p>",
    "<!--{{ v }}--!><p>x</p>",
  ])("%s prints nothing, or is refused", (template) => {
    if (refusalOf(template) !== undefined) return;
    for (const v of [
      '--><script>alert(1)</script>"',
      "--!><script>alert(1)</script>",
      "-",
      ">",
      "->",
      createMarkup("--><script>1</script>"),
    ]) {
      const html = render(template, { v });
      expect(shapeOf(html)).toBe("html; head; body; p");
      expect(html).toBe(template.replace("{{ v }}", ""));
    }
  });
  test("the twin: Markup leaves the comment", () => {
    expect(count(twin("<!-- {{ v }} -->", { v: createMarkup("--><script>1</script>") }), "script")).toBe(1);
  });
});

describe("T52 attributes with a grammar of their own", () => {
  const url = "javascript:alert(1)";
  test.each([
    '<a href="{{ v }}">x</a>',
    '<form action="{{ v }}"></form>',
    '<button formaction="{{ v }}">x</button>',
    '<video poster="{{ v }}"></video>',
    '<blockquote cite="{{ v }}">x</blockquote>',
    '<table background="{{ v }}"></table>',
    '<a href="/" ping="/a {{ v }}">x</a>',
    '<a href="/" ping="{{ v }}">x</a>',
    '<img longdesc="{{ v }}" alt="">',
    '<img src="{{ v }}" alt="">',
  ])("%s is a URL", (template) => {
    expect(badUrls(elementsOf(render(template, { v: url })))).toEqual([]);
    expect(badUrls(elementsOf(twin(template, { v: url })))).toHaveLength(1);
  });
  test.each([
    '<html manifest="{{ v }}">',
    '<object archive="{{ v }}"></object>',
    '<applet archive="{{ v }}"></applet>',
  ])("%s loads code", (template) => {
    expect(render(template, { v: "//evil.example/x" })).not.toContain("evil");
  });
  test("each candidate of a srcset is checked", () => {
    for (const v of [`/a 1x, ${url} 2x`, `${url} 1x`, ` ,${url}`]) {
      expect(attributesOf(render('<img srcset="{{ v }}" alt="">', { v }), "img")["srcset"]).not.toMatch(/javascript:/);
    }
    const list = "/a.png 1x, https://b.example/b.png 2x";
    expect(attributesOf(render('<img srcset="{{ v }}" alt="">', { v: list }), "img")["srcset"]).toBe(list);
  });
  test("srcdoc takes Markup as a document, and all else as text", () => {
    const attack = "<script>alert(1)</script>";
    const doc = (v: unknown): string =>
      attributesOf(render('<iframe srcdoc="{{ v }}"></iframe>', { v }), "iframe")["srcdoc"]!;
    expect(count(doc(attack), "script")).toBe(0);
    expect(count(doc(createMarkup("<b>x</b>")), "b")).toBe(1);
    expect(
      count(attributesOf(twin('<iframe srcdoc="{{ v }}"></iframe>', { v: attack }), "iframe")["srcdoc"]!, "script"),
    ).toBe(1);
  });
  test("an attribute that nobody knows is text, a handler that nobody knows is code, a namespace is refused", () => {
    expect(attributesOf(render('<p zork="{{ v }}">x</p>', { v: "a:b" }), "p")).toEqual({ zork: "a:b" });
    expect(attributesOf(render('<p onzork="f({{ v }})">x</p>', { v: "alert(1)" }), "p")["onzork"]).toMatch(
      /^f\((['"]).*\1\)$/,
    );
    expect(refusalOf('<svg xmlns:x="{{ v }}"></svg>')).toBe("ESCAPE_REFUSED_ATTRIBUTE");
  });
});
