/** Single rules of the state machine that no larger test would miss, each by what it is there for. */
import { describe, expect, test } from "vitest";
import { type Context, feed, freeForm, hole, htmlText, join } from "../../src/engine.ts";
import { EscapeContextError } from "../../src/errors.ts";
import { escapersOf, insertedInto, walk } from "./template.ts";

const at = (text: string): Context => feed(htmlText, text).context;

const codeOf = (template: string): string | undefined => {
  try {
    walk(template);
    return undefined;
  } catch (error) {
    return error instanceof EscapeContextError ? error.code : String(error);
  }
};

describe("every value of a template", () => {
  test.each([
    // Styles.
    ['<style>a{b:"x";c:{{ x }}}', "cssValue"],
    ["<style>a{b:url(\"a\");c:{{ x }};d:url('a');e:{{ x }}}", "cssValue", "cssValue"],
    ["<style>a{b:url(\"\");c:{{ x }};d:url('');e:{{ x }};f:url();g:{{ x }}}", "cssValue", "cssValue", "cssValue"],
    ['<style>a{b:"\\"{{ x }}"}', "cssString"],
    ["<style>{{ x }}{{ y }}", "cssValue", "cssValue"],
    ['<p style="{{ x }}{{ y }}">', "cssAttrValue", "cssAttrValue"],
    // Tags.
    ["<a href = '{{ x }}' title = {{ y }}>", "url", "attribute"],
    ["<p title=>{{ x }}", "text"],
    ["<!--!>{{ x }}-->{{ y }}", "comment", "text"],
    ["<input checked {{ x }}>", "inTag input"],
    ['<link title="{{ x }}" rel="stylesheet" href="/a.css">', "attribute"],
    ['<script type="text/x-tmpl">{{ x }}', "rcdata"],
    ['<script type="text/x-handlebars">{{ x }}', "rcdata"],
    ['<script type="text/x-underscore">{{ x }}', "rcdata"],
    // Scripts.
    ["<script>return {{ x }}", "jsValue"],
    ['<script>"\\"{{ x }}"', "jsString"],
    ["<script>`a`; {{ x }}", "jsValue"],
    ["<script>`${ {} + {{ x }} }{{ y }}`", "jsValue", "jsString"],
    ['<script>/[/"]/, {{ x }}', "jsValue"],
    ['<script type="application/json">"\\"{{ x }}"', "jsonString"],
    // URLs.
    ['<a href="mailto:a?{{ x }}">', "urlQueryRaw"],
    ['<a href="{{ s }}:a?{{ x }}">', "urlScheme", "urlQueryRaw"],
    ['<a href="/a?b#{{ x }}">', "urlFragment"],
    ['<a href="/{{ x }}{{ y }}">', "urlPath root", "urlPath"],
    ['<a href="https:{{ x }}/{{ y }}.c">', "urlPath", "urlPath"],
    ['<a href="https://{{ x }}/{{ y }}.c">', "urlPath", "urlPath"],
    ['<img src="data:image/{{ x }}">', "urlPath"],
    ['<script src="/{{ x }}{{ y }}">', "resourcePath root", "resourcePath"],
  ])("%s", (template, ...escapers) => {
    expect(escapersOf(template)).toEqual(escapers);
  });

  test("brings its own space where the author has left none", () => {
    const argument = (template: string): string | undefined => walk(template).holes[0]?.escaper.arg;
    expect(argument("<p{{ x }}>")).toBe("p ");
    expect(argument("<p {{ x }}>")).toBe("p");
    expect(argument('<p a="b"{{ x }}>')).toBe("p ");
    expect(argument("<p a {{ x }}>")).toBe("p");
  });
});

test.each([
  ["<script>a <{{ x }}b", "ESCAPE_HALF_TAG"],
  ['<script type="application/json">"<{{ x }}"', "ESCAPE_HALF_TAG"],
  ['<a href="{{ a }}{{ b }}:c">', "ESCAPE_SCHEME"],
  ['<meta charset="utf{{ x }}">', "ESCAPE_REFUSED_ATTRIBUTE"],
  ['<meta charset="{{ x }}-7">', "ESCAPE_REFUSED_ATTRIBUTE"],
  ['</button formaction="https://other.example/">', undefined],
  ['<script type="application/json">"\\{{ x }}"', "ESCAPE_HALF_TAG"],
  [`<script>${"`${".repeat(70)}{{ x }}`, "ESCAPE_SLASH"],
  [`<script>\`\${ ${"{ ".repeat(70)} {{ x }}`, "ESCAPE_SLASH"],
])("%s → %s", (template, code) => {
  expect(codeOf(template)).toBe(code);
});

describe("what is inserted", () => {
  test.each([
    ['<svg><script>a = "&{{ x }}"</script></svg>', '<svg><script[nonce]>a = "&amp;"</script></svg>'],
    ['<svg><style>a { b: "&#{{ x }};" }</style></svg>', '<svg><style[nonce]>a { b: "&amp;#;" }</style></svg>'],
    ['<script>a = "&{{ x }}"</script>', '<script[nonce]>a = "&"</script>'],
    ['<a href="/a?b&{{ x }}=1">', '<a href="/a?b&amp;=1">'],
    ['<a title={{ x }}"y{{ z }}>', '<a title=&#34;y">'],
    ['<p title="&#{{ x }};">', '<p title="&#;">'],
    ['<p id="&#{{ x }};" dir="&{{ y }};">', '<p id="&#;" dir="&;">'],
    ['<script src="/{{ x }}/a.js">', '<script src="//a.js">'],
    ['<script src="ab{{ x }}">', '<script src="ab">'],
    ['<script src="/a.js?v={{ x }}">', '<script src="/a.js?v="[nonce]>'],
    ['<script type="{{ x }}" src="/a.js"></script>', '<script type="" src="/a.js"[nonce]></script>'],
  ])("%s → %s", (template, expected) => {
    expect(insertedInto(template)).toBe(expected);
  });

  test("positions that later values or the end of the tag need", () => {
    const marks = (template: string): readonly string[] =>
      walk(template).pieces.flatMap((piece) =>
        typeof piece !== "string" && piece.type === "mark" ? [piece.mark] : [],
      );
    expect(marks('<form action="/a{{ x }}" method="po{{ y }}">')).toEqual([
      "action",
      "url",
      "actionEnd",
      "method",
      "methodEnd",
    ]);
    expect(marks('<a href="java{{ x }}">')).toEqual(["url"]);
    expect(marks('<p action="/a{{ x }}">')).toEqual(["url"]);
  });

  test("the quote that an unquoted value was given ends before a branch that begins with space", () => {
    const value = hole(at("<input value="), { next: "b" }).context;
    expect(feed(value, "b", { follow: [" checked"] }).pieces.join("")).toBe('b"');
    expect(feed(value, "b").pieces.join("")).toBe("b");
  });

  test("where a form begins, the marks of the one before are forgotten", () => {
    const resets = (text: string): number =>
      feed(htmlText, text).pieces.filter((piece) => typeof piece !== "string" && piece.type === "reset").length;
    expect(resets("<form action=/a><form >")).toBe(2);
    expect(resets("<p ></form >")).toBe(0);
  });
});

test("a form is free to lead anywhere where its tag, up to its end, says nothing of a method", () => {
  const isFree = (text: string, rest?: string): boolean =>
    freeForm(at(text), rest === undefined ? undefined : () => rest).facts.free;
  expect(isFree("<form ", ' class="a"><p method>')).toBe(true);
  expect(isFree("<form ", " method=post>")).toBe(false);
  expect(isFree("<form ", " class=a")).toBe(false);
  expect(isFree("<form ")).toBe(false);
  expect(isFree("<form method=post ", ">")).toBe(false);
  expect(isFree("<p ", ">")).toBe(false);
  expect(isFree("</form ", ">")).toBe(false);
});

test("a comment that is cut in its beginning ends where it would have ended", () => {
  for (const [first, second] of [
    ["<!--", ">"],
    ["<!--", "->"],
    ["<!---", ">"],
    ["<!-", "->"],
  ] as const) {
    expect(feed(at(first), second).context.state, `${first}|${second}`).toBe("text");
  }
});

describe("two ways", () => {
  const selected = join(at("<option"), at("<option selected"))!;
  const behindSpace = feed(selected, " ").context;
  const named = hole(at("<p "), { next: '="a"' }).context;

  test("into foreign content and not: an element's text is read as HTML does, which is stricter", () => {
    const unclear = join(at("<svg><g>"), at("<p>"))!;
    for (const element of ["title", "textarea"]) {
      expect(hole(feed(unclear, `<${element}>`).context).escaper).toEqual(hole(at(`<${element}>`)).escaper);
    }
    expect(hole(feed(unclear, "<title>a</title>").context).escaper).toEqual({ name: "text" });
    expect(hole(feed(unclear, "<![CDATA[").context).escaper).toEqual({ name: "cdata" });
  });

  test.each<readonly [name: string, a: Context, b: Context]>([
    ["a start tag and an end tag", at("<p "), at("</p ")],
    ["a value in SVG and one in HTML", at('<svg><a title="'), at('<a title="')],
    ["the beginning of an end tag and none", at("<script>a <"), at("<script>a ")],
    ["the beginning of the end of a comment and none", at("<!-- -"), at("<!-- x")],
    ["a name by a value, and none", named, at("<p ")],
    ["types of scripts", at('<script type="a'), at('<script type="b')],
    ["a style sheet and an icon", at("<link rel=stylesheet "), at("<link rel=icon ")],
  ])("%s do not join", (_, a, b) => {
    expect(join(a, b)).toBeNull();
    expect(join(b, a)).toBeNull();
  });

  test.each<readonly [name: string, a: Context, b: Context, fields: Partial<Context>]>([
    ["behind space, and behind space of ways that differ", behindSpace, at("<option "), { state: "afterSeparator" }],
    ["behind space, and behind a name", at("<p a "), at("<p "), { state: "afterSeparator" }],
    ["behind a quote, and behind space", at('<p a="b"'), at('<p a="b" '), { state: "afterValue" }],
    ["behind space, and behind other attributes", at('<p a="b" '), at('<p c="d" '), { state: "beforeName" }],
    ["methods of a form", at("<form method=post "), at("<form method=get "), { state: "beforeName" }],
    ["directly in a pre, and behind text in it", at("<pre>"), at("<pre>x"), { state: "text", pending: "" }],
    ["the same name", at("<form method=post ab"), at("<form method=get ab"), { state: "name", attribute: "ab" }],
    ["equal URLs", at('<form method=post action="/a'), at('<form action="/a'), { url: "path" }],
  ])("%s join", (_, a, b, fields) => {
    for (const both of [join(a, b), join(b, a)]) expect(both).toMatchObject(fields);
  });

  test("parts of a URL of which it is not known which, up to the next part", () => {
    const unknown = join(at('<a href="/a'), at('<a href="/a?b'))!;
    expect(hole(unknown).escaper.name).toBe("urlQuery");
    expect(hole(feed(unknown, "#").context).escaper.name).toBe("urlFragment");
  });

  test("what a link is for is known where one way says it, or both the same", () => {
    const rel = (a: string, b: string): string | undefined => join(at(a), at(b))?.facts.rel;
    expect(rel("<link ", "<link rel=icon ")).toBe("plain");
    expect(rel("<link rel=icon ", "<link ")).toBe("plain");
    expect(rel("<link rel=stylesheet title=a ", "<link rel=stylesheet nonce=a ")).toBe("code");
    expect(rel("<link title=a ", "<link nonce=a ")).toBe("unknown");
  });
});
