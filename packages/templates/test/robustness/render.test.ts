/** Rendering takes time in proportion to rows and to text, on every way to render; endless recursion is a clear error. */
import { describe, expect, test } from "vitest";
import { DictLoader, Environment } from "../../src/index.ts";
import { expectLinear } from "./measure.ts";

const table = `<table>{% for row in rows %}
<tr class="{{ loop.cycle('odd', 'even') }}">{% for cell in row %}<td title="{{ cell }}">{{ cell|upper }}</td>{% endfor %}</tr>
{%- endfor %}</table>`;

const rowsOf = (count: number): unknown =>
  Array.from({ length: count }, (_, index) => [index, `<${index}>`, "text & more"]);

describe.each([
  ["contextual", {}],
  ["html", { autoescape: "html" }],
  ["sandboxed", { sandbox: { steps: 10_000_000, output: 100_000_000 } }],
] as const)("%s", (_mode, options) => {
  const template = new Environment(options).fromString(table);

  test("rows", () => {
    expectLinear((count) => template.render({ rows: rowsOf(count) }), 5000);
  });

  test("text", () => {
    const prose = new Environment(options).fromString("<p>{{ text }}</p><p title='{{ text }}'></p>");
    expectLinear((size) => prose.render({ text: "a < b & c > d, ".repeat(size) }), 20_000);
  });

  test("captured text", () => {
    const source = "{% set all %}{% for row in rows %}{{ row[1] }}{% endfor %}{% endset %}{{ all }}{{ all|length }}";
    const captured = new Environment(options).fromString(source);
    expectLinear((count) => captured.render({ rows: rowsOf(count) }), 10_000);
  });

  test("calls of macros", () => {
    const source =
      "{% macro m(a) %}<b>{{ a }}{{ caller() }}</b>{% endmacro %}{% for r in rows %}{% call m(r) %}x{% endcall %}{% endfor %}";
    const calls = new Environment(options).fromString(source);
    expectLinear((count) => calls.render({ rows: rowsOf(count) }), 5000);
  });

  test("a list that grows", () => {
    const env = new Environment({ ...options, extensions: ["do"] });
    const grows = env.fromString("{% set l = [] %}{% for r in rows %}{% do l.append(r) %}{% endfor %}{{ l|length }}");
    expectLinear((count) => grows.render({ rows: rowsOf(count) }), 20_000);
  });

  test("recursive loops over a long list of children", () => {
    const source = "{% for node in nodes recursive %}{{ node.name }}{{ loop(node.nodes) }}{% endfor %}";
    const tree = new Environment(options).fromString(source);
    const leaf = { name: "<n>", nodes: [] };
    expectLinear(
      (count) => tree.render({ nodes: [{ name: "root", nodes: Array.from({ length: count }, () => leaf) }] }),
      5000,
    );
  });
});

test("asynchronous rendering and streams take linear time", async () => {
  const template = new Environment().fromString(table);
  const timeOf = async (run: () => Promise<unknown>): Promise<number> => {
    const before = process.cpuUsage();
    await run();
    return process.cpuUsage(before).user / 1000;
  };
  const ways: ((count: number) => Promise<unknown>)[] = [
    (count) => template.renderAsync({ rows: rowsOf(count) }),
    async (count) => {
      let length = 0;
      for await (const chunk of template.stream({ rows: rowsOf(count) })) length += chunk.length;
      return length;
    },
  ];
  for (const way of ways) {
    await way(5000);
    const small = await timeOf(() => way(5000));
    const large = await timeOf(() => way(20_000));
    expect(large).toBeLessThan(10 * small + 200);
  }
});

describe("endless recursion", () => {
  // Each says `wait` where something may be awaited.
  const sources = {
    includes: "wait{% include name %}",
    extends: "{% set x %}wait{% endset %}{% extends name %}",
    imports: "wait{% import name as x with context %}",
    block: "{% block a %}wait{{ self.a() }}{% endblock %}",
    macro: "{% macro m() %}wait{{ m() }}{% endmacro %}{{ m() }}",
    caller: "{% macro m() %}wait{% call m() %}{{ caller() }}{% endcall %}{% endmacro %}{{ m() }}",
    loop: "{% for x in [1] recursive %}wait{{ loop([1]) }}{% endfor %}",
    capture: "{% macro m() %}wait{% set x %}{{ m() }}{% endset %}{{ x }}{% endmacro %}{{ m() }}",
  };
  const expected = expect.objectContaining({
    name: "TemplateRuntimeError",
    message: "maximum recursion depth exceeded",
  });

  test.each(Object.entries(sources))("%s", async (name, source) => {
    const env = new Environment({ loader: new DictLoader({ [name]: source.replace("wait", "") }) });
    const template = env.getTemplate(name);
    expect(() => template.render({ name })).toThrow(expected);
    await expect(template.renderAsync({ name })).rejects.toThrow(expected);
  });

  test.each(Object.entries(sources))("%s that wait for something", async (name, source) => {
    const env = new Environment({ loader: new DictLoader({ [name]: source.replace("wait", "{{ promised() }}") }) });
    const rendered = env.getTemplate(name).renderAsync({ name, promised: async () => 1 });
    await expect(rendered).rejects.toThrow(expected);
  });
});
