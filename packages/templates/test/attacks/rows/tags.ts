/** Tags and attributes, names of both. */
import { createAttributes, createMarkup } from "@ampoule/markup/engine";
import type { Attack } from "./attack.ts";

const m = createMarkup;

export const tags: readonly Attack[] = [
  {
    name: "an attribute without quotes",
    template: "<input value={{ v }}>",
    attack: { v: "x onfocus=alert(1) autofocus" },
  },
  { name: "an empty value without quotes", template: "<a title={{ v }} href=/x>x</a>", attack: { v: "" } },
  {
    name: "two values without quotes",
    template: "<p title={{ a }}{{ v }}>x</p>",
    attack: { v: " onclick=alert(1)" },
    given: { a: "a" },
  },
  { name: "back quotes are no quotes", template: "<p title=`{{ v }}`>x</p>", attack: { v: "` onclick=alert(1) x=`" } },
  {
    name: "white space around the =",
    template: "<p title = {{ v }} lang = en>x</p>",
    attack: { v: "x onclick=alert(1)" },
  },
  { name: "a line end behind the =", template: "<p title=\n{{ v }}>x</p>", attack: { v: "x onclick=alert(1)" } },
  {
    name: "form feed as white space",
    template: "<p\ftitle={{ v }}\flang=en>x</p>",
    attack: { v: "x\fonclick=alert(1)" },
  },
  {
    name: "a slash in an unquoted value",
    template: "<p title={{ v }}/>x",
    attack: { v: "x/onclick=alert(1)//" },
    twinHolds: true,
  },
  {
    name: "Markup between quotes",
    template: '<p title="{{ v }}">x</p>',
    attack: { v: m('"onclick="alert(1)') },
    harmless: { v: m("b") },
  },
  {
    name: "the name of an attribute",
    template: '<p {{ v }}="alert(1)">x</p>',
    attack: { v: "onclick" },
    harmless: { v: "data-blocked" },
  },
  {
    name: "a name with more in it",
    template: '<p {{ v }}="1">x</p>',
    attack: { v: "a onclick=alert(1) b" },
    harmless: { v: "data-blocked" },
  },
  {
    name: "a name behind data-",
    template: '<p data-{{ v }}="1">x</p>',
    attack: { v: "a=1 onclick=alert(1) b" },
    harmless: { v: "blocked" },
  },
  {
    name: "the name of a library's attribute",
    template: '<p data-{{ v }}="alert(1)">x</p>',
    attack: { v: "hx-on:click" },
    harmless: { v: "blocked" },
  },
  {
    name: "a name and its value",
    template: '<a {{ n }}="{{ v }}">x</a>',
    attack: { v: "javascript:alert(1)" },
    given: { n: "href" },
  },
  {
    name: "a name and two values",
    template: '<a {{ n }}="{{ a }}{{ v }}">x</a>',
    attack: { v: "script:alert(1)" },
    given: { n: "href", a: "java" },
  },
  {
    name: "a name, an author's word, a value",
    template: '<a {{ n }}="java{{ v }}">x</a>',
    attack: { v: "script:alert(1)" },
    given: { n: "HREF" },
  },
  {
    name: "a name, a value without quotes",
    template: "<a {{ n }}={{ v }}>x</a>",
    attack: { v: "javascript:alert(1)" },
    given: { n: "href" },
  },
  {
    name: "a whole attribute as a string",
    template: "<p {{ v }}>x</p>",
    attack: { v: "onclick=alert(1)" },
    harmless: { v: "" },
  },
  {
    name: "a whole attribute as Markup",
    template: "<p {{ v }}>x</p>",
    attack: { v: m("onclick='alert(1)'") },
    harmless: { v: "" },
  },
  {
    name: "Markup that ends the tag",
    template: "<p {{ v }}>x</p>",
    attack: { v: m("title='a'><script>alert(1)</script>") },
    harmless: { v: "" },
  },
  {
    name: "Markup glued to a name",
    template: "<p{{ v }}>x</p>",
    attack: { v: m("/onclick=alert(1)") },
    harmless: { v: "" },
  },
  {
    name: "Markup with an open quote",
    template: '<p {{ v }} title="x">y</p>',
    attack: { v: m("lang='a") },
    harmless: { v: "" },
  },
  {
    name: "Markup with a URL",
    template: "<a {{ v }}>x</a>",
    attack: { v: m("href='java&Tab;script:alert(1)'") },
    harmless: { v: m("href='b'") },
  },
  {
    name: "SafeAttributes decide nothing about a script",
    template: "<script {{ v }}>f()</script>",
    attack: { v: createAttributes("type=importmap src=//evil.example/x.js") },
    harmless: { v: "" },
    twinHolds: true,
  },
  {
    name: "a weaker sandbox before the author's",
    template: '<iframe {{ n }}="{{ v }}" sandbox src="/a"></iframe>',
    attack: { n: "sandbox", v: "allow-scripts" },
    harmless: { n: "data-blocked", v: "b" },
  },
  {
    name: "another element by is",
    template: '<p {{ n }}="{{ v }}">x</p>',
    attack: { n: "is", v: "x-evil" },
    harmless: { n: "data-blocked", v: "b" },
  },
  {
    name: "a shadow root",
    template: '<template {{ n }}="{{ v }}"><p>x</p></template>',
    attack: { n: "shadowrootmode", v: "open" },
    harmless: { n: "data-blocked", v: "b" },
  },
  {
    name: "the name of an element",
    template: "<{{ v }}>alert(1)</{{ v }}>",
    attack: { v: "script" },
    harmless: { v: "span" },
  },
  {
    name: "an element with attributes in its name",
    template: "<{{ v }}>x</{{ v }}>",
    attack: { v: "p onclick=alert(1)" },
    harmless: { v: "span" },
  },
  {
    name: "an element that loads",
    template: '<{{ t }} src="{{ v }}"></{{ t }}>',
    attack: { t: "iframe", v: "//evil.example" },
    harmless: { t: "span", v: "b" },
  },
  {
    name: "a custom element that SVG had first",
    template: "<svg><{{ v }}>x</{{ v }}></svg>",
    attack: { v: "annotation-xml" },
    harmless: { v: "span" },
  },
  { name: "a heading", template: "<h{{ v }}>x</h{{ v }}>", attack: { v: "r onclick=alert(1)" }, harmless: { v: "6" } },
];
