/** URLs, of links and of what loads code. */
import { createMarkup } from "@ampoule/markup/engine";
import { type Attack, turning } from "./attack.ts";

const m = createMarkup;

export const urls: readonly Attack[] = [
  { name: "javascript:", template: '<a href="{{ v }}">x</a>', attack: { v: "javascript:alert(1)" } },
  {
    name: "javascript: with what URL parsers drop",
    template: '<a href="{{ v }}">x</a>',
    attack: { v: "\u0001 \tjava\r\nscript\n:alert(1)" },
  },
  {
    name: "a scheme in two values",
    template: '<a href="{{ a }}{{ v }}">x</a>',
    attack: { v: "script:alert(1)" },
    given: { a: "java" },
  },
  {
    name: "a scheme behind an empty value",
    template: '<a href="{{ a }}{{ b }}{{ v }}">x</a>',
    attack: { v: "javascript:alert(1)" },
    given: { a: "", b: "\t" },
  },
  {
    name: "a scheme in a loop",
    template: '<a href="{% for v in vs %}{{ v }}{% endfor %}">x</a>',
    attack: { vs: ["java", "script", ":", "alert(1)"] },
    harmless: { vs: ["b"] },
  },
  {
    name: "a scheme, one character at a time",
    template: '<a href="{% for v in w %}{{ v }}{% endfor %}">x</a>',
    attack: { w: "javascript:alert(1)" },
  },
  {
    name: "a scheme before the author's colon",
    template: '<a href="{{ v }}:{{ b }}">x</a>',
    attack: { v: "javascript", b: "alert(1)" },
  },
  {
    name: "a scheme behind the author's letters",
    template: '<a href="java{% if yes %}{{ v }}{% endif %}">x</a>',
    attack: { v: "script:alert(1)" },
    given: { yes: 1 },
  },
  {
    name: "a scheme by a filter block",
    template: '<a href="{% filter lower %}{{ v }}{% endfilter %}">x</a>',
    attack: { v: "JAVASCRIPT:alert(1)" },
  },
  {
    name: "a scheme by a captured text",
    template: '{% set u %}{{ v }}{% endset %}<a href="{{ u }}">x</a>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a scheme by a macro",
    template: '{% macro m(v) %}{{ v }}{% endmacro %}<a href="{{ m(v) }}">x</a>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a scheme by a macro under another name",
    template: '{% macro m(v) %}{{ v }}{% endmacro %}{% set n = m %}<a href="{{ n(v) }}">x</a>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a scheme by caller()",
    template: '{% macro m() %}<a href="{{ caller() }}">x</a>{% endmacro %}{% call m() %}{{ v }}{% endcall %}',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a scheme in Markup's references",
    template: '<a href="{{ v }}">x</a>',
    attack: { v: m("javascript&colon;alert(1)") },
    harmless: { v: m("b") },
  },
  {
    name: "a scheme from __html__",
    template: '<a href="{{ v }}">x</a>',
    attack: { v: { __html__: () => "java&#115;cript:alert(1)" } },
    harmless: { v: "b" },
    twinHolds: true,
  },
  {
    name: "a scheme at the second look",
    template: '<b title="{{ o.text }}"><a href="{{ o.text }}">x</a></b>',
    attack: { o: turning("/a", "javascript:alert(1)") },
    harmless: { o: { text: "/a" } },
  },
  { name: "a reference by number", template: '<a href="&#{{ v }};avascript:alert(1)">x</a>', attack: { v: "106" } },
  { name: "a reference by name", template: '<a href="javascript&{{ v }};alert(1)">x</a>', attack: { v: "colon" } },
  { name: "a reference in the value", template: '<a href="&{{ v }}">x</a>', attack: { v: "#106;avascript:alert(1)" } },
  { name: "ping", template: '<a href="/" ping="/a {{ v }}">x</a>', attack: { v: "javascript:alert(1)" } },
  {
    name: "action of a form",
    template: '<form action="{{ v }}"><button>x</button></form>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "formaction",
    template: '<input type="image" src="/a.png" formaction="{{ v }}">',
    attack: { v: "data:text/html,<script>alert(1)</script>" },
  },
  {
    name: "a refresh",
    template: '<meta http-equiv="refresh" content="5; URL \t= {{ v }}">',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a refresh without url=",
    template: "<meta http-equiv=refresh content='0;{{ v }}'>",
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a refresh declared behind",
    template: '<meta content="{{ v }}" http-equiv="&#114;efresh">',
    attack: { v: "0;url='javascript:alert(1)'" },
  },
  {
    name: "xlink:href",
    template: '<svg><a xlink:href="{{ v }}"><text>x</text></a></svg>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "href of MathML",
    template: '<math><mi xlink:href="{{ v }}" href="{{ v }}">x</mi></math>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "base",
    template: '<base href="{{ v }}"><script src="/a.js"></script>',
    attack: { v: "https://evil.example/" },
  },
  { name: "script src", template: '<script src="{{ v }}"></script>', attack: { v: "//evil.example/x.js" } },
  {
    name: "script src behind a slash",
    template: '<script src="/{{ v }}/a.js"></script>',
    attack: { v: "/evil.example" },
  },
  {
    name: "script src behind an empty value",
    template: '<script src="/{{ a }}/{{ v }}/a.js"></script>',
    attack: { v: "evil.example" },
    given: { a: "" },
  },
  {
    name: "script src behind a back slash",
    template: '<script src="\\{{ v }}"></script>',
    attack: { v: "\\evil.example/x.js" },
    harmless: { v: "b" },
  },
  {
    name: "script src before a path",
    template: '<script src="{{ v }}/app.js"></script>',
    attack: { v: "https://evil.example" },
  },
  {
    name: "script src of SVG",
    template: '<svg><script href="{{ v }}"></script></svg>',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a style sheet",
    template: '<link href="{{ v }}" media="print" rel="alternate stylesheet">',
    attack: { v: "javascript:alert(1)" },
  },
  {
    name: "a style sheet by a value",
    template: '<link rel="{{ r }}" href="{{ v }}">',
    attack: { r: "stylesheet", v: "//evil.example/x.css" },
  },
  { name: "iframe src", template: '<iframe src="{{ v }}"></iframe>', attack: { v: "//evil.example/" } },
  { name: "object data", template: '<object data="{{ v }}"></object>', attack: { v: "//evil.example/x.swf" } },
  { name: "embed src", template: '<embed src="{{ v }}">', attack: { v: "//evil.example/x.swf" } },
  {
    name: "the type of a script",
    template: '<script type="{{ v }}" src="/a.js"></script>',
    attack: { v: '"onload="alert(1)' },
    twinHolds: true,
  },
];
