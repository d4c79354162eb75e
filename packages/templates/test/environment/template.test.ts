import { describe, expect, test } from "vitest";
import { DictLoader, Environment } from "../../src/index.ts";
import { caught } from "../backends.ts";

const env = new Environment({
  loader: new DictLoader({
    base: "<title>{% block title %}{{ site }}{% endblock %}</title>{% block main %}{% endblock %}",
    page: "{% extends 'base' %}{% from 'm' import b %}{% set n = 2 %}{% block main %}{{ b(x) }}{{ n }}{{ super() }}{% endblock %}",
    m: "{% set y = 1 %}{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}text",
  }),
});

describe("Template", () => {
  test("takes objects, objects without prototype, Maps and instances as variables; own properties only", () => {
    class Variables {
      x = 1;
      get y() {
        return 2;
      }
    }
    const template = env.fromString("[{{ x }}{{ y }}]");
    const contexts = [{ x: 1 }, Object.assign(Object.create(null), { x: 1 }), new Map([["x", 1]]), new Variables()];
    for (const context of contexts) expect(template.render(context as Record<string, unknown>)).toBe("[1]");
    for (const wrong of ["x", 1, null])
      expect(() => Reflect.apply(template.render, template, [wrong])).toThrow(TypeError);
  });

  test("module: what it exports", () => {
    const { module } = env.getTemplate("m");
    expect(module.names()).toEqual(["y", "b"]);
    expect([module.get("y"), module.get("toString"), String(module)]).toEqual([1, undefined, "text"]);
    expect(env.fromString("{{ m.b('<') }}{{ m }}").render({ m: module })).toBe("<b>&lt;</b>text");
    expect(env.fromString("{% set z = x %}").makeModule({ x: 5 }).get("z")).toBe(5);
  });

  test("blocks: their names", () => {
    expect(env.getTemplate("base").blocks).toEqual(["title", "main"]);
  });

  test("renderBlock: one block, with what the template sets and imports", async () => {
    const page = env.getTemplate("page");
    expect(page.renderBlock("main", { x: "<" })).toBe("<b>&lt;</b>2");
    expect(page.renderBlock("title", { site: "S" })).toBe("S");
    expect(await page.renderBlockAsync("main", { x: Promise.resolve("<") })).toBe("<b>&lt;</b>2");
    expect(caught(() => page.renderBlock("nope")).message).toBe("block 'nope' is not defined in 'page'");
    expect(caught(() => page.renderBlock("mian"))).toMatchObject({ cure: expect.stringContaining("'main'") });
  });
});

describe("stream", () => {
  const rows = Array.from({ length: 3000 }, (_, i) => i);
  const template = env.fromString("<ul>{% for row in rows %}<li title='{{ row }}'>{{ f(row) }}</li>{% endfor %}</ul>");
  const f = (x: number) => x;

  test("gives what render gives, in chunks", async () => {
    const chunks: string[] = [];
    for await (const chunk of template.stream({ rows, f })) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.join("")).toBe(template.render({ rows, f }));
  });

  test("goes on only as fast as it is read", async () => {
    let calls = 0;
    const counting = (x: number): number => {
      calls++;
      return x;
    };
    const reader = template.stream({ rows, f: counting }).getReader();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toBe(0);
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const first = calls;
    expect(first).toBeLessThan(rows.length / 3);
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toBeGreaterThan(first);
    expect(calls).toBeLessThan(rows.length);
    await reader.cancel();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const atCancel = calls;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(calls).toBe(atCancel);
  });

  test("an error ends the stream, with the place in the template", async () => {
    const failing = env.fromString("{% for row in rows %}{{ row }}<br>\n{% endfor %}{{ x.y }}");
    const read = async (): Promise<void> => {
      for await (const _ of failing.stream({ rows })) {
        // Read on.
      }
    };
    await expect(read()).rejects.toMatchObject({ name: "UndefinedError", line: 2 });
  });

  test("nothing of what is captured is handed on before it is printed", async () => {
    const captures = env.fromString(
      "A{% set big %}{% for row in rows %}{{ row }},{% endfor %}{% endset %}{% macro m() %}{% for row in rows %}{{ row }};{% endfor %}{% endmacro %}{% set v = m() %}B{{ big|length }}C{{ v|length }}",
    );
    let text = "";
    for await (const chunk of captures.stream({ rows })) text += chunk;
    expect(text).toBe(captures.render({ rows }));
    expect(text).toMatch(/^AB\d+C\d+$/);
  });
});
