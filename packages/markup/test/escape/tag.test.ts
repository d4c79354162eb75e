import fc from "fast-check";
import { parseFragment } from "parse5";
import { afterEach, describe, expect, test } from "vitest";
import { writeAttribute } from "../../src/escape/attribute-writer.ts";
import { escapers } from "../../src/escape/escapers.ts";
import { setBlockedHook } from "../../src/index.ts";
import {
  createAttributes,
  createMarkup,
  createResourceUrl,
  createScript,
  createStyle,
  createUrl,
} from "../../src/trusted.ts";
import { attacks, hostile } from "../support/hostile.ts";
import { attributeOf, elementsOf, shapeOf } from "../support/tree.ts";

const m = createMarkup;
afterEach(() => setBlockedHook(undefined));

function inTag(value: unknown, element = "div"): string {
  return `<${element} id=a${escapers.inTag(value, String, `${element} `)} lang=b>`;
}

function names(page: string): string[] {
  return [...(elementsOf(parseFragment(page))[0]?.attributes.keys() ?? [])];
}

const urls = new Set(["href", "src", "formaction", "action", "cite", "background"]);

/** Every attribute is one that could have been written with a plain value. */
function expectHarmless(page: string): void {
  const [first, ...others] = elementsOf(parseFragment(page));
  expect(others).toEqual([]);
  for (const [name, value] of first?.attributes ?? []) {
    expect(name).toMatch(/^[a-z][\w:.-]*$/);
    expect(name).not.toMatch(/^on|^style$|^srcdoc$|^x-|^v-|^hx-on/);
    if (!urls.has(name)) continue;
    expect(URL.parse(value, "https://a.example")?.protocol ?? "", value).not.toMatch(/script|data|blob|file/);
  }
}

describe("values in a tag", () => {
  test.each([
    [m('class="wide" data-x="1" required'), ["id", "class", "data-x", "required", "lang"]],
    [m(" class='a \"b\"' "), ["id", "class", "lang"]],
    [m('href="/a?b&amp;c"'), ["id", "href", "lang"]],
    [m(""), ["id", "lang"]],
    ["required", ["id", "required", "lang"]],
    [" checked ", ["id", "checked", "lang"]],
    ["", ["id", "lang"]],
    [null, ["id", "lang"]],
    [false, ["id", "lang"]],
    [createAttributes('onclick="f(\'a\')" style="color:red"'), ["id", "onclick", "style", "lang"]],
  ])("%s stands", (value, expected) => {
    expect(names(inTag(value))).toEqual(expected);
  });

  test.each([
    ["an event handler", m('onclick="alert(1)"')],
    ["an event handler in capitals", m('ONCLICK="alert(1)"')],
    ["an event handler behind a slash", m("/onclick=alert(1)")],
    ["a style", m('style="background:url(//evil)"')],
    ["a document", m('srcdoc="<script>"')],
    ["code of a library", m('x-data="alert(1)"')],
    ["code of htmx", m('hx-on:click="alert(1)"')],
    ["the end of the tag", m("><script>alert(1)</script>")],
    ["a quote that is open", m('class="a')],
    ["an apostrophe that is open", m("class='a")],
    ["an equals sign without a value", m("class=")],
    ["a name with a quote", m('a"b=c')],
    ["a name that is an equals sign", m("=onclick=alert(1)")],
    ["attributes as text", 'class="a"'],
    ["an event handler's name as text", "onclick"],
    ["two names as text", "a b"],
    ["attributes that are not complete", createAttributes('onclick="')],
    ["attributes that end the tag", createAttributes("a><script>")],
  ])("T24 %s is left out, and a warning is given", (_, value) => {
    const heard: string[] = [];
    setBlockedHook(({ escaper }) => heard.push(escaper));
    expect(names(inTag(value))).toEqual(["id", "lang"]);
    expect(heard).toEqual(["inTag"]);
  });

  test("several attributes of Markup need quotes: a value in them was escaped for text only", () => {
    // What `{% filter trim %}title={{ v }} lang=a{% endfilter %}` gives for v = "x class=evil".
    expect(names(inTag(m("title=x class=evil lang=a")))).toEqual(["id", "lang"]);
    expect(names(inTag(m("data-x=1")))).toEqual(["id", "data-x", "lang"]);
  });

  test("a plain value is the name of a boolean attribute, or of data: of others the author's own would no longer count", () => {
    for (const name of ["disabled", "hidden", "data-open", "DATA-Open"])
      expect(escapers.inTag(name, String, "a ")).toBe(` ${name}`);
    for (const name of ["href", "type", "value", "class", "is", "aria-hidden", "datax"]) {
      expect(escapers.inTag(name, String, "button ")).toBe("");
    }
  });

  test("an attribute of Markup without a value is a boolean one: a blank in a name would make such a one of its beginning", () => {
    // What `data-{{ v }}="1"` as HTML gives for v = "x autofocus".
    expect(names(inTag(m('data-x autofocus="1"')))).toEqual(["id", "lang"]);
    expect(names(inTag(m('title="a" data-x')))).toEqual(["id", "lang"]);
    expect(names(inTag(m("data-x")))).toEqual(["id", "lang"]);
    expect(names(inTag(m('data-x=""')))).toEqual(["id", "data-x", "lang"]);
    // As a plain value it is one name, blanks or not.
    expect(names(inTag("data-x"))).toEqual(["id", "data-x", "lang"]);
  });

  test.each(
    (
      "allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate hidden inert " +
      "ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required reversed selected"
    ).split(" "),
  )("%s says all by being there", (name) => {
    expect(names(inTag(m(`${name} title="a"`)))).toEqual(["id", name, "title", "lang"]);
  });

  test("only what offends is left out", () => {
    expect(names(inTag(m('class="a" onclick="x" title="b"')))).toEqual(["id", "class", "title", "lang"]);
  });

  test("T18 URLs are checked as anywhere", () => {
    expect(attributeOf(inTag(m('href="javascript&colon;alert(1)"'), "a"), "href")).toBe("about:invalid#blocked");
    expect(attributeOf(inTag(m('src="/a.png" srcset="javascript:x 2x"'), "img"), "srcset")).toBe(
      "about:invalid#blocked 2x",
    );
    expect(names(inTag(m('src="/a"'), "iframe"))).toEqual(["id", "lang"]);
  });

  test("what decides over an element is its author's", () => {
    for (const make of [m, createAttributes]) {
      expect(names(inTag(make('type="module"'), "script"))).toEqual(["id", "lang"]);
      expect(names(inTag(make('src="//evil"'), "script"))).toEqual(["id", "lang"]);
      expect(names(inTag(make('rel="stylesheet"'), "link"))).toEqual(["id", "lang"]);
      expect(names(inTag(make('type="a"'), "style"))).toEqual(["id", "lang"]);
    }
    expect(names(inTag(m('http-equiv="refresh"'), "meta"))).toEqual(["id", "lang"]);
    expect(names(inTag("type", "script"))).toEqual(["id", "lang"]);
  });

  test("a form's token does not go to another site", () => {
    expect(names(inTag(m('action="/save"'), "form"))).toEqual(["id", "action", "lang"]);
    expect(names(inTag(m('action="//evil.example"'), "form"))).toEqual(["id", "lang"]);
    expect(names(inTag(m('formaction="https://evil.example"'), "button"))).toEqual(["id", "lang"]);
  });

  test("a space is brought where the value is glued", () => {
    expect(escapers.inTag("required", String, "input")).toBe("required");
    expect(escapers.inTag("required", String, "input ")).toBe(" required");
    expect(escapers.inTag(m('a="b"'), String, "input")).toBe('a="b"');
    expect(escapers.inTag("", String, "input ")).toBe("");
  });

  test("whatever the value, no attribute is more than a plain one", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("div", "a", "script", "input"), (text, element) => {
        expectHarmless(`${inTag(text, element)}</${element}>`);
        expectHarmless(`${inTag(m(text), element)}</${element}>`);
      }),
      { numRuns: 1500 },
    );
  });

  test("the check is remembered, in a bounded memory", () => {
    for (let i = 0; i < 2000; i++) expect(escapers.inTag(m(`data-a="${i}"`), String, "p")).toBe(`data-a="${i}"`);
    expect(escapers.inTag(m('data-a="1"'), String, "p")).toBe('data-a="1"');
  });
});

describe("values as names of attributes", () => {
  const name = (value: unknown, arg?: string): string => escapers.attributeName(value, String, arg);

  test("T24 by an allow-list", () => {
    expect([name("title"), name("data-x"), name("xlink:href"), name("aria-label")]).toEqual([
      "title",
      "data-x",
      "xlink:href",
      "aria-label",
    ]);
    for (const value of [
      "onclick",
      "ONCLICK",
      "style",
      "srcdoc",
      "x-data",
      "@click",
      ":a",
      "v-html",
      "",
      " ",
      "a b",
      "a=b",
      "a/b",
      "a>",
      'a"',
      "é",
      "xmlns",
    ]) {
      expect(name(value), value).toBe("data-blocked");
    }
  });

  test("behind a prefix of the author's", () => {
    expect(name("x", "data-")).toBe("x");
    expect(name("", "data-")).toBe("");
    expect(name("bind", "data-")).toBe("blocked");
    expect(name("a b", "data-")).toBe("blocked");
    expect(name("click", "on")).toBe("blocked");
  });

  test("with the element known, what decides over it is its author's", () => {
    expect(name("src", "script ")).toBe("data-blocked");
    expect(name("content", "meta ")).toBe("data-blocked");
    expect(name("rel", "link ")).toBe("data-blocked");
    expect(name("src", "img ")).toBe("src");
    expect(name("id", "div data-")).toBe("id");
  });

  test("the value is escaped by the name that came", () => {
    const dynamic = (attribute: string, value: unknown): string => {
      return escapers.dynamicAttribute(value, String, escapers.attributeName(attribute, String));
    };
    expect(dynamic("href", "javascript:alert(1)")).toBe("about:invalid#blocked");
    expect(dynamic("title", "javascript:alert(1)")).toBe("javascript:alert(1)");
    expect(dynamic("srcset", "javascript:x 1x")).toBe("about:invalid#blocked 1x");
    expect(dynamic("onclick", 'alert("1")')).toBe("alert(&#34;1&#34;)");
    expect(escapers.dynamicAttribute("x", String, "onclick")).toBe("about:invalid#blocked");
    expect(escapers.dynamicAttribute("x", String, "xml:base")).toBe("about:invalid#blocked");
  });

  test("behind what stands before it in the attribute, it is the whole that counts", () => {
    const print = (value: string, so: string): string => escapers.dynamicAttribute(value, String, so);
    expect(print("script:alert(1)", 'href="java')).toBe("");
    expect(print("script:alert(1)", "data-hx-get = 'java")).toBe("");
    expect(print(":alert(1)", "href=javascript")).toBe("");
    expect(print("b", 'href="/a/')).toBe("b");
    expect(print('"b', 'title="javascript:')).toBe("&#34;b");
    expect(print(", javascript:alert(1) 2x", 'srcset="/a 1x')).toBe("");
    expect(print(" javascript:alert(1)", 'ping="/a')).toBe("");
  });

  test("what a form is sent to stays with the site", () => {
    for (const name of ["action", "formaction", "FormAction"]) {
      expect(escapers.dynamicAttribute("https://evil.example", String, name)).toBe("about:invalid#blocked");
      expect(escapers.dynamicAttribute("/evil.example", String, `${name}="/`)).toBe("");
      expect(escapers.dynamicAttribute("/save", String, name)).toBe("/save");
    }
  });

  test("whatever name and value, there is one attribute, and it is a plain one", () => {
    fc.assert(
      fc.property(hostile, hostile, (attribute, value) => {
        const printed = escapers.attributeName(attribute, String);
        const page = `<div ${printed}="${escapers.dynamicAttribute(value, String, printed)}"></div>`;
        expect(names(page)).toHaveLength(1);
        expectHarmless(page);
      }),
      { numRuns: 1500 },
    );
  });
});

describe("values as names of elements", () => {
  const tag = (value: unknown, arg?: string): string => escapers.tagName(value, String, arg);

  test("by an allow-list", () => {
    expect([tag("div"), tag("H2"), tag("my-element"), tag("button")]).toEqual(["div", "H2", "my-element", "button"]);
    const refused = (
      "script style textarea title iframe xmp noembed noframes noscript plaintext object embed base link meta svg math template " +
      "annotation-xml font-face frameset html head body image listing select> div/ a=b"
    ).split(" ");
    for (const value of [...refused, "", "div onclick=alert(1)", "constructor", "__proto__"])
      expect(tag(value), value).toBe("span");
  });

  test("the level of a heading is one digit", () => {
    expect([tag(2, "heading"), tag("6", "heading")]).toEqual(["2", "6"]);
    for (const value of ["0", "7", "tml", "ead", "r", "", "1 onclick=x", 1.5]) expect(tag(value, "heading")).toBe("6");
  });

  test("whatever the value, it is one element without attributes", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const [found, ...others] = elementsOf(parseFragment(`<${tag(value)}></${tag(value)}>`));
        expect(others).toEqual([]);
        expect(found?.attributes.size).toBe(0);
      }),
    );
  });
});

describe("the attribute writer", () => {
  test.each([
    ["input", "value", 'a"b<', ' value="a&#34;b&lt;"'],
    ["input", "required", true, " required"],
    ["input", "required", false, ""],
    ["input", "required", null, ""],
    ["input", "required", undefined, ""],
    ["input", "maxlength", 5, ' maxlength="5"'],
    ["a", "href", "/a?b&c", ' href="/a?b&amp;c"'],
    ["A", "HREF", "javascript:alert(1)", ' HREF="about:invalid#blocked"'],
    ["a", "href", createUrl("slack:x"), ' href="slack:x"'],
    ["script", "src", "/a.js", ' src="about:invalid#blocked"'],
    ["script", "src", createResourceUrl("/a.js"), ' src="/a.js"'],
    ["button", "onclick", createScript("f('1')"), ' onclick="f(&#39;1&#39;)"'],
    ["button", "onclick", false, ""],
    ["p", "style", createStyle("color: red"), ' style="color: red"'],
    ["iframe", "srcdoc", m("<b>&amp;</b>"), ' srcdoc="&lt;b&gt;&amp;amp;&lt;/b&gt;"'],
    ["div", "title", m('a" onx=1'), ' title="a&#34; onx=1"'],
    ["div", "onclick", true, ""],
  ])("<%s %s> of %s", (element, name, value, expected) => {
    expect(writeAttribute(element, name, value)).toBe(expected);
  });

  test.each([
    "",
    " ",
    "\u00a0",
    "src onerror=alert(1)",
    "a/onerror",
    "a>",
    "a=",
    "a\tb",
    "a\fb",
    'a"',
    "a'",
    "a<",
    "a\0",
    "a`",
    "=a",
    "1a",
    "é",
    "@click",
    ":x",
  ])("T19 T20 T21 the name %j is refused", (name) => {
    expect(() => writeAttribute("p", name, "x")).toThrow(TypeError);
  });

  test("T22 what is no string is no name", () => {
    for (const name of [Symbol(" "), new String("a"), 5, null, undefined, ["a"]]) {
      expect(() => writeAttribute("p", name as never, "x")).toThrow(TypeError);
    }
  });

  test("T23 event handlers, styles and documents need their promise", () => {
    for (const name of ["onclick", "ONCLICK", "onfuture", "style", "srcdoc", "x-data", "hx-on:click"]) {
      expect(() => writeAttribute("p", name, "x"), name).toThrow(/needs a|name begins/);
    }
    expect(() => writeAttribute("p", "onclick", m("alert(1)"))).toThrow(/SafeScript/);
    expect(() => writeAttribute("p", "style", createScript("x"))).toThrow(/SafeStyle/);
    expect(() => writeAttribute("p", "srcdoc", "<b>")).toThrow(/Markup/);
    expect(() => writeAttribute("animate", "to", "x")).toThrow(/write it in the template/);
    expect(writeAttribute("button", "formaction", "javascript:x")).toBe(' formaction="about:invalid#blocked"');
  });

  test("T18 whatever the value, there is one attribute, and it reads back or is blocked", () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom("title", "value", "href", "class", "srcset", "ping", "formaction"),
        (value, name) => {
          const page = `<p${writeAttribute("p", name, value)} id=b></p>`;
          expect(shapeOf(page)).toBe(`<p ${name} id></>`);
          expectHarmless(page);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("texts are made as the caller says", () => {
    expect(writeAttribute("p", "title", { a: 1 }, { toText: () => "<text>" })).toBe(' title="&lt;text&gt;"');
  });
});

test("attacks are what they should be: as Markup without a check they would get through", () => {
  const through = attacks.filter((text) => names(`<div id=a ${text} lang=b>`).some((name) => name.startsWith("on")));
  expect(through.length).toBeGreaterThanOrEqual(5);
});
