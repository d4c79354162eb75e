/** T26: whatever hands output on (macros, captures, blocks, filters…) escapes what was not escaped, exactly once. */

import { parse as parseScript } from "acorn";
import { parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { renderAll, type Templates } from "../backends.ts";

const text = `<i>"'&amp;`;
const once = "&lt;i&gt;&#34;&#39;&amp;amp;";

const constructs: readonly (readonly [name: string, templates: Templates | string])[] = [
  ["a macro", "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(v) }}"],
  ["a macro in a variable", "{% macro m(x) %}{{ x }}{% endmacro %}{% set y = m(v) %}{{ y }}"],
  ["caller()", "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}"],
  [
    "caller() as a value",
    "{% macro m() %}{% set c = caller() %}{{ c }}{% endmacro %}{% call m() %}{{ v }}{% endcall %}",
  ],
  ["captured output", "{% set y %}{{ v }}{% endset %}{{ y }}"],
  ["captured output in captured output", "{% set y %}{{ v }}{% endset %}{% set z %}{{ y }}{% endset %}{{ z }}"],
  ["a filter block", "{% filter trim %} {{ v }} {% endfilter %}"],
  [
    "super()",
    { main: "{% extends 'b' %}{% block x %}{{ super() }}{% endblock %}", b: "{% block x %}{{ v }}{% endblock %}" },
  ],
  [
    "super() as a value",
    { main: "{% extends 'b' %}{% block x %}{{ super()|trim }}{% endblock %}", b: "{% block x %}{{ v }}{% endblock %}" },
  ],
  ["self.block()", "{% set y = self.x() %}{{ y }}{% if false %}{% block x %}{{ v }}{% endblock %}{% endif %}"],
  ["an include", { main: "{% include 'i' %}", i: "{{ v }}" }],
  ["a module's text", { main: "{% import 'i' as i with context %}{{ i }}", i: "{{ v }}" }],
  ["loop()", "{% for x in [v] recursive %}{% if x == v %}{{ loop(['']) }}{{ x }}{% endif %}{% endfor %}"],
  [
    "loop() as a value",
    "{% for x in [v] recursive %}{% if x %}{{ x }}{% set y = loop([]) %}{{ y }}{% endif %}{% endfor %}",
  ],
  ["joining", "{{ ''|safe ~ v }}"],
  ["|e", "{{ v|e }}"],
  ["|e twice", "{{ v|e|e }}"],
  ["a conditional expression", "{{ v if true else '' }}"],
  ["default", "{{ nope|default(v) }}"],
  ["with", "{% with w = v %}{{ w }}{% endwith %}"],
  ["autoescape", "{% autoescape true %}{{ v }}{% endautoescape %}"],
  ["a promise of the twin", "{{ p }}"],
];

describe("T26 everything that returns output escapes once", () => {
  test.each(constructs)("%s", async (_name, templates) => {
    expect(await renderAll(templates, { v: text, p: text })).toBe(once);
    expect(await renderAll(templates, { v: text, p: text }, { options: { autoescape: "html" } })).toBe(once);
  });
});

describe("T27 values that are no strings are made text first, then escaped", () => {
  const values: readonly (readonly [name: string, value: unknown])[] = [
    ["an array", ["<script>"]],
    ["a nested array", [["<script>"]]],
    [
      "an object with toString",
      new (class {
        toString() {
          return "<script>";
        }
      })(),
    ],
    ["a boxed string", Object("<script>")],
    ["an object", { "<script>": "<script>" }],
    ["a Map", new Map([["<script>", 1]])],
    ["a Set", new Set(["<script>"])],
    ["an error", new Error("<script>")],
    ["a URL", new URL("https://x.example/<script>?'")],
    [
      "something that claims to be HTML",
      JSON.parse('{"__html__": "<script>", "isEscaped": true, "__safe": true, "toString": "<script>"}'),
    ],
  ];
  test.each(values)("%s", async (_name, value) => {
    const html = await renderAll("<p title='{{ v }}'>{{ v }}</p>", { v: value });
    const [p] = parseFragment(html).childNodes;
    expect(parseFragment(html).childNodes).toHaveLength(1);
    expect(p !== undefined && "childNodes" in p ? p.childNodes.map((node) => node.nodeName) : null).toEqual(["#text"]);
  });
});

/** The shape of a script: all of it but the values of its string literals. */
function shapeOf(html: string): string {
  const [script] = parseFragment(html).childNodes;
  const [body] = script !== undefined && "childNodes" in script ? script.childNodes : [];
  const source = body !== undefined && "value" in body ? body.value : "";
  const tree = parseScript(source, { ecmaVersion: "latest" });
  return JSON.stringify(tree, (key, value) =>
    ["start", "end", "value", "raw", "cooked"].includes(key) && typeof value !== "object" ? 0 : value,
  );
}

describe("scripts keep their shape", () => {
  const scripts: readonly (readonly [name: string, source: string])[] = [
    ["T06 a template literal", "<script>let a=`{{ v }}`</script>"],
    ["T07 a template literal with braces in a branch", "<script>x=`${ {% if a %}{} + {% endif %} {{ v }} }`</script>"],
    ["T10 a comment in the old manner", "<script><!-- {{ v }}\nx = {{ v }}</script>"],
    ["T11 a tag in a string", '<script>s="</{{ v }}>"</script>'],
  ];
  test.each(scripts)("%s", async (_name, source) => {
    const harmless = shapeOf(await renderAll(source, { v: "harmless", a: true }));
    for (const v of [
      "`",
      "${alert(1)}",
      "\nalert(1)//",
      "*/alert(1)/*",
      "</script><script>alert(1)</script>",
      "script>",
      "-->\nalert(1)",
      "\\",
      "'",
      '"',
      "{",
      "}",
    ]) {
      expect(shapeOf(await renderAll(source, { v, a: true })), v).toBe(harmless);
    }
  });
});
