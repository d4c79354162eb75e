import { isJson, isMarkup, isSafeAttributes } from "@ampoule/markup";
import { createMarkup, createScript, createStyle, createUrl, setUnsafeHook } from "@ampoule/markup/engine";
import { parseFragment } from "parse5";
import { afterEach, describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { Undefined } from "../../src/runtime/values/undefined.ts";
import { PyFloat, tuple } from "../../src/runtime/values/values.ts";
import { escaping, harness, javascript, milliseconds, python } from "../runtime/harness.ts";

const shown = (value: unknown): string => python.ops.repr(value);

describe("escape, forceescape, safe", () => {
  test.each<[name: string, value: unknown, html: string]>([
    ["escape", "<'\"&>", "&lt;&#39;&#34;&amp;&gt;"],
    ["e", createMarkup("<b>"), "<b>"],
    ["escape", null, "None"],
    ["escape", [createMarkup("<b>")], "[Markup(&#39;&lt;b&gt;&#39;)]"],
    ["forceescape", createMarkup("<b>"), "&lt;b&gt;"],
    ["safe", "<b>", "<b>"],
    ["safe", 42, "42"],
    ["safe", { __html__: () => "<i>" }, "<i>"],
  ])("%s of %o", (name, value, html) => {
    const result = python.filter(name, value);
    expect(isMarkup(result)).toBe(true);
    expect(String(result)).toBe(html);
  });

  afterEach(() => {
    setUnsafeHook(undefined);
  });

  test("safe asks the development hook, as unsafeMarkup does", () => {
    setUnsafeHook((text) => {
      if (text.includes("from the request")) throw new Error("came in with this request");
    });
    expect(() => python.filter("safe", "<b>from the request</b>")).toThrow("came in with this request");
    expect(shown(python.filter("safe", createMarkup("<b>from the request</b>")))).toContain("from the request");
  });

  test("T25 T27 what only looks like HTML is text", () => {
    const json: unknown = JSON.parse(
      '{"__html__":"<b>","isEscaped":true,"toString":"x","constructor":null,"html":"<i>"}',
    );
    const values = [json, [json], [["<b>"]], new String("<b>"), Object.create(Object.getPrototypeOf(createMarkup("")))];
    for (const value of values) {
      expect(String(python.filter("escape", value))).not.toMatch(/<(?:b|i)>/);
      expect(String(javascript.filter("escape", value))).not.toMatch(/<(?:b|i)>/);
    }
    class Evil {
      toString(): string {
        return "<script>";
      }
    }
    for (const value of [new Evil(), [new Evil()], Symbol("<b>"), () => "<b>", new Map([["<b>", new Evil()]])]) {
      expect(String(javascript.filter("escape", value))).not.toContain("<script>");
      expect(String(javascript.filter("escape", value))).not.toContain("<b>");
    }
  });
});

describe("xmlattr", () => {
  const attributes = (value: unknown, args: readonly unknown[] = []): string => escaping.print("xmlattr", value, args);

  test.each<[value: unknown, args: readonly unknown[], text: string]>([
    [{ class: "a b", id: null, "data-x": 1, gone: new Undefined() }, [], ' class="a b" data-x="1"'],
    [{ t: true, f: false }, [], ' t="True" f="False"'],
    [{ q: "<\"'&>" }, [], ' q="&lt;&#34;&#39;&amp;&gt;"'],
    [{ a: 1 }, [false], 'a="1"'],
    [{}, [], ""],
    [{ title: createMarkup("a &amp; b") }, [], ' title="a &amp; b"'],
    [{ href: "/x?a=1&b=2" }, [], ' href="/x?a=1&amp;b=2"'],
    [{ href: createUrl("data:image/png;base64,AA") }, [], ' href="data:image/png;base64,AA"'],
  ])("%o %o", (value, args, text) => {
    expect(attributes(value, args)).toBe(text);
    expect(isMarkup(escaping.filter("xmlattr", value, args))).toBe(true);
    expect(typeof python.filter("xmlattr", value, args)).toBe("string");
  });

  test("the javascript mode writes boolean attributes", () => {
    expect(javascript.print("xmlattr", { disabled: true, hidden: false, min: 0 })).toBe(' disabled min="0"');
  });

  test("needs a dict", () => {
    expect(() => attributes([1])).toThrow("'list' object has no attribute 'items'");
    expect(() => attributes(new Undefined({ name: "x" }))).toThrow("'x' is undefined");
  });

  test.each([
    ["T19 a space", "src onerror=alert(1)"],
    ["T20 a slash", "a/onerror"],
    ["T20 a greater-than sign", "a>"],
    ["T20 an equals sign", "a="],
    ["T20 a tab", "a\tb"],
    ["T20 a form feed", "a\fb"],
    ["T20 a double quote", 'a"'],
    ["T20 a single quote", "a'"],
    ["T20 a less-than sign", "a<"],
    ["T20 a null", "a\0"],
    ["T20 a backtick", "` a`"],
    ["T21 nothing", ""],
    ["T22 a blank", " "],
    ["T22 a no-break space", "\u00a0"],
    ["T22 a line feed at the end", "a\n"],
  ])("%s in a name is refused", (_name, key) => {
    expect(() => attributes({ [key]: "onclick=alert(1)" })).toThrow("Invalid character in attribute name");
  });

  test("T22 a name that is no string is refused", () => {
    for (const key of [Symbol("onclick"), new String(" "), 5, null, createMarkup("onclick")]) {
      expect(() => attributes(new Map([[key, "x"]]))).toThrow("expected string as attribute name");
    }
  });

  test.each(["onclick", "ONCLICK", "OnLoad", "style", "STYLE", "srcdoc", "x-on:click", "v-html", "hx-on:click"])(
    "T23 %s needs a value of its own type",
    (name) => {
      expect(() => attributes({ [name]: "alert(1)" })).toThrow(/needs a|cannot be given/);
      if (name === "srcdoc") return;
      expect(() => attributes({ [name]: createMarkup("alert(1)") })).toThrow(/needs a|cannot be given/);
    },
  );

  test("T23 URLs are checked", () => {
    for (const name of ["href", "src", "formaction", "action", "xlink:href", "HREF"]) {
      expect(attributes({ [name]: "javascript:alert(1)" })).not.toContain("javascript");
      expect(attributes({ [name]: " \u0001JaVa\tScRiPt:alert(1)" })).not.toMatch(/script:/i);
    }
  });

  test("T23 vouched-for code comes through, as SafeAttributes where escaping is contextual", () => {
    const vouched = { onclick: createScript("go()"), style: createStyle("color: red") };
    expect(attributes(vouched)).toBe(' onclick="go()" style="color: red"');
    const contextual = harness({ autoescape: true, contextual: true });
    expect(isSafeAttributes(contextual.filter("xmlattr", vouched))).toBe(true);
    expect(isMarkup(contextual.filter("xmlattr", { a: 1 }))).toBe(true);
  });

  test("without the guard, such names and values make handlers", () => {
    const naive = Object.entries({ "x onmouseover": "alert(1)" }).map(([key, value]) => ` ${key}="${value}"`);
    const [element] = parseFragment(`<p${naive.join("")}>`).childNodes;
    expect(element).toMatchObject({ attrs: [{ name: "x" }, { name: "onmouseover", value: "alert(1)" }] });
  });
});

describe("tojson", () => {
  test.each<[value: unknown, json: string]>([
    [{ b: [1, 1.5, null, true], a: "é" }, '{"a": "\\u00e9", "b": [1, 1.5, null, true]}'],
    [new PyFloat(1), "1.0"],
    [10n ** 20n, "100000000000000000000"],
    [Number.NaN, "NaN"],
    [tuple([1]), "[1]"],
    [createMarkup("<b>"), '"\\u003cb\\u003e"'],
    [
      new Map<unknown, unknown>([
        [1, "a"],
        [2.5, "b"],
      ]),
      '{"1": "a", "2.5": "b"}',
    ],
    [new Map<unknown, unknown>([[true, 1]]), '{"true": 1}'],
    [[], "[]"],
    [{}, "{}"],
  ])("python: %o", (value, json) => {
    const result = python.filter("tojson", value);
    expect(isJson(result)).toBe(true);
    expect(String(result)).toBe(json);
  });

  test.each<[value: unknown, json: string]>([
    [{ b: 1, a: undefined }, '{"b":1,"a":null}'],
    [Number.NaN, "null"],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [new Set([1]), "[1]"],
    [
      new (class A {
        x = 1;
        f = () => 1;
      })(),
      '{"x":1}',
    ],
    ["é", '"é"'],
    [new Map([["a", 1]]).entries(), '[["a",1]]'],
  ])("javascript: %o", (value, json) => {
    expect(String(javascript.filter("tojson", value))).toBe(json);
  });

  const engineValues = "[range(2), namespace(a='<'), {'b': 1}.items(), 'cd'|map('upper')]";
  const engineJson = '[[0,1],{"a":"\\u003c"},[["b",1]],["C","D"]]';

  test.each([
    ["the filter", `{{ ${engineValues}|tojson }}`, engineJson],
    ["a script", `<script>x = {{ ${engineValues} }}</script>`, `<script>x = ${engineJson}</script>`],
  ])(
    "lists and dicts that a template makes are lists and dicts for %s, in the default mode",
    (_name, source, expected) => {
      expect(new Environment().fromString(source).render()).toBe(expected);
    },
  );

  test.each([
    "{% macro m() %}{% endmacro %}{{ m|tojson }}",
    "{% for a in [1] %}{{ loop|tojson }}{% endfor %}",
    "{{ self|tojson }}",
    "{{ cycler(1)|tojson }}",
  ])("%s is an error in the default mode too", (source) => {
    expect(() => new Environment().fromString(source).render()).toThrow("is not JSON serializable");
  });

  test("indent and the policies", () => {
    expect(python.print("tojson", { b: [1], a: {} }, [2])).toBe('{\n  "a": {},\n  "b": [\n    1\n  ]\n}');
    const unsorted = harness({ policies: { "json.dumps_kwargs": { sort_keys: false, indent: 1 } } });
    expect(unsorted.print("tojson", { b: 1, a: 2 })).toBe('{\n "b": 1,\n "a": 2\n}');
  });

  const circular: unknown[] = [];
  circular.push(circular);
  let deep: unknown = 1;
  for (let depth = 0; depth < 5000; depth++) deep = [deep];

  test.each<[value: unknown, message: string]>([
    [new Undefined({ name: "x" }), "Object of type Undefined is not JSON serializable"],
    [new Set([1]), "Object of type set is not JSON serializable"],
    [() => 1, "Object of type function is not JSON serializable"],
    [new Map([[tuple([1]), 1]]), "keys must be str, int, float, bool or None, not tuple"],
    [
      new Map<unknown, unknown>([
        [1, 1],
        ["a", 1],
      ]),
      "'<' not supported between instances of 'str' and 'int'",
    ],
    [circular, "Circular reference detected"],
    [deep, "the value is nested too deeply for JSON"],
  ])("%o is an error", (value, message) => {
    expect(() => python.filter("tojson", value)).toThrow(message);
  });

  test("T45 is safe in scripts, in ld+json and in single-quoted attributes, and reads back", () => {
    const values = ["</script>", "<!--", "]]>", "\u2028\u2029", "&quot;", "'", "<script", "\u{1f600}", "\ud800"];
    for (const mode of [python, javascript]) {
      const json = mode.print("tojson", values);
      expect(json).not.toMatch(/[<>&'\u2028\u2029]/);
      expect(JSON.parse(json)).toEqual(values);
      const page = parseFragment(`<script type="application/ld+json">${json}</script><p data-x='${json}'>`);
      expect(page.childNodes).toHaveLength(2);
    }
    expect(parseFragment(`<script>${JSON.stringify(values)}</script>`).childNodes.length).toBeGreaterThan(1);
  });

  test("json_script is an element of its own", () => {
    expect(python.print("json_script", { a: "</script>" }, ["data"])).toBe(
      '<script id="data" type="application/json">{"a": "\\u003c/script\\u003e"}</script>',
    );
    expect(python.print("json_script", 1)).toBe('<script type="application/json">1</script>');
    expect(() => python.filter("json_script", 1, ['x" onload="a'])).toThrow("cannot be the id");
  });
});

describe("text that people wrote", () => {
  test("T49 pprint gives text, which is escaped where it is printed", () => {
    expect(typeof escaping.filter("pprint", { a: "<b>" })).toBe("string");
  });

  test("pprint breaks lines as Python does, and knows its limits", () => {
    const value = { b: Array.from({ length: 12 }, (_, index) => `item ${index}`), a: new PyFloat(1) };
    expect(python.print("pprint", value)).toBe(
      "{'a': 1.0,\n 'b': ['item 0',\n       'item 1',\n       'item 2',\n       'item 3',\n       'item 4',\n       'item 5',\n" +
        "       'item 6',\n       'item 7',\n       'item 8',\n       'item 9',\n       'item 10',\n       'item 11']}",
    );
    expect(python.print("pprint", "word ".repeat(20))).toBe(
      "('word word word word word word word word word word word word word word word '\n 'word word word word word ')",
    );
    let doubled: unknown = ["x".repeat(100)];
    for (let round = 0; round < 40; round++) doubled = [doubled, doubled];
    expect(() => python.print("pprint", doubled)).toThrow("too large");
  });

  test("visible shows what hides", () => {
    expect(python.print("visible", "rm \u202e-rf")).toBe("rm [U+202E]-rf");
    expect(python.print("visible", "a\u200bb", ["strip"])).toBe("ab");
    expect(() => python.filter("visible", "a", ["x"])).toThrow("mode must be");
  });

  test("nl2br escapes first", () => {
    expect(shown(python.filter("nl2br", "a<\r\nb"))).toBe("Markup('a&lt;<br>\\nb')");
    expect(shown(python.filter("nl2br", createMarkup("<b>\n")))).toBe("Markup('<b><br>\\n')");
  });

  test("sanitize waits for its sanitiser", () => {
    expect(() => python.filter("sanitize", "<b>")).toThrow("needs renderAsync()");
    expect(shown(python.filter("sanitize", createMarkup("<b>")))).toBe("Markup('<b>')");
  });
});

test("hostile values take linear time", () => {
  const time = milliseconds(() => {
    python.filter(
      "tojson",
      Array.from({ length: 100_000 }, (_, index) => ({ k: index })),
    );
    python.filter("pprint", "a ".repeat(50_000));
    python.filter("striptags", "<".repeat(200_000));
    python.filter("xmlattr", Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`data-${index}`, "x"])));
  });
  expect(time).toBeLessThan(4000);
});
