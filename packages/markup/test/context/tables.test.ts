/**
 * Every row of the machine's tables, by name and by what it does: a row that is lost or changed makes its own test fail.
 * (Rows of the attribute tables: tables/rows.test.ts. Rows of the escapers: escape/rows.test.ts.)
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "parse5";
import { describe, expect, test } from "vitest";
import { EscapeContextError } from "../../src/errors.ts";
import { dynamicElements } from "../../src/tables/elements.ts";
import { elementsOf } from "../support/tree.ts";
import { escapersOf, insertedInto, walk } from "./template.ts";

/** The escaper of the last value, or the code of the refusal. */
function outcome(template: string): string {
  try {
    return escapersOf(template).at(-1) ?? "no value";
  } catch (error) {
    if (error instanceof EscapeContextError) return error.code;
    throw error;
  }
}

type Rows = readonly (readonly [template: string, expected: string])[];
const all = (words: string, template: (word: string) => string, expected: string): Rows =>
  words.split(" ").map((word) => [template(word), expected]);

const TABLES: Readonly<Record<string, Rows>> = {
  "what the content of an element is": [
    ["<script>{{ x }}", "jsValue"],
    ["<style>a{color:{{ x }}}", "cssValue"],
    ["<title>{{ x }}", "rcdata"],
    ["<textarea>a{{ x }}", "rcdata"],
    ...all("xmp iframe noembed noframes plaintext", (tag) => `<${tag}>{{ x }}`, "ESCAPE_RAW_TEXT"),
    ["<noscript>{{ x }}", "text noscript"],
    ...all("template select div object", (tag) => `<${tag}>{{ x }}`, "text"),
    ...all("title textarea style xmp iframe noembed noframes script", (tag) => `<${tag}></${tag}>{{ x }}`, "text"),
    ...all("title textarea", (tag) => `<${tag}></${tag}x>{{ x }}`, "rcdata"),
    ["<textarea>{{ x }}", "rcdata first"],
    ["<pre>{{ x }}", "text first"],
    ["<listing>{{ x }}", "text first"],
  ],
  "parts of links": [
    ['<a href="{{ x }}">', "url"],
    ['<a href="/{{ x }}/">', "urlPath root"],
    ['<a href="/{{ x }}b">', "urlPath rootEnd"],
    ['<a href="https:{{ x }}">', "urlPath"],
    ['<a href="//{{ x }}/a">', "urlPath"],
    ['<a href="https://h{{ x }}">', "urlPath"],
    ['<a href="https://{{ x }}.h.example/">', "urlAuthority"],
    ['<a href="//cdn-{{ x }}-2.h.example">', "urlAuthority"],
    ['<a href="https://{{ x }}:8080/">', "urlPath"],
    ['<a href="https://{{ x }}/a.b">', "urlPath"],
    ['<a href="/a/{{ x }}.html">', "urlPath"],
    ['<a href="a/{{ x }}">', "urlPath"],
    ['<a href="mailto:{{ x }}">', "urlPath"],
    ['<a href="{{ s }}:{{ x }}">', "urlPath"],
    ['<a href="/a?{{ x }}">', "urlQueryRaw"],
    ['<a href="/a?b={{ x }}">', "urlQuery"],
    ['<a href="/a?b={{ x|urlencode }}">', "urlQueryRaw"],
    ['<a href="/a?b=1&{{ x }}">', "urlQueryRaw"],
    ['<a href="/a?b=1#{{ x }}">', "urlFragment"],
    ['<a href="#{{ x }}">', "urlFragment"],
    ['<a href="{{ a }}{{ x }}">', "urlContinue"],
    ['<a href="ab{{ x }}">', "urlContinue"],
    ['<button formaction="a{{ x }}">', "ESCAPE_SCHEME"],
  ],
  "parts of what loads code": [
    ['<script src="{{ x }}">', "resource"],
    ['<script src="/{{ x }}/">', "resourcePath root"],
    ['<script src="/{{ x }}b">', "resourcePath rootEnd"],
    ['<script src="/a/{{ x }}">', "resourcePath"],
    ['<script src="https://h.example/{{ x }}">', "resourcePath"],
    ['<script src="ab{{ x }}">', "resourceQuery"],
    ['<script src="/a?{{ x }}">', "resourceQuery"],
    ['<script src="/a?b={{ x }}">', "resourceQuery"],
    ['<script src="/a#{{ x }}">', "resourceFragment"],
    ['<script src="https:{{ x }}">', "ESCAPE_RESOURCE_ORIGIN"],
    ['<script src="//{{ x }}">', "ESCAPE_RESOURCE_ORIGIN"],
    ['<script src="https://h{{ x }}">', "ESCAPE_RESOURCE_ORIGIN"],
    ['<script src="{{ x }}{{ y }}">', "ESCAPE_RESOURCE_ORIGIN"],
    ['<script src="{{ x }}:">', "ESCAPE_RESOURCE_ORIGIN"],
  ],
  "schemes that run": [
    ...all(
      "javascript vbscript livescript mocha blob filesystem view-source",
      (scheme) => `<a href="${scheme}:{{ x }}">`,
      "ESCAPE_JAVASCRIPT_URL",
    ),
    ["<img srcset='javascript:{{ x }}'>", "ESCAPE_JAVASCRIPT_URL"],
    ["<script src='javascript:{{ x }}'>", "ESCAPE_JAVASCRIPT_URL"],
    ['<a href="data:{{ x }}">', "ESCAPE_SCHEME"],
    ['<a href="data:text/html,{{ x }}">', "ESCAPE_SCHEME"],
    ...all(
      "png jpeg jpg gif webp avif bmp x-icon vnd.microsoft.icon svg+xml",
      (type) => `<img src="data:image/${type};base64,${"A".repeat(60)}{{ x }}">`,
      "urlPath",
    ),
    [`<img src="data:image/zork;base64,${"A".repeat(60)}{{ x }}">`, "ESCAPE_JAVASCRIPT_URL"],
  ],
  "what a link leads to": [
    ...all("stylesheet preload modulepreload import", (rel) => `<link rel="${rel}" href="{{ x }}">`, "resource"),
    ...all("stylesheet preload modulepreload import", (rel) => `<link href="{{ x }}" rel="a ${rel}">`, "resource"),
    ...all("icon canonical alternate next", (rel) => `<link rel="${rel}" href="{{ x }}">`, "url"),
    ["<link href='{{ x }}'>", "resource"],
  ],
  "what a script is": [
    ...all("importmap speculationrules", (type) => `<script type="${type}">{{ x }}`, "jsonValue rules"),
    ...all(
      "application/json text/json application/ld+json application/manifest+json Application/JSON;charset=utf-8",
      (type) => `<script type="${type}">{{ x }}`,
      "jsonValue",
    ),
    ...all(
      "text/template text/x-handlebars-template text/ng-template text/x-mustache text/html text/markdown text/plain text/x-jquery-tmpl",
      (type) => `<script type="${type}">{{ x }}`,
      "rcdata",
    ),
    ...all("module text/javascript text/babel zork", (type) => `<script type="${type}">{{ x }}`, "jsValue"),
    ["<script language=json>{{ x }}", "jsonValue"],
    ["<script language=javascript>{{ x }}", "jsValue"],
  ],
  "words of scripts": [
    ...all(
      "return typeof case do else in of instanceof new void delete throw yield await default extends",
      (word) => `<script>${word} /{{ x }}/</script>`,
      "ESCAPE_REGEXP",
    ),
    ...all("a 1 this ) ]", (word) => `<script>${word} / {{ x }}</script>`, "jsValue"),
    ...all("= ( [ { } ; , ! & | ? : + - * % ~ ^ < >", (char) => `<script>${char} /{{ x }}/</script>`, "ESCAPE_REGEXP"),
    ...all("++ --", (operator) => `<script>a${operator} / {{ x }}</script>`, "jsValue"),
    ...all("var let const function class", (word) => `<script>${word} {{ x }}`, "jsName"),
    ["<script>a.return /{{ x }}", "jsValue"],
  ],
  "states of scripts": [
    ["<script>'{{ x }}'", "jsString"],
    ['<script>"{{ x }}"', "jsString"],
    ["<script>`{{ x }}`", "jsString"],
    ["<script>`${ {{ x }} }`", "jsValue"],
    ["<script>`${ {} }{{ x }}`", "jsString"],
    ["<script>// {{ x }}", "comment"],
    ["<script>// a\n{{ x }}", "jsValue"],
    ["<script>/* {{ x }}", "comment"],
    ["<script>/* a */{{ x }}", "jsValue"],
    ["<script><!-- {{ x }}", "comment"],
    ["<script>/[{{ x }}", "ESCAPE_REGEXP"],
    ["<script>/[/]/, {{ x }}", "jsValue"],
    ["<script>'\\{{ x }}'", "ESCAPE_HALF_TAG"],
    ["<script>'</{{ x }}'", "jsString glued"],
    ["<script></{{ x }}", "ESCAPE_REGEXP"],
    ["<script>o.{{ x }}(", "ESCAPE_CALLEE"],
    ["<script><!--<script></script>'{{ x }}'", "comment"],
  ],
  "states of styles": [
    ["<style>a{b:{{ x }}}</style>", "cssValue"],
    ["<style>a{b:'{{ x }}'}</style>", "cssString"],
    ['<style>a{b:"{{ x }}"}</style>', "cssString"],
    ["<style>a{b:url({{ x }})}</style>", "cssUrl"],
    ["<style>a{b:url({{ x }}{{ y }})}</style>", "cssUrl rest"],
    ["<style>a{b:url(a{{ x }})}</style>", "cssUrl rest"],
    ["<style>a{b:url(a?b={{ x }}&c={{ y }})}</style>", "cssUrl query"],
    ["<style>a{b:url(?{{ x }})}</style>", "cssUrl query"],
    ["<style>a{b:url('a#{{ x }}')}</style>", "cssUrl query"],
    ['<style>a{b:url("?b={{ x }}")}</style>', "cssUrl query"],
    ["<style>a{b:url('a?')} c{d:url('{{ x }}')}</style>", "cssUrl"],
    ['<style>a{b:url("a?b")} c{d:{{ x }}}</style>', "cssValue"],
    ["<style>a{b:url('?{{ x }}')}</style>", "cssUrl query"],
    ["<style>a{b:url(a?b)} c{d:{{ x }}}</style>", "cssValue"],
    ['<p style="b:url(&quot;a?b={{ x }}&quot;)">', "cssAttrUrl query"],
    ['<style>a{b:url("{{ x }}")}</style>', "cssUrl"],
    ["<style>a{b:url('{{ x }}')}</style>", "cssUrl"],
    ['<style>a{b:url("{{ x }}{{ y }}")}</style>', "cssUrl rest"],
    ["<style>a{b:url('a{{ x }}')}</style>", "cssUrl rest"],
    ["<style>a{b:url(a) {{ x }}}</style>", "cssValue"],
    ["<style>/*{{ x }}*/</style>", "comment"],
    ["<style>/*a*/b{c:{{ x }}}</style>", "cssValue"],
    ["<style>a{b:\\{{ x }}}</style>", "ESCAPE_HALF_TAG"],
    ["<p style=\"b:'{{ x }}'\">", "cssAttrString"],
    ['<p style="b:url({{ x }})">', "cssAttrUrl"],
    ["<p style=\"b:url('a{{ x }}')\">", "cssAttrUrl rest"],
    ["<p style='b:&quot;{{ x }}&quot;'>", "cssAttrString"],
  ],
  "contents of a refresh": [
    ['<meta http-equiv=refresh content="{{ x }}">', "metaRefresh"],
    ['<meta http-equiv=refresh content="0;{{ x }}">', "url refresh"],
    ['<meta http-equiv=refresh content="0;url={{ x }}">', "url refresh"],
    ['<meta http-equiv=refresh content="0;url=\'{{ x }}">', "url refresh"],
    ['<meta http-equiv=refresh content="{{ n }};url=/a/{{ x }}">', "urlPath"],
    ['<meta http-equiv=refresh content="1{{ x }}">', "cssAttrValue plain"],
    ['<meta http-equiv=refresh content="0;url=a{{ x }}">', "ESCAPE_SCHEME"],
    ['<meta name=a content="{{ x }}">', "attribute"],
  ],
  "candidates of a srcset": [
    ['<img srcset="{{ x }}">', "srcset"],
    ['<img srcset="a{{ x }} 1x">', "urlPath"],
    ['<img srcset="/a 1x, {{ x }} 2x">', "srcset"],
    ['<img srcset="/a {{ x }}x">', "cssAttrValue plain"],
  ],
  "foreign content": [
    ...all("svg math", (root) => `<${root}><![CDATA[{{ x }}`, "cdata"),
    ...all("foreignObject desc title", (element) => `<svg><${element}><![CDATA[{{ x }}`, "comment"),
    ["<math><annotation-xml><![CDATA[{{ x }}", "comment"],
    ["<svg><desc></desc><![CDATA[{{ x }}", "cdata"],
    ["<svg></svg><![CDATA[{{ x }}", "comment"],
    ["<svg><foreignObject><title>{{ x }}", "rcdata"],
    ["<svg><title>{{ x }}", "text"],
    ["<svg/><textarea>a{{ x }}", "rcdata"],
    ["<svg><g/><title>{{ x }}", "text"],
    ...all(
      "b big blockquote br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
      (element) => `<svg><g><${element}></g><textarea>a{{ x }}`,
      "rcdata",
    ),
  ],
  tags: [
    ["<h{{ x }}>", "tagName heading"],
    ["<{{ x }}>", "tagName"],
    ["</{{ x }}>", "tagName"],
    ["<h{{ x }}{{ y }}>", "inTag h? "],
    ["<{{ x }}{{ y }}>", "inTag ? "],
    ["<{{ x }}{{ y }}='1'>", "ESCAPE_ATTRIBUTE_NAME"],
    ["<{{ x }}, ", "ESCAPE_TAG_NAME"],
    ["<{{ x }}cript>", "ESCAPE_TAG_NAME"],
    ["</{{ x }}cript>", "ESCAPE_TAG_NAME"],
    ["<{{ x }}-cript {{ y }}>", "inTag ?-cript"],
    ["<h{{ x }}r {{ y }}>", "inTag h?r"],
    ["<p{{ x }}>", "inTag p "],
    ["<p {{ x }}>", "inTag p"],
    ["<p data-{{ x }}='1'>", "attributeName p data-"],
    ["<p aria-{{ x }}='1'>", "attributeName p aria-"],
    ["<p {{ x }}='1'>", "attributeName p"],
    ["<p {{ x }}='{{ y }}'>", "dynamicAttribute"],
    ["<p data-{{ x }}='{{ y }}'>", "dynamicAttribute data-"],
    ["<p aria-{{ x }}='{{ y }}'>", "attribute"],
    ["<script type='{{ x }}'></script>", "scriptType"],
    ["<script type='{{ x }}'>a</script>", "ESCAPE_SCRIPT_TYPE"],
    ["<p x{{ x }}='1'>", "ESCAPE_ATTRIBUTE_NAME"],
  ],
};

for (const [table, rows] of Object.entries(TABLES)) {
  describe(table, () => {
    test.each(rows)("%s → %s", (template, expected) => {
      expect(outcome(template).trimEnd()).toBe(expected.trimEnd());
    });
  });
}

describe("what is inserted depends on what the tag says", () => {
  test.each([
    ["<script>", "[nonce]"],
    ['<script type="module">', "[nonce]"],
    ['<script type="importmap">', "[nonce]"],
    ['<script type="speculationrules">', "[nonce]"],
    ['<script type="application/json">', ""],
    ['<script type="text/template">', ""],
    ['<script nonce="a">', ""],
    ['<script src="/a/{{ x }}">', ""],
    ["<style>", "[nonce]"],
    ["<link rel=stylesheet href=/a>", "[nonce]"],
    ["<link rel=modulepreload href=/a>", "[nonce]"],
    ["<link rel=icon href=/a>", ""],
    ["<form method=post>", "[csrf]"],
    ['<form method="{{ m }}">', "[csrf]"],
    ["<form method=get>", ""],
    ["<form method=dialog>", ""],
    ["<form>", ""],
    ["</form>", ""],
    ["<p>", ""],
  ])("%s: %j", (template, expected) => {
    const found = insertedInto(template).match(/\[(?:nonce|csrf)\]/g) ?? [];
    expect(found.join("")).toBe(expected);
  });
  test("the action of a form is remembered", () => {
    const action = (template: string): unknown => {
      const piece = walk(template).pieces.find((piece) => typeof piece !== "string" && piece.type === "csrf");
      return piece !== undefined && "action" in piece ? piece.action : undefined;
    };
    expect(action("<form method=post action=/a>")).toEqual({ text: "/a" });
    expect(action("<form action='{{ x }}' method=post>")).toBe("marked");
  });
});

test("every code of a refusal is the outcome of some template", () => {
  const source = readFileSync(join(import.meta.dirname, "../../src/context/refusal.ts"), "utf8");
  const codes = [...source.matchAll(/^ {2}(ESCAPE_[A-Z_]+): \[/gm)].map(([, code]) => code!);
  expect(codes.length).toBeGreaterThan(14);
  const outcomes = new Set([
    ...Object.values(TABLES).flatMap((rows) => rows.map(([template]) => outcome(template))),
    outcome('<script type="{{ t }}">'),
    outcome('<meta http-equiv="{{ x }}">'),
    outcome('<iframe srcdoc="a{{ x }}">'),
    outcome('<button formaction="https://evil.example/">'),
    outcome('<meta content="{{ x }}" name="{{ y }}" http-equiv="refresh">'),
  ]);
  // Needs a join of two ways: see join.test.ts.
  for (const joined of ["ESCAPE_SLASH", "ESCAPE_SEPARATOR", "ESCAPE_UNFINISHED"]) outcomes.add(joined);
  expect(codes.filter((code) => !outcomes.has(code))).toEqual([]);
});

test.each(
  "script style textarea title iframe xmp noembed noframes noscript plaintext object embed base link meta svg math template frame frameset applet html head body portal".split(
    " ",
  ),
)("no value names the element %s", (name) => {
  expect(dynamicElements.has(name)).toBe(false);
});

test.each([
  "<svg><g><p></g><textarea><b></textarea>",
  "<svg/><textarea><b></textarea>",
  "<svg><desc><p><title><b></title>",
  "<svg><foreignObject><div><textarea><b></textarea>",
  "<math><mi><span><title><b></title>",
  "<svg><title><b></title></svg>",
  "<svg><g><textarea><b></textarea>",
])("%s is foreign where a parser has it so", (html) => {
  const isText = elementsOf(parse(html)).every(({ name }) => name !== "b");
  const before = html.slice(0, html.lastIndexOf("<b>"));
  expect(outcome(`${before}a{{ x }}`)).toBe(isText ? "rcdata" : "text");
});
