import { describe, expect, test } from "vitest";
import { show, textOf } from "./show.ts";

describe("whitespace control", () => {
  test.each([
    ["a {%- if x %} b {%- endif %}", "a b"],
    ["a {% if x -%} b {% endif %}", "a b "],
    ["a \n\t {{- x }} b", "a· b"],
    ["a {{ x -}} \n b", "a ·b"],
    ["a {#- c -#} b", "ab"],
    ["a {%- raw -%} b {%- endraw -%} c", "abc"],
    ["a\u00a0\u2003{{- x }}", "a·"],
    ["a\ufeff{{- x }}", "a\ufeff·"],
  ])("%j", (source, text) => {
    expect(textOf(source)).toBe(text);
  });

  test("a minus that belongs to the expression is none of it", () => {
    expect(show("{{ -1 }}")).toBe("(- 1)");
    expect(show(" {{-1 }}")).toBe("1");
  });
});

describe("trimBlocks removes the newline after a tag", () => {
  test.each([
    ["{% if x %}\na\n{% endif %}\nb", "a\nb"],
    ["{# c #}\na", "a"],
    ["{{ x }}\na", "·\na"],
    ["{% raw %}\na{% endraw %}\nb", "\nab"],
    ["{% if x +%}\na{% endif %}", "\na"],
    ["{# c +#}\na", "\na"],
    ["{% if x %} \na{% endif %}", " \na"],
    ["{% if x %}\n\na{% endif %}", "\na"],
  ])("%j", (source, text) => {
    expect(textOf(source, { trimBlocks: true })).toBe(text);
  });
});

describe("lstripBlocks removes the indentation before a tag", () => {
  test.each([
    ["  {% if x %}a\n  {% endif %}", "a\n"],
    ["  {# c #}a", "a"],
    ["  {{ x }}", "  ·"],
    ["a  {% if x %}{% endif %}", "a  "],
    ["  {%+ if x %}a{% endif %}", "  a"],
    ["\n  {% raw %}  a\n {% endraw %}", "\n  a\n"],
    ["{% if x %}  {% endif %}b", "  b"],
    ["{% if x %}\n  {% endif %}b", "\nb"],
  ])("%j", (source, text) => {
    expect(textOf(source, { lstripBlocks: true })).toBe(text);
  });

  test("a tag begins a line also where trimBlocks took the newline", () => {
    expect(textOf("{% if x %}\n  {% endif %}b", { lstripBlocks: true, trimBlocks: true })).toBe("b");
  });
});

describe("newlines", () => {
  test("one at the end is removed, if not asked for", () => {
    expect(textOf("a\n\n")).toBe("a\n");
    expect(textOf("a\n", { keepTrailingNewline: true })).toBe("a\n");
    expect(textOf("")).toBe("");
  });

  test("all become the newline sequence, in text and in strings", () => {
    expect(textOf("a\r\nb\rc\nd", { newlineSequence: "\r\n" })).toBe("a\r\nb\r\nc\r\nd");
    expect(show("{{ 'a\nb' }}", { newlineSequence: "\r" })).toBe("'a\rb'");
  });
});

describe("line statements", () => {
  const syntax = { lineStatementPrefix: "#", lineCommentPrefix: "##" };
  test.each([
    ["# if x\na\n# endif\nb", '(if x { "a\\n" }) "b"'],
    ["  # if x\n  a\n  # endif", '(if x { "  a\\n" })'],
    ["# if x:\na\n# endif", '(if x { "a\\n" })'],
    ["a # b", '"a # b"'],
    ["# set a = [\n  1,\n  2\n]\nb", '(set a [1 2]) "b"'],
    ["# set a = 1\n\n  \n  b", '(set a 1) "  b"'],
    ["# set a = 1", "(set a 1)"],
    ["a ## comment\nb", '"a\\nb"'],
    ["## comment\nb", '"\\nb"'],
    ["a\n- # set b = 1\nc", '"a\\n- # set b = 1\\nc"'],
    ["a\n #- set b = 1\nc", '"a" (set b 1) "c"'],
  ])("%j", (source, tree) => {
    expect(show(source, syntax)).toBe(tree);
  });
});
