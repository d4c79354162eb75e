import { createMarkup } from "@ampoule/markup/engine";
import { describe, expect, test } from "vitest";
import { tuple } from "../../src/runtime/values/values.ts";
import { javascript, milliseconds, python } from "./harness.ts";

const show = (value: unknown): string => python.ops.repr(value);

describe("methods of str give what Python's give", () => {
  test.each<[self: string, name: string, args: readonly unknown[], expected: string]>([
    ["hELLO wORLD", "capitalize", [], "'Hello world'"],
    ["ǆ", "capitalize", [], "'ǅ'"],
    ["ﬁx", "capitalize", [], "'Fix'"],
    ["ΣΑΣ", "lower", [], "'σας'"],
    ["straße", "upper", [], "'STRASSE'"],
    ["straße", "casefold", [], "'strasse'"],
    ["they're bill's", "title", [], "\"They'Re Bill'S\""],
    ["aBc", "swapcase", [], "'AbC'"],
    ["  x ", "strip", [], "'x'"],
    ["xxaxx", "strip", ["x"], "'a'"],
    ["😀a😀", "strip", ["😀"], "'a'"],
    ["\u001fa\ufeff", "strip", [], "'a\\ufeff'"],
    ["a b  c ", "split", [], "['a', 'b', 'c']"],
    ["a b  c ", "split", [null, 1], "['a', 'b  c ']"],
    ["a,b,,c", "split", [","], "['a', 'b', '', 'c']"],
    ["a,b,c", "split", [",", 1], "['a', 'b,c']"],
    ["", "split", [], "[]"],
    ["", "split", [","], "['']"],
    [" a b c", "rsplit", [null, 1], "[' a b', 'c']"],
    ["a,b,c", "rsplit", [",", 1], "['a,b', 'c']"],
    ["a\nb\r\nc\u2028d\n", "splitlines", [], "['a', 'b', 'c', 'd']"],
    ["a\nb", "splitlines", [true], "['a\\n', 'b']"],
    ["a-b-c", "partition", ["-"], "('a', '-', 'b-c')"],
    ["a-b-c", "rpartition", ["-"], "('a-b', '-', 'c')"],
    ["abc", "partition", ["-"], "('abc', '', '')"],
    ["abc", "rpartition", ["-"], "('', '', 'abc')"],
    ["ab", "center", [5], "'  ab '"],
    ["abc", "center", [6, "*"], "'*abc**'"],
    ["a", "ljust", [3, "."], "'a..'"],
    ["a", "rjust", [3], "'  a'"],
    ["-42", "zfill", [5], "'-0042'"],
    ["a\tb", "expandtabs", [4], "'a   b'"],
    ["hello", "find", ["l"], "2"],
    ["hello", "find", ["l", 3], "3"],
    ["hello", "find", ["z"], "-1"],
    ["hello", "find", ["", 9], "-1"],
    ["😀hello", "find", ["l"], "3"],
    ["hello", "rfind", ["l"], "3"],
    ["hello", "index", ["e"], "1"],
    ["banana", "count", ["an"], "2"],
    ["abc", "count", [""], "4"],
    ["hello", "startswith", [tuple(["x", "he"])], "True"],
    ["hello", "startswith", ["l", 2], "True"],
    ["hello", "endswith", ["lo"], "True"],
    ["aaa", "replace", ["a", "b", 2], "'bba'"],
    ["abc", "replace", ["", "-"], "'-a-b-c-'"],
    ["abc", "replace", ["", "-", 2], "'-a-bc'"],
    ["prefix-x", "removeprefix", ["prefix-"], "'x'"],
    ["x.txt", "removesuffix", [".txt"], "'x'"],
    ["x", "removesuffix", [""], "'x'"],
    [", ", "join", [["a", "b"]], "'a, b'"],
    ["ab", "translate", [new Map([[97, "X"]])], "'Xb'"],
    ["é", "encode", [], "b'\\xc3\\xa9'"],
    ["{} {x}", "format", [1], "KeyError"],
  ])("%j.%s(*%o)", (self, name, args, expected) => {
    if (expected === "KeyError") expect(() => python.method(self, name, args)).toThrow("'x'");
    else expect(show(python.method(self, name, args))).toBe(expected);
  });

  test.each([
    ["isdigit", "12²", "1.2"],
    ["isdecimal", "12٣", "²"],
    ["isnumeric", "½一", "a"],
    ["isalpha", "aéß漢", "a1"],
    ["isalnum", "a1½", "a-"],
    ["isspace", " \t\u2003", "\u200b"],
    ["isupper", "AB1", "Ab"],
    ["islower", "ab1", "1"],
    ["istitle", "Ab Cd", "AB"],
    ["isidentifier", "_a1é", "1a"],
    ["isprintable", "a b", "a\n"],
    ["isascii", "abc", "é"],
  ])("%s", (name, yes, no) => {
    expect(python.method(yes, name)).toBe(true);
    expect(python.method(no, name)).toBe(false);
    if (name !== "isprintable" && name !== "isascii") expect(python.method("", name)).toBe(false);
  });

  test.each<[self: string, name: string, args: readonly unknown[], message: string]>([
    ["a", "split", [""], "empty separator"],
    ["a", "index", ["z"], "substring not found"],
    [",", "join", [[1]], "sequence item 0: expected str instance, int found"],
    ["a", "center", ["x"], "'str' object cannot be interpreted as an integer"],
    ["a", "ljust", [5, "ab"], "The fill character must be exactly one character long"],
    ["a", "startswith", [1], "startswith first arg must be str or a tuple of str, not int"],
    ["a", "upper", [1], "upper() takes 0 positional arguments but 1 was given"],
    ["a", "replace", ["x"], "replace() missing 1 required positional argument: 'new'"],
  ])("%j.%s(*%o) is an error", (self, name, args, message) => {
    expect(() => python.method(self, name, args)).toThrow(expect.objectContaining({ message }));
  });

  test("arguments may be named", () => {
    expect(python.method("a-b-c", "split", [], { sep: "-", maxsplit: 1 })).toEqual(["a", "b-c"]);
    expect(() => python.method("a", "split", [], { seperator: "-" })).toThrow(
      expect.objectContaining({ message: "split() got an unexpected keyword argument 'seperator'" }),
    );
  });
});

describe("T43 Markup stays Markup, and what is put into it is escaped", () => {
  const markup = createMarkup("<b>x</b>");

  test.each<[name: string, args: readonly unknown[], html: string]>([
    ["upper", [], "<B>X</B>"],
    ["replace", ["x", "<i>"], "<b>&lt;i&gt;</b>"],
    ["replace", ["x", createMarkup("<i>")], "<b><i></b>"],
    ["center", [10, "<"], "&lt;<b>x</b>&lt;"],
    ["join", [["<", createMarkup("<")]], "&lt;<b>x</b><"],
    ["strip", [">"], "<b>x</b"],
    ["zfill", [9], "0<b>x</b>"],
  ])("%s(*%o) is %s", (name, args, html) => {
    if (name === "center") {
      // MarkupSafe escapes the fill, which then is no single character.
      expect(() => python.method(markup, name, args)).toThrow("fill character");
      return;
    }
    const result = python.method(markup, name, args);
    expect(show(result)).toBe(`Markup(${show(html)})`);
  });

  test("parts of Markup are Markup, answers about it are not", () => {
    expect(show(python.method(markup, "split", ["x"]))).toBe("[Markup('<b>'), Markup('</b>')]");
    expect(show(python.method(markup, "partition", ["x"]))).toBe("(Markup('<b>'), Markup('x'), Markup('</b>'))");
    expect(python.method(markup, "find", ["x"])).toBe(3);
    expect(python.method(markup, "striptags")).toBe("x");
    expect(python.method(createMarkup("&lt;"), "unescape")).toBe("<");
  });

  test("format escapes what is put in", () => {
    const template = createMarkup("<b>{}</b>{x:>3}{y}");
    const html = python.method(template, "format", ["<"], { x: "<", y: createMarkup("<i>") });
    expect(show(html)).toBe(`Markup('<b>&lt;</b>  &lt;<i>')`);
    expect(() => python.method(createMarkup("{:>3}"), "format", [markup])).toThrow("Unsupported format specification");
    const user = { __html_format__: (kind: string) => `<${kind}>` };
    expect(show(python.method(createMarkup("{:b}"), "format", [user]))).toBe("Markup('<b>')");
    const data: unknown = JSON.parse('{"__html_format__": "<b>"}');
    expect(show(python.method(createMarkup("{}"), "format", [data]))).not.toContain("<b>");
    expect(show(python.method(createMarkup("{a[0]}"), "format_map", [{ a: ["<"] }]))).toBe("Markup('&lt;')");
  });
});

test("the javascript mode has the methods that nunjucks templates call", () => {
  const { method } = javascript;
  expect(method("aB", "toLowerCase")).toBe("ab");
  expect(method("abc", "includes", ["b"])).toBe(true);
  expect(method("abc", "slice", [1])).toBe("bc");
  expect(method("abc", "substring", [0, 1])).toBe("a");
  expect(method("a", "concat", ["b", 1])).toBe("ab1");
  expect(method(1.005, "toFixed", [1])).toBe("1.0");
  expect(() => python.method("aB", "toLowerCase")).toThrow("'str object' has no attribute 'toLowerCase'");
});

test("methods are linear on hostile text", () => {
  const spaces = " ".repeat(300_000);
  const dashes = "-".repeat(300_000);
  const time = milliseconds(() => {
    python.method(`a${spaces}b`, "strip");
    python.method(`${spaces}x`, "rsplit", [null, 5]);
    python.method(`${dashes}x`, "replace", ["--", "+"]);
    python.method("a ".repeat(150_000), "title");
    python.method("\r".repeat(300_000), "splitlines");
    python.method(`x${spaces}`, "rstrip");
    python.method("😀".repeat(100_000), "find", ["x"]);
  });
  expect(time).toBeLessThan(2000);
});

test("a text cannot be blown up", () => {
  for (const [name, args] of [
    ["center", [10 ** 9]],
    ["ljust", [10 ** 9]],
    ["zfill", [10 ** 9]],
    ["replace", ["", "x".repeat(1000)]],
    ["expandtabs", [10 ** 9]],
  ] as const) {
    expect(() => python.method("\t".repeat(100_000), name, args)).toThrow("more than");
  }
});
