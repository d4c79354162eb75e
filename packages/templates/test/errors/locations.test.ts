import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import {
  EscapeError,
  FilterArgumentError,
  SecurityError,
  TemplateAssertionError,
  TemplateError,
  TemplateNotFound,
  TemplateRuntimeError,
  TemplateSyntaxError,
  TemplatesNotFound,
  UndefinedError,
  withLink,
  withLocation,
} from "../../src/errors.ts";

const inner = {
  templateName: "row.html",
  filename: "/app/row.html",
  line: 2,
  column: 6,
  length: 4,
  source: "a\n{{ b.cd }}",
};
const outer = { templateName: "page.html", line: 9 };

describe("an error of the engine", () => {
  test("keeps the first place that it is given, which is the innermost", () => {
    const error = new TemplateRuntimeError("broken");
    expect(error).toMatchObject({
      line: undefined,
      column: undefined,
      templateName: null,
      filename: null,
      frame: undefined,
    });
    expect(withLocation(error, inner)).toBe(error);
    withLocation(error, outer);
    expect(error).toMatchObject({ line: 2, column: 6, templateName: "row.html", filename: "/app/row.html" });
    expect(error.frame).toContain("> 2 | {{ b.cd }}\n    |      ^^^^");
  });

  test("collects the way to it, innermost first", () => {
    const error = new UndefinedError("x");
    withLocation(error, inner);
    expect(withLink(error, { template: "page.html", line: 9, what: "include 'row.html'" })).toBe(error);
    withLink(error, { template: null, line: 1, what: "macro 'm'" });
    expect(error.chain).toEqual([
      { template: "page.html", line: 9, what: "include 'row.html'" },
      { template: null, line: 1, what: "macro 'm'" },
    ]);
    expect(error.explanation).toContain("in include 'row.html' (page.html, line 9)\n");
    expect(error.explanation).toContain("in macro 'm' (template without a name, line 1)");
  });

  test("shows the templates in its stack, before the functions", () => {
    const error = new UndefinedError("x is undefined", { cure: "Do y." });
    withLocation(error, inner);
    withLink(error, { template: "page.html", line: 9, what: "include 'row.html'" });
    const { stack = "" } = error;
    const position = (part: string): number => stack.indexOf(part);
    expect(stack.startsWith("UndefinedError: x is undefined\n")).toBe(true);
    expect(position("    at template (/app/row.html:2:6)")).toBeGreaterThan(position("Do y."));
    expect(position("    at include 'row.html' (page.html:9)")).toBeGreaterThan(position("    at template ("));
    expect(position("locations.test.ts")).toBeGreaterThan(position("    at include"));
    expect(inspect(error)).toContain("Do y.");
  });

  test("says of a way in circles only where it begins and ends", () => {
    const error = new TemplateRuntimeError("too deep", { templateName: "a", line: 1 });
    for (let line = 1; line <= 10_000; line++) withLink(error, { template: "a", line, what: "macro 'm'" });
    expect(error.explanation.split("\n")).toHaveLength(2 + 13);
    expect(error.explanation).toContain("… 9988 more …\n  in macro 'm' (a, line 10000)");
  });

  test("leaves its stack to whoever wants another one", () => {
    const error = new TemplateError("x");
    error.stack = "mine";
    expect(error.stack).toBe("mine");
  });
});

describe("an error of the application", () => {
  class NotFound extends Error {}

  test("stays the very object that it is", () => {
    const error = new NotFound("no such post");
    expect(withLocation(error, inner)).toBe(error);
    expect(withLink(error, { template: "page.html", line: 9, what: "include 'row.html'" })).toBe(error);
    expect(error.message).toBe("no such post");
  });

  test("has the templates in its stack, innermost first, each once", () => {
    const error = new NotFound("no such post");
    withLocation(error, inner);
    withLocation(error, outer);
    withLink(error, { template: "page.html", line: 9, what: "include 'row.html'" });
    withLink(error, { template: "site.html", line: 3, what: "block 'main'" });
    const lines = error.stack?.split("\n") ?? [];
    expect(lines.slice(0, 4)).toEqual([
      "Error: no such post",
      "    at template (/app/row.html:2:6)",
      "    at include 'row.html' (page.html:9)",
      "    at block 'main' (site.html:3)",
    ]);
    expect(lines[4]).toContain("locations.test.ts");
  });

  test.each([["a string"], [undefined], [null], [42], [Object.freeze(new Error("frozen"))]])(
    "%s passes through",
    (thrown) => {
      expect(withLocation(thrown, inner)).toBe(thrown);
      expect(withLink(thrown, { template: "a", line: 1, what: "b" })).toBe(thrown);
    },
  );
});

test("the classes are named and related as in Jinja2, and each has a code", () => {
  const family = [
    [new TemplateError("x"), "TemplateError", "TEMPLATE_ERROR", Error],
    [new TemplateSyntaxError("x"), "TemplateSyntaxError", "TEMPLATE_SYNTAX", TemplateError],
    [new TemplateAssertionError("x"), "TemplateAssertionError", "TEMPLATE_ASSERTION", TemplateSyntaxError],
    [new EscapeError("x"), "EscapeError", "ESCAPE_CONTEXT", TemplateAssertionError],
    [new TemplateRuntimeError("x"), "TemplateRuntimeError", "TEMPLATE_RUNTIME", TemplateError],
    [new UndefinedError("x"), "UndefinedError", "TEMPLATE_UNDEFINED", TemplateRuntimeError],
    [new FilterArgumentError("x"), "FilterArgumentError", "TEMPLATE_FILTER_ARGUMENT", TemplateRuntimeError],
    [new SecurityError("x"), "SecurityError", "TEMPLATE_SECURITY", TemplateRuntimeError],
    [new TemplateNotFound("x"), "TemplateNotFound", "TEMPLATE_NOT_FOUND", TemplateError],
    [new TemplatesNotFound(["x"]), "TemplatesNotFound", "TEMPLATE_NOT_FOUND", TemplateNotFound],
  ] as const;
  for (const [error, name, code, parent] of family) {
    expect(error).toBeInstanceOf(parent);
    expect(error).toMatchObject({ name, code });
    expect(Object.keys(error)).not.toContain("name");
  }
});

test("missing templates are named", () => {
  expect(new TemplateNotFound("a.html")).toMatchObject({ message: "a.html", missing: "a.html", templates: ["a.html"] });
  expect(new TemplatesNotFound(["a", "b"])).toMatchObject({
    message: "none of the templates given were found: a, b",
    missing: "b",
    templates: ["a", "b"],
  });
  expect(new TemplateNotFound(null)).toMatchObject({ message: "", missing: null, templates: [] });
});

test("a refusal to escape tells the states", () => {
  const error = new EscapeError("no", { contexts: ["text", "a script"], cause: new Error("why"), line: 3 });
  expect(error).toMatchObject({ contexts: ["text", "a script"], line: 3 });
  expect(error.cause).toMatchObject({ message: "why" });
});
