import { describe, expect, test } from "vitest";
import { TemplateAssertionError, TemplateSyntaxError } from "../../src/errors.ts";
import { parse } from "../../src/syntax/parser.ts";
import { caught } from "../errors/caught.ts";

/** Source, the line that is blamed, the message. All of them are what Jinja2 says. */
type Row = [source: string, line: number, message: string];

function check([source, line, message]: Row, ErrorClass: typeof TemplateSyntaxError = TemplateSyntaxError): void {
  const error = caught(() => parse(source, { name: "t.html" }));
  expect(error).toBeInstanceOf(ErrorClass);
  expect(error.constructor).toBe(ErrorClass);
  expect(error).toMatchObject({ line, message, templateName: "t.html" });
}

describe("tokens that do not fit", () => {
  test.each<Row>([
    ["{{ a b }}", 1, "expected token 'end of print statement', got 'b'"],
    ["\n{% if a %}\n{{ a\n = 1 }}", 4, "expected token 'end of print statement', got '='"],
    ["{% if a b %}", 1, "expected token 'end of statement block', got 'b'"],
    ["{{ }}", 1, "Expected an expression, got 'end of print statement'"],
    ["{{", 1, "unexpected 'end of template'"],
    ["{% set a = %}", 1, "Expected an expression, got 'end of statement block'"],
    ["{{ a + }}", 1, "unexpected 'end of print statement'"],
    ["{{ a} }}", 1, "unexpected '}'"],
    ["{{ (a }}", 1, "unexpected '}', expected ')'"],
    ["{{ [a) }}", 1, "unexpected ')', expected ']'"],
    ["{{ a", 1, "unexpected end of template, expected 'end of print statement'."],
    ["{{ a ? b }}", 1, "unexpected char '?' at 5"],
    ["{{ a.'b' }}", 1, "expected name or number"],
    ["{{ a|1 }}", 1, "expected token 'name', got 'integer'"],
    ["{{ {1, 2} }}", 1, "expected token ':', got ','"],
    ["{{ a is b is c }}", 1, "You cannot chain multiple tests with is"],
    ["{% for a of b %}", 1, "expected token 'in', got 'of'"],
    ["{% import 'a' %}", 1, "expected token 'as', got 'end of statement block'"],
    ["{% 1 %}", 1, "tag name expected"],
    ["{% %}", 1, "tag name expected"],
    ["{# a", 1, "Missing end of comment tag"],
    ["\n{% raw %}\n{% endra %}", 2, "Missing end of raw directive"],
  ])("%j", (...row) => check(row));
});

describe("arguments out of order", () => {
  const message = "invalid syntax for function call expression";
  test.each<Row>([
    ["{{ f(*a, *b) }}", 1, message],
    ["{{ f(*a, b) }}", 1, message],
    ["{{ f(**a, b=1) }}", 1, message],
    ["{{ f(**a, *b) }}", 1, message],
    ["{{ f(a=1, b) }}", 1, message],
  ])("%j", (...row) => check(row));
});

describe("targets that cannot be assigned to", () => {
  test.each<Row>([
    ["{% set 1 = a %}", 1, "can't assign to 'const'"],
    ["{% set none = a %}", 1, "can't assign to 'const'"],
    ["{% set [a] = b %}", 1, "can't assign to 'list'"],
    ["{% set (a.b, c) = d %}", 1, "can't assign to 'tuple'"],
    ["{% for 'a' in b %}", 1, "can't assign to 'const'"],
    ["{% macro true() %}", 1, "can't assign to 'name'"],
    ["{% import 'a' as None %}", 1, "can't assign to 'name'"],
    ["{% with a.b = 1 %}", 1, "expected token '=', got '.'"],
  ])("%j", (...row) => check(row));
});

describe("tags that are not known where they stand", () => {
  test.each<Row>([
    ["{% nope %}", 1, "Encountered unknown tag 'nope'."],
    ["a\n{% endif %}", 2, "Encountered unknown tag 'endif'."],
    [
      "{% if a %}\n{% endfor %}",
      2,
      "Encountered unknown tag 'endfor'. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. " +
        "The innermost block that needs to be closed is 'if'.",
    ],
    [
      "{% if a %}{% for b in c %}\n{% endif %}",
      2,
      "Encountered unknown tag 'endif'. You probably made a nesting mistake. Jinja is expecting this tag, but " +
        "currently looking for 'endfor' or 'else'. The innermost block that needs to be closed is 'for'.",
    ],
    [
      "{% block a %}",
      1,
      "Unexpected end of template. Jinja was looking for the following tags: 'endblock'. The innermost block that " +
        "needs to be closed is 'block'.",
    ],
    [
      "{% if a %}\nb\n",
      1,
      "Unexpected end of template. Jinja was looking for the following tags: 'elif' or 'else' or 'endif'. The " +
        "innermost block that needs to be closed is 'if'.",
    ],
    ["{% break %}", 1, "Encountered unknown tag 'break'."],
  ])("%j", (...row) => check(row));
});

describe("statements that make no sense", () => {
  test.each<Row>([
    ["{% call a %}{% endcall %}", 1, "expected call"],
    ["{% macro m(a=1, b) %}{% endmacro %}", 1, "non-default argument follows default argument"],
    ["{% macro m(a, a) %}{% endmacro %}", 1, "duplicate argument 'a' in macro definition"],
    [
      "{% block a-b %}",
      1,
      "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
    ],
    ["{% block a required %}x{% endblock %}", 1, "Required blocks can only contain comments or whitespace"],
    [
      "{% block a required %}{% if b %}{% endif %}{% endblock %}",
      1,
      "Required blocks can only contain comments or whitespace",
    ],
    ["{% block a %}{% endblock b %}", 1, "expected token 'end of statement block', got 'b'"],
  ])("%j", (...row) => check(row));

  test.each<Row>([
    ["{% block a %}\n{% block a %}{% endblock %}{% endblock %}", 2, "block 'a' defined twice"],
    ["{% from 'a' import _b %}", 1, "names starting with an underline can not be imported"],
    [
      "{% macro m(caller) %}{{ caller() }}{% endmacro %}",
      1,
      'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
    ],
  ])("%j", (...row) => check(row, TemplateAssertionError));

  test("a parameter `caller` that the macro never calls is allowed", () => {
    expect(() => parse("{% macro m(caller) %}{% endmacro %}")).not.toThrow();
  });
});

test("of two mistakes the first is reported, be it the parser's or the lexer's", () => {
  expect(() => parse("{% nope %}{{ ? }}")).toThrow("unknown tag");
  expect(() => parse("{{ ? }}{% nope %}")).toThrow("unexpected char");
});

test("what is well-formed but wrong is reported only after what is not well-formed", () => {
  const twice = "{% block a %}{% endblock %}{% block a %}{% endblock %}";
  expect(() => parse(twice)).toThrow("defined twice");
  expect(() => parse(twice + "{{")).toThrow("unexpected 'end of template'");
});

test("T38 a tree or any other object in the place of the source is refused before anything else", () => {
  for (const source of [{ type: "Template", body: [] }, null, undefined, 1, ["a"]]) {
    expect(() => parse(source as unknown as string)).toThrow(TypeError);
  }
  expect(() => parse("a")).not.toThrow();
});
