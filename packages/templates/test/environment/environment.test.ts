import { describe, expect, test } from "vitest";
import {
  DictLoader,
  describe as describeFunction,
  Environment,
  StrictUndefined,
  TemplateNotFound,
  TemplateSyntaxError,
  TemplatesNotFound,
} from "../../src/index.ts";
import { caught } from "../backends.ts";

describe("templates of an environment", () => {
  const sources: Record<string, string> = {
    a: "A{{ x }}",
    "dir/b": "{% include './c' %}{% include '../a' %}",
    "dir/c": "C",
  };

  test("are found by name, and kept", () => {
    const env = new Environment({ loader: new DictLoader(sources) });
    expect(env.getTemplate("a")).toBe(env.getTemplate("a"));
    expect(env.getTemplate("a").name).toBe("a");
    expect(env.getTemplate(env.getTemplate("a"))).toBe(env.getTemplate("a"));
    expect(env.listTemplates()).toEqual(["a", "dir/b", "dir/c"]);
    expect(env.listTemplates({ filter: (name) => name.startsWith("dir") })).toEqual(["dir/b", "dir/c"]);
    env.clearCache();
  });

  test("are selected from several names", () => {
    const env = new Environment({ loader: new DictLoader(sources) });
    expect(env.selectTemplate(["x", "a"]).name).toBe("a");
    expect(env.getOrSelectTemplate("a").name).toBe("a");
    expect(env.getOrSelectTemplate(["x", "a"]).name).toBe("a");
    expect(caught(() => env.selectTemplate(["x", "y"]))).toBeInstanceOf(TemplatesNotFound);
    expect(caught(() => env.selectTemplate([])).message).toBe("Tried to select from an empty list of templates.");
    expect(caught(() => env.getTemplate("x"))).toBeInstanceOf(TemplateNotFound);
  });

  test("name each other relatively, and never above the root", () => {
    const env = new Environment({ loader: new DictLoader({ ...sources, up: "{% include '../../a' %}" }) });
    expect(env.getTemplate("dir/b").render({ x: 1 })).toBe("CA1");
    expect(caught(() => env.getTemplate("up").render())).toBeInstanceOf(TemplateNotFound);
  });

  test("in Python printing names are taken as they are", () => {
    const env = new Environment({
      loader: new DictLoader({ "./a": "dot", m: "{% include './a' %}" }),
      printing: "python",
    });
    expect(env.getTemplate("m").render()).toBe("dot");
  });

  test("are loaded again when they have changed, or not", () => {
    const changing: Record<string, string> = { a: "1" };
    const env = new Environment({ loader: new DictLoader(changing) });
    const still = new Environment({ loader: new DictLoader(changing), autoReload: false });
    const first = env.getTemplate("a");
    expect([first.render(), still.getTemplate("a").render()]).toEqual(["1", "1"]);
    changing["a"] = "2";
    expect(first.isUpToDate).toBe(false);
    expect([env.getTemplate("a").render(), still.getTemplate("a").render()]).toEqual(["2", "1"]);
  });

  test("are forgotten when there are too many", () => {
    let loads = 0;
    const loader = { load: (name: string) => ({ source: `${name}${++loads}` }) };
    const env = new Environment({ loader, cacheSize: 2 });
    const render = (name: string): string => env.getTemplate(name).render();
    expect([render("a"), render("b"), render("a"), render("c"), render("a"), render("b")]).toEqual([
      "a1",
      "b2",
      "a1",
      "c3",
      "a1",
      "b4",
    ]);
    const none = new Environment({ loader, cacheSize: 0 });
    expect(none.getTemplate("x").render()).not.toBe(none.getTemplate("x").render());
  });

  test("without a loader say what is missing", () => {
    expect(caught(() => new Environment().getTemplate("a"))).toMatchObject({ cure: expect.stringContaining("loader") });
  });

  test("can be asked for their parsed tree", () => {
    expect(new Environment().parse("{{ x }}").body[0]?.type).toBe("Output");
    expect(caught(() => new Environment().parse("{% if %}"))).toBeInstanceOf(TemplateSyntaxError);
  });
});

describe("overlay", () => {
  test("shares filters, tests and globals, and has options of its own", () => {
    const env = new Environment({ autoescape: false });
    const overlay = env.overlay({ variableStart: "${", variableEnd: "}", undefined: StrictUndefined });
    env.filters.set("twice", (text) => `${text}${text}`);
    env.globals.set("g", 1);
    expect(overlay.fromString("${ 'a'|twice }${ g }{{ g }}").render()).toBe("aa1{{ g }}");
    expect(caught(() => overlay.fromString("${ nope }").render()).message).toBe("'nope' is undefined");
    expect(env.fromString("{{ nope }}{{ g }}").render()).toBe("1");
  });
});

describe("filters, tests and globals", () => {
  test("of a subclass is one of its kind, with its fields, and without its constructor", () => {
    class Themed extends Environment {
      theme: string;
      constructor(theme: string) {
        super({ loader: new DictLoader({ "dark/a": "A{{ x }}" }) });
        this.theme = theme;
      }
      override joinPath(name: string, _parent: string): string {
        return `${this.theme}/${name}`;
      }
    }
    const overlay = new Themed("dark").overlay({ autoescape: false });
    expect(overlay).toBeInstanceOf(Themed);
    expect(overlay.getTemplate("a", "page").render({ x: "<" })).toBe("A<");
  });

  test("can be replaced while templates hold on to them", () => {
    const env = new Environment({ autoescape: false });
    env.filters.set("f", (value) => `<${value}>`);
    env.tests.set("t", (value) => value === 1);
    const template = env.fromString("{{ 1|f }}{{ 1 is t }}");
    expect(template.render()).toBe("<1>true");
    env.filters.set("f", (value) => `[${value}]`);
    env.tests.set("t", () => false);
    expect(template.render()).toBe("[1]false");
    env.filters.delete("f");
    expect(caught(() => template.render())).toMatchObject({ message: "No filter named 'f' found.", line: 1 });
  });

  test("that do not exist are found when the template is compiled, unless an if may keep them away", () => {
    const env = new Environment();
    expect(caught(() => env.fromString("{{ 1|uper }}"))).toMatchObject({
      name: "TemplateAssertionError",
      message: "No filter named 'uper'.",
      cure: expect.stringContaining("upper"),
    });
    expect(env.fromString("{% if 'uper' is filter %}{{ 1|uper }}{% endif %}").render()).toBe("");
    expect(caught(() => env.fromString("{% if true %}{{ 1|uper }}{% endif %}").render()).message).toBe(
      "No filter named 'uper' found.",
    );
  });

  test("are functions", () => {
    const env = new Environment();
    expect(() => Reflect.apply(env.filters.set, env.filters, ["x", "alert(1)"])).toThrow(TypeError);
  });

  test("take keyword arguments by the names that were described", () => {
    const env = new Environment({ autoescape: false });
    env.filters.set(
      "money",
      describeFunction((value: number, unit = "€") => `${value} ${unit}`, { params: ["unit"] }),
    );
    env.filters.set("plain", (value: unknown, options?: { unit: string }) => `${value} ${options?.unit}`);
    env.globals.set(
      "add",
      describeFunction((a: number, b: number) => a + b, { params: ["a", "b"] }),
    );
    expect(
      env.fromString("{{ 1|money }} {{ 1|money(unit='$') }} {{ 1|plain(unit='¥') }} {{ add(b=1, a=2) }}").render(),
    ).toBe("1 € 1 $ 1 ¥ 3");
  });

  test("are given what they ask for", () => {
    const env = new Environment({ autoescape: "html" });
    env.globals.set(
      "where",
      describeFunction(
        (context: { get(name: string): unknown; name: string | null }) => `${context.get("x")}${context.name}`,
        { passContext: true },
      ),
    );
    env.globals.set(
      "self_",
      describeFunction((given: unknown) => given === env, { passEnvironment: true }),
    );
    env.filters.set(
      "mode",
      describeFunction((state: { autoescape: boolean }) => state.autoescape, { passEvalContext: true }),
    );
    const source = "{{ where() }}{{ self_() }}{{ 1|mode }}{% autoescape false %}{{ 1|mode }}{% endautoescape %}";
    expect(env.fromString(source).render({ x: "<" })).toBe("&lt;nulltruetruefalse");
  });

  test("a function in a loop or block sees what has been set there", () => {
    const env = new Environment();
    env.globals.set(
      "x_",
      describeFunction((context: { get(name: string): unknown }) => context.get("x"), { passContext: true }),
    );
    expect(
      env.fromString("{% for i in [1, 2] %}{% set x = i %}{{ x_() }}{% endfor %}{{ x_() }}").render({ x: 0 }),
    ).toBe("120");
    expect(env.fromString("{% block b %}{% set x = 5 %}{{ x_() }}{% endblock %}").render({ x: 0 })).toBe("5");
  });

  test("globals of a rendering come behind the variables and before the environment's", () => {
    const env = new Environment({
      loader: new DictLoader({ m: "{% macro m() %}{{ a }}{{ b }}{{ c }}{% endmacro %}", i: "{{ b }}" }),
    });
    for (const name of ["a", "b", "c"]) env.globals.set(name, "env");
    const template = env.fromString(
      "{{ a }} {{ b }} {{ c }}{% import 'm' as m %} {{ m.m() }} {% include 'i' without context %}",
    );
    expect(template.render({ a: "own" }, { globals: { a: "run", b: "run" } })).toBe("own run env runrunenv run");
    expect(template.render({ a: "own" })).toBe("own env env envenvenv env");
  });
});

describe("the rest of the options", () => {
  test("finalize sees every printed value, and no text of the template", () => {
    const env = new Environment({ finalize: (value: unknown) => (value === null ? "-" : value) });
    expect(
      env
        .fromString("null{{ x }}{{ 'a' }}{{ none }}<p title='{{ x }}'>{% macro m() %}{{ x }}{% endmacro %}{{ m() }}")
        .render({ x: null }),
    ).toBe("null-a-<p title='-'>-");
  });

  test("autoescape may depend on the name", () => {
    const loader = new DictLoader({
      "a.html": "{{ x }}",
      "a.txt": "{{ x }}",
      "a.txt.j2": "{{ x }}",
      "a.html.j2": "{{ x }}",
      a: "{{ x }}",
      "a.md": "{{ x }}",
      "a.svg": "{{ x }}",
    });
    const env = new Environment({ loader });
    const render = (name: string): string => env.getTemplate(name).render({ x: "<" });
    expect(["a.html", "a.html.j2", "a", "a.svg"].map(render)).toEqual(["&lt;", "&lt;", "&lt;", "&lt;"]);
    expect(["a.txt", "a.txt.j2", "a.md"].map(render)).toEqual(["<", "<", "<"]);
    const chosen = new Environment({ loader, autoescape: (name) => (name === "a.txt" ? "html" : false) });
    expect(["a.txt", "a.html"].map((name) => chosen.getTemplate(name).render({ x: "<" }))).toEqual(["&lt;", "<"]);
  });

  test.each([
    { autoescape: "yes" },
    { printing: "ruby" },
    { cacheSize: 1.5 },
    { extensions: ["nope"] },
    { blockStart: "" },
  ])("%j is refused", (options) => {
    expect(() => Reflect.construct(Environment, [options])).toThrow(TypeError);
  });
});

describe("compileExpression", () => {
  test("evaluates", () => {
    const env = new Environment();
    expect(env.compileExpression("x > 1 and 'a' in l")({ x: 2, l: ["a"] })).toBe(true);
    expect(env.compileExpression("a ~ b")({ a: "<", b: "&" })).toBe("<&");
    expect(env.compileExpression("nope")()).toBeNull();
    expect(String(env.compileExpression("nope", { undefinedToNull: false })())).toBe("");
    expect(caught(() => env.compileExpression("a b"))).toBeInstanceOf(TemplateSyntaxError);
  });
});
