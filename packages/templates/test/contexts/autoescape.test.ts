/** Constants in `{% autoescape %}`: the author's text is escaped where escaping is on, and HTML where it is off. */
import { describe, expect, test } from "vitest";
import { renderAll } from "../backends.ts";

describe("a constant where escaping is off", () => {
  test.each([
    ["in text", '{% autoescape false %}{{ "<b>" }}{% endautoescape %}', "<b>"],
    ["in a conditional expression", '{% autoescape false %}{{ "<" if a else ">" }}{% endautoescape %}', "<"],
    ["is no tag that would have to end", '{% autoescape false %}1 {{ "<" }} 2{% endautoescape %}', "1 < 2"],
    ["in an attribute", "{% autoescape false %}<p title=\"{{ '&amp;' }}\">{% endautoescape %}", '<p title="&amp;">'],
    ["between attributes", '{% autoescape false %}<p {{ "hidden" if a }}>{{ v }}{% endautoescape %}', "<p hidden><"],
    ["in a loop", '{% autoescape false %}{% for x in [1] %}{{ "<" }}{% endfor %}{% endautoescape %}', "<"],
    ["in a macro", '{% autoescape false %}{% macro m() %}{{ "<" }}{% endmacro %}{{ m() }}{% endautoescape %}', "<"],
    ["in a capture", '{% autoescape false %}{% set x %}{{ "<" }}{% endset %}{{ x }}{% endautoescape %}', "<"],
  ])("%s", async (_, template, expected) => {
    expect(await renderAll(template, { a: true, v: "<" })).toBe(expected);
  });
});

describe("a constant where escaping is on", () => {
  test.each([
    [
      "inside of where it is off",
      "{% autoescape false %}{% autoescape true %}{{ '<' }}{% endautoescape %}{{ '<' }}{% endautoescape %}",
      "&lt;<",
    ],
    ["behind where it is off", "{% autoescape false %}{% endautoescape %}{{ '<' }}", "&lt;"],
    [
      "in a macro that is called where it is off",
      "{% macro m() %}{{ '<' }}{% endmacro %}{% autoescape false %}{{ m() }}{% endautoescape %}",
      "&lt;",
    ],
    [
      "in a block, whatever is around it",
      "{% autoescape false %}{% block b %}{{ '<' }}{% endblock %}{% endautoescape %}",
      "&lt;",
    ],
  ])("%s", async (_, template, expected) => {
    expect(await renderAll(template)).toBe(expected);
  });
});

test("a constant is escaped, or not, as a value decides", async () => {
  const template = '{% autoescape on %}{{ "<" }}<p {{ "hidden" if on }} title="{{ "<" }}">{% endautoescape %}';
  expect(await renderAll(template, { on: true })).toBe('&lt;<p hidden title="&lt;">');
  expect(await renderAll(template, { on: false })).toBe('<<p  title="<">');
});
