import { expect, test } from "vitest";
import { type AttributeKind, createTables, defaultTables } from "../../src/tables/attributes.ts";

const kind = (element: string, attribute: string): AttributeKind => defaultTables.attributeKind(element, attribute);

/** WHATWG HTML, "Attributes" index: all whose value is a URL, a list of them, or holds one. */
const htmlUrls: readonly [element: string, attribute: string, kind: AttributeKind][] = [
  ["a", "href", "url"],
  ["a", "ping", "ping"],
  ["area", "href", "url"],
  ["area", "ping", "ping"],
  ["audio", "src", "url"],
  ["base", "href", "resource"],
  ["blockquote", "cite", "url"],
  ["body", "background", "image"],
  ["button", "formaction", "url"],
  ["del", "cite", "url"],
  ["embed", "src", "resource"],
  ["form", "action", "url"],
  ["frame", "longdesc", "url"],
  ["frame", "src", "resource"],
  ["html", "manifest", "resource"],
  ["iframe", "longdesc", "url"],
  ["iframe", "src", "resource"],
  ["iframe", "srcdoc", "srcdoc"],
  ["img", "longdesc", "url"],
  ["img", "lowsrc", "image"],
  ["img", "src", "image"],
  ["img", "srcset", "srcset"],
  ["input", "formaction", "url"],
  ["input", "src", "image"],
  ["ins", "cite", "url"],
  ["link", "href", "resource"],
  ["link", "imagesrcset", "srcset"],
  ["meta", "content", "metaContent"],
  ["object", "archive", "resource"],
  ["object", "classid", "resource"],
  ["object", "codebase", "resource"],
  ["object", "data", "resource"],
  ["q", "cite", "url"],
  ["script", "src", "resource"],
  ["source", "src", "url"],
  ["source", "srcset", "srcset"],
  ["table", "background", "image"],
  ["td", "background", "image"],
  ["track", "src", "url"],
  ["video", "poster", "image"],
  ["video", "src", "url"],
];

/** SVG 2 and MathML Core: elements with `href`, and MathML 3, where every element has one. */
const hrefOwners = [
  ..."a animate animatemotion animatetransform cursor discard filter font-face-uri glyphref lineargradient mpath".split(
    " ",
  ),
  ..."pattern radialgradient set textpath tref use math mi mrow maction semantics".split(" "),
];

/** HTML, "Event handlers on elements, Document objects, and Window objects"; SVG's and newer ones besides. */
const handlers = (
  "onabort onauxclick onbeforeinput onbeforematch onbeforetoggle onblur oncancel oncanplay oncanplaythrough onchange onclick " +
  "onclose oncommand oncontextlost oncontextmenu oncontextrestored oncopy oncuechange oncut ondblclick ondrag ondragend " +
  "ondragenter ondragleave ondragover ondragstart ondrop ondurationchange onemptied onended onerror onfocus onformdata " +
  "oninput oninvalid onkeydown onkeypress onkeyup onload onloadeddata onloadedmetadata onloadstart onmousedown " +
  "onmouseenter onmouseleave onmousemove onmouseout onmouseover onmouseup onpaste onpause onplay onplaying onprogress " +
  "onratechange onreset onresize onscroll onscrollend onsecuritypolicyviolation onseeked onseeking onselect onslotchange " +
  "onstalled onsubmit onsuspend ontimeupdate ontoggle onvolumechange onwaiting onwheel onafterprint onbeforeprint " +
  "onbeforeunload onhashchange onlanguagechange onmessage onmessageerror onoffline ononline onpagehide onpageshow " +
  "onpopstate onrejectionhandled onstorage onunhandledrejection onunload onbegin onend onrepeat onzoom onactivate " +
  "onfocusin onfocusout onpointerdown ontouchstart onanimationend ontransitionend onwebkitanimationend " +
  "onsnapchanging onfuturehandler"
).split(" ");

test.each(htmlUrls)("T52 <%s %s> is %s", (element, attribute, expected) => {
  expect(kind(element, attribute)).toBe(expected);
});

test.each(hrefOwners)("T16 <%s> in SVG and MathML has URLs in href and xlink:href", (element) => {
  expect(kind(element, "href")).toBe("url");
  expect(kind(element, "xlink:href")).toBe("url");
});

test("T16 what SMIL animates, and with which values, is the author's", () => {
  for (const element of ["animate", "animatecolor", "animatemotion", "animatetransform", "set"]) {
    for (const attribute of ["attributename", "attributetype", "to", "from", "by", "values"]) {
      expect(kind(element, attribute), `${element} ${attribute}`).toBe("refused");
    }
  }
  expect(kind("label", "from")).toBe("text");
});

test("T17 scripts, frames, objects and bases load resources, in SVG too", () => {
  for (const attribute of ["src", "href", "xlink:href"]) expect(kind("script", attribute)).toBe("resource");
  expect(kind("div", "xml:base")).toBe("resource");
});

test.each(handlers)("T23 %s is code on every element", (attribute) => {
  for (const element of ["div", "svg", "math", "x-unknown"]) expect(kind(element, attribute)).toBe("script");
});

test("T52 style, srcdoc and namespaces, on every element", () => {
  expect(kind("circle", "style")).toBe("style");
  expect(kind("x-unknown", "srcdoc")).toBe("srcdoc");
  expect(kind("svg", "xmlns")).toBe("refused");
  expect(kind("svg", "xmlns:xlink")).toBe("refused");
});

test("T13 the type of a script is the author's", () => {
  expect(kind("script", "type")).toBe("scriptType");
  expect(kind("script", "language")).toBe("scriptType");
  expect(kind("meta", "http-equiv")).toBe("refused");
  expect(kind("annotation-xml", "encoding")).toBe("refused");
});

test.each([
  ..."x-data x-on:click x-bind:class x-html @click @click.prevent :class v-html v-bind:href v-on:click #default".split(
    " ",
  ),
  ..."hx-on:click hx-on::load data-hx-on:click hx-vals hx-headers _ script data-script data-bind (click) [href] *ngif".split(
    " ",
  ),
  ..."ng-click data-ng-click bind-href up-on-opened data-on:click data-signals".split(" "),
])("client libraries find code in %s", (attribute) => {
  expect(kind("div", attribute)).toBe("script");
});

test("T52 what is unknown is text", () => {
  for (const attribute of [
    "title",
    "alt",
    "value",
    "class",
    "data-url",
    "aria-label",
    "placeholder",
    "zork",
    "constructor",
    "__proto__",
  ]) {
    expect(kind("div", attribute)).toBe("text");
  }
});

test("an application adds attributes and prefixes of its own", () => {
  const tables = createTables({
    attributes: { "data-href": "url", "X-Label": "text", "my-frame src": "resource", href: "refused" },
    prefixes: { "wire:": "script" },
  });
  expect(tables.attributeKind("div", "data-href")).toBe("url");
  expect(tables.attributeKind("div", "x-label")).toBe("text");
  expect(tables.attributeKind("div", "x-data")).toBe("script");
  expect(tables.attributeKind("my-frame", "src")).toBe("resource");
  expect(tables.attributeKind("div", "wire:click")).toBe("script");
  expect(tables.attributeKind("a", "href")).toBe("refused");
});

test("an application cannot declare away what browsers act on", () => {
  expect(() => createTables({ attributes: { onclick: "text" } })).toThrow(/onclick/);
  expect(() => createTables({ attributes: { "script src": "url" } })).toThrow(/script src/);
  expect(() => createTables({ attributes: { srcdoc: "text" } })).toThrow(/srcdoc/);
  for (const name of [
    "style",
    "meta content",
    "script type",
    "meta http-equiv",
    "meta charset",
    "set to",
    "iframe src",
  ]) {
    expect(() => createTables({ attributes: { [name]: "text" } }), name).toThrow(TypeError);
  }
  expect(createTables({ attributes: { src: "text" } }).attributeKind("script", "src")).toBe("resource");
  expect(createTables({ prefixes: { on: "text" } }).attributeKind("div", "onclick")).toBe("script");
  expect(() => createTables({ attributes: { "a b c": "text" } })).toThrow(/neither/);
});
