import { expect, test } from "vitest";
import { EscapeContextError } from "../src/index.ts";

test("a refusal says why and what to do", () => {
  const error = new EscapeContextError({
    code: "ESCAPE_X",
    reason: "Not here.",
    cure: "Do that.",
    contexts: ["a", "b"],
  });
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe("EscapeContextError");
  expect(error.message).toContain("Not here.");
  expect(error.message).toContain("Do that.");
  expect([error.code, error.contexts]).toEqual(["ESCAPE_X", ["a", "b"]]);
  expect(Object.isFrozen(error.contexts)).toBe(true);
});
