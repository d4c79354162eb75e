/** Attributes of SVG that are CSS. */
import { afterEach, describe, expect, test } from "vitest";
import { writeAttribute } from "../../src/escape/attribute-writer.ts";
import { escapers } from "../../src/escape/escapers.ts";
import { setBlockedHook } from "../../src/index.ts";

afterEach(() => setBlockedHook(undefined));

const print = (value: unknown): string => escapers.paint(value, String);

describe("a value in an attribute of SVG that is CSS", () => {
  test.each([
    "red",
    "#ff8800",
    "none",
    "url(#gradient-1)",
    "url( #a ) red",
    "var(--a, rgb(1, 2, 3))",
    "context-fill",
    "",
    ...(
      "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark device-cmyk var calc min max clamp circle ellipse " +
      "inset polygon path rect xywh blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia"
    )
      .split(" ")
      .map((name) => `${name}(1)`),
    "RGB(1, 2, 3)",
    "URL(#a)",
  ])("%s stays", (value) => expect(print(value)).toBe(value));

  test("is escaped whoever writes the attribute", () => {
    expect(writeAttribute("path", "fill", "url(//evil.example/)")).toBe(' fill="none"');
    expect(escapers.dynamicAttribute("url(//evil.example/)", String, "stroke")).toBe("none");
    expect(writeAttribute("path", "fill", "red")).toBe(' fill="red"');
  });

  test("a reference in quotes stays, with its quotes escaped", () => {
    expect(print("url('#a')")).toBe("url(&#39;#a&#39;)");
    expect(print('url("#a")')).toBe("url(&#34;#a&#34;)");
  });

  test.each([
    "url(//evil.example/a#b)",
    "url('//evil.example/')",
    "URL( https://evil.example/ )",
    "url(a)",
    "rgb(1) url(//evil.example)",
    "url(#a) url(//evil.example)",
    "image-set('//evil.example' 1x)",
    "src('//evil.example')",
    "cross-fade(url(#a), url(/b))",
    "\\75rl(//evil.example)",
    // Behind the author's or another value's `ur`.
    "l(//evil.example)",
    "(//evil.example)",
    "l(#a)",
  ])("%s is blocked", (value) => {
    const heard: string[] = [];
    setBlockedHook(({ escaper }) => heard.push(escaper));
    expect(print(value)).toBe("none");
    expect(heard).toEqual(["paint"]);
  });
});
