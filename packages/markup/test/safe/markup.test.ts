import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { escape, isMarkup, type Markup } from "../../src/index.ts";
import { createMarkup } from "../../src/trusted.ts";
import { hostile } from "../support/hostile.ts";
import { shapeOf } from "../support/tree.ts";

const m = createMarkup;
const text = (value: unknown): unknown => (Array.isArray(value) ? value.map(String) : String(value));

/** MarkupSafe gives the same, where it takes such arguments at all (it fills up with one character only, and has no `%x`). */
const rows: readonly [what: string, result: unknown, expected: unknown][] = [
  ["add", m("<b>").add("<i>"), "<b>&lt;i&gt;"],
  ["add of Markup", m("<b>").add(m("<i>")), "<b><i>"],
  ["radd", m("<b>").radd("<i>"), "&lt;i&gt;<b>"],
  ["concat", m("<b>").concat("<", m(">"), 1), "<b>&lt;>1"],
  ["join", m("<br>").join(["<a>", m("<b>"), 3]), "&lt;a&gt;<br><b><br>3"],
  ["repeat", m("<b>").repeat(2), "<b><b>"],
  ["repeat by less than nothing", m("<b>").repeat(-1), ""],
  ["replace", m("a-b-c").replace("-", "<"), "a&lt;b&lt;c"],
  ["replace, counted", m("a-b-c").replace("-", "<", 1), "a&lt;b-c"],
  ["replace what is escaped", m("a&lt;b").replace("<", m("<br>")), "a<br>b"],
  ["removeprefix", m("<b>a").removeprefix("<b>"), "a"],
  ["removeprefix of what is not there", m("a").removeprefix("b"), "a"],
  ["removesuffix", m("a</b>").removesuffix("</b>"), "a"],
  ["removesuffix of nothing", m("a").removesuffix(""), "a"],
  ["replace nothing", m("ab").replace("", "-"), "-a-b-"],
  ["replace nothing, counted", m("ab").replace("", "-", 2), "-a-b"],
  ["split", m("a, <b>").split(", "), ["a", "<b>"]],
  ["split, limited", m("a,b,c").split(",", 1), ["a", "b,c"]],
  ["split at white space", m("  a \t b ").split(), ["a", "b"]],
  ["rsplit", m("a,b,c").rsplit(",", 1), ["a,b", "c"]],
  ["splitlines", m("a\r\nb\n\nc\n").splitlines(), ["a", "b", "", "c"]],
  ["splitlines with ends", m("a\r\nb").splitlines(true), ["a\r\n", "b"]],
  ["partition", m("a&lt;b&lt;c").partition("<"), ["a", "&lt;", "b&lt;c"]],
  ["rpartition", m("a&lt;b&lt;c").rpartition("<"), ["a&lt;b", "&lt;", "c"]],
  ["partition without a match", m("abc").partition("-"), ["abc", "", ""]],
  ["rpartition without a match", m("abc").rpartition("-"), ["", "", "abc"]],
  ["strip", m("  <b>\n").strip(), "<b>"],
  ["strip of characters", m("xx<b>x").strip("x"), "<b>"],
  ["lstrip", m(" a ").lstrip(), "a "],
  ["rstrip", m(" a ").rstrip(), " a"],
  ["lower", m("<B>Ä").lower(), "<b>ä"],
  ["upper", m("<b>ß").upper(), "<B>SS"],
  ["title", m("they're bill's ßa").title(), "They'Re Bill'S Ssa"],
  ["capitalize", m("hELLO wORLD").capitalize(), "Hello world"],
  ["swapcase", m("aBc").swapcase(), "AbC"],
  ["center", m("ab").center(7, "<"), "&lt;&lt;&lt;ab&lt;&lt;"],
  ["center of an odd text", m("abc").center(6), " abc  "],
  ["ljust", m("ab").ljust(4, "*"), "ab**"],
  ["rjust", m("ab").rjust(4), "  ab"],
  ["zfill", m("-42").zfill(6), "-00042"],
  ["expandtabs", m("a\tbc\td\n\te").expandtabs(4), "a   bc  d\n    e"],
  ["striptags", m("<!-- <x> --><b>Main &raquo;</b>\t<em>About</em>").striptags(), "Main » About"],
  ["striptags, unclosed", m("a < b").striptags(), "a < b"],
  ["unescape", m("Main &raquo; <em>&#65;&#x42;</em>").unescape(), "Main » <em>AB</em>"],
  ["slice", m("<m>").slice(1), "m>"],
  ["format by position", m("<b>{}</b>{}").format("<", m(">")), "<b>&lt;</b>>"],
  ["format by number", m("{1}{0}").format("a", "b"), "ba"],
  ["format by name", m("<b>{name}</b>").format({ name: "<i>" }), "<b>&lt;i&gt;</b>"],
  ["format of a path", m("{a.b}{a[c]}").format({ a: { b: "<", c: "&" } }), "&lt;&amp;"],
  [
    "format with a specification",
    m("{:>4}|{:04d}|{:.2f}|{:,}").format("<", 7, 1.005, 1234567),
    "   &lt;|0007|1.00|1,234,567",
  ],
  ["format with nested fields", m("{:{}}|").format("a", 3), "a  |"],
  ["format of braces", m("{{{}}}").format(1), "{1}"],
  ["percent", m("<em>%s</em>").mod("foo & bar"), "<em>foo &amp; bar</em>"],
  ["percent with a list", m("%s-%s").mod(["<", m("<b>")]), "&lt;-<b>"],
  ["percent by name", m("%(a)s%%").mod({ a: "<" }), "&lt;%"],
  [
    "percent of numbers",
    m("%d|%05d|%.2f|%x|%e|%g|%+d").mod([3.9, 42, 2.5, 255, 12345.678, 0.0001, 1]),
    "3|00042|2.50|ff|1.234568e+04|0.0001|+1",
  ],
  ["percent with a width", m("%5s|%-5s|").mod(["ab", "cd"]), "   ab|cd   |"],
];

test.each(rows)("T43 %s escapes what is no Markup, and gives what MarkupSafe gives", (_, result, expected) => {
  expect(text(result)).toEqual(expected);
  const isText = expected === "Main » About" || expected === "a < b" || expected === "Main » <em>AB</em>";
  for (const part of Array.isArray(result) ? result : [result]) expect(isMarkup(part)).toBe(!isText);
});

test("T43 a text that is cut by a precision is cut before it is escaped, so that no reference is torn", () => {
  expect(m("%.1s").mod("<b>").toString()).toBe("&lt;");
  expect(m("{:.1}").format("<b>").toString()).toBe("&lt;");
});

test("T43 whatever is put in, by whatever operation, the shape of the page stays", () => {
  const operations: readonly ((page: Markup, value: string) => Markup)[] = [
    (page, value) => page.add(value),
    (page, value) => page.radd(value),
    (page, value) => page.concat(value, value),
    (page, value) => page.replace("X", value),
    (page, value) => page.format(value, { name: value }),
    (page, value) => page.mod([value]),
    (page, value) => m("<hr>").join([page, value]),
    (page, value) => page.add(escape(value).strip()),
    (page, value) => (page.add(value).striptags() === "" ? page : page.add(value)),
  ];
  fc.assert(
    fc.property(hostile, fc.nat(operations.length - 1), (value, at) => {
      const page = m(`<p title="%s">X{}{name}</p>`);
      const operate = operations[at]!;
      expect(shapeOf(String(operate(page, value)))).toBe(shapeOf(String(operate(page, "x"))));
    }),
    { numRuns: 2000 },
  );
});

test("T32 a format string reads own data, and nothing that leads to a class", () => {
  const print = (format: string, value: unknown): string => m(format).format(value).toString();
  expect(print("{0.constructor}", "x")).toBe("undefined");
  expect(print("{0.__proto__}", { a: 1 })).toBe("undefined");
  expect(print("{0[constructor]}", {})).toBe("undefined");
  expect(print("{0.f}", { f: () => 1 })).toBe("undefined");
  expect(print("{0[a]}", new Map([["a", "<"]]))).toBe("&lt;");
  expect(() => m("{constructor}").format({})).toThrow(RangeError);
  expect(() => m("%(constructor)s").mod({})).toThrow(TypeError);
});

test.each(["{", "}", "{0", "{!z}", "{:zz}", "{5}", "{name}", "{:s!}"])(
  "the malformed format string %s is refused",
  (format) => {
    expect(() => m(format).format(1)).toThrow(RangeError);
  },
);

test.each([
  ["%s %s", ["a"]],
  ["%s", ["a", "b"]],
  ["%d", "x"],
  ["%z", "x"],
  ["%", "x"],
  ["%(a)s", "x"],
])("the percent format %s with %o is refused", (format, values) => {
  expect(() => m(format).mod(values)).toThrow();
});

test("Markup takes no specification: it could be cut in two", () => {
  expect(() => m("{:>5}").format(m("<b>"))).toThrow(/specification/);
});

test("an object says itself what its HTML is for a specification", () => {
  const user = {
    name: "<i>",
    __html_format__: (kind: string) => (kind === "link" ? m("<a>{}</a>").format("<i>") : "<b>"),
  };
  expect(String(m("{0:link} {0} {u:link}").format(user, { u: user }))).toBe("<a>&lt;i&gt;</a> <b> <a>&lt;i&gt;</a>");
  const data: unknown = JSON.parse('{ "__html_format__": "<b>", "__html__": "<b>" }');
  expect(String(m("{}").format(data))).toBe("[object Object]");
});

test("Markup is a string where strings are wanted, and HTML nowhere but in pages", () => {
  const page = m("<b>");
  expect(`${page}`).toBe("<b>");
  expect(page.length).toBe(3);
  expect(JSON.stringify({ page })).toBe('{"page":"<b>"}');
  expect(page.__html__()).toBe(page);
  expect([page.startsWith("<"), page.endsWith(">"), page.includes("b"), page.indexOf("b")]).toEqual([
    true,
    true,
    true,
    1,
  ]);
  expect(inspect(page)).not.toContain("undefined");
});

test("escape leaves HTML alone, and believes __html__ if it is a function", () => {
  expect(escape(m("<b>")).toString()).toBe("<b>");
  expect(escape({ __html__: () => "<b>" }).toString()).toBe("<b>");
  expect(escape({ __html__: () => m("<b>") }).toString()).toBe("<b>");
  expect(escape({ __html__: () => ["<b>"] }).toString()).toBe("&lt;b&gt;");
  expect(escape({ __html__: "<b>", toString: () => "<i>" }).toString()).toBe("&lt;i&gt;");
});
