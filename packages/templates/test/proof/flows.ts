/** Control flow around and through a piece of a page. */
import fc from "fast-check";
import { PLACES } from "./places.ts";

/** A template, the templates it needs, and the data that decides which way it goes. */
export interface Case {
  readonly templates: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How the middle of a text is wrapped: `a` before, `b` the middle, `c` behind. */
type Flow = (a: string, b: string, c: string) => Readonly<Record<string, string>>;

const main = (text: string): Readonly<Record<string, string>> => ({ "main.html": text });

export const FLOWS: Readonly<Record<string, Flow>> = {
  none: (a, b, c) => main(a + b + c),
  if: (a, b, c) => main(`${a}{% if yes %}${b}{% endif %}${c}`),
  "if not": (a, b, c) => main(`${a}{% if no %}${b}{% endif %}${c}`),
  "if else": (a, b, c) => main(`${a}{% if no %}${b}{% else %}${b}{% endif %}${c}`),
  "if else nothing": (a, b, c) => main(`${a}{% if yes %}${b}{% else %}{% endif %}${c}`),
  elif: (a, b, c) => main(`${a}{% if no %}x{% elif yes %}${b}{% else %}y{% endif %}${c}`),
  for: (a, b, c) => main(`${a}{% for i in three %}${b}{% endfor %}${c}`),
  "for once": (a, b, c) => main(`${a}{% for i in one %}${b}{% else %}z{% endfor %}${c}`),
  "for else": (a, b, c) => main(`${a}{% for i in empty %}x{% else %}${b}{% endfor %}${c}`),
  break: (a, b, c) => main(`${a}{% for i in three %}${b}{% if i == 2 %}{% break %}{% endif %}{% endfor %}${c}`),
  "two continues": (a, b, c) =>
    main(
      `${a}{% for i in three %}{% if i == 1 %}${b}{% continue %}{% endif %}{% if i == 2 %}{% continue %}{% endif %}${b}{% endfor %}${c}`,
    ),
  recursive: (a, b, c) => main(`${a}{% for n in tree recursive %}${b}{{ loop(n.children) }}{% endfor %}${c}`),
  with: (a, b, c) => main(`${a}{% with w = v %}${b}{% endwith %}${c}`),
  set: (a, b, c) => main(`{% set s %}${b}{% endset %}${a}{{ s }}${c}`),
  "set value": (a, b, c) => main(`{% set v = v %}${a}${b}${c}`),
  macro: (a, b, c) => main(`{% macro m(v) %}${b}{% endmacro %}${a}{{ m(v) }}${c}`),
  "macro twice": (a, b, c) => main(`{% macro m(v) %}${b}{% endmacro %}<p>{{ m(v) }}</p>${a}{{ m(v) }}${c}`),
  call: (a, b, c) => main(`{% macro m() %}${a}{{ caller() }}${c}{% endmacro %}{% call m() %}${b}{% endcall %}`),
  filter: (a, b, c) => main(`${a}{% filter trim %}${b}{% endfilter %}${c}`),
  include: (a, b, c) => ({ "main.html": `${a}{% include "part.html" %}${c}`, "part.html": b }),
  "include of a value": (a, b, c) => ({ "main.html": `${a}{% include part %}${c}`, "part.html": b }),
  import: (a, b, c) => ({
    "main.html": `{% from "part.html" import m %}${a}{{ m(v) }}${c}`,
    "part.html": `{% macro m(v) %}${b}{% endmacro %}`,
  }),
  block: (a, b, c) => ({
    "main.html": `{% extends "base.html" %}{% block x %}${b}{% endblock %}`,
    "base.html": `${a}{% block x %}y{% endblock %}${c}`,
  }),
  super: (a, b, c) => ({
    "main.html": `{% extends "middle.html" %}{% block x %}{{ super() }}{% endblock %}`,
    "middle.html": `{% extends "base.html" %}{% block x %}${b}{% endblock %}`,
    "base.html": `${a}{% block x %}{% endblock %}${c}`,
  }),
  "dynamic parent": (a, b, c) => ({
    "main.html": `{% extends parent %}{% block x %}${b}{% endblock %}`,
    "base.html": `${a}{% block x %}{% endblock %}${c}`,
  }),
  "call with arguments": (a, b, c) =>
    main(`{% macro m(w) %}${a}{{ caller(w) }}${c}{% endmacro %}{% call(v) m(v) %}${b}{% endcall %}`),
  "macro by another name": (a, b, c) => main(`{% macro m(v) %}${b}{% endmacro %}{% set n = m %}${a}{{ n(v) }}${c}`),
  "macro with a default": (a, b, c) => main(`{% macro m(w, v=w) %}${b}{% endmacro %}${a}{{ m(v) }}${c}`),
  "macro in a macro": (a, b, c) =>
    main(`{% macro i(v) %}${b}{% endmacro %}{% macro o(v) %}${a}{{ i(v) }}${c}{% endmacro %}{{ o(v) }}`),
  "set in branches": (a, b, c) =>
    main(`{% if yes %}{% set s %}${b}{% endset %}{% else %}{% set s %}${b}{% endset %}{% endif %}${a}{{ s }}${c}`),
  "set and safe": (a, b, c) => main(`{% set s %}${b}{% endset %}${a}{{ s|safe }}${c}`),
  "set twice printed": (a, b, c) => main(`{% set s %}${b}{% endset %}<p>{{ s }}</p>${a}{{ s }}${c}`),
  "include of one of a list": (a, b, c) => ({
    "main.html": `${a}{% include ["none.html", "part.html"] ignore missing %}${c}`,
    "part.html": b,
  }),
  "include of text": (a, b, c) => ({ "main.html": `${a}{% include "part.txt" %}${c}`, "part.txt": b }),
  "import with context": (a, b, c) => ({
    "main.html": `{% import "part.html" as p with context %}${a}{{ p.m(v) }}${c}`,
    "part.html": `{% macro m(v) %}${b}{% endmacro %}`,
  }),
  "block printed again": (a, b, c) => ({
    "main.html": `{% extends "base.html" %}{% block x %}${b}{% endblock %}`,
    "base.html": `${a}{% block x %}y{% endblock %}${c}${a}{{ self.x() }}${c}`,
  }),
  "block in a loop": (a, b, c) => ({
    "main.html": `{% extends "base.html" %}{% block x scoped %}${b}{% endblock %}`,
    "base.html": `{% for i in three %}${a}{% block x scoped %}y{% endblock %}${c}{% endfor %}`,
  }),
  "three levels": (a, b, c) => ({
    "main.html": `{% extends "middle.html" %}{% block x %}${b}{% endblock %}`,
    "middle.html": `{% extends "base.html" %}{% block x %}z{% endblock %}`,
    "base.html": `${a}{% block x %}y{% endblock %}${c}`,
  }),
  "for with a filter": (a, b, c) => main(`${a}{% for i in three if i > 1 %}${b}{% endfor %}${c}`),
  "for in if": (a, b, c) => main(`${a}{% if yes %}{% for i in one %}${b}{% endfor %}{% endif %}${c}`),
  "autoescape of a value": (a, b, c) => main(`${a}{% autoescape 1 == 1 %}${b}{% endautoescape %}${c}`),
  "joined list": (a, b, c) => main(`${a}${b.replaceAll("{{ v }}", "{{ [v, '']|join }}")}${c}`),
  "two values": (a, b, c) => main(`${a}${b.replaceAll("{{ v }}", "{{ nothing }}{{ v }}")}${c}`),
  "conditional expression": (a, b, c) => main(`${a}${b.replaceAll("{{ v }}", "{{ v if yes else 'no' }}")}${c}`),
  concatenation: (a, b, c) => main(`${a}${b.replaceAll("{{ v }}", "{{ v ~ '' }}")}${c}`),
  trans: (a, b, c) =>
    main(`${a}${b.includes("{{ v }}") && !b.includes("{%") ? `{% trans v=v %}${b}{% endtrans %}` : b}${c}`),
  "autoescape true": (a, b, c) => main(`${a}{% autoescape true %}${b}{% endautoescape %}${c}`),
};

const DATA = {
  yes: true,
  no: false,
  one: [1],
  three: [1, 2, 3],
  empty: [],
  nothing: "",
  tree: [{ children: [{ children: [] }] }],
  part: "part.html",
  parent: "base.html",
};

/** Other markup before and behind: what a page has beside the piece. */
const SKELETONS: readonly (readonly [before: string, behind: string])[] = [
  ["", ""],
  ["<!doctype html><html><head><title>t</title></head><body>", "</body></html>"],
  ["<script>var before = 1;</script><p>", "</p><!-- after -->"],
  ["<div class=\"x\"><svg><path d='M0'/></svg>", "<style>p { color: red }</style></div>"],
];

/** Templates with one value `v` in a random place, cut through by random control flow. */
export const cases: fc.Arbitrary<Case> = fc
  .record({
    place: fc.constantFrom(...PLACES),
    flow: fc.constantFrom(...Object.keys(FLOWS)),
    inner: fc.constantFrom(...Object.keys(FLOWS)),
    skeleton: fc.constantFrom(...SKELETONS),
    cuts: fc.tuple(fc.nat(), fc.nat()),
    whole: fc.boolean(),
  })
  .map(({ place, flow, inner, skeleton: [before, behind], cuts, whole }) => {
    const text = place.replaceAll("§", "{{ v }}");
    const places = cutsOf(text);
    const [from, to] = whole
      ? [0, text.length]
      : ([places[cuts[0] % places.length]!, places[cuts[1] % places.length]!].sort((a, b) => a - b) as [
          number,
          number,
        ]);
    // One flow in the other only where the inner one needs a single template.
    const single = FLOWS[inner]!("", text.slice(from, to), "");
    const middle =
      Object.keys(single).length === 1 && !/\{% (?:macro|set [sn])/.test(single["main.html"]!)
        ? single["main.html"]!
        : text.slice(from, to);
    return {
      templates: FLOWS[flow]!(before + text.slice(0, from), middle, text.slice(to) + behind),
      data: DATA,
    };
  });

/** Where a text may be cut: anywhere but inside of `{{ v }}`. */
function cutsOf(text: string): number[] {
  const places: number[] = [];
  for (let at = 0; at <= text.length; at++) {
    const open = text.lastIndexOf("{{", at - 1);
    const close = text.lastIndexOf("}}", at - 2);
    if (open === -1 || (close !== -1 && close > open)) places.push(at);
  }
  return places;
}
