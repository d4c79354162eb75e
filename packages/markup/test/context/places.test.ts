import { describe, expect, test } from "vitest";
import { escapers, feed, hole, htmlText, xmlText } from "../../src/engine.ts";
import { EscapeContextError } from "../../src/errors.ts";
import { escapersOf, insertedInto, walk } from "./template.ts";

const PLACES: Readonly<Record<string, readonly (readonly [template: string, ...escapers: string[]])[]>> = {
  "text and raw text": [
    ["<p>{{ x }}</p>", "text"],
    ["<title>{{ x }}</title><textarea>a{{ x }}</textarea>", "rcdata", "rcdata"],
    ["<textarea>{{ x }}</textarea><pre>{{ x }}</pre>", "rcdata first", "text first"],
    ["<!-- {{ x }} --><!doctype html>{{ x }}", "comment", "text"],
    ["<svg><title>{{ x }}</title><desc>{{ x }}</desc></svg>", "text", "text"],
    ["<svg><![CDATA[ {{ x }} ]]></svg>", "cdata"],
    [
      "<noscript><p>{{ x }}</p><pre>{{ x }}</pre><svg><text>{{ x }}</text><title>{{ x }}</title></noscript>{{ x }}",
      "text noscript",
      "text first noscript",
      "text noscript",
      "text noscript",
      "text",
    ],
    [
      "<noscript><noscript>{{ x }}</noscript>{{ x }}</noscript>{{ x }}<noscript><title>{{ x }}</title></noscript>",
      "text noscript",
      "text",
      "text",
      "rcdata",
    ],
    [
      "<svg><noscript>{{ x }}</noscript><![CDATA[{{ x }}]]></svg>{{ x }}<noscript><![CDATA[{{ x }}]]></noscript>",
      "text",
      "cdata",
      "text",
      "comment",
    ],
    ['<script type="text/x-handlebars-template"><p>{{ x }}</p></script>', "rcdata"],
  ],
  attributes: [
    ["<p title=\"{{ x }}\" class='a {{ x }}' data-x={{ x }}>", "attribute", "attribute", "attribute"],
    ["<input value={{ x }} {{ attributes }}>", "attribute", "inTag input"],
    ['<div{{ attributes }}><a class="b"{{ attributes }}>', "inTag div", "inTag a"],
    [
      '<p data-{{ name }}="{{ x }}" {{ name }}="{{ x }}">',
      "attributeName p data-",
      "dynamicAttribute data-",
      "attributeName p",
      "dynamicAttribute",
    ],
    ["<h{{ n }}>{{ x }}</h{{ n }}>", "tagName heading", "text", "tagName heading"],
    ["<{{ tag }} id=a>{{ x }}</{{ tag }}>", "tagName", "text", "tagName"],
    ['<meta name="description" content="{{ x }}">', "attribute"],
    ['<script type="{{ t }}" src="{{ u }}">\n</script>{{ x }}', "scriptType", "resource", "text"],
    ["<script src=/a.js type={{ t }}></script>{{ x }}", "scriptType", "text"],
  ],
  URLs: [
    ['<a href="{{ u }}"><a href={{ u }}>', "url", "url"],
    [
      '<a href="/u/{{ x }}?q={{ x }}&amp;r={{ x|urlencode }}#{{ x }}">',
      "urlPath",
      "urlQuery",
      "urlQueryRaw",
      "urlFragment",
    ],
    ['<a href="/{{ x }}/{{ x }}">', "urlPath root", "urlPath"],
    [
      '<a href="{{ a }}{{ b }}"><a href="{{ a }}/{{ b }}?{{ c }}">',
      "url",
      "urlContinue",
      "url",
      "urlPath",
      "urlQueryRaw",
    ],
    ['<a href="java{{ x }}">', "urlContinue"],
    ['<a href="{{ scheme }}://{{ host }}/{{ path }}">', "urlScheme", "urlPath", "urlPath"],
    ['<a href="mailto:{{ x }}"><a href="tel:{{ x }}">', "urlPath", "urlPath"],
    [
      '<img src="{{ u }}" srcset="{{ u }} 1x, /b/{{ u }} {{ n }}w">',
      "url image",
      "srcset",
      "urlPath",
      "cssAttrValue plain",
    ],
    ['<img src="data:image/png;base64,{{ x }}">', "urlPath"],
    ['<a ping="{{ u }}" href="#">', "ping"],
    ['<svg><a xlink:href="{{ u }}"/><use href="#{{ id }}"/></svg><math href="{{ u }}">', "url", "urlFragment", "url"],
    ['<button formaction="{{ u }}">', "url local"],
  ],
  "code and documents": [
    ['<script src="{{ u }}"></script><iframe src="{{ u }}">', "resource", "resource"],
    ['<script src="/static/{{ x }}?v={{ v }}"></script>', "resourcePath", "resourceQuery"],
    ['<link rel="stylesheet" href="{{ u }}"><link rel="icon" href="{{ u }}">', "resource", "url"],
    ['<link href="{{ u }}" rel="stylesheet"><link href="{{ u }}" rel="canonical">', "resource", "url"],
    ['<link rel="manifest" href="{{ u }}">', "url"],
    [
      '<script src="{{ assets }}/app.js"></script><script src="{{ folder }}js/app.js"></script>',
      "resource local/",
      "resource local",
    ],
    ['<script src="{{ name }}.js"></script><script src="{{ name }}js"></script>', "resource", "resource"],
    ['<script src="{{ assets }}/{{ x }}"></script>', "resource", "resourcePath"],
    ['<meta charset="{{ x }}"><meta charset={{ x }}>', "charset", "charset"],
    [
      '<meta http-equiv=" Content-Type " content="{{ t }}; charset={{ x }}"><meta content="{{ t }}" http-equiv="content-type">',
      "charset type",
      "charset",
      "charset type",
    ],
    ['<iframe srcdoc="{{ x }}">', "srcdoc"],
    [
      '<meta http-equiv="refresh" content="{{ x }}"><meta http-equiv=refresh content="0; URL = {{ u }}">',
      "metaRefresh",
      "url refresh",
    ],
    [
      '<meta content="{{ x }}" http-equiv="refresh"><meta http-equiv=refresh content="3;{{ u }}">',
      "metaRefresh",
      "url refresh",
    ],
    ["<link href={{ u }} rel=stylesheet><meta content={{ x }} http-equiv=refresh>", "resource", "metaRefresh"],
    ['<link href="{{ u }}" rel=icon><link href="{{ u }}" rel=stylesheet />', "url", "resource"],
    ['<svg><script href="{{ u }}"></script></svg>', "resource"],
  ],
  scripts: [
    [
      "<script>var a = {{ x }}, b = \"{{ x }}\", c = '{{ x }}', d = `{{ x }}${ {{ x }} }`;</script>",
      "jsValue",
      "jsString",
      "jsString",
      "jsString",
      "jsValue",
    ],
    ["<script>chart{{ id }}.draw(); data.{{ key }} = 1; var {{ name }} = 2;</script>", "jsName", "jsName", "jsName"],
    ["<script>// {{ x }}\n/* {{ x }} */ <!-- {{ x }}\nf({{ x }})</script>", "comment", "comment", "comment", "jsValue"],
    ["<script>location = 'a'; // {{ x }}\nlocation = 'b'; /* {{ x }} */</script>", "comment", "comment"],
    ["<script>if (a / b) { c = {{ x }} / 2 }</script>", "jsValue"],
    ["<script>r = /[\"'/]/g; s = {{ x }}</script>", "jsValue"],
    ['<script>var s = "<!--<script>{{ x }}"</script>', "jsString"],
    ['<script>var s = "</{{ x }}>"</script>', "jsString glued"],
    ['<script type="application/ld+json">{"a": {{ x }}, "b": "{{ x }}"}</script>', "jsonValue", "jsonString"],
    [
      '<script type="importmap">{"imports": {"a": "{{ x }}", "b": {{ x }}}}</script>',
      "jsonString rules",
      "jsonValue rules",
    ],
    ['<script type="">{{ x }}</script><script type="text/javascript;x=y">{{ x }}</script>', "jsValue", "jsValue"],
    ['<script type="text&#47;javascript">{{ x }}</script><script type=" ">{{ x }}</script>', "jsValue", "jsValue"],
    [
      "<script>f({{ x|lower }}, {{ x|format }}, {{ x|upper }}, '{{ x|lower }}')</script><p onclick='f({{ x|lower }})'>",
      "jsValue word",
      "jsValue word",
      "jsValue",
      "jsString",
      "jsAttrValue word",
    ],
    ['<script type="application/json">{"a": {{ x|lower }}}</script>', "jsonValue word"],
    [
      "<script>location = '{{ u }}'; location = {{ u }}; import('{{ u }}'); import({{ u }}); f('{{ u }}', {{ u }})</script>",
      "jsString url",
      "jsValue url",
      "jsString resource",
      "jsValue resource",
      "jsString",
      "jsValue",
    ],
    [
      "<script>location = '{{ a }}{{ b }}/{{ c }}'; location = '{{ a }}:{{ b }}'; location = 'java{{ a }}';</script>",
      "jsString url",
      "jsString urlRest",
      "jsString",
      "jsString urlScheme",
      "jsString",
      "jsString urlRest",
    ],
    [
      "<script>import a from '/m/{{ x }}.js?v={{ v }}'; import `/{{ x }}`; new Worker(\"{{ u }}/app.js\")</script>",
      "jsString resourcePath",
      "jsString resourceQuery",
      "jsString resourcePath rootEnd",
      "jsString resource local/",
    ],
    [
      "<p onclick=\"location='{{ u }}'\" :href=\"'{{ u }}' + '{{ x }}'\" @click=\"'{{ x }}'\">",
      "jsAttrString url",
      "jsAttrString url",
      "jsAttrString",
      "jsAttrString",
    ],
    [
      "<script>location = /* a */ {{ u }}; location = // a\n'{{ u }}'; f(`${ {{ x }} }{{ x }}`)</script>",
      "jsValue",
      "jsString",
      "jsValue",
      "jsString",
    ],
    [
      "<script>location = `${ a }{{ x }}`; location = 'a' + '{{ x }}'; location = '\\\\{{ x }}'</script>",
      "jsString",
      "jsString",
      "jsString",
    ],
    ["<p onclick=\"f({{ x }}, '{{ x }}')\" @click='g({{ x }})'>", "jsAttrValue", "jsAttrString", "jsAttrValue"],
    ['<p onclick="f(&quot;{{ x }}&quot;)">', "jsAttrString"],
  ],
  styles: [
    [
      "<p style=\"width: {{ x }}%; background: url({{ u }}) url('/a/{{ u }}')\">",
      "cssAttrValue",
      "cssAttrUrl",
      "cssAttrUrl rest",
    ],
    ["<style>a { color: {{ x }}; content: '{{ x }}' } /* {{ x }} */</style>", "cssValue", "cssString", "comment"],
    ["<style>a { width: {{ a }}/{{ b }} }</style>", "cssValue", "cssValue"],
    [
      "<style>@import '{{ u }}'; @import \"{{ u }}\" {{ x }}; @import url({{ u }}) layer({{ x }}); a { background: url({{ u }}) }</style>",
      "cssUrl resource",
      "cssUrl resource",
      "cssValue",
      "cssUrl resource",
      "cssValue",
      "cssUrl",
    ],
    [
      "<style>@IMPORT url( '{{ u }}/a.css'); @import url(\"/t/{{ x }}.css?{{ v }}\"); @import url(/t/{{ x }}#{{ y }}); @import '/{{ x }}/{{ x }}';</style>",
      "cssUrl resource local/",
      "cssUrl resourcePath",
      "cssUrl resourceQuery",
      "cssUrl resourcePath",
      "cssUrl resourceFragment",
      "cssUrl resourcePath root",
      "cssUrl resourcePath",
    ],
    [
      "<style>@import {{ x }}; a { content: '{{ x }}' } @import a { b: '{{ x }}' } @import a} '{{ x }}' @imports '{{ x }}' @import-a '{{ x }}'</style>",
      "cssValue",
      "cssString",
      "cssString",
      "cssString",
      "cssString",
      "cssString",
    ],
    [
      "<style>@import url() '{{ x }}'; @import url('a')'{{ x }}'; @import url(a b)'{{ x }}'</style>",
      "cssString",
      "cssString",
      "cssString",
    ],
    ['<style>@import url("{{ u }}"); a { b: url("{{ u }}") }</style>', "cssUrl resource", "cssUrl"],
    ['<svg><path fill="{{ x }}" stroke="a{{ x }}" d="{{ x }}"/></svg>', "paint", "paint", "attribute"],
  ],
};

for (const [group, rows] of Object.entries(PLACES)) {
  describe(`values in ${group}`, () => {
    for (const [template, ...escapers] of rows) {
      test(template.replaceAll("\n", "↵"), () => expect(escapersOf(template)).toEqual(escapers));
    }
  });
}

const REFUSED: readonly (readonly [template: string, code: string])[] = [
  ["<script>r = /{{ x }}/</script>", "ESCAPE_REGEXP"],
  ["<script>r = /[{{ x }}]/</script>", "ESCAPE_REGEXP"],
  ["<script>location = 'a'; r = /{{ x }}/</script>", "ESCAPE_REGEXP"],
  ["<script>function* g() { yield /{{ x }}/ }</script>", "ESCAPE_REGEXP"],
  ["<script>o.{{ f }}()</script>", "ESCAPE_CALLEE"],
  ["<script>o.{{ f }} ?. (1)</script>", "ESCAPE_CALLEE"],
  ["<script>o.{{ f }}`a`</script>", "ESCAPE_CALLEE"],
  ["<script>import('//{{ host }}/a.js')</script>", "ESCAPE_RESOURCE_ORIGIN"],
  ["<style>@import '//{{ host }}/a.css'</style>", "ESCAPE_RESOURCE_ORIGIN"],
  ["<style>@import url(https://{{ host }}/a.css)</style>", "ESCAPE_RESOURCE_ORIGIN"],
  ['<script type="{{ t }}">start()</script>', "ESCAPE_SCRIPT_TYPE"],
  ['<script type="{{ t }}">{{ x }}</script>', "ESCAPE_SCRIPT_TYPE"],
  ['<script type="{{ t }}"> <!-- --></script>', "ESCAPE_SCRIPT_TYPE"],
  ['<script type="text/{{ t }}"></script>', "ESCAPE_SCRIPT_TYPE"],
  ['<script type="{{ t }}map"></script>', "ESCAPE_SCRIPT_TYPE"],
  ['<script type="{{ t }}{{ u }}"></script>', "ESCAPE_SCRIPT_TYPE"],
  ['<script language="{{ t }}"></script>', "ESCAPE_SCRIPT_TYPE"],
  ["<iframe>{{ x }}</iframe>", "ESCAPE_RAW_TEXT"],
  ["<xmp>{{ x }}", "ESCAPE_RAW_TEXT"],
  ["<noframes>{{ x }}", "ESCAPE_RAW_TEXT"],
  ["<plaintext>{{ x }}", "ESCAPE_RAW_TEXT"],
  ['<a hre{{ x }}="">', "ESCAPE_ATTRIBUTE_NAME"],
  ['<a on{{ x }}="">', "ESCAPE_ATTRIBUTE_NAME"],
  ['<a {{ x }}{{ y }}="">', "ESCAPE_ATTRIBUTE_NAME"],
  ['<meta http-equiv="{{ x }}" content="">', "ESCAPE_REFUSED_ATTRIBUTE"],
  ['<svg><set attributeName="href" to="{{ x }}"/></svg>', "ESCAPE_REFUSED_ATTRIBUTE"],
  ['<svg><animate attributeName="{{ x }}" values="a"/></svg>', "ESCAPE_REFUSED_ATTRIBUTE"],
  ["<a href=\"javascript:f('{{ x }}')\">", "ESCAPE_JAVASCRIPT_URL"],
  ['<a href=" java&#115;cript&colon;{{ x }}">', "ESCAPE_JAVASCRIPT_URL"],
  ['<a href="{{ a }}{{ b }}:{{ c }}">', "ESCAPE_SCHEME"],
  ['<script src="//{{ host }}/a.js">', "ESCAPE_RESOURCE_ORIGIN"],
  ['<script src="{{ a }}{{ b }}">', "ESCAPE_RESOURCE_ORIGIN"],
  ['<iframe srcdoc="<b>{{ x }}</b>">', "ESCAPE_SRCDOC"],
  ['<button formaction="https://evil.example/">', "ESCAPE_FOREIGN_FORM"],
  ["<textarea></{{ x }}", "ESCAPE_HALF_TAG"],
  ["<style></{{ x }}", "ESCAPE_HALF_TAG"],
  ["<!-{{ x }}", "ESCAPE_HALF_TAG"],
];

describe("places that no value can be kept in are refused, with a cure", () => {
  for (const [template, code] of REFUSED) {
    test(`${template} → ${code}`, () => {
      let error: unknown;
      try {
        walk(template);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(EscapeContextError);
      expect((error as EscapeContextError).code).toBe(code);
      expect((error as EscapeContextError).cure).not.toBe("");
      expect((error as EscapeContextError).contexts.join()).toMatch(/^(in|inside|behind|before) /);
    });
  }
});

describe("what is inserted", () => {
  test.each([
    ["<script>a</script>", "<script[nonce]>a</script>"],
    ["<style>a</style>", "<style[nonce]>a</style>"],
    ["<link rel=stylesheet href=/a.css>", "<link rel=stylesheet href=/a.css[nonce]>"],
    ["<link rel=stylesheet href=/a.css />", "<link rel=stylesheet href=/a.css [nonce]/>"],
    ['<link rel="canonical" href="/a">', '<link rel="canonical" href="/a">'],
    ['<script nonce="mine">a</script>', '<script nonce="mine">a</script>'],
    ['<script type="application/json">1</script>', '<script type="application/json">1</script>'],
    ['<script type="importmap">{}</script>', '<script type="importmap"[nonce]>{}</script>'],
    ['<script src="/a/{{ x }}"></script>', '<script src="/a/"></script>'],
    ['<script src="{{ x }}"></script>', '<script src=""[nonce]></script>'],
    ['<script src="{{ x }}/app.js"></script>', '<script src="/app.js"></script>'],
    ["<form method=post><p>", "<form method=post>[csrf]<p>"],
    ['<form METHOD=" POST " action="/x">', '<form METHOD=" POST " action="/x">[csrf]'],
    ["<form><form method=get><form method=dialog>", "<form><form method=get><form method=dialog>"],
    ["<a href=/x/{{ y }} id=b>", '<a href="/x/" id=b>'],
    ['<a title={{ x }}"y>', '<a title=&#34;y">'],
  ])("%s → %s", (template, expected) => {
    expect(insertedInto(template)).toBe(expected);
  });

  test("a form says what is known about its method and action", () => {
    const csrf = (template: string) =>
      walk(template).pieces.find((piece) => typeof piece !== "string" && piece.type === "csrf");
    expect(csrf('<form method=post action="/a&amp;b">')).toEqual({
      type: "csrf",
      method: "post",
      action: { text: "/a&b" },
    });
    expect(csrf("<form method=post>")).toEqual({ type: "csrf", method: "post", action: { text: undefined } });
    expect(csrf('<form method=post action="/a/{{ x }}">')).toEqual({ type: "csrf", method: "post", action: "marked" });
    expect(csrf('<form method="{{ m }}" action="/a">')).toEqual({
      type: "csrf",
      method: "marked",
      action: { text: "/a" },
    });
  });
});

describe("what an application's function returns", () => {
  test("may name code of the page's own origin as a plain string, and nothing else", () => {
    const { escaper } = hole(feed(htmlText, '<script src="').context, { called: true });
    expect(escaper).toEqual({ name: "resource", arg: "local" });
    expect(escapers.resource("/static/app.js?v=1", String, "local")).toBe("/static/app.js?v=1");
    for (const away of [
      "//evil.example/x.js",
      "https://evil.example/x.js",
      "/\\evil.example",
      "data:text/javascript,x",
      "javascript:x",
    ]) {
      expect(escapers.resource(away, String, "local")).toBe("about:invalid#blocked");
    }
    expect(escapers.resource("/static/app.js", String)).toBe("about:invalid#blocked");
  });
});

describe("XML documents", () => {
  test("CDATA sections exist, and elements have no raw text of their own", () => {
    const feed =
      '<?xml version="1.0"?><rss><title>{{ x }}</title><description><![CDATA[{{ x }}]]></description><link>{{ u }}</link></rss>';
    expect(escapersOf(feed, xmlText)).toEqual(["text", "cdata", "text"]);
  });
});
