/** No string of a template, its name, its options, its data or its translations can become code (SECURITY.md T34–T40). */
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Node, parse as parseScript } from "acorn";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Code, js, literal } from "../../src/codegen/code.ts";
import { DictLoader, Environment, type EnvironmentOptions, precompile } from "../../src/index.ts";
import { renderAll } from "../backends.ts";

const hostile = [
  "`);globalThis.pwned = 1;//",
  "*/globalThis.pwned = 1;/*",
  "${globalThis.pwned = 1}",
  "\n;globalThis.pwned = 1;\n",
  "\u2028globalThis.pwned = 1\u2029",
  "'\"\\\\';globalThis.pwned=1",
  "\r\nglobalThis.pwned = 1//# sourceMappingURL=data:,",
  "constructor",
  "__proto__",
  "\ud800",
];

function pwned(): unknown {
  return Reflect.get(globalThis, "pwned");
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, "pwned");
  Reflect.deleteProperty(Object.prototype, "polluted");
});

describe("code is made of code only", () => {
  test("a string cannot be put into code", () => {
    const put = js as unknown as (strings: TemplateStringsArray, ...parts: unknown[]) => Code;
    expect(() => put`x=${"globalThis.pwned=1"}`).toThrow(TypeError);
    expect(() => put`x=${{ text: "globalThis.pwned=1" }}`).toThrow(TypeError);
    expect(() => Reflect.construct(Code, ["globalThis.pwned=1"])).toThrow(TypeError);
  });

  test("every string is a literal that reads back as itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const code = literal(text).text;
        expect(code).not.toMatch(/[\u2028\u2029\n\r]/);
        expect(new Function(`return ${code}`)()).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("names", () => {
  test.each(hostile)("T34 a template named %j compiles and is data", async (name) => {
    const sources = { [name]: "[{{ x }}]", main: "{% include name %}{% import name as m %}{% from name import y %}" };
    expect(await renderAll(sources, { name, x: 1 })).toBe("[1]");
    expect(pwned()).toBeUndefined();
  });

  test.each(hostile)("T34 every name in a template may be %j", async (name) => {
    const quoted = JSON.stringify(name);
    const source = `{{ d[${quoted}] }}{{ d|attr(${quoted}) }}{% if ${quoted} in d %}{% endif %}{{ ${quoted}|length > 0 }}{{ ${quoted} }}`;
    await renderAll(source, { d: {} }, { options: { autoescape: false } });
    expect(pwned()).toBeUndefined();
  });

  test("identifiers of the generated code are the compiler's own", () => {
    const source = `{% set evil_name = user.evil_attribute %}{% for evil_item in evil_list if evil_item is defined %}{{ evil_item|upper }}{{ loop.index }}{% endfor %}
      {% macro evil_macro(evil_parameter=1) %}{{ evil_parameter }}{{ caller() }}{% endmacro %}{% call(evil_argument) evil_macro() %}{% endcall %}
      {% block evil_block %}{{ super() }}{{ self.evil_block() }}{% endblock %}<a href="{{ evil_url }}">{% trans evil_count=1 %}{{ evil_count }}{% endtrans %}`;
    const env = new Environment({ loader: new DictLoader({ evil_template: source }), extensions: ["i18n"] });
    const module = precompile(env, ["evil_template"]);
    const names = identifiers(module);
    expect([...names].filter((name) => name.includes("evil"))).toEqual([]);
    expect(
      [...names].filter((name) => !/^(?:[vhtkmqfx]\d+(?:_\d+)?|at[A-Z]\w*|[a-z]\w*|[A-Z]|__proto__)$/i.test(name)),
    ).toEqual([]);
    // The twin: as strings they are all there.
    for (const name of ["evil_attribute", "evil_macro", "evil_block", "evil_template"])
      expect(module).toContain(`"${name}`);
  });
});

/** All names in a module that are not keys or members. */
function identifiers(source: string): Set<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === "object" && node !== null) {
      const { type, name } = node as Node & { name?: string };
      if (type === "Identifier" && name !== undefined) found.add(name);
      Object.values(node).forEach(visit);
    }
  };
  visit(parseScript(source, { ecmaVersion: "latest", sourceType: "module" }));
  return found;
}

describe("options and data", () => {
  const optionNames = [
    "autoescape",
    "loader",
    "filters",
    "cache",
    "nonce",
    "csrf",
    "globals",
    "printing",
    "sandbox",
    "finalize",
  ];

  test("T35 data named as options has no effect", async () => {
    const data = JSON.parse(JSON.stringify(Object.fromEntries(optionNames.map((name) => [name, false]))));
    const variables = {
      ...data,
      "settings[view options][outputFunctionName]": "x;globalThis.pwned=1;x",
      v: "<",
      nonce: "abc",
    };
    expect(await renderAll("{{ v }}<script>1</script>{{ nonce }}", variables)).toBe("&lt;<script>1</script>abc");
    expect(pwned()).toBeUndefined();
  });

  test("T36 T39 a polluted prototype changes no generated code and no option", () => {
    const source = {
      a: "<p title='{{ v }}'>{% for x in xs %}{{ x.y|upper }}{% endfor %}{% include 'b' %}",
      b: "{{ v }}",
    };
    const compile = (): string => precompile(new Environment({ loader: new DictLoader(source) }), ["a", "b"]);
    const clean = compile();
    const names = [
      ...optionNames,
      "blockStart",
      "trimBlocks",
      "undefined",
      "extensions",
      "sourceURL",
      "variable",
      "parent",
      "globals",
      "undefinedToNull",
      "chunkSize",
      "async",
      "mode",
      "text",
    ];
    for (const name of names) {
      Object.defineProperty(Object.prototype, name, {
        value: "{{",
        configurable: true,
        writable: true,
        enumerable: true,
      });
      try {
        expect(compile(), name).toBe(clean);
        const env = new Environment({ loader: new DictLoader(source) });
        expect(env.fromString("{{ v }}").render({ v: "<" }), name).toBe("&lt;");
        expect(env.getTemplate("b", {}).render({ v: "<" }), name).toBe("&lt;");
        expect(env.compileExpression("nope")(), name).toBeNull();
      } finally {
        Reflect.deleteProperty(Object.prototype, name);
      }
    }
  });

  test("T29 a polluted prototype is no variable and no attribute", async () => {
    const source = "[{{ polluted }}{{ d.polluted }}{{ l.polluted }}{{ d['polluted'] }}{{ polluted is defined }}]";
    const variables = { d: { a: 1 }, l: [1] };
    expect(await renderAll(source, variables)).toBe("[false]");
    Object.defineProperty(Object.prototype, "polluted", {
      value: "P",
      configurable: true,
      writable: true,
      enumerable: true,
    });
    expect(await renderAll(source, variables)).toBe("[false]");
    // The twin: an own property of the name is found, polluted prototype or not.
    expect(await renderAll(source, { polluted: 1, d: { polluted: 2 }, l: [1] })).toBe("[122true]");
  });

  test.each(["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "__defineGetter__"])(
    "T30 T31 %s is no variable, and leads nowhere",
    async (name) => {
      const source = `[{{ ${name} }}{{ d.${name} }}{{ d['${name}'] }}{{ f.${name} }}{{ ${name} is defined }}]`;
      const options: EnvironmentOptions = { autoescape: false };
      expect(await renderAll(source, { d: {}, f: () => 1 }, { options })).toBe("[false]");
    },
  );

  test("T31 the way to Function is closed", async () => {
    const source = "{{ ''.constructor.constructor('globalThis.pwned = 1')() }}";
    const env = new Environment();
    expect(() => env.fromString(source).render()).toThrow("constructor");
    expect(() => env.fromString("{{ f.constructor('globalThis.pwned = 1')() }}").render({ f() {} })).toThrow();
    expect(pwned()).toBeUndefined();
  });

  test("T38 a tree is no source", () => {
    const env = new Environment();
    const program = { type: "Program", body: [] };
    for (const compile of [env.fromString, env.compileExpression, env.parse] as const) {
      expect(() => Reflect.apply(compile, env, [program])).toThrow(TypeError);
    }
    expect(() => Reflect.apply(env.getTemplate, env, [program])).toThrow(TypeError);
  });

  test("an unknown option is refused rather than ignored", () => {
    expect(() => new Environment({ autoEscape: true } as EnvironmentOptions)).toThrow('no option "autoEscape"');
  });
});

describe("where code from strings is forbidden", () => {
  const script = `
    import { Environment, PrecompiledLoader, DictLoader } from ${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)};
    import { templates } from "./templates.mjs";
    const env = new Environment({ loader: new PrecompiledLoader(templates) });
    console.log(env.getTemplate("main").render({ xs: ["<", 2] }));
    console.log(await env.getTemplate("main").renderAsync({ xs: Promise.resolve(["<", 2]) }));
    try { new Environment({ loader: new DictLoader({ a: "" }) }).getTemplate("a"); console.log("compiled"); } catch (error) { console.log(error.name); }
  `;

  test("T39 T40 templates that were compiled ahead of time work; compiling does not", () => {
    const folder = mkdtempSync(join(tmpdir(), "ampoule-"));
    const sources = {
      main: "{% import 'm' as m %}{% for x in xs %}<p title='{{ x }}'>{{ m.b(x) }}{% endfor %}",
      m: "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}",
    };
    writeFileSync(
      join(folder, "templates.mjs"),
      precompile(new Environment({ loader: new DictLoader(sources) }), ["main", "m"]),
    );
    writeFileSync(join(folder, "main.mjs"), script);
    const options = ["--disallow-code-generation-from-strings", "--conditions=ampoule:source", "--no-warnings"];
    const run = spawnSync(process.execPath, [...options, join(folder, "main.mjs")], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
    });
    const page = "<p title='&lt;'><b>&lt;</b><p title='2'><b>2</b>";
    expect(run.stdout.trim().split("\n"), run.stderr).toEqual([page, page, "EvalError"]);
  });

  test("nothing is evaluated while templates are rendered", async () => {
    const spy = vi.spyOn(globalThis, "Function");
    const env = new Environment();
    const template = env.fromString("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(v) }}<p title='{{ m(v) }}'>");
    template.render({ v: 1 });
    const compiled = spy.mock.calls.length;
    for (let i = 0; i < 10; i++) template.render({ v: hostile[i] });
    expect(spy.mock.calls.length).toBe(compiled);
    spy.mockRestore();
  });
});
