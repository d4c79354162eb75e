import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { StrictUndefined, Undefined } from "../../src/runtime/values/undefined.ts";
import { escaping, harness, javascript, milliseconds, python } from "../runtime/harness.ts";

const nothing = new Undefined({ name: "x" });

test.each<[name: string, value: unknown, args: readonly unknown[], expected: string]>([
  ["capitalize", "hELLO", [], "Hello"],
  ["capitalize", 42, [], "42"],
  ["lower", "ÀB", [], "àb"],
  ["upper", "straße", [], "STRASSE"],
  ["upper", nothing, [], ""],
  ["title", "foo bar", [], "Foo Bar"],
  ["title", "foo's bar-baz (qux) [x] {y} <z>", [], "Foo's Bar-Baz (Qux) [X] {Y} <Z>"],
  ["title", "foo\tBAR", [], "Foo\tBar"],
  ["center", "foo", [9], "   foo   "],
  ["trim", "  x ", [], "x"],
  ["trim", "..x..", ["."], "x"],
  ["trim", " x ", [null], "x"],
  ["replace", "aaaaargh", ["a", "d'oh, ", 2], "d'oh, d'oh, aaargh"],
  ["replace", 11, [1, 2], "22"],
  ["string", [1], [], "[1]"],
  ["format", "%s, %s!", ["Hello", "World"], "Hello, World!"],
  ["wordcount", "foo bar-baz it's", [], "5"],
  ["indent", "a\n\nb", [], "a\n\n    b"],
  ["indent", "a\n\nb", [2, true], "  a\n\n  b"],
  ["indent", "a\n\nb", [2, false, true], "a\n  \n  b"],
  ["indent", "a\nb", ["> "], "a\n> b"],
  ["indent", "a\n", [], "a\n"],
  ["indent", "a\n", [2, false, true], "a\n  "],
  ["truncate", "foo bar baz qux", [9], "foo..."],
  ["truncate", "foo bar baz qux", [9, true], "foo ba..."],
  ["truncate", "foo bar baz qux", [11], "foo bar baz qux"],
  ["truncate", "foo bar baz qux", [11, false, "...", 0], "foo bar..."],
  ["truncate", "foobarbaz", [6, false, "", 0], "foobar"],
  ["truncate", "😀😀😀😀😀😀😀😀😀😀", [4, true, "", 0], "😀😀😀😀"],
  ["wordwrap", "Hello!\nThis is wrapped.", [10], "Hello!\nThis is\nwrapped."],
  ["wordwrap", "abcdefgh ij", [3], "abc\ndef\ngh\nij"],
  ["wordwrap", "abcdefgh ij", [3, false], "abcdefgh\nij"],
  ["wordwrap", "well-known x", [6], "well-\nknown\nx"],
  ["wordwrap", "well-known x", [6, true, null, false], "well-k\nnown x"],
  ["wordwrap", "a b", [1, true, "<br>"], "a<br>b"],
  ["wordwrap", "a\n\nb", [5], "a\n\nb"],
  ["striptags", "<p>just a small   \n <a href='x'>example</a> link</p><!-- <x> -->", [], "just a small example link"],
  ["urlencode", "a b/c?d&é", [], "a%20b/c%3Fd%26%C3%A9"],
  ["urlencode", { "a b": "c/d", e: 1 }, [], "a+b=c%2Fd&e=1"],
  ["urlencode", [["a", "b c"]], [], "a=b+c"],
  ["urlencode", 5, [], "5"],
  ["urlencode", nothing, [], ""],
  ["urlencode", "\ud800", [], "%EF%BF%BD"],
  ["pprint", { b: [1], a: "x" }, [], "{'a': 'x', 'b': [1]}"],
])("%s of %o with %o", (name, value, args, expected) => {
  expect(python.print(name, value, args)).toBe(expected);
});

test("keywords name the parameters", () => {
  expect(python.print("truncate", "foo bar baz qux", [9], { killwords: true })).toBe("foo ba...");
  expect(python.print("replace", "aa", [], { old: "a", new: "b", count: 1 })).toBe("ba");
  expect(python.print("format", "%(a)s", [], { a: 1 })).toBe("1");
  expect(harness({ newlineSequence: "\r\n" }).print("wordwrap", "a b", [1])).toBe("a\r\nb");
});

test.each<[name: string, value: unknown, args: readonly unknown[], message: string]>([
  ["indent", 42, [], "unsupported operand type(s) for +=: 'int' and 'str'"],
  ["indent", nothing, [], "'x' is undefined"],
  ["wordwrap", 42, [], "'int' object has no attribute 'splitlines'"],
  ["wordwrap", "a", [0], "invalid width 0 (must be > 0)"],
  ["truncate", "a", [2], "expected length >= 3, got 2"],
  ["truncate", "a", [5, false, "", -1], "expected leeway >= 0, got -1"],
  ["truncate", 5, [], "object of type 'int' has no len()"],
  ["upper", new StrictUndefined({ name: "x" }), [], "'x' is undefined"],
  ["center", "a", ["x"], "'str' object cannot be interpreted as an integer"],
])("%s of %o with %o is an error", (name, value, args, message) => {
  expect(() => python.filter(name, value, args)).toThrow(expect.objectContaining({ message }));
});

test("format takes either places or names", () => {
  expect(() => python.filter("format", "%s", [1], { a: 1 })).toThrow(
    expect.objectContaining({ name: "FilterArgumentError" }),
  );
});

test("the javascript mode forgives what nunjucks forgives", () => {
  expect(javascript.print("indent", null)).toBe("");
  expect(javascript.print("indent", 42, [2, true])).toBe("  42");
  expect(javascript.print("truncate", 12345, [4, true, ".", 0])).toBe("123.");
  expect(javascript.filter("length", null)).toBe(0);
  expect(javascript.print("dump", { a: [1, "<"] })).toBe('{"a":[1,"<"]}');
});

describe("T43 Markup keeps its promise", () => {
  const markup = createMarkup("<b>a &amp; b</b>");
  const shown = (value: unknown): string => escaping.ops.repr(value);

  test.each<[name: string, args: readonly unknown[], html: string]>([
    ["upper", [], "<B>A &AMP; B</B>"],
    ["lower", [], "<b>a &amp; b</b>"],
    ["trim", ["<"], "b>a &amp; b</b>"],
    ["center", [20], "  <b>a &amp; b</b>  "],
    ["replace", ["a", "<i>"], "<b>&lt;i&gt; &&lt;i&gt;mp; b</b>"],
    ["indent", ["<", true], "&lt;<b>a &amp; b</b>"],
    ["truncate", [7, true, "<", 0], "<b>a &lt;"],
    ["truncate", [12, true, "…", 0], "<b>a &amp; …"],
    ["truncate", [2, true, "", 0], ""],
    ["truncate", [14, false, "...", 0], "<b>a &amp;..."],
    ["string", [], "<b>a &amp; b</b>"],
    ["format", [], "<b>a &amp; b</b>"],
  ])("%s(*%o) gives Markup", (name, args, html) => {
    expect(shown(escaping.filter(name, markup, args))).toBe(`Markup(${shown(html)})`);
  });

  test("text that Markup is put into is escaped", () => {
    expect(shown(escaping.filter("replace", "<x>", ["x", createMarkup("<i>")]))).toBe("Markup('&lt;<i>&gt;')");
    expect(
      shown(escaping.filter("truncate", "<<<< <<<<", [5, true, createMarkup("&hellip;").toString().slice(0, 1), 0])),
    ).toBe("'<<<<&'");
    expect(shown(escaping.filter("truncate", "<<<< <<<<", [8, true, createMarkup("<b>…"), 0]))).toBe(
      "Markup('&lt;&lt;&lt;&lt;<b>…')",
    );
    expect(shown(escaping.filter("wordwrap", "< <", [1, true, createMarkup("<br>")]))).toBe("Markup('&lt;<br>&lt;')");
    expect(shown(escaping.filter("title", markup))).toMatch(/^'/);
    expect(shown(escaping.filter("wordwrap", markup))).toMatch(/^'/);
  });

  test("a cut never leaves a tag or a character reference open", () => {
    const html = createMarkup('<a title="x y > z" href=&quot;>one &amp;&lt;&#128512; two</a> three &copy; four');
    for (let length = 0; length < 90; length++) {
      for (const kill of [true, false]) {
        const cut = escaping.print("truncate", html, [length, kill, "", 0]);
        expect(cut.lastIndexOf("<") <= cut.lastIndexOf(">"), cut).toBe(true);
        expect(cut).not.toMatch(/&[a-z#0-9]*$/i);
      }
    }
  });
});

test("linear on hostile text", () => {
  const n = 50_000;
  const texts = [
    "-".repeat(n),
    "a-".repeat(n),
    " ".repeat(n),
    "<".repeat(n),
    "&".repeat(n),
    "a".repeat(n),
    "<!--".repeat(n),
    "😀-".repeat(n),
  ];
  const time = milliseconds(() => {
    for (const text of texts) {
      for (const [name, args] of [
        ["wordwrap", [2]],
        ["wordwrap", [40, false]],
        ["truncate", [100]],
        ["title", []],
        ["striptags", []],
        ["wordcount", []],
        ["trim", []],
        ["indent", []],
      ] as const) {
        python.filter(name, text, args);
      }
      escaping.filter("truncate", createMarkup(text), [n - 10, false, "", 0]);
    }
  });
  expect(time).toBeLessThan(6000);
});

test("a text cannot be blown up", () => {
  expect(() => python.filter("center", "a", [10 ** 9])).toThrow("more than");
  expect(() => python.filter("indent", "\n".repeat(100_000), [1000])).toThrow("more than");
  expect(() => python.filter("wordwrap", "ab".repeat(100_000), [1, true, "x".repeat(1000)])).toThrow("more than");
});
