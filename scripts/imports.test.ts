import { describe, expect, test } from "vitest";
import { findCycle, importsOf } from "./imports.ts";

describe("reading imports", () => {
  test("finds imports, re-exports, side effects and dynamic imports", () => {
    const source = [
      'import { a } from "./a.ts";',
      'import type { B } from "./b.ts";',
      'import {\n  c,\n  d,\n} from "./c.ts";',
      'export * from "./e.ts";',
      'import "./f.ts";',
      'const g = await import("./g.ts");',
    ].join("\n");
    expect(importsOf(source)).toEqual(["./a.ts", "./b.ts", "./c.ts", "./e.ts", "./f.ts", "./g.ts"]);
  });

  test("does not read examples in comments", () => {
    expect(importsOf('/**\n * import { x } from "ampoule";\n */\n// import "y";\n')).toEqual([]);
  });
});

describe("circles of imports", () => {
  test("a circle is found and named", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
    ]);
    expect(findCycle(graph)).toEqual(["b", "c", "b"]);
  });

  test("a diamond is no circle", () => {
    const graph = new Map([
      ["a", ["b", "c"]],
      ["b", ["d"]],
      ["c", ["d"]],
    ]);
    expect(findCycle(graph)).toBeNull();
  });
});
