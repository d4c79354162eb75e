/** The lists of the escapers, written down a second time: a word that is lost or changed is noticed by name. */
import { afterEach, describe, expect, test } from "vitest";
import { writeAttribute } from "../../src/escape/attribute-writer.ts";
import { escapers } from "../../src/escape/escapers.ts";
import { allowUrlSchemes, isAllowedUrl } from "../../src/escape/scheme.ts";
import { setBlockedHook } from "../../src/index.ts";
import { dynamicElements } from "../../src/tables/elements.ts";
import { createAttributes, createMarkup } from "../../src/trusted.ts";

afterEach(() => setBlockedHook(undefined));

const words = (text: string): string[] => text.trim().split(/\s+/);

test.each(
  words(`
    http https ftp ftps mailto tel sms smsto fax callto geo maps bitcoin im irc ircs magnet matrix mms news nntp
    openpgp4fpr sftp sip sips ssh urn webcal wtai xmpp cid mid`),
)("%s: may be linked to", (scheme) => {
  expect(isAllowedUrl(`${scheme}:a`)).toBe(true);
  expect(escapers.urlScheme(scheme, String, "")).toBe(scheme);
});

test.each(
  words(`
    javascript vbscript livescript mocha data blob filesystem view-source about file jar res resource chrome`),
)("%s: may not, and no application can let it", (scheme) => {
  expect(isAllowedUrl(`${scheme}:a`)).toBe(false);
  expect(() => allowUrlSchemes([scheme])).toThrow(TypeError);
});

test.each(words("png jpg jpeg gif webp avif bmp x-icon vnd.microsoft.icon"))(
  "pictures of %s may be in the URL",
  (type) => {
    expect(isAllowedUrl(`data:image/${type};base64,AAAA`, true)).toBe(true);
    expect(isAllowedUrl(`data:image/${type};base64,AAAA`)).toBe(false);
  },
);

test("the elements that a value may name", () => {
  const names = words(`
    a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col
    colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3
    h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark menu meter nav ol optgroup option output p
    picture pre progress q rp rt ruby s samp search section select slot small source span strike strong sub summary sup
    table tbody td tfoot th thead time tr track tt u ul var video wbr`);
  expect([...dynamicElements].sort()).toEqual([...names].sort());
  for (const name of names) expect(escapers.tagName(name, String)).toBe(name);
});

test.each(
  words(
    "annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name missing-glyph",
  ),
)("<%s> is no custom element", (name) => {
  expect(escapers.tagName(name, String)).toBe("span");
});

describe("what decides over an element or its content is no value's", () => {
  test.each([
    ["script", "type language src href xlink:href"],
    ["style", "type src"],
    ["link", "rel as"],
    ["iframe", "sandbox allow"],
    ["template", "shadowrootmode"],
    ["p", "is"],
  ])("%s: %s", (element, names) => {
    for (const name of words(names)) {
      expect(escapers.attributeName(name, String, `${element} `), name).toBe("data-blocked");
      expect(escapers.inTag(name, String, element), name).toBe("");
      expect(escapers.inTag(createMarkup(`${name}="a"`), String, element), name).toBe("");
      expect(escapers.inTag(createAttributes(`${name}="a"`), String, element), name).toBe("");
      expect(escapers.attributeName(`${name}x`, String, `${element} `)).toBe(`${name}x`);
    }
  });
});

test.each(words("url src expression behavior javascript"))("%s is no word of a style", (word) => {
  expect(escapers.cssValue(word, String)).toBe("zAmpouleBlocked");
  expect(escapers.cssValue(word.toUpperCase(), String)).toBe("zAmpouleBlocked");
  expect(escapers.cssValue(`${word}x`, String)).toBe(`${word}x`);
});

test.each(["http://a/b.png", "https://a/b.png", "/b.png", "data:image/png,AA"])("a style may load %s", (url) => {
  expect(escapers.cssUrl(url, String)).not.toContain("blocked");
});

test("fragments are encoded", () => {
  expect(escapers.urlFragment('a b"', String)).toBe("a%20b%22");
  expect(escapers.resourceFragment('a b"', String)).toBe("a%20b%22");
});

test("attributes of every plain kind can be written", () => {
  expect(writeAttribute("p", "title", "x")).toBe(' title="x"');
  expect(writeAttribute("p", "id", "x")).toBe(' id="x"');
  expect(writeAttribute("p", "dir", "ltr")).toBe(' dir="ltr"');
  expect(escapers.dynamicAttribute("x", String, "id")).toBe("x");
  expect(escapers.dynamicAttribute("x", String, 'dir="l')).toBe("x");
});

test.each([
  ["svg", 'xmlns="http://www.w3.org/2000/svg"'],
  ["svg", 'xmlns:xlink="http://www.w3.org/1999/xlink"'],
  ["math", 'xmlns="http://www.w3.org/1998/Math/MathML"'],
])("the name space of <%s> may stand: %s", (element, attribute) => {
  expect(escapers.inTag(createMarkup(attribute), String, element)).toBe(attribute);
  expect(escapers.inTag(createMarkup(attribute), String, "p")).toBe("");
  expect(escapers.inTag(createMarkup(attribute.replace("org", "example")), String, element)).toBe("");
});
