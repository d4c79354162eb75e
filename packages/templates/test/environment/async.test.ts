import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { caught } from "../backends.ts";

const env = new Environment();

describe("renderAsync", () => {
  async function* numbers(): AsyncGenerator<number> {
    yield 1;
    yield 2;
  }
  const later = <Value>(value: Value): Promise<Value> => new Promise((resolve) => setTimeout(resolve, 1, value));

  const cases: readonly (readonly [name: string, source: string, expected: string])[] = [
    ["a variable", "{{ p }}", "&lt;p"],
    ["an attribute of a promise, that is one", "{{ user.name }}", "N"],
    [
      "what can be waited for, and has attributes of its own, as a query does",
      "{{ query.name }}{{ query['name'] }}",
      "RR",
    ],
    ["the result of a function", "{{ f(2) }}{{ o.f(3) }}", "46"],
    ["arguments", "{{ plain(p) }}", "[&lt;p]"],
    ["a filter's value and result", "{{ p|upper }}{{ 1|later }}", "&lt;P1"],
    ["a condition", "{% if no %}x{% else %}y{% endif %}{{ 'a' if no else 'b' }}{{ not no }}", "ybtrue"],
    ["a list to walk through", "{% for x in list %}{{ x }}{{ loop.last }}{% endfor %}", "1false2true"],
    ["an async iterable", "{% for x in numbers() %}{{ x }}/{{ loop.length }} {% endfor %}", "1/2 2/2 "],
    [
      "an async iterable, looked ahead",
      "{% for x in numbers() %}{{ x }}{{ ',' if not loop.last }}{{ loop.nextitem }}{% endfor %}",
      "1,22",
    ],
    [
      "an async iterable, read to its end for what is left",
      "{% for x in numbers() %}{{ x }}:{{ loop.revindex }}{{ loop.revindex0 }} {% endfor %}",
      "1:21 2:10 ",
    ],
    ["an async iterable with a filter", "{% for x in numbers() if x > 1 %}{{ x }}{% else %}none{% endfor %}", "2"],
    [
      "an async iterable that is searched",
      "{{ 2 in numbers() }}{{ 3 not in numbers() }}{{ 2 in promises }}",
      "truetruetrue",
    ],
    [
      "an async iterable that is unpacked",
      "{% set a, b = numbers() %}{{ b }}{{ sum(*numbers()) }}{{ sum(*promises) }}",
      "233",
    ],
    ["items that are promises", "{% for x in promises %}{{ x }}{% endfor %}", "12"],
    [
      "in macros, call blocks, captures and included templates",
      "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}{% set c %}{{ p }}{% endset %}{% call m(p) %}{{ p }}{% endcall %}{{ c }}",
      "&lt;p&lt;p&lt;p",
    ],
    ["a test", "{{ p is defined }}{{ list is sequence }}{{ p is async_ok }}", "truetruetrue"],
    ["operators", "{{ p ~ p }}{{ (n + n) * n }}{{ n < n }}", "&lt;p&lt;p8false"],
    ["recursive loops", "{% for x in tree recursive %}{{ x.n }}{{ loop(x.c) }}{% endfor %}", "ab"],
    [
      "attributes and scripts",
      "<p title='{{ p }}'><script>x = {{ user }}</script>",
      '<p title=\'&lt;p\'><script>x = {"name":"N"}</script>',
    ],
  ];

  test.each(cases)("awaits %s", async (_name, source, expected) => {
    const own = new Environment();
    own.filters.set("later", (value) => later(value));
    own.tests.set("async_ok", () => later(true));
    const variables = {
      p: later("<p"),
      no: later(false),
      n: later(2),
      user: later({ name: "N" }),
      query: Object.assign(later({ name: "R" }), { name: "the query" }),
      f: (x: number) => later(x * 2),
      o: later({ f: (x: number) => later(x * 2) }),
      plain: (x: unknown) => `[${x}]`,
      list: later([1, 2]),
      promises: [later(1), later(2)],
      numbers,
      sum: (a: number, b: number) => a + b,
      tree: later([{ n: later("a"), c: later([{ n: "b", c: [] }]) }]),
    };
    expect(await own.fromString(source).renderAsync(variables)).toBe(expected);
  });

  test("a rejected promise is an error at the place where it is used", async () => {
    const template = env.fromString("a\n{% if false %}{{ p }}{% endif %}{{ p }}");
    const failure = new Error("no database");
    const p = Promise.reject(failure);
    await expect(template.renderAsync({ p })).rejects.toBe(failure);
    expect(failure.stack).toContain("<template>:2");
  });

  describe("the source of an async iterable", () => {
    const closed: string[] = [];
    async function* rows(): AsyncGenerator<number> {
      try {
        for (let row = 1; row < 1000; row++) yield row;
      } finally {
        closed.push("closed");
      }
    }
    const own = new Environment({ extensions: ["loopcontrols"] });
    const loops = [
      ["plain", "{% for x in rows() %}"],
      ["filtered", "{% for x in rows() if x > 0 %}"],
      ["with a loop object", "{% for x in rows() %}{% set l = loop %}"],
      ["recursive", "{% for x in rows() recursive %}"],
    ] as const;

    test.each(loops)("is told when a %s loop wants no more of it", async (_name, loop) => {
      closed.length = 0;
      const template = own.fromString(`${loop}{{ x }}{% if x == 2 %}{% break %}{% endif %}{% endfor %}.`);
      expect(await template.renderAsync({ rows })).toBe("12.");
      expect(closed).toEqual(["closed"]);
    });

    test.each(loops)("is told when an error ends a %s loop", async (_name, loop) => {
      closed.length = 0;
      const template = own.fromString(`${loop}{{ x.y.z }}{% endfor %}`);
      await expect(template.renderAsync({ rows })).rejects.toMatchObject({ name: "UndefinedError" });
      expect(closed).toEqual(["closed"]);
    });

    test("is told when the reader of a stream has gone", async () => {
      closed.length = 0;
      const template = own.fromString("{% for x in rows() %}{{ x }}{% endfor %}");
      const reader = template.stream({ rows }, { chunkSize: 10 }).getReader();
      await reader.read();
      await reader.cancel();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(closed).toEqual(["closed"]);
    });

    test("ends by itself where it is read to its end, and once", async () => {
      closed.length = 0;
      await own.fromString("{% for x in rows() %}{{ loop.revindex }}{% endfor %}").renderAsync({ rows });
      expect(closed).toEqual(["closed"]);
    });

    test("that is no async one may be gone on with, as in Python", async () => {
      const source = "{% for x in xs %}{{ x }}{% break %}{% endfor %};{% for x in xs %}{{ x }}{% endfor %}";
      expect(await own.fromString(source).renderAsync({ xs: [1, 2, 3].values() })).toBe("1;23");
      expect(own.fromString(source).render({ xs: [1, 2, 3].values() })).toBe("1;23");
    });
  });

  describe("a promise that fails while the template waits for another", () => {
    const failing = (): Promise<never> => new Promise((_, reject) => setTimeout(reject, 1, new Error("no database")));
    const slow = (): Promise<string> => new Promise((resolve) => setTimeout(resolve, 10, "slow"));
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    beforeAll(() => void process.on("unhandledRejection", note));
    afterAll(() => void process.off("unhandledRejection", note));

    test.each([
      ["variables", "{{ a }}{{ b }}", () => ({ a: slow(), b: failing() })],
      ["a list", "{% for x in list %}{{ x }}{% endfor %}", () => ({ list: [slow(), failing()] })],
      ["an object", "{{ o.a }}{{ o.b }}", () => ({ o: { a: slow(), b: failing() } })],
    ])("is an error where it is used, and ends no process: %s", async (_name, source, variables) => {
      const template = env.fromString(source);
      await expect(template.renderAsync(variables())).rejects.toThrow("no database");
      await expect(template.makeModuleAsync(variables())).rejects.toThrow("no database");
      await expect(
        new Response(template.stream(variables()).pipeThrough(new TextEncoderStream())).text(),
      ).rejects.toThrow();
      expect(unhandled).toEqual([]);
    });

    test("is nothing to a template that does not use it", async () => {
      expect(await env.fromString("{{ a }}").renderAsync({ a: slow(), b: failing() })).toBe("slow");
      expect(unhandled).toEqual([]);
    });

    test("what begins its work when it is asked is asked once", async () => {
      let asked = 0;
      const ask = (resolve: (value: string) => void): void => {
        asked++;
        resolve("rows");
      };
      const query = {};
      Reflect.set(query, "then", ask);
      expect(await env.fromString("{{ query }}").renderAsync({ query })).toBe("rows");
      expect(asked).toBe(1);
    });
  });

  test.each([
    ["{% if p %}open{% endif %}"],
    ["{{ 'open' if p else 'shut' }}"],
    ["{{ not p }}"],
    ["{{ p and 1 }}"],
    ["{% if f() %}open{% endif %}"],
    ["{% if p != 'admin' %}open{% endif %}"],
    ["{% if p == 'admin' %}open{% endif %}"],
    ["{% if [p] == ['admin'] %}open{% endif %}"],
    ["{{ p.name }}"],
    ["{{ p['name'] }}"],
    ["{{ p.may('edit') }}"],
    ["{{ p|attr('name') }}"],
    ["{{ p|int }}"],
    ["{{ p|default('x') }}"],
    ["{{ p|length }}"],
    ["{% for x in p %}{% endfor %}"],
    ["{% for x in [p] if x %}{% endfor %}"],
    ["{{ [p]|select|list }}"],
  ])("render takes no promise for its answer: %s", (source) => {
    const promise = Promise.resolve(false);
    for (const own of [env, new Environment({ printing: "python" }), new Environment({ sandbox: true })]) {
      own.globals.set("f", () => promise);
      const error = caught(() => own.fromString(source).render({ p: promise }));
      expect(error).toMatchObject({ code: "TEMPLATE_PROMISE", cure: expect.stringContaining("renderAsync"), line: 1 });
    }
  });

  test("render may ask whether a promise is there, and hand it on", () => {
    const promise = Promise.resolve(1);
    const given: unknown[] = [];
    const source = "{{ p is defined }}{{ p is none }}{{ p is sameas p }}{% if give(p) is none %}{% endif %}";
    expect(env.fromString(source).render({ p: promise, give: (x: unknown) => given.push(x) })).toBe("truefalsetrue");
    expect(given).toEqual([promise]);
  });

  test("render says of an async iterable how its items can be had", () => {
    const error = caught(() => env.fromString("{% for x in rows() %}{% endfor %}").render({ rows: numbers }));
    expect(error).toMatchObject({ code: "TEMPLATE_TYPE", cure: expect.stringContaining("renderAsync") });
  });

  test("render refuses a promise instead of printing [object Promise]", () => {
    for (const source of ["{{ p }}", "<p title='{{ p }}'>", "<script>x = '{{ p }}'</script>"]) {
      const error = caught(() => env.fromString(source).render({ p: Promise.resolve(1) }));
      expect(error).toMatchObject({ code: "TEMPLATE_PROMISE", cure: expect.stringContaining("renderAsync") });
    }
  });
});

test("a promise inside of a value is an error wherever the value is printed, never its type", async () => {
  const variables = {
    list: [Promise.resolve(1)],
    deep: [[Promise.resolve(1)]],
    lazy: () => [Promise.resolve(1)].values(),
  };
  const sources = ["{{ list }}", "<p title='{{ list }}'>", "{{ list|string }}", "{{ list ~ '' }}", "{{ {'a': list} }}"];
  for (const source of sources) {
    const error = caught(() => env.fromString(source).render(variables));
    expect(error).toMatchObject({ code: "TEMPLATE_PROMISE", cure: expect.stringContaining("Await it"), line: 1 });
  }
  for (const source of ["{{ list }}", "{{ deep }}", "{{ lazy()|join }}"]) {
    await expect(env.fromString(source).renderAsync(variables)).rejects.toMatchObject({ code: "TEMPLATE_PROMISE" });
  }
  expect(() => env.fromString("<script>x = {{ list }}</script>").render(variables)).toThrow(/holds a promise/);
});
