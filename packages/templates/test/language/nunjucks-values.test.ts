/** Values as a JavaScript program knows them: in the default mode templates of nunjucks may rely on it, in python printing not. */
import { describe, expect, test } from "vitest";
import { StrictUndefined } from "../../src/index.ts";
import { failureOf, python, renderAll } from "../backends.ts";

describe("null", () => {
  test.each([
    ["{% for x in none %}{{ x }}{% else %}empty{% endfor %}", "empty"],
    ["{% for x in list %}{{ x }}{% else %}empty{% endfor %}", "empty"],
    ["{% for k, v in list %}{{ k }}{% else %}empty{% endfor %}", "empty"],
    ["{% for x in list if x %}{{ loop.index }}{{ loop }}{% else %}empty{% endfor %}", "empty"],
    ["{% for x in [[]] recursive %}{{ loop(list) }}.{% endfor %}", "."],
  ])("%s walks through nothing", async (template, expected) => {
    expect(await renderAll(template, { list: null })).toBe(expected);
  });

  test("is nothing to walk through in python printing", async () => {
    const error = await failureOf("{% for x in list %}{% endfor %}", { list: null }, python);
    expect(error.message).toContain("'NoneType' object is not iterable");
  });

  test.each([
    ["missing == none", "true", "False"],
    ["none == missing", "true", "False"],
    ["missing != null", "false", null],
    ["value == missing", "true", "False"],
    ["value != missing", "false", "True"],
    ["missing === null", "false", null],
    ["value !== missing", "true", null],
    ["0 == none", "false", "False"],
    ["'' == missing", "false", "False"],
    ["false == none", "false", "False"],
    ["[none] == [missing]", "false", "False"],
  ])("%s", async (expression, nunjucks, jinja) => {
    expect(await renderAll(`{{ ${expression} }}`, { value: null })).toBe(nunjucks);
    if (jinja !== null) expect(await renderAll(`{{ ${expression} }}`, { value: null }, python)).toBe(jinja);
  });

  test("a strict undefined value is not compared", async () => {
    const error = await failureOf("{{ missing == none }}", {}, { options: { undefined: StrictUndefined } });
    expect(error.message).toContain("'missing' is undefined");
  });
});

describe("methods that change a list", () => {
  test.each([
    ["{{ list.sort()|join }}", "123"],
    ["{{ list.reverse()|join }}", "213"],
    ["{% for x in list.sort(reverse=true) %}{{ x }}{% endfor %}", "321"],
    ["[{{ list.append(4) }}]", "[]"],
  ])("%s", async (template, expected) => {
    const fresh = { fresh: () => ({ list: [3, 1, 2] }) };
    expect(await renderAll(template, {}, fresh)).toBe(expected);
  });

  test("give nothing in python printing", async () => {
    const fresh = { ...python, fresh: () => ({ list: [2, 1] }) };
    expect(await renderAll("{{ list.sort() }}{{ list.reverse() }}{{ list }}", {}, fresh)).toBe("NoneNone[2, 1]");
  });
});

describe("captured HTML", () => {
  test.each([
    ["x.length", "8"],
    ["x.includes('<b>')", "true"],
    ["x.indexOf('a')", "3"],
    ["x.startsWith('<i>')", "false"],
    ["x.toUpperCase()", "&lt;B&gt;A&lt;/B&gt;"],
    ["x.slice(0, 3)", "&lt;b&gt;"],
    ["x.strip()", "<b>a</b>"],
    ["x.upper is defined", "false"],
  ])("%s: JavaScript's methods read it as text", async (expression, expected) => {
    expect(await renderAll(`{% set x %}<b>a</b>{% endset %}{{ ${expression} }}`)).toBe(expected);
  });

  test("has none of them in python printing", async () => {
    const template = "{% set x %}<b>{% endset %}{{ x.length is defined }}{{ x.includes is defined }}";
    expect(await renderAll(template, {}, python)).toBe("FalseFalse");
  });
});

test.each([
  ["'abcdef'.substr(1, 2)", "bc"],
  ["'abcdef'.substr(-2)", "ef"],
  ["'abcdef'.substr(4, 9)", "ef"],
  ["'abcdef'.substr(1, -1)", ""],
  ["[1, 'a'].toString()", "1,a"],
  ["'abc'|replace(none, '.')", "abc"],
  ["'abc'|replace(missing, '.')", "abc"],
  ["'abc'|replace('', '.')", ".a.b.c."],
  ["missing|dump", ""],
  ["none|dump", "null"],
])("{{ %s }} is %j", async (expression, expected) => {
  expect(await renderAll(`{{ ${expression} }}`)).toBe(expected);
});

describe("an object literal with a toString of its own", () => {
  const value = { toString: () => "<b>", name: "n" };

  test("prints as it says, escaped for its place", async () => {
    expect(await renderAll('<p title="{{ v }}">{{ v }} {{ [v] }}</p>', { v: value })).toBe(
      '<p title="&lt;b&gt;">&lt;b&gt; [&lt;b&gt;]</p>',
    );
  });

  test("data that only has the name prints as data", async () => {
    expect(await renderAll("{{ v|safe }}", { v: { toString: "x" } })).toBe('{"toString": "x"}');
  });

  test("in python printing it is a dict", async () => {
    expect(await renderAll("{{ v.name }}{{ v is mapping }}{{ v|length }}", { v: value }, python)).toBe("nTrue2");
  });
});

describe("striptags that keeps lines", () => {
  test.each([
    [
      "<div>\n  row 1\n<b>row</b>  2  \n</div>\n\n\n\n A &amp; B \r\n<ul>\n  <li>x</li></ul>",
      "row 1\nrow 2\n\nA & B\n\nx",
    ],
    ["a  b<br>c\r\nd", "a bc\nd"],
    ["<!-- a\nb -->c\rd", "c\nd"],
    ["", ""],
  ])("%j", async (html, text) => {
    expect(await renderAll("{{ html|safe|striptags(true)|e }}", { html })).toBe(text.replace("&", "&amp;"));
  });

  test("takes linear time", async () => {
    const html = "<b>\n ".repeat(100_000);
    expect(await renderAll("{{ html|safe|striptags(preserve_linebreaks=true) }}", { html })).toBe("");
  });
});
