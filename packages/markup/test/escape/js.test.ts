import { type Node, parse } from "acorn";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { escapers } from "../../src/escape/escapers.ts";
import { setBlockedHook, toJson } from "../../src/index.ts";
import { decodeReferences } from "../../src/text/references.ts";
import { createJson, createMarkup, createResourceUrl, createScript, createStyle } from "../../src/trusted.ts";
import { attacks, hostile } from "../support/hostile.ts";
import { evaluate, scriptShape } from "../support/js.ts";
import { attributeOf, shapeOf, textOf } from "../support/tree.ts";

afterEach(() => setBlockedHook(undefined));

const value = (given: unknown): string => escapers.jsValue(given, String);
const body = (given: unknown): string => escapers.jsString(given, String);

describe("a value in a script", () => {
  test.each([
    ["a string", "it's", "it's"],
    ["a number", 5, 5],
    ["a negative number", -1.5, -1.5],
    ["a huge number", 1e300, 1e300],
    ["not a number", Number.NaN, Number.NaN],
    ["infinity", Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ["true", true, true],
    ["null", null, null],
    ["undefined", undefined, null],
    ["an array", [1, "a", null], [1, "a", null]],
    ["an object", { a: { b: "</script>" } }, { a: { b: "</script>" } }],
    ["a Map", new Map([["a", 1]]), { a: 1 }],
    ["a Set", new Set([1]), [1]],
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["JSON", toJson({ a: "'" }), { a: "'" }],
    ["JSON in Python's style", createJson('{"a": [1.0, NaN, "b\\u0027"]}'), { a: [1, Number.NaN, "b'"] }],
    ["Markup, as its source", createMarkup("<b>&amp;</b>"), "<b>&amp;</b>"],
    ["a URL, as text", createResourceUrl("/a?b&c"), "/a?b&c"],
    ["a style, as text", createStyle("color: red"), "color: red"],
    ["a boxed number", new Number(2), 2],
    [
      "an object that is no data",
      new (class Field {
        toString() {
          return "field";
        }
      })(),
      "field",
    ],
  ])("%s reads back", (_, given, expected) => {
    expect(evaluate(`var x = ${value(given)}`)).toEqual(expected);
    const page = `<b onclick="x = ${escapers.jsAttrValue(given, String)}">`;
    expect(evaluate(`var x; ${attributeOf(page, "onclick")}`)).toEqual(expected);
  });

  test("grows together with nothing around it", () => {
    expect(evaluate(`var a = 5, x = a-${value(-1)}`)).toBe(6);
    expect(evaluate(`var x = (function(){return${value(7)}})()`)).toBe(7);
    expect(evaluate(`var a = 1, x = a+${value(1)}+${value(2)}`)).toBe(4);
    expect(evaluate(`var x = typeof${value(true)}`)).toBe("boolean");
  });

  test("an object's __proto__ is a name like any other", () => {
    const given: unknown = JSON.parse('{"__proto__": {"admin": true}, "a": [{"__proto__": 1}]}');
    for (const form of [given, toJson(given)]) {
      const x = evaluate(`var x = ${value(form)}`);
      expect(Object.getPrototypeOf(x)).toBe(Object.prototype);
      expect(Object.hasOwn(x as object, "__proto__")).toBe(true);
    }
    expect(Object.getPrototypeOf(evaluate(`var x = ${toJson(given)}`))).not.toBe(Object.prototype);
  });

  test("what was declared to be JSON and is none is refused", () => {
    for (const text of ["alert(1)", "[x]", "{a: 1}", "1;alert", "a", "`x`"]) {
      expect(() => value(createJson(text)), text).toThrow(/JSON/);
    }
  });

  test("a SafeScript is code, unless it would end the script", () => {
    expect(value(createScript("f(1)"))).toBe("f(1)");
    const heard: string[] = [];
    setBlockedHook(({ reason }) => heard.push(reason));
    for (const source of ["'</script>'", "'<!--<SCRIPT>'", "a<!--b"])
      expect(value(createScript(source))).toBe(" null ");
    expect(heard).toHaveLength(3);
    expect(escapers.jsAttrValue(createScript('f("</script>")'), String)).toBe("f(&#34;&lt;/script&gt;&#34;)");
  });

  test("Markup is no code, and a script in a string is none either", () => {
    expect(value(createMarkup("alert(1)"))).toBe('"alert\\u00281\\u0029"');
    expect(body(createScript("alert(1)"))).toBe("alert\\u00281\\u0029");
  });
});

/** Every place of a value and of a string body; `%` is the hole. */
const places: readonly [name: string, host: string, escape: (given: unknown) => string][] = [
  ["value", "var x = %;", value],
  ["argument", "f(a, %, b)", value],
  ["operand", "x = a / % / b", value],
  ["key", "x = {a: %}", value],
  ["in quotes", 'var x = "a%b";', body],
  ["in apostrophes", "var x = 'a%b';", body],
  ["in a template literal", "var x = `a%b${1}c%`;", body],
  ["in a string in a template literal", "var x = `${f('%')}`;", body],
];

describe.each(places)("T06 T09 T11 T28 %s", (_, host, escape) => {
  test("the script parses to the same tree, whatever the value", () => {
    const harmless = scriptShape(host.replaceAll("%", escape("harmless")));
    fc.assert(
      fc.property(hostile, (given) => {
        const script = host.replaceAll("%", () => escape(given));
        expect(scriptShape(script)).toBe(harmless);
        const page = `<script>${script}</script><i></i>`;
        expect(shapeOf(page)).toBe("<script ></><i ></>");
        expect(textOf(page)).toBe(script);
      }),
      { numRuns: 400 },
    );
  });

  test("in an event handler too, whatever the value", () => {
    const harmless = scriptShape(host.replaceAll("%", escape("harmless")));
    const inHandler = escape === value ? escapers.jsAttrValue : escapers.jsAttrString;
    fc.assert(
      fc.property(hostile, (given) => {
        const literal = host.replaceAll('"', "&quot;").replaceAll("%", () => inHandler(given, String));
        const page = `<b onclick="${literal}" id=b></b>`;
        expect(shapeOf(page)).toBe("<b onclick id></>");
        expect(scriptShape(attributeOf(page, "onclick") ?? "")).toBe(harmless);
      }),
      { numRuns: 400 },
    );
  });
});

test("strings read back unchanged, whatever they hold", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: "binary" })), (given) => {
      expect(evaluate(`var x = ${value(given)}`)).toBe(given);
      expect(evaluate(`var x = '${body(given)}'`)).toBe(given);
      expect(evaluate(`var x = \`${body(given)}\``)).toBe(given);
    }),
    { numRuns: 1000 },
  );
});

test("T09 all white space and line ends of ECMAScript beside a value leave it one literal", () => {
  for (const space of "\t\v\f \u00a0\ufeff\n\r\u2028\u2029\u1680\u2000\u200a\u202f\u205f\u3000") {
    const source = `x =${space}${value(`/${space}/`)}${space}/ 2`;
    const tree: Node = parse(source, { ecmaVersion: "latest" });
    expect(JSON.stringify(tree)).toContain('"type":"Literal"');
    expect(scriptShape(source)).toBe(scriptShape('x = "a" / 2'));
  }
});

test("were the guess about the place wrong, the value could still do nothing: only letters, digits and escapes", () => {
  fc.assert(
    fc.property(hostile, (given) => {
      expect(body(given)).toMatch(/^(?:[A-Za-z0-9]|\\u[0-9a-f]{4})*$/);
      expect(value(given)).toMatch(/^"(?:[A-Za-z0-9]|\\u[0-9a-f]{4})*"$/);
    }),
    { numRuns: 1000 },
  );
});

test("T11 behind a < of the author's no letter of a value is printed, and an empty value is not nothing", () => {
  const glued = (given: string): string => escapers.jsString(given, String, "glued");
  expect(glued("script>")).toMatch(/^(?:\\u[0-9a-f]{4})+$/);
  expect(evaluate(`var x = "</${glued("script>")}"`)).toBe("</script>");
  expect(evaluate(`var x = "</${glued("")}script>"`)).toBe("</script>");
  expect(shapeOf(`<script>x = "</${glued("")}script>"</script><i></i>`)).toBe("<script ></><i ></>");
});

test("a part of a name is letters, digits, _ and $", () => {
  const name = (given: unknown): string => escapers.jsName(given, String);
  expect([name("bar"), name(5), name("_a$1")]).toEqual(["bar", "5", "_a$1"]);
  for (const given of [...attacks, "a.b", "a b", "a-b", "é", ""].filter((text) => !/^[\w$]+$/.test(text))) {
    expect(name(given)).toBe("_blocked_");
    expect(escapers.jsAttrName(given, String)).toBe("_blocked_");
  }
});

describe("data blocks", () => {
  test("T45 a value of JSON reads back", () => {
    for (const given of ["</script>", 'a"b\\', 5, -1, null, true, { a: ["<!--"] }, "\u2028"]) {
      const text = escapers.jsonValue(given, String);
      expect(text).not.toMatch(/[<>&'\u2028]/);
      expect(JSON.parse(text)).toEqual(given);
    }
    expect(escapers.jsonValue(Number.NaN, String)).toBe("null");
    expect(escapers.jsonValue(Number.NEGATIVE_INFINITY, String)).toBe("null");
    expect(escapers.jsonValue(toJson([1]), String)).toBe("[1]");
  });

  test("T45 a string of JSON reads back, whatever it holds", () => {
    fc.assert(
      fc.property(hostile, (given) => {
        const text = `{"a": "x${escapers.jsonString(given, String)}y", "b": ${escapers.jsonValue(given, String)}}`;
        expect(JSON.parse(text)).toEqual({ a: `x${given}y`, b: given });
        const page = `<script type="application/ld+json">${text}</script><i></i>`;
        expect(shapeOf(page)).toBe("<script type></><i ></>");
      }),
      { numRuns: 1000 },
    );
  });

  test("import maps and speculation rules take URLs from a ResourceUrl only", () => {
    const rule = (given: unknown): unknown => JSON.parse(`"${escapers.jsonString(given, String, "rules")}"`);
    expect(rule("main")).toBe("main");
    expect(rule(createResourceUrl("/static/a.js"))).toBe("/static/a.js");
    for (const given of ["https://evil.example/x.js", "data:text/javascript,alert(1)", "//evil", "/x.js"]) {
      expect(rule(given)).toBe("about:invalid#blocked");
      expect(escapers.jsonValue(given, String, "rules")).toBe('"about:invalid#blocked"');
    }
    expect(escapers.jsonValue(toJson({ imports: {} }), String, "rules")).toBe('{"imports":{}}');
    expect(escapers.jsonValue(createResourceUrl("/a.js"), String, "rules")).toBe('"/a.js"');
  });
});

test("what a filter wrote as a word or number is one, and all else a string", () => {
  for (const name of ["jsValue", "jsAttrValue", "jsonValue"] as const) {
    for (const text of ["true", "false", "null", "0", "12.50", "-3"]) {
      expect(escapers[name](text, String, "word").trim()).toBe(text);
      expect(JSON.parse(decodeReferences(escapers[name](text, String), "attribute"))).toBe(text);
    }
    for (const text of ["True", "010", "1e3", "alert", "true;alert(1)", "1,2", " true", "--1", "", "__proto__"]) {
      expect(JSON.parse(decodeReferences(escapers[name](text, String, "word"), "attribute"))).toBe(text);
    }
  }
});
