import { describe, expect, test, vi } from "vitest";
import {
  escape,
  isJson,
  isMarkup,
  isResourceUrl,
  isSafeAttributes,
  isSafeScript,
  isSafeStyle,
  isSafeUrl,
  Json,
  Markup,
  ResourceUrl,
  SafeAttributes,
  SafeScript,
  SafeStyle,
  SafeUrl,
  toJson,
} from "../../src/index.ts";
import * as trusted from "../../src/trusted.ts";

const types = [
  { type: Markup, is: isMarkup, make: trusted.createMarkup },
  { type: Json, is: isJson, make: (text: string) => toJson(text) },
  { type: SafeUrl, is: isSafeUrl, make: trusted.createUrl },
  { type: ResourceUrl, is: isResourceUrl, make: trusted.createResourceUrl },
  { type: SafeScript, is: isSafeScript, make: trusted.createScript },
  { type: SafeStyle, is: isSafeStyle, make: trusted.createStyle },
  { type: SafeAttributes, is: isSafeAttributes, make: trusted.createAttributes },
];

describe.each(types)("T25 $type.name", ({ type, is, make }) => {
  test("is known to be one", () => {
    expect(is(make("x"))).toBe(true);
  });

  test("cannot be forged by JSON", () => {
    const body: unknown = JSON.parse(
      '{"__html":"<b>","isEscaped":true,"__safe":true,"html":"<img onerror=x>","toString":"x","constructor":null,"__html__":"<b>","value":"<b>"}',
    );
    expect(is(body)).toBe(false);
    expect(is(JSON.parse(JSON.stringify(make("x"))))).toBe(false);
  });

  test("cannot be forged by its prototype", () => {
    const forged: object = Object.create(type.prototype, { value: { value: "<b>" }, html: { value: "<b>" } });
    expect(forged).toBeInstanceOf(type);
    expect(is(forged)).toBe(false);
    expect(() => String(forged)).toThrow(TypeError);
  });

  test("cannot be forged by a proxy, a copy or a class of its own", () => {
    expect(is(new Proxy(make("x"), {}))).toBe(false);
    expect(is({ ...make("x") })).toBe(false);
    expect(is(Object.assign(Object.create(Object.getPrototypeOf(make("x"))), make("x")))).toBe(false);
    const Forged = class extends (type as unknown as new (...args: unknown[]) => object) {};
    expect(() => new Forged("<b>", "<b>")).toThrow(/cannot be constructed/);
    expect(() => Reflect.construct(type, [Symbol("ampoule.markup.construction"), "<b>"])).toThrow(
      /cannot be constructed/,
    );
    expect(() => structuredClone(make("x")) instanceof type && is(structuredClone(make("x")))).not.toThrow();
    expect(is(structuredClone(make("x")))).toBe(false);
  });

  test("of a second copy of the package is none of this one", async () => {
    vi.resetModules();
    const again: typeof trusted = await import("../../src/trusted.ts");
    for (const create of [
      again.createMarkup,
      again.createJson,
      again.createUrl,
      again.createResourceUrl,
      again.createScript,
      again.createStyle,
      again.createAttributes,
    ]) {
      const foreign: unknown = create("1");
      expect(foreign).not.toBeInstanceOf(type);
      expect(is(foreign)).toBe(false);
    }
  });

  test("is made of strings only", () => {
    for (const value of [["<b>"], { toString: () => "<b>" }, 1, null, undefined]) {
      if (type !== Json) expect(() => make(value as never)).toThrow(TypeError);
    }
  });
});

test("T25 an object of a request's body is text", () => {
  const body: unknown = JSON.parse('{"__html__":"<b>","toJSON":"x"}');
  expect(escape(body).toString()).toBe("[object Object]");
});

test("own properties on Markup cannot replace what is inside", () => {
  const page = trusted.createMarkup("<b>");
  Object.assign(page, { toString: () => "<script>", __html__: () => "<script>" });
  expect(escape("").add(page).toString()).toBe("<b>");
});

test("the key of the constructors is not to be found on the classes", () => {
  for (const { type } of types) {
    expect(Object.getOwnPropertySymbols(type)).toEqual([]);
    expect(Object.getOwnPropertySymbols(type.prototype)).toEqual([]);
  }
});
