import { html } from "@ampoule/markup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRecord, encodeRecord } from "../../src/session/codec.ts";
import { freezeValue } from "../../src/session/data.ts";
import { Session, type SessionRecord } from "../../src/session/session.ts";

/** What a value is when it comes back with the next request. */
function kept(value: unknown): unknown {
  const session = new Session().set("v", value);
  const text = encodeRecord(session.record(1));
  return decodeRecord(text)?.data.get("v");
}

/** The record that a text is taken for, whose only value is written as `json`. */
function forged(json: string): SessionRecord | null {
  return decodeRecord(`{"b":1,"r":1,"d":{"v":${json}}}`);
}

const since = new Date("2026-02-03T04:05:06.789Z");

describe("a session value comes back as what it was", () => {
  test.each<readonly [string, unknown]>([
    ["a date", since],
    ["a bigint", -(2n ** 80n)],
    ["a URL", new URL("https://example.org/a?b=c#d")],
    [
      "a Map",
      new Map<unknown, unknown>([
        [1, "a"],
        ["1", since],
        [{ a: 1 }, null],
      ]),
    ],
    ["a Set", new Set([1, "1", true])],
    ["all within each other", { list: [new Map([["when", new Set([since])]])], n: { big: 1n } }],
    ["an object with the name of a tag", { " ": ["date", 0] }],
    ["an object with that name, inside of one", { " ": { " ": 1, b: [since] }, a: 2 }],
    ["nothing in all of them", [new Map(), new Set(), {}, []]],
  ])("%s", (_name, value) => {
    expect(kept(value)).toEqual(freezeValue(value, "v"));
    expect(kept(value)).toEqual(value);
  });

  test("any value that can be set", () => {
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: "grapheme" }),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
        fc.bigInt(),
        fc.date({ noInvalidDate: true }),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", " ", "__proto__", "constructor"), tie("tree"), { maxKeys: 3 }),
        fc.array(fc.tuple(tie("tree"), tie("tree")), { maxLength: 3 }).map((entries) => new Map(entries)),
        fc.array(tie("tree"), { maxLength: 3 }).map((items) => new Set(items)),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(kept(value)).toEqual(freezeValue(value, "v"));
      }),
    );
  });
});

describe("a change that nobody would see is an error where it is made", () => {
  test.each<readonly [string, unknown, (value: never) => unknown]>([
    ["a date's", since, (value: Date) => value.setFullYear(1999)],
    ["a date's time", since, (value: Date) => value.setTime(0)],
    [
      "a URL's",
      new URL("https://example.org/"),
      (value: URL) => Object.assign(value, { href: "https://other.example/" }),
    ],
    ["a Map's", new Map([[1, 2]]), (value: Map<number, number>) => value.set(1, 3)],
    ["a Map's end", new Map([[1, 2]]), (value: Map<number, number>) => value.clear()],
    ["a Set's", new Set([1]), (value: Set<number>) => value.add(2)],
    ["one in a Map", new Map([["a", [1]]]), (value: Map<string, number[]>) => value.get("a")?.push(2)],
  ])("%s", (_name, value, change) => {
    const before = freezeValue(value, "v");
    const session = new Session().set("v", value);
    expect(() => change(session.get("v") as never)).toThrow(TypeError);
    expect(session.get("v")).toEqual(before);
    expect(() => change(kept(value) as never)).toThrow(TypeError);
  });

  test("the value that was given stays the application's own", () => {
    const mine = new Date(since);
    const session = new Session().set("v", mine);
    mine.setTime(0);
    expect(session.get("v")).toEqual(since);
  });

  test("a URL is read as ever, its query from a copy", () => {
    const url = kept(new URL("https://example.org:81/a?b=c")) as URL;
    expect([url.href, url.host, url.searchParams.get("b")]).toEqual([
      "https://example.org:81/a?b=c",
      "example.org:81",
      "c",
    ]);
  });
});

describe("S24 a session holds data, and no code", () => {
  class Own {}
  class OwnDate extends Date {}
  test.each<readonly [string, unknown, RegExp]>([
    ["Markup", html`<b>`, /is a Markup; store what it is made of/],
    ["an object of a class", new Own(), /is a Own/],
    ["an object of a class that extends Date", new OwnDate(), /is a OwnDate/],
    ["bytes", new Uint8Array(3), /base64 text/],
    ["a function", () => 1, /is a function/],
    ["a date that is none", new Date(Number.NaN), /is an invalid date/],
    [
      "what holds itself",
      (() => {
        const map = new Map<string, unknown>();
        return map.set("a", map);
      })(),
      /32 deep/,
    ],
  ])("%s is refused when it is set", (_name, value, message) => {
    expect(() => new Session().set("v", value)).toThrow(message);
  });

  test("what was never written is no session, even if somebody has the key", () => {
    for (const json of [
      '{" ":["markup","<b>"]}',
      '{" ":["constructor",1]}',
      '{" ":["date","now"]}',
      '{" ":["date",1e99]}',
      '{" ":["bigint","0x1"]}',
      '{" ":["url","nothing"]}',
      '{" ":["map",[[1]]]}',
      '{" ":["set",{}]}',
      '{" ":["object",1]}',
      '{" ":"date"}',
    ]) {
      expect(forged(json), json).toBeNull();
    }
    expect(forged('{" ":["date",0]}')?.data.get("v")).toEqual(new Date(0));
  });
});
