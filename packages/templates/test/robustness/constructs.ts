/** Every construct of the language and every place of a page, to be repeated. */

/** Makes a template of so many repetitions. */
type Repetition = (count: number) => string;

const times =
  (piece: string, before = "", after = ""): Repetition =>
  (count) =>
    before + piece.repeat(count) + after;

const numbered =
  (piece: (index: number) => string): Repetition =>
  (count) =>
    Array.from({ length: count }, (_, index) => piece(index)).join("");

export const constructs: Readonly<Record<string, Repetition>> = {
  text: times("<p>a line of text</p>\n"),
  values: times("{{ a }}"),
  "different values": numbered((index) => `{{ v${index} }}`),
  attributes: times('<p title="{{ a }}">'),
  "attributes of one tag": times('data-a="{{ a }}" ', "<p ", ">"),
  "values of one attribute": times("{{ a }} ", '<p title="', '">'),
  links: times('<a href="{{ a }}">x</a>'),
  queries: times('<a href="/x?q={{ a }}&r={{ b }}">x</a>'),
  "parts of one path": times("{{ a }}/", '<a href="/', '">'),
  scripts: times("<script>var a = {{ a }};</script>"),
  "values of one script": times("f({{ a }});\n", "<script>", "</script>"),
  "text of one script": times("/* x */ var x = 'a' + \"b\" + `c`; // d\n", "<script>", "</script>"),
  "branches in a script": times("{% if a %}x();{% endif %}", "<script>", "</script>"),
  "values of one style": times("p { color: {{ a }} }\n", "<style>", "</style>"),
  handlers: times('<b onclick="f({{ a }})">'),
  "HTML comments": times("<!-- a {{ a }} -->"),
  forms: times('<form method="post"></form>'),
  "branches in a tag": times("<p {% if a %}checked{% endif %}>"),
  "branches in an attribute": times("{% if a %} x{% endif %}", '<p class="', '">'),
  "things that look like tags": times("< <! <? </ <a <"),
  references: times("&amp;&lt;&#65"),
  comments: times("{# a #}"),
  raw: times("{% raw %}{{ a }}{% endraw %}"),
  conditions: times("{% if a %}<b>x</b>{% else %}<i>{{ a }}</i>{% endif %}"),
  loops: times("{% for x in list %}<li>{{ x }}{% endfor %}"),
  "loops that are left": times("{% for x in list %}{% if x %}{% continue %}{% endif %}{% endfor %}"),
  assignments: times("{% set x = 1 %}"),
  "different assignments": numbered((index) => `{% set x${index} = ${index} %}`),
  captures: times("{% set x %}a{% endset %}{{ x }}"),
  "different captures": numbered((index) => `{% set x${index} %}a{% endset %}{{ x${index} }}`),
  scopes: times("{% with x = 1 %}{{ x }}{% endwith %}"),
  macros: numbered((index) => `{% macro m${index}(a) %}<b>{{ a }}</b>{% endmacro %}{{ m${index}(1) }}`),
  "one macro again": times("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m(1) }}"),
  calls: times("{{ m(1) }}", "{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}"),
  "call blocks": times("{% call m() %}x{% endcall %}", "{% macro m() %}<b>{{ caller() }}</b>{% endmacro %}"),
  blocks: numbered((index) => `{% block b${index} %}<p>{{ a }}{% endblock %}`),
  filters: times("{{ a|upper|lower }}"),
  "filter blocks": times("{% filter upper %}a{% endfilter %}"),
  tests: times("{{ a is defined }}"),
  includes: times("{% include 'part' %}"),
  imports: times("{% import 'part' as part %}{% from 'part' import m %}"),
  "escaping on and off": times("{% autoescape false %}{{ a }}{% endautoescape %}"),
  paths: times("{{ object.x.y }}{{ object['x']['y'] }}"),
  slices: times("{{ list[1:2] }}"),
  arithmetic: times("{{ a + b * 2 }}"),
  concatenations: times("{{ a ~ b }}"),
  "inline conditions": times("{{ a if b else list }}"),
  lists: times("a,", "{{ [", "]|length }}"),
  dicts: numbered((index) => `${index === 0 ? "{{ {" : ""}'k${index}': a,`),
  namespaces: times("{% set space.x = 1 %}", "{% set space = namespace() %}"),
  statements: times("{% do a %}"),
  translations: times("{% trans %}a {{ a }}{% endtrans %}"),
  "whitespace between tags": times(" \n\t{%- set x = 1 -%}\n "),
  "line statements": times("# set x = 1\n"),
};
