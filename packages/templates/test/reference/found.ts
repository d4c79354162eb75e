/** What random templates have found, with Jinja2's own answers. */
import type { Case } from "./cases.ts";

/** A template, as a case that is filled up with defaults. */
interface Row extends Partial<Omit<Case, "main">> {
  readonly source: string;
}

/** A case, and its output or the class of its error. */
export interface Found {
  readonly given: Case;
  readonly expected: string;
}

function found([row, expected]: readonly [row: Row | string, expected: string]): Found {
  const { source, templates = {}, context = {}, options = {} }: Row = typeof row === "string" ? { source: row } : row;
  const given: Case = {
    templates: { ...templates, main: source },
    main: { name: "main" },
    options: { extensions: ["do", "loopcontrols", "i18n"], ...options },
    context,
  };
  return { given, expected };
}

const base = "{% block a %}{% endblock %}";
const group = { k: "a", text: "x".repeat(40), more: "y".repeat(40) };
const inLoop = "{% for x in 'aab' %}{{ loop.cycle('-', '+') }}{{ loop.changed(x) }} {% endfor %}{{ cycler(1).next() }}";

const rows: Readonly<Record<string, readonly (readonly [row: Row | string, expected: string])[]>> = {
  "undefined values": [
    ["{{ dict(nope) }}", "UndefinedError"],
    ["{{ namespace(nope).a }}", "UndefinedError"],
    ["{{ dict(**nope) }}", "UndefinedError"],
    ["{{ nope is callable }}", "True"],
    [{ source: "{{ gettext(nope) }}", options: { newstyle_gettext: true, autoescape: true } }, ""],
    [{ source: "{{ '[{0.name}]'.format(nope) }}", options: { undefined: "ChainableUndefined" } }, "[]"],
    ["{{ 'text'|truncate(9, false, none) }}", "TemplateRuntimeError"],
    // The receiver is asked before an argument that would be an error of another class.
    ["{{ nope.method([][0] + 1, 'a' % 1) }}", "UndefinedError"],
    ["{{ '{a.name}'.format(a=1) }}", "UndefinedError"],
    [{ source: "{{ gettext(nope) }}", options: { newstyle_gettext: true } }, "UndefinedError"],
    ["{{ gettext(nope) }}", ""],
  ],
  formats: [
    ["{{ '{:.2}'.format(9.96) }}", "1e+01"],
    ["{{ '{:.1}'.format(5.0) }}", "5e+00"],
    ["{{ '{:<012}'.format(0.0) }}", "0.0000000000"],
    ["{{ '{:^08}'.format('ab') }}", "000ab000"],
    ["{{ '{:#}'.format('') }}", "TemplateRuntimeError"],
    ["{{ '{:#}'.format(1e22) }}", "1.e+22"],
    ["{{ '{:5c}|{:<3c}'.format(65, 66) }}", "    A|B  "],
    ["{{ '{:+c}'.format(65) }}", "TemplateRuntimeError"],
    ["{{ '{:,n}'.format(65) }}", "TemplateRuntimeError"],
    ["{{ '100%%' % () }}", "100%"],
    ["{{ '%5%' % (1,) }}", "TemplateRuntimeError"],
  ],
  translations: [
    [{ source: "{% extends 'base' %}{% trans %}text{% endtrans %}", templates: { base } }, ""],
    [
      {
        source: "{% if yes %}{% extends 'base' %}{% endif %}{% trans %}text{% endtrans %}",
        context: { yes: true },
        templates: { base },
      },
      "",
    ],
    ["{% trans n=[1] %}one{% pluralize %}many{% endtrans %}", "many"],
    ["{% trans n=1.0 %}one{% pluralize %}many{% endtrans %}", "one"],
    [
      { source: "{% trans n=nope %}one{% pluralize %}many{% endtrans %}", options: { undefined: "StrictUndefined" } },
      "UndefinedError",
    ],
    ["{{ gettext('%(a)s', a=1) }}", "TemplateRuntimeError"],
    [{ source: "{{ gettext('%(a)s', a=1) }}", options: { newstyle_gettext: true } }, "1"],
  ],
  sandbox: [
    [{ source: inLoop, options: { environment: "sandboxed" } }, "-True +False -True 1"],
    [{ source: inLoop, options: { environment: "immutable_sandboxed" } }, "-True +False -True 1"],
  ],
  // Addresses are no two times the same, but always as long.
  "objects that have nothing to say": [
    ["{{ cycler(1)|string|length }}", "46"],
    ["{{ joiner()|string|length }}", "46"],
    ["{{ [1]|map('string')|string|length }}", "48"],
    ["{{ [1]|select|string|wordcount }}", "5"],
    ["{{ 'a'.upper|string|replace('0x', '')|truncate(29, true, '', 0) }}", "<built-in method upper of str"],
    ["{{ range }}{{ dict }}{{ cycler }}", "<class 'range'><class 'dict'><class 'jinja2.utils.Cycler'>"],
    ["{{ cycler(1, 2).items }}", "(1, 2)"],
    ["{% for x in [1] %}{{ loop.cycle }}{% endfor %}", "<bound method LoopContext.cycle of <LoopContext 1/1>>"],
  ],
  "arguments that are looked at only if they are needed": [
    ["{{ 'no link'|urlize('x') }}", "no link"],
    ["{{ 'http://a.org'|urlize('x') }}", "TemplateRuntimeError"],
    ["{{ ''|wordwrap('x') }}", ""],
    ["{{ 'long words'|wordwrap(4.5, false) }}", "long\nwords"],
    ["{{ 'long words'|wordwrap(4.5) }}", "TemplateRuntimeError"],
    ["{{ 'a'|truncate(5.5) }}", "a"],
    ["{{ 'x'|int(2, 'x') }}", "2"],
    ["{{ [1]|tojson('->') }}", "[\n-\\u003e1\n]"],
    ["{{ 'x'|tojson(1.5) }}", '"x"'],
    ["{{ [2, 1]|sort(none) }}", "TemplateRuntimeError"],
    ["{{ 1|indent(nope) }}", "UndefinedError"],
    ["{{ 'x'|items|reverse }}", "FilterArgumentError"],
  ],
  methods: [
    ["{{ [] * 999999999999 }}{{ '' * 999999999999 }}{{ () * 999999999999 }}", "[]()"],
    ["{{ [] * 10 ** 30 }}", "TemplateRuntimeError"],
    ["{{ 'a'.center(width=3) }}", "TemplateRuntimeError"],
    ["{{ 'a b'.split(sep=' ', maxsplit=1) }}", "['a', 'b']"],
    ["{{ [2, 1].sort(true) }}", "TemplateRuntimeError"],
    ["{{ 'Hello'.translate(''.maketrans('el', 'ip', 'H')) }}", "ippo"],
    ["{{ 'ab'.translate({97: 1114112}) }}", "TemplateRuntimeError"],
    ["{{ 'né'.encode('ascii', 'xmlcharrefreplace') }}", "b'n&#233;'"],
    ["{{ 'né'.encode('ascii') }}", "TemplateRuntimeError"],
    ["{{ 'é'.encode('latin-1').decode('latin-1') }}", "é"],
    ["{{ 'a'.encode('nope') }}", "TemplateRuntimeError"],
    ["{{ 1.5.as_integer_ratio() }} {{ 0.1.hex() }}", "(3, 2) 0x1.999999999999ap-4"],
    ["{{ 'a'.expandtabs(none) }}", "TemplateRuntimeError"],
    ["{{ joiner()(1) }}", "TemplateRuntimeError"],
    ["{{ '%(a)s %s' % {'a': 1} }}", "TemplateRuntimeError"],
    ["{{ '{!a}'.format('é') }}", "'\\xe9'"],
    ["{{ {}.items() in {} }}", "TemplateRuntimeError"],
    [{ source: "{{ x[1:2, 3] }}", context: { x: "ab" } }, "TemplateSyntaxError"],
    ["{{ self is iterable }}", "True"],
  ],
  "names of templates": [
    ["{% extends none %}", "TemplateNotFound"],
    ["{% import 1 as x %}", "TemplateNotFound"],
    ["{% include none %}", "TemplatesNotFound"],
    ["{% include 1 %}", "TemplateRuntimeError"],
    ["{% include ['missing', none] %}", "TemplatesNotFound"],
    ["[{% include none ignore missing %}]", "[]"],
  ],
  equality: [
    ["{{ nope - {}.keys() }}", "UndefinedError"],
    ["{{ {'a': 1}.keys() - 'a' }}{{ {}.keys() == {}.keys() }}", "set()True"],
    [
      {
        source: "{{ x == x }}{{ d == d.copy() }}{{ x[0] in x }}{{ x[0] == x[0] }}",
        context: { x: [{ $float: "nan" }], d: { a: { $float: "nan" } } },
      },
      "TrueTrueTrueFalse",
    ],
    [
      { source: "{{ (1 if no) == nope }}", context: { no: false }, options: { undefined: "StrictUndefined" } },
      "UndefinedError",
    ],
    [{ source: "{{ (1 if no) == nope }}", context: { no: false }, options: { undefined: "DebugUndefined" } }, "False"],
  ],
  sorting: [
    [
      { source: "{{ x|sort(true) }}{{ x|sort }}", context: { x: [0, 1, { $float: "nan" }, 1] } },
      "[1, 0, nan, 1][0, 1, nan, 1]",
    ],
    [
      {
        source: "{{ x|sort(true, attribute='a')|map(attribute='b')|join }}",
        context: {
          x: [
            { a: 1, b: 1 },
            { a: 1, b: 2 },
          ],
        },
      },
      "12",
    ],
  ],
  others: [
    ["{{ {}.fromkeys('ab', 1) }}", "{'a': 1, 'b': 1}"],
    [{ source: "{{ dict(**{html: 1})['k'] }}", context: { html: { $markup: "k" } } }, "1"],
    // A group prints in one piece, its dicts in their own order.
    [
      { source: "{{ rows|groupby('k')|list|pprint }}", context: { rows: [group] } },
      `[('a', [{'k': 'a', 'text': '${group.text}', 'more': '${group.more}'}])]`,
    ],
    [
      {
        source:
          "{% macro a() %}<b>{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ b() }}{% autoescape false %}{{ b() }}{% endautoescape %}",
        options: { autoescape: true },
      },
      "<b>&lt;b&gt;",
    ],
    [
      {
        source:
          "{% macro m() %}{{ caller() }}{% endmacro %}{% autoescape false %}{% call m() %}<b>{% endcall %}{% endautoescape %}",
        options: { autoescape: true },
      },
      "&lt;b&gt;",
    ],
  ],
};

export const findings: readonly Found[] = Object.values(rows).flat().map(found);
