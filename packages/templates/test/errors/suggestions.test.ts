import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { didYouMean, editDistance, nearestName, quote } from "../../src/explain.ts";
import { DictLoader, Environment, type Loader, type TemplateNotFound } from "../../src/index.ts";
import { caught } from "../backends.ts";

describe("the nearest name", () => {
  const names = ["name", "age", "address", "is_active", "upper", "lower", "length", "x"];
  test.each([
    ["nmae", "name"],
    ["Name", "name"],
    ["uper", "upper"],
    ["adress", "address"],
    ["isActive", "is_active"],
    ["lenght", "length"],
    ["agee", "age"],
    ["zzz", undefined],
    ["a", undefined],
    ["X", "x"],
    ["y", undefined],
    ["", undefined],
  ])("for %j", (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest);
  });

  test("is never the name itself", () => {
    expect(nearestName("name", ["name"])).toBeUndefined();
  });

  test("is put as a question", () => {
    expect(didYouMean("uper", names)).toBe("Did you mean 'upper'?");
    expect(didYouMean("zzz", names)).toBeUndefined();
  });

  test("is found in bounded time among any number of any length", () => {
    const start = cpuTime();
    const endless = (function* () {
      for (let index = 0; ; index++) yield "x".repeat(60) + index;
    })();
    expect(nearestName("y".repeat(64), endless)).toBeUndefined();
    expect(nearestName("y".repeat(1_000_000), endless)).toBeUndefined();
    expect(nearestName("yyyy", ["z".repeat(5_000_000)])).toBeUndefined();
    expect(cpuTime() - start).toBeLessThan(2000);
  });
});

describe("the edit distance", () => {
  test.each([
    ["", "", 0],
    ["a", "b", 1],
    ["ab", "ba", 1],
    ["abc", "ac", 1],
    ["kitten", "sitting", 3],
    ["ca", "abc", 3],
  ])("of %j and %j is %i", (a, b, distance) => {
    expect(editDistance(a, b, 10)).toBe(distance);
    expect(editDistance(b, a, 10)).toBe(distance);
  });

  test("is given up beyond the limit", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), fc.nat(4), (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(editDistance(a, b, 20), limit + 1));
      }),
    );
  });
});

describe("quoted names", () => {
  test.each([
    ["endfor", "'endfor'"],
    ["it's", '"it\'s"'],
    [`'"`, `'\\'"'`],
    ["a\\b", "'a\\\\b'"],
    ["a\nb\tc", "'a\\nb\\tc'"],
    ["\x1b[31m", "'\\x1b[31m'"],
    ["\u202e\ufeff\u00a0", "'\\u202e\\ufeff\\xa0'"],
    ["\u{e0001}", "'\\U000e0001'"],
    ["é 名 😀", "'é 名 😀'"],
  ])("%j", (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  test("are cut where they are long", () => {
    expect(quote("x".repeat(10_000))).toHaveLength(203);
  });
});

describe("a template that is not found", () => {
  const sources = { "pages/index.html": "", "layout.html": "" };
  const missing = (loader: Loader, name: string, autoReload = true): TemplateNotFound =>
    caught(() => new Environment({ loader, autoReload }).getTemplate(name)) as TemplateNotFound;

  test("has a nearest name, where the loader knows its names", () => {
    const error = missing(new DictLoader(sources), "pages/indx.html");
    expect(error.cure).toBe("Did you mean 'pages/index.html'?");
    expect(error.explanation).toContain("Did you mean");
    expect(missing(new DictLoader(sources), "nothing.like.it").cure).toBeUndefined();
    expect(missing({ load: () => null }, "layuot.html").cure).toBeUndefined();
  });

  test("is looked for only when somebody reads the error, and not in production", () => {
    let listed = 0;
    const loader: Loader = {
      load: () => null,
      list: () => {
        listed++;
        if (listed > 1) throw new Error("the disk is gone");
        return ["layout.html"];
      },
    };
    const env = new Environment({ loader });
    expect(env.fromString("{% include 'layuot.html' ignore missing %}").render()).toBe("");
    const error = missing(loader, "layuot.html");
    expect(listed).toBe(0);
    expect(error.cure).toBe("Did you mean 'layout.html'?");
    expect(error.cure).toBeUndefined();
    expect(missing(loader, "layuot.html", false).explanation).toBe("layuot.html");
    expect(listed).toBe(2);
  });
});
