import { describe, expect, test } from "vitest";
import {
  DictLoader,
  describe as describeFunction,
  Environment,
  type SandboxOptions,
  SecurityError,
} from "../../src/index.ts";
import { caught, renderAll } from "../backends.ts";

function render(source: string, sandbox: boolean | SandboxOptions, variables: Record<string, unknown> = {}): string {
  const loader = new DictLoader({ self: "{% include 'self' %}" });
  return new Environment({ sandbox, loader }).fromString(source).render(variables);
}

describe("a sandboxed template", () => {
  const limits: readonly (readonly [name: string, source: string, sandbox: SandboxOptions])[] = [
    ["steps of loops", "{% for a in range(200) %}{% for b in range(200) %}{% endfor %}{% endfor %}", { steps: 1000 }],
    [
      "steps of filtered loops",
      "{% for a in range(200) if a %}{% for b in range(200) if b %}{% endfor %}{% endfor %}",
      { steps: 1000 },
    ],
    [
      "steps of macros",
      "{% macro m() %}{% endmacro %}{% for a in range(20) %}{{ m() }}{% set x = m() %}{% endfor %}",
      { steps: 50 },
    ],
    ["steps of calls", "{% for a in range(20) %}{{ range(1) }}{{ 'a'.upper() }}{% endfor %}", { steps: 50 }],
    ["output", "{% for a in range(100) %}{{ 'x' * 100 }}{% endfor %}", { output: 1000 }],
    ["output without a loop", "{{ 'x' * 2000 }}", { output: 1000 }],
    [
      "captured output",
      "{% set s %}{% for a in range(100) %}{{ 'x' * 100 }}{% endfor %}{% endset %}",
      { output: 1000 },
    ],
    ["recursion of macros", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", {}],
    ["recursion of includes", "{% include 'self' %}", {}],
    ["recursion of blocks", "{% block b %}{{ self.b() }}{% endblock %}", {}],
    ["recursion of values", "{% macro m() %}{{ m()|upper }}{% endmacro %}{{ m() }}", {}],
  ];

  test.each(limits)("has a limit: %s", (_name, source, sandbox) => {
    const error = caught(() => render(source, sandbox));
    expect(error).toBeInstanceOf(SecurityError);
    expect(error).toMatchObject({ code: "TEMPLATE_LIMIT" });
    // The twin: without the sandbox nothing of the kind is said.
    if (sandbox.steps !== undefined || sandbox.output !== undefined) render(source, false);
  });

  test("counts each rendering anew", () => {
    const env = new Environment({ sandbox: { steps: 10 } });
    const template = env.fromString("{% for a in range(8) %}{% endfor %}ok");
    for (let i = 0; i < 5; i++) expect(template.render()).toBe("ok");
  });

  test("calls only what it was given to be called", () => {
    const variables = {
      bare: () => "x",
      described: describeFunction(() => "ok", {}),
      object: { method: () => "x" },
      instance: new (class {
        method(): string {
          return "x";
        }
      })(),
    };
    expect(render("{{ described() }}{{ range(2)|list }}{{ 'a'.upper() }}", true, variables)).toBe("ok[0, 1]A");
    for (const source of [
      "{{ bare() }}",
      "{{ object.method() }}",
      "{{ instance.method() }}",
      "{% set f = instance.method %}{{ f() }}",
    ]) {
      expect(
        caught(() => render(source, true, variables)),
        source,
      ).toBeInstanceOf(SecurityError);
      expect(render(source, false, variables), source).toBe("x");
    }
  });

  test("the application may say what is safe", () => {
    const variables = { f: () => "x", g: () => "y" };
    const sandbox = { isSafeCallable: (callee: unknown) => callee === variables.f };
    expect(render("{{ f() }}", sandbox, variables)).toBe("x");
    expect(caught(() => render("{{ g() }}", sandbox, variables))).toBeInstanceOf(SecurityError);
  });

  test("an immutable one changes no list and no dict", () => {
    const source = "{{ l.append(2) }}";
    expect(caught(() => render(source, { immutable: true }, { l: [1] }))).toBeInstanceOf(SecurityError);
    expect(render(`${source}{{ l }}`, true, { l: [1] })).toBe("[1, 2]");
  });
});

describe("the limit on output", () => {
  const read = async (source: string, output: number): Promise<number> => {
    let length = 0;
    const template = new Environment({ sandbox: { output } }).fromString(source);
    for await (const chunk of template.stream({}, { chunkSize: 1000 })) length += chunk.length;
    return length;
  };

  test("holds for all of a stream, however much of it has been read", async () => {
    const source = "{% for i in range(1000) %}{{ 'x' * 100 }}{% endfor %}";
    await expect(read(source, 50_000)).rejects.toMatchObject({ name: "SecurityError", code: "TEMPLATE_LIMIT" });
    expect(await read(source, 100_000)).toBe(100_000);
    await expect(read(`${source}{{ 'x' }}`, 100_000)).rejects.toMatchObject({ code: "TEMPLATE_LIMIT" });
  });
});

describe("operators of a sandboxed template", () => {
  const power = (_left: unknown, right: unknown, compute: () => unknown): unknown => {
    if (Number(right) > 10) throw new SecurityError("the exponent is too large");
    return compute();
  };
  const sandbox = {
    binaryOperators: { "**": power, "+": (left: unknown, right: unknown) => `${left} plus ${right}` },
    unaryOperators: { "-": () => "minus" },
  };

  test("are the application's where it wants them", async () => {
    const source = "{{ 2 ** 3 }} {{ 1 + x }} {{ -x }} {{ +x }} {{ 3 * x }} {{ '<' + x }}";
    const setting = { options: { sandbox } };
    expect(await renderAll(source, { x: 2 }, setting)).toBe("8 1 plus 2 minus 2 6 &lt; plus 2");
    expect(await renderAll(source, { x: 2 }, { options: { sandbox: true } })).toMatch(/^8 3 -2 2 6/);
    expect(caught(() => render("{{ x ** 11 }}", sandbox, { x: 2 }))).toMatchObject({ name: "SecurityError", line: 1 });
  });

  test("are their own for filters, and in an overlay still the application's", () => {
    expect(render("{{ [1, 2]|sum }}", sandbox, {})).toBe("3");
    const overlay = new Environment({ sandbox }).overlay({ trimBlocks: true });
    expect(overlay.fromString("{{ 1 + 1 }}").render()).toBe("1 plus 1");
  });

  test("that do not exist cannot be intercepted", () => {
    for (const wrong of [{ binaryOperators: { "<": power } }, { unaryOperators: { "-": 1 } }, { step: 1 }]) {
      expect(() => Reflect.construct(Environment, [{ sandbox: wrong }])).toThrow(TypeError);
    }
  });
});

describe("any template", () => {
  test.each([
    ["macros", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"],
    ["values of macros", "{% macro m() %}{{ m()|upper }}{% endmacro %}{{ m() }}"],
    ["includes", "{% include 'self' %}"],
    ["blocks", "{% block b %}{{ self.b() }}{% endblock %}"],
    ["recursive loops", "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}"],
  ])("that never ends for %s says so instead of breaking down", (_name, source) => {
    expect(caught(() => render(source, false))).toMatchObject({ code: "TEMPLATE_RECURSION", line: 1 });
  });
});
