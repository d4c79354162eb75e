import { describe, expect, test } from "vitest";
import { i18n } from "../../src/extensions/i18n.ts";
import { parse } from "../../src/syntax/parser.ts";
import { caught } from "../errors/caught.ts";

const behindFilter = "A filter is put in brackets before more of it is asked: `(items | first).name`.";
const inMessage = "In `trans` a variable stands alone: `{% trans city=user.city %}… {{ city }} …{% endtrans %}`.";
const beyond = "Tags beyond Jinja's come with an extension: the environment's option `extensions`.";
const inSet = "A `set` sets names and `namespace.attribute`; a list or dict is changed by its methods, with `do`.";

describe("habits from other languages are told how Jinja writes it", () => {
  test.each([
    ["{{ a && b }}", "Jinja writes `a and b`."],
    ["{{ a || b }}", "Jinja writes `a or b`."],
    ["{{ !a }}", "Jinja writes `not a`, and `a is not defined`."],
    ["{{ a ? b : c }}", "Jinja writes `a if test else b`."],
    ["{{ a ?? b }}", "Jinja writes `a | default(b)`."],
    ["{{ `a` }}", "Jinja writes 'text' or \"text\", and `'a' ~ b` to put a value in."],
    ["{{ $a }}", "Jinja writes names without `$`."],
    ["{{ “a” }}", "Jinja knows straight quotes only: 'text' or \"text\"."],
    ["{{ a === b }}", "To compare write `==`; to set a variable write `{% set name = value %}`."],
    ["{{ | upper }}", "A filter stands behind a value: `value | filter`."],
    ["{{ f(\n(a }}", "The '(' on line 2, column 1, is not closed."],
    ["{{ a) }}", "There is no bracket that it could close."],
    ["{{ a = 1 }}", "To set a variable write `{% set name = value %}`; to compare write `==`."],
    ["{{ a|date:'Y' }}", "A filter takes its arguments in brackets: `value | filter(argument)`."],
    ["{{ a 'b' }}", "Between two values an operator is missing; `~` joins texts."],
    ["{{ 'a }}", "The string that begins here is not closed: another ' is missing."],
    ["{{ f(a=1, b) }}", "Arguments come in this order: values, name=value, *list, **dict."],
    ["{% elseif a %}", "Jinja writes `elif`."],
    ["{% /if %}", "Jinja names what ends: `endif`, `endfor`, `endblock`…"],
    ["{% foreach a in b %}", "Jinja writes `for item in items`."],
    ["{% csrf_token %}", "Forms get their token without a tag."],
    ["{% do a %}", "Enable the extension `do`."],
    ["{% trans %}", "Enable the extension `i18n` for `trans`."],
    ["{% IF a %}", "Tags are written in small letters: 'if'."],
    ["{% inclde 'a' %}", "Did you mean 'include'?"],
    ["{% if a %}\n\n{% endfi %}", "Did you mean 'endif'?"],
    ["\n{% if a %}\n", "'if' was opened on line 2; 'endif' closes it."],
    ["{% for a of b %}{% endfor %}", "Jinja writes `{% for item in items %}`."],
    ["{% for a.b in c %}{% endfor %}", "A loop sets names: `{% for name in items %}`."],
    ["{% set a += 1 %}", "Jinja writes `{% set a = a + 1 %}`."],
    ["{% set a.b.c = 1 %}", `${behindFilter} ${inSet}`],
    ["{% set a['b'] = 1 %}", `${behindFilter} ${inSet}`],
    ["{% if a|first[0] %}", `${behindFilter} ${inSet}`],
    ["{{ a|first[0] }}", `${behindFilter} ${inMessage}`],
    ["{{ a|default(b).c }}", `${behindFilter} ${inMessage}`],
    ["{% import 'a' %}", "An import is given a name: `{% import 'forms.html' as forms %}`."],
    ["{% from 'a' %}", "What is imported is named: `{% from 'forms.html' import field %}`."],
    [
      "{% from 'a' import * %}",
      "What is imported is named, or all of it gets one name: `{% import 'forms.html' as forms %}`.",
    ],
    ["{% if a %}{% else if b %}{% endif %}", "Jinja writes `elif test`, in one word."],
    ["{% with a as b %}{% endwith %}", "Jinja writes `{% with name = value %}`."],
    [
      "{% include 'a' with b %}",
      "Variables for it alone come from around it: `{% with name = value %}…{% endwith %}`.",
    ],
    ["{{ [a for a in b] }}", "Jinja has no comprehensions: `items | map(attribute='name') | select('test') | list`."],
    ["{{ a| }}", "A name is missing."],
    ["{% cycle 'a' 'b' %}", "Jinja writes `{{ loop.cycle('odd', 'even') }}`, and `cycler` outside of loops."],
    ["{% generation %}", beyond],
    ["{% if a %}{% generation %}{% endif %}", beyond],
    ["{% if a %}{% endfor %}", "'if' was opened on line 1; 'endif' closes it."],
    ["{% endfor %}", "Nothing is open that it could end."],
    [
      "{% include 'a' with context ignore missing %}",
      "`ignore missing` comes before `with context` and `without context`.",
    ],
    ["{% block a required scoped %}{% endblock %}", "`scoped` comes once, and before `required`."],
    ["{% macro m %}{% endmacro %}", "Parameters stand in brackets, also if there are none: `{% macro name() %}`."],
    ["{% for a in b %}\n{% if a %}\n{% endfor %}", "'if' was opened on line 2; 'endif' closes it."],
    [
      "{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
      "The other one is on line 1. To print a block again write {{ self.a() }}.",
    ],
  ])("%j", (source, cure) => {
    expect(caught(() => parse(source)).cure).toBe(cure);
  });
});

test("in messages variables stand alone", () => {
  const error = caught(() => parse("{% trans %}{{ a|upper }}{% endtrans %}", { extensions: [i18n()] }));
  expect(error.cure).toBe(inMessage);
});

test("a mistake that no habit explains has no cure", () => {
  expect(caught(() => parse("{% macro 1() %}")).cure).toBeUndefined();
});

test("each kind of mistake has a code that programs can rely on", () => {
  const codes = ["{{ a b }}", "{{ ? }}", "{% nope %}", `{{ ${"(".repeat(300)} }}`, "{% call a %}"].map(
    (source) => caught(() => parse(source)).code,
  );
  expect(codes).toEqual([
    "TEMPLATE_SYNTAX_TOKEN",
    "TEMPLATE_SYNTAX_CHARACTER",
    "TEMPLATE_SYNTAX_TAG",
    "TEMPLATE_SYNTAX_DEPTH",
    "TEMPLATE_SYNTAX",
  ]);
});
