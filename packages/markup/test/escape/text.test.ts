import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapers } from "../../src/escape/escapers.ts";
import { toJson } from "../../src/index.ts";
import { createAttributes, createMarkup, createResourceUrl, createScript, createUrl } from "../../src/trusted.ts";
import { hostile } from "../support/hostile.ts";
import { attributeOf, shapeOf, textOf } from "../support/tree.ts";

const readable = hostile.map((text) => text.replace(/[\r\0\ud800-\udfff]/g, ""));

const hosts: readonly [place: "text" | "rcdata" | "attribute", before: string, after: string][] = [
  ["text", "<p>a", "b</p>"],
  ["text", "<table><tr><td>", "</td></tr></table>"],
  ["text", "<svg><text>", "</text></svg>"],
  ["rcdata", "<title>a", "b</title><i></i>"],
  ["rcdata", "<textarea>a", "b</textarea><i></i>"],
  ["attribute", '<p title="a', 'b" id=b></p>'],
  ["attribute", "<p title='a", "b' id=b></p>"],
];

test("HTML in noscript does not end it, be it in the value of an attribute", () => {
  const given = createMarkup('\n<a title="</NOSCRIPT><img src=x>">b</a></noscripts>');
  const [plain, first, held] = [undefined, "first noscript", "noscript"].map((arg) =>
    escapers.text(given, String, arg),
  );
  expect(plain).toBe(given.toString());
  expect(held).toBe('\n<a title="&lt;/NOSCRIPT><img src=x>">b</a>&lt;/noscripts>');
  expect(first).toBe(`\n${held}`);
  expect(shapeOf(`<noscript>${held}</noscript>`)).toBe(shapeOf("<noscript></noscript>"));
  expect(shapeOf(`<noscript>${plain}</noscript>`)).not.toBe(shapeOf("<noscript></noscript>"));
});

describe.each(hosts)("T01 T50 %s in %s…", (place, before, after) => {
  test("the page keeps its shape and the value reads back unchanged, whatever it is", () => {
    fc.assert(
      fc.property(readable, (value) => {
        const page = before + escapers[place](value, String) + after;
        expect(shapeOf(page)).toBe(shapeOf(before + after));
        const [left, right] = [/[ab]?$/.exec(before)?.[0] ?? "", /^b?/.exec(after)?.[0] ?? ""];
        const read = place === "attribute" ? attributeOf(page, "title") : textOf(page);
        expect(read).toBe((left === "a" ? "a" : "") + value + right);
      }),
      { numRuns: 400 },
    );
  });

  test("T27 whatever the type", () => {
    const symbols = [
      ["<i>"],
      [["<i>"]],
      { toString: () => "<i>" },
      new String("<i>"),
      Symbol("<i>"),
      5n,
      new Date(0),
      () => "<i>",
      new Map([["<i>", 1]]),
    ];
    for (const value of symbols) {
      const page = before + escapers[place](value, String) + after;
      expect(shapeOf(page)).toBe(shapeOf(before + after));
    }
  });

  test("promises of another place are text", () => {
    for (const make of [createUrl, createResourceUrl, createScript, createAttributes]) {
      const page = before + escapers[place](make('"><i>&'), (value) => `[${typeof value}]`) + after;
      expect(shapeOf(page)).toBe(shapeOf(before + after));
      expect(place === "attribute" ? attributeOf(page, "title") : textOf(page)).toContain('"><i>&');
    }
  });
});

test("Markup is HTML in text only", () => {
  const markup = createMarkup(`<b>"it's" &amp; </title></textarea></b>`);
  expect(escapers.text(markup, String)).toBe(markup.toString());
  expect(textOf(`<title>${escapers.rcdata(markup, String)}</title>`)).toBe(`<b>"it's" & </title></textarea></b>`);
  expect(shapeOf(`<title>${escapers.rcdata(markup, String)}</title><i></i>`)).toBe("<title ></><i ></>");
});

test("T41 Markup in an attribute cannot leave its quotes", () => {
  for (const quote of ['"', "'"]) {
    const page = `<p title=${quote}${escapers.attribute(createMarkup(`a" ' onx=1 &amp; <b>`), String)}${quote}></p>`;
    expect(shapeOf(page)).toBe("<p title></>");
    expect(attributeOf(page, "title")).toBe(`a" ' onx=1 & <b>`);
  }
});

test("T45 JSON in an attribute reads back, in quotes of either kind", () => {
  const data = { a: `"'<>&`, b: [1, null] };
  for (const quote of ['"', "'"]) {
    const page = `<p data-x=${quote}${escapers.attribute(toJson(data), String)}${quote}></p>`;
    expect(JSON.parse(attributeOf(page, "data-x") ?? "")).toEqual(data);
  }
});

test("objects with a function __html__ are HTML, JSON that looks so is text", () => {
  expect(escapers.text({ __html__: () => "<b>" }, String)).toBe("<b>");
  expect(escapers.text(JSON.parse('{"__html__": "<b>"}'), JSON.stringify)).not.toContain("<");
});

test("T52 srcdoc takes a document as Markup, and shows everything else as text", () => {
  const inside = (value: unknown): string => {
    const page = `<iframe srcdoc="${escapers.srcdoc(value, String)}"></iframe>`;
    expect(shapeOf(page)).toBe("<iframe srcdoc></>");
    return attributeOf(page, "srcdoc") ?? "";
  };
  expect(inside(createMarkup(`<b title="&amp;">x</b>`))).toBe(`<b title="&amp;">x</b>`);
  fc.assert(
    fc.property(readable, (value) => {
      expect(shapeOf(inside(value))).toBe("");
      expect(textOf(`<b>${inside(value)}</b>`)).toBe(value);
    }),
  );
});

test("T51 nothing is printed into a comment", () => {
  for (const value of ["-->", "--!>", createMarkup("x"), 5]) expect(escapers.comment(value, String)).toBe("");
});

describe("CDATA sections", () => {
  test("cannot be ended, and read back unchanged, whatever the value", () => {
    fc.assert(
      fc.property(readable, (value) => {
        const page = `<svg><text>x<![CDATA[a${escapers.cdata(value, String)}b]]></text></svg><i></i>`;
        expect(shapeOf(page)).toBe("<svg ><text ></></><i ></>");
        expect(textOf(page)).toBe(`xa${value}b`);
      }),
      { numRuns: 500 },
    );
  });

  test("were it none, the shape would hold as well", () => {
    fc.assert(
      fc.property(readable, (value) => {
        expect(shapeOf(`<p><![CDATA[${escapers.cdata(value, String)}]]></p>`)).toMatch(/^<p >!+<\/>$/);
      }),
    );
  });

  test("carry HTML for feeds, of which only the end is broken up", () => {
    const section = (html: string): string => `<![CDATA[${escapers.cdata(createMarkup(html), String)}]]>`;
    expect(section("<p>a &amp; b</p>")).toBe("<![CDATA[<p>a &amp; b</p>]]>");
    for (const html of ["a]]>b", "]]>", "]]]]>>", ">a", "a]", "a]]", "]>"]) {
      const page = `<svg><text>${section(html)}</text></svg><i></i>`;
      expect(shapeOf(page)).toBe("<svg ><text ></></><i ></>");
      expect(textOf(page)).toBe(html);
    }
    const glued = `<svg><text><![CDATA[]]${escapers.cdata(createMarkup("><b>"), String)}]]></text></svg>`;
    expect(textOf(glued)).toBe("]]><b>");
    const before = `<svg><text><![CDATA[${escapers.cdata(createMarkup("a]]"), String)}>]]></text></svg>`;
    expect(textOf(before)).toBe("a]]>");
  });
});
