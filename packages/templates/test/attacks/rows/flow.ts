/** Text, comments, raw text, and control flow. */
import { createMarkup } from "@ampoule/markup/engine";
import { type Attack, turning } from "./attack.ts";

const m = createMarkup;
const LONG = "x".repeat(400);

export const flow: readonly Attack[] = [
  {
    name: "a title",
    template: "<title>{{ v }}</title>",
    attack: { v: m("</title><script>alert(1)</script>") },
    harmless: { v: m("b") },
  },
  {
    name: "a textarea",
    template: "<textarea>{{ v }}</textarea>",
    attack: { v: m("</textarea><script>alert(1)</script>") },
    harmless: { v: m("b") },
  },
  {
    name: "noscript",
    template: '<noscript><p title="{{ v }}">x</p></noscript>',
    attack: { v: '</noscript><script>alert(1)</script>"' },
    twinHolds: true,
  },
  {
    name: "HTML in noscript with its end in an attribute",
    template: "<noscript>{{ v }}</noscript><p>x</p>",
    attack: { v: m('<a title="</noscript><img src=x onerror=alert(1)>">x</a>') },
  },
  {
    name: "HTML in a textarea behind a drawing in two branches",
    template: "{% if no %}<svg>{% endif %}<b></b>{% if no %}</svg>{% endif %}<textarea>{{ v }}</textarea>",
    attack: { v: m('<a title="</textarea><img src=x onerror=alert(1)>">x</a>') },
    harmless: { v: m("b") },
  },
  { name: "a comment", template: "<!-- {{ v }} --><p>x</p>", attack: { v: m("--><script>alert(1)</script>") } },
  {
    name: "a conditional comment",
    template: "<!--[if IE]><p>{{ v }}</p><![endif]--><p>x</p>",
    attack: { v: m("<![endif]--><script>alert(1)</script>") },
  },
  {
    name: "a comment with the other end",
    template: "<!-- {{ v }} --!><p>x</p>",
    attack: { v: m("--!><script>alert(1)</script>") },
  },
  { name: "a bogus comment", template: "<?php {{ v }} ?><p>x</p>", attack: { v: m("><script>alert(1)</script>") } },
  { name: "CDATA in HTML", template: "<p><![CDATA[{{ v }}]]></p>", attack: { v: m("><script>alert(1)</script>") } },
  {
    name: "CDATA in SVG",
    template: "<svg><text><![CDATA[{{ v }}]]></text></svg>",
    attack: { v: m("]]><script>alert(1)</script>") },
    harmless: { v: "b" },
  },
  {
    name: "CDATA in SVG in two values",
    template: "<svg><text><![CDATA[{{ v }}{{ w }}]]></text></svg>",
    attack: { v: m("]]"), w: m("><script>alert(1)</script>") },
    harmless: { v: "b", w: "b" },
  },
  {
    name: "a shadow root's content",
    template: '<div><template shadowrootmode="open"><p>{{ v }}</p></template></div>',
    attack: { v: m("</template><x>").toString() },
    twinHolds: true,
  },
  {
    name: "srcdoc",
    template: '<iframe srcdoc="{{ v }}"></iframe>',
    attack: { v: '"></iframe><script>alert(1)</script>' },
    twinHolds: true,
  },
  {
    name: "a nested list of values",
    template: "{{ vs }}",
    attack: { vs: [["<script>alert(1)</script>", { a: "<b>" }]] },
    harmless: { vs: ["b"] },
    twinHolds: true,
  },
  {
    name: "JSON that looks safe",
    template: "{{ v }}",
    attack: { v: JSON.parse('{"__html__":"<script>","_Markup__value":"<b>","isEscaped":true}') },
    harmless: { v: "b" },
    twinHolds: true,
  },
  {
    name: "a text that is something else at the second look",
    template: "<p>{{ o.text }}</p><p>{{ o.text }}</p>",
    attack: { o: turning("a", "<script>alert(1)</script>") },
    harmless: { o: { text: "a" } },
    twinHolds: true,
  },
  {
    name: "a generator of attributes",
    template: '{% for v in g %}<p title="{{ v }}"></p>{% endfor %}',
    attack: { g: ['"><script>'][Symbol.iterator]() },
    harmless: { g: ["b"] },
    twinHolds: true,
  },
  {
    name: "a branch that opens the quote",
    template: '<p class={% if yes %}"{{ v }}"{% else %}b{% endif %}>x</p>',
    attack: { v: '" onclick="alert(1)' },
    given: { yes: 1 },
    twinHolds: true,
  },
  {
    name: "branches inside of a value",
    template: '<li class="item{% if yes %} active" title="{{ v }}{% endif %}">x</li>',
    attack: { v: '" onclick="alert(1)' },
    given: { yes: 1 },
    twinHolds: true,
  },
  {
    name: "a macro in four places",
    template:
      '{% macro m(v) %}{{ v }}{% endmacro %}<p title={{ m(v) }} onclick="f({{ m(v) }})" style="color: {{ m(v) }}">{{ m(v) }}</p>',
    attack: { v: "x onclick=alert(1);red" },
  },
  {
    name: "a body in a tag",
    template: "{% macro m() %}<p {{ caller() }}>x</p>{% endmacro %}{% call m() %}title={{ v }} {% endcall %}",
    attack: { v: "a onclick=alert(1)" },
  },
  {
    name: "a capture in a tag",
    template: "{% set a %}title={{ v }}{% endset %}<p {{ a }}>x</p>",
    attack: { v: "a onclick=alert(1)" },
  },
  {
    name: "a part that is text by its name",
    template: { main: '<p title={% include "part.txt" %}>x</p>', "part.txt": "{{ v }}" },
    attack: { v: "a onclick=alert(1)" },
  },
  {
    name: "a long value",
    template: "<p title={{ v }}>{{ v }}</p>",
    attack: { v: `${LONG}" onclick='alert(1)' <script>` },
  },
];
