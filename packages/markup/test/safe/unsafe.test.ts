import { afterEach, expect, test } from "vitest";
import {
  isMarkup,
  isResourceUrl,
  isSafeAttributes,
  isSafeScript,
  isSafeStyle,
  isSafeUrl,
  safeUrl,
} from "../../src/index.ts";
import { createMarkup, setUnsafeHook } from "../../src/trusted.ts";
import * as unsafe from "../../src/unsafe.ts";

const doors = [
  { name: "unsafeMarkup", open: unsafe.unsafeMarkup, is: isMarkup, type: "Markup" },
  { name: "unsafeUrl", open: unsafe.unsafeUrl, is: isSafeUrl, type: "SafeUrl" },
  { name: "unsafeResourceUrl", open: unsafe.unsafeResourceUrl, is: isResourceUrl, type: "ResourceUrl" },
  { name: "unsafeScript", open: unsafe.unsafeScript, is: isSafeScript, type: "SafeScript" },
  { name: "unsafeStyle", open: unsafe.unsafeStyle, is: isSafeStyle, type: "SafeStyle" },
  { name: "unsafeAttributes", open: unsafe.unsafeAttributes, is: isSafeAttributes, type: "SafeAttributes" },
];

afterEach(() => setUnsafeHook(undefined));

test("the doors are all there are", () => {
  expect(Object.keys(unsafe).sort()).toEqual(doors.map(({ name }) => name).sort());
});

test.each(doors)("$name makes a $type of a string, and of nothing else", ({ open, is }) => {
  expect(is(open("x"))).toBe(true);
  expect(String(open("x"))).toBe("x");
  for (const value of [["<b>"], { toString: () => "<b>" }, null, undefined, 1, createMarkup("<b>")]) {
    expect(() => open(value as never)).toThrow(TypeError);
  }
});

test.each(doors)(
  "$name asks the development hook, which may refuse what came in with the request",
  ({ open, type }) => {
    const asked: [string, string][] = [];
    setUnsafeHook((text, kind) => {
      asked.push([text, kind]);
      if (text === "from the request") throw new Error("this string came in with the current request");
    });
    open("own");
    expect(() => open("from the request")).toThrow(/came in/);
    expect(asked).toEqual([
      ["own", type],
      ["from the request", type],
    ]);
  },
);

test("trusted code is not asked", () => {
  setUnsafeHook(() => {
    throw new Error("asked");
  });
  expect(createMarkup("<b>").toString()).toBe("<b>");
});

test("safeUrl checks what comes in", () => {
  expect(isSafeUrl(safeUrl("https://a.example/?q=1"))).toBe(true);
  expect(isSafeUrl(safeUrl("/path"))).toBe(true);
  for (const url of ["javascript:alert(1)", " JAVA\nSCRIPT:x", "data:text/html,x"])
    expect(() => safeUrl(url)).toThrow(/scheme/);
  expect(() => safeUrl(["/x"] as never)).toThrow(TypeError);
});
