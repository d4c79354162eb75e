/** What a JavaScript engine would make of a script: acorn decides. */
import { parse } from "acorn";

/** The syntax tree without positions, and without what literals say. */
export function scriptShape(source: string, sourceType: "script" | "module" = "script"): string {
  return JSON.stringify(parse(source, { ecmaVersion: "latest", sourceType }), (key, value: unknown) => {
    if (["start", "end", "raw", "cooked"].includes(key)) return undefined;
    return key === "value" && typeof value !== "object" ? typeof value : value;
  });
}

/** The values that a script assigns to `x`, found by running it without a host. */
export function evaluate(source: string): unknown {
  return new Function(`${source}; return x;`)();
}
