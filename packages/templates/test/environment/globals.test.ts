import { describe, expect, test } from "vitest";
import { DictLoader, Environment, PrecompiledLoader, precompile } from "../../src/index.ts";
import { importModule } from "../backends.ts";

const sources = {
  layout: "{{ g }}/{% block b %}{% endblock %}",
  page: "{% extends 'layout' %}{% block b %}{{ g }}{% include 'part' without context %}{{ m.m() }}{% endblock %}{% import 'macros' as m %}",
  part: "-{{ g }}-",
  macros: "{% macro m() %}{{ g }}{% endmacro %}",
};

async function environments(): Promise<readonly Environment[]> {
  const here = new Environment({ loader: new DictLoader(sources) });
  const modules = await importModule(precompile(here, Object.keys(sources)));
  return [here, new Environment({ loader: new PrecompiledLoader(modules) })];
}

describe("globals of a template", () => {
  test("are seen by all that is rendered with it, behind the variables and before the environment's", async () => {
    for (const env of await environments()) {
      env.globals.set("g", "env");
      const template = env.getTemplate("page", { globals: { g: "own" } });
      expect(template.name).toBe("page");
      expect(template.render()).toBe("own/own-own-own");
      expect(await template.renderAsync()).toBe("own/own-own-own");
      let streamed = "";
      for await (const chunk of template.stream()) streamed += chunk;
      expect(streamed).toBe("own/own-own-own");
      expect(template.render({ g: "var" })).toBe("var/var-own-own");
      expect(template.renderBlock("b")).toBe("own-own-own");
      expect(template.render({}, { globals: { g: "run" } })).toBe("run/run-run-run");
      expect(template.render({}, { globals: { other: 1 } })).toBe("own/own-own-own");
    }
  });

  test("stay with the one who asked for them", async () => {
    for (const env of await environments()) {
      const plain = env.getTemplate("page");
      const mine = env.getTemplate("page", { globals: { g: "mine" } });
      const yours = env.getTemplate("page", { globals: new Map([["g", "yours"]]) });
      // Of each other's modules as well, in whichever order they were made.
      for (let round = 0; round < 2; round++) {
        expect([mine, plain, yours].map((template) => template.render())).toEqual([
          "mine/mine-mine-mine",
          "/--",
          "yours/yours-yours-yours",
        ]);
      }
      expect(env.getTemplate("page")).toBe(plain);
    }
  });

  test("can be given wherever templates are asked for", () => {
    const env = new Environment({ loader: new DictLoader(sources) });
    const globals = { g: 1 };
    const rendered = [
      env.selectTemplate(["none", "part"], { globals }),
      env.getOrSelectTemplate("part", { globals }),
      env.getOrSelectTemplate(["part"], { globals }),
      env.getTemplate(env.getTemplate("part"), { globals }),
      env.fromString("-{{ g }}-", { globals }),
    ].map((template) => template.render());
    expect(new Set(rendered)).toEqual(new Set(["-1-"]));
    expect(env.fromString("{% set x = g %}", { globals }).module.get("x")).toBe(1);
  });

  test("are own properties; nothing left on Object.prototype is one", () => {
    const env = new Environment({ loader: new DictLoader(sources) });
    const globals = Object.create({ g: "inherited" }) as object;
    expect(env.getTemplate("part", { globals: { ...globals } }).render()).toBe("--");
    expect(() => Reflect.apply(env.getTemplate, env, ["part", { globals: "g" }])).toThrow(TypeError);
  });
});

describe("the parent of a template", () => {
  test("is what a relative name is relative to", () => {
    const env = new Environment({ loader: new DictLoader({ "dir/a": "A", "dir/b": "B" }) });
    expect(env.getTemplate("./a", "dir/b").render()).toBe("A");
    expect(env.getTemplate("./a", { parent: "dir/b" }).render()).toBe("A");
    expect(env.selectTemplate(["./none", "./a"], { parent: "dir/b" }).name).toBe("dir/a");
    expect(() => env.getTemplate("./a")).toThrow("./a");
  });

  test("is asked about by joinPath, which an application may override", () => {
    class Themed extends Environment {
      override joinPath(name: string, parent: string): string {
        return `${parent.slice(0, parent.indexOf("/"))}/${name}`;
      }
    }
    const loader = new DictLoader({ "dark/page": "{% include 'part' %}", "dark/part": "night", "light/part": "day" });
    const env = new Themed({ loader });
    expect(env.getTemplate("dark/page").render()).toBe("night");
    expect(env.getTemplate("part", "light/page").render()).toBe("day");
  });
});
