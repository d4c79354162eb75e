import type { Attack } from "./attack.ts";

export const scripts: readonly Attack[] = [
  { name: "a value of a script", template: "<script>var a = {{ v }};</script>", attack: { v: "1;alert(1)" } },
  {
    name: "a value glued to a sign",
    template: "<script>var a = 1-{{ v }};</script>",
    attack: { v: -1 },
    harmless: { v: -2 },
    twinHolds: true,
  },
  {
    name: "a value as a name",
    template: "<script>o.{{ v }} = 1;</script>",
    attack: { v: "a=alert(1),b" },
    harmless: { v: "a" },
  },
  {
    name: "a value that goes on a name",
    template: "<script>a{{ v }} = 1;</script>",
    attack: { v: "=alert(1);b" },
    harmless: { v: "1" },
  },
  {
    name: "a back slash before the author's quote",
    template: "<script>var a = '{{ v }}', b = '{{ w }}';</script>",
    attack: { v: "\\", w: ";alert(1)//" },
  },
  { name: "a template literal", template: "<script>var a = `{{ v }}`;</script>", attack: { v: "${alert(1)}" } },
  {
    name: "template literals within each other",
    template: "<script>var a = `${`{{ v }}`}`, b = `{{ v }}`;</script>",
    attack: { v: "`+alert(1)+`" },
  },
  {
    name: "the end of the script",
    template: '<script>var a = "{{ v }}";</script>',
    attack: { v: "</script><script>alert(1)</script>" },
    twinHolds: true,
  },
  {
    name: "the end of the script in pieces",
    template: '<script>var a = "<{{ v }}>";</script><p>x</p>',
    attack: { v: "/script" },
    twinHolds: true,
  },
  {
    name: "the end of the script in smaller pieces",
    template: '<script>var a = "</{{ v }}{{ w }}>";</script><p>x</p>',
    attack: { v: "scr", w: "ipt" },
    twinHolds: true,
  },
  {
    name: "a comment of HTML and a script in it",
    template: '<script>var a = "<!--{{ v }}";</script><p>x</p>',
    attack: { v: "<script>" },
    twinHolds: true,
  },
  { name: "<!-- in code", template: "<script>a<!--{{ v }}\nb</script>", attack: { v: "\nalert(1)" }, twinHolds: true },
  {
    name: "line ends of Unicode",
    template: "<script>// {{ v }}\nvar a = 1;</script>",
    attack: { v: "\u2028alert(1)" },
  },
  {
    name: "the end of a comment",
    template: "<script>/* {{ v }} */ var a = 1;</script>",
    attack: { v: "*/alert(1)/*" },
    twinHolds: true,
  },
  {
    name: "a slash that divides",
    template: "<script>var a = b / {{ v }} / c;</script>",
    attack: { v: "1/alert(1)" },
    harmless: { v: 1 },
  },
  {
    name: "a list with separators",
    template: "<script>var a = [{% for v in vs %}{{ v }}{{ ',' if not loop.last }}{% endfor %}];</script>",
    attack: { vs: ["];alert(1);[", "b"] },
    harmless: { vs: ["a", "b"] },
  },
  {
    name: "an object with separators",
    template:
      "<script>var a = { {% for v in vs %}'{{ v }}': {{ v }}{% if not loop.last %},{% endif %}{% endfor %} };</script>",
    attack: { vs: ["':alert(1),'", "b"] },
    harmless: { vs: ["a", "b"] },
    twinHolds: true,
  },
  {
    name: "the prototype in JSON",
    template: "<script>var a = {{ v|tojson }};</script>",
    attack: { v: JSON.parse('{"__proto__": {"a": "</script>"}}') },
    harmless: { v: { a: { a: "b" } } },
    twinHolds: true,
  },
  {
    name: "JSON in a string",
    template: "<script>var a = JSON.parse('{{ v|tojson }}');</script>",
    attack: { v: { a: "');alert(1);('" } },
    harmless: { v: { a: "b" } },
    twinHolds: true,
  },
  { name: "safe in a script", template: "<script>var a = '{{ v|safe }}';</script>", attack: { v: "';alert(1);'" } },
  {
    name: "toJSON that gives a script",
    template: "<script>var a = {{ v }};</script>",
    attack: { v: { toJSON: () => "</script><script>alert(1)" } },
    twinHolds: true,
  },
  {
    name: "valueOf that gives code",
    template: "<script>var a = {{ v }};</script>",
    attack: {
      v: new (class Money {
        valueOf() {
          return { toString: () => "alert(1)" };
        }
      })(),
    },
    harmless: { v: "b" },
    twinHolds: true,
  },
  {
    name: "a number with another text",
    template: "<script>var a = {{ v }};</script>",
    attack: {
      v: new (class Amount extends Number {
        override toString() {
          return "alert(1)";
        }
      })(5),
    },
    harmless: { v: 5 },
  },
  { name: "onclick", template: "<p onclick=\"f('{{ v }}')\">x</p>", attack: { v: "');alert(1);('" } },
  {
    name: "onclick and references",
    template: "<p onclick=\"f('{{ v }}')\">x</p>",
    attack: { v: "&#39;);alert(1);(&#39;" },
    twinHolds: true,
  },
  {
    name: "onclick and the author's reference",
    template: '<p onclick=\'f("&#{{ v }};", "{{ w }}")\'>x</p>',
    attack: { v: "34", w: ",alert(1))//" },
    twinHolds: true,
  },
  {
    name: "onclick, two values",
    template: "<p onclick=\"f('{{ v }}', '{{ w }}')\">x</p>",
    attack: { v: "\\", w: ",alert(1));//" },
  },
  {
    name: "onclick by a macro",
    template: "{% macro m(v) %}f('{{ v }}'){% endmacro %}<p onclick=\"{{ m(v) }}\">x</p>",
    attack: { v: "');alert(1);('" },
  },
  { name: "an event of tomorrow", template: '<p onbeforeteatime="f({{ v }})">x</p>', attack: { v: "1),alert(1" } },
  {
    name: "a script of SVG",
    template: "<svg><script>var a = '{{ v }}';</script></svg>",
    attack: { v: "&#39;;alert(1);&#39;" },
    twinHolds: true,
  },
  {
    name: "a script of SVG and the author's reference",
    template: '<svg><script>var a = "&#{{ v }};", b = "{{ w }}";</script></svg>',
    attack: { v: "34", w: ";alert(1)//" },
    twinHolds: true,
  },
  {
    name: "a script with an unknown type",
    template: '<script type="text/javascript;x=y">var a = {{ v }};</script>',
    attack: { v: "alert(1)" },
  },
  {
    name: "a script with an empty type",
    template: '<script type=" ">var a = {{ v }};</script>',
    attack: { v: "alert(1)" },
  },
  {
    name: "a script with references in its type",
    template: '<script type="text&#47;javascript">var a = {{ v }};</script>',
    attack: { v: "alert(1)" },
  },
  {
    name: "branches of strings",
    template: "<script>var a = {% if yes %}'{{ v }}'{% else %}null{% endif %};</script>",
    attack: { v: "';alert(1);'" },
    given: { yes: 1 },
    twinHolds: true,
  },
  {
    name: "a part in a script",
    template: { main: '<script>{% include "part" %}</script>', part: "var a = '{{ v }}';" },
    attack: { v: "';alert(1);'" },
    twinHolds: true,
  },
  {
    name: "a block in a script",
    template: {
      main: '{% extends "base" %}{% block x %}{{ v }}{% endblock %}',
      base: "<script>var a = {% block x %}1{% endblock %};</script>",
    },
    attack: { v: "alert(1)" },
  },
  {
    name: "a data block",
    template: '<script type="application/ld+json">{"name": "{{ v }}"}</script><p>x</p>',
    attack: { v: "</script><script>alert(1)</script>" },
    twinHolds: true,
  },
];
