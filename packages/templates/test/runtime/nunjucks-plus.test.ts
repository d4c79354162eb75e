import { describe, expect, test } from "vitest";
import { Environment, TemplateRuntimeError } from "../../src/index.ts";

describe("a text + a number", () => {
  test("joins them in javascript printing, as nunjucks does", () => {
    const env = new Environment({});
    expect(env.fromString("{{ 'tab-' + 1 }}|{{ 1.5 + 'em' }}|{{ 1 + 2 }}").render({})).toBe("tab-1|1.5em|3");
  });

  test("escapes what it joins to markup", () => {
    const env = new Environment({});
    expect(env.fromString("{{ ('<b>'|safe) + 1 }}").render({})).toBe("<b>1");
  });

  test("is an error in python printing, as in Jinja2", () => {
    const env = new Environment({ printing: "python" });
    expect(() => env.fromString("{{ 'tab-' + 1 }}").render({})).toThrow(TemplateRuntimeError);
  });
});
