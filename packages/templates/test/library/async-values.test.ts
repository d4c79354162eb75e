/** `renderAsync` waits for everything that goes into a filter or test, and for what comes out of one. */
import { describe, expect, test } from "vitest";
import { describe as describeFunction, Environment } from "../../src/index.ts";
import { settle } from "../../src/runtime/access/settling.ts";

async function* numbers(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  yield 3;
}

const later = async <T>(value: T): Promise<T> => value;

const env = new Environment({ printing: "python", autoescape: false });
env.filters.set("slow", (value: unknown) => later(`s${String(value)}`));
env.tests.set("big", (value: number) => later(value > 1));

const data = {
  numbers,
  later,
  list: [1, 2, 3],
  promises: [later(1), later(2)],
  promise: later(["a", "b"]),
  user: { name: later("Ada") },
  rows: [
    { n: later("b"), p: later(2), deep: later({ y: 9 }) },
    { n: "a", p: later(1), deep: later({ y: 9 }) },
  ],
  users: [{ name: later("Ada") }, { name: later("Bob") }],
};

test.each([
  ["{{ numbers()|join(',') }}", "1,2,3"],
  ["{{ numbers()|list|length }}", "3"],
  ["{{ numbers()|batch(2)|list }}", "[[1, 2], [3]]"],
  ["{{ numbers()|map('slow')|join }}", "s1s2s3"],
  ["{{ list|map('slow')|first }}", "s1"],
  ["{{ list|select('big')|list }}", "[2, 3]"],
  ["{{ list|reject('big')|list }}", "[1]"],
  ["{{ promises|sum }}", "3"],
  ["{{ promises|map('slow')|list }}", "['s1', 's2']"],
  ["{{ promise|join('-') }}", "a-b"],
  ["{{ list|join(later('|')) }}", "1|2|3"],
  ["{{ list|join(d=later('|')) }}", "1|2|3"],
  ["{{ user.name|upper }}", "ADA"],
  ["{{ users|map(attribute='name')|join(' ') }}", "Ada Bob"],
  ["{{ rows|sort(attribute='n')|map(attribute='p')|join(',') }}", "1,2"],
  ["{{ rows|sort(attribute='p,n')|map(attribute='n')|join }}", "ab"],
  ["{% for group in rows|groupby('n') %}{{ group.grouper }}={{ group.list|length }};{% endfor %}", "a=1;b=1;"],
  ["{{ rows|sum('p') }} {{ rows|sum(attribute='p', start=1) }}", "3 4"],
  ["{{ (rows|min(attribute='p')).n }}{{ (rows|max(attribute='p')).n }}", "ab"],
  ["{{ rows|selectattr('p', 'gt', 1)|list|length }}{{ rows|rejectattr('deep.y')|list|length }}", "10"],
  ["{{ rows|unique(attribute='deep.y')|list|length }}", "1"],
  ["{{ rows|join('|', attribute='n') }}", "b|a"],
  ["{{ rows|map(attribute='deep.y')|join }}{{ rows|map(attribute='deep.z', default='-')|join }}", "99--"],
  ["{{ rows|map(attribute='nope.y', default='-')|join }}", "--"],
  ["{{ [{'deep': later({})}, {}]|map(attribute='deep.y.z', default='-')|join }}", "--"],
  ["{{ later(3) is odd }}", "True"],
  ["{{ 2 is in numbers() }}", "True"],
  ["{{ list|map('slow')|map('upper')|list }}", "['S1', 'S2', 'S3']"],
])("%s", async (source, output) => {
  expect(await env.fromString(source).renderAsync(data)).toBe(output);
});

test("a promise inside of what becomes JSON is an error, not an empty object", async () => {
  await expect(env.fromString("{{ users|tojson }}").renderAsync(data)).rejects.toThrow("not JSON serializable");
});

test("an attribute whose promise fails is the caller's to handle", async () => {
  const rows = [{ p: Promise.reject(new Error("no")) }, { p: 1 }];
  await expect(env.fromString("{{ rows|sum('p') }}").renderAsync({ rows })).rejects.toThrow("no");
});

describe("settle", () => {
  test("makes no promise where there is nothing to wait for", () => {
    for (const value of [1, "a", null, undefined, [1, [later(1)]], { a: later(1) }, new Map()]) {
      expect(settle(value)).toBe(value);
    }
  });

  test("a promise that fails is the caller's to handle", async () => {
    await expect(settle(Promise.reject(new Error("no")))).rejects.toThrow("no");
    const failing = env.fromString("{{ x|upper }}").renderAsync({ x: Promise.reject(new Error("no")) });
    await expect(failing).rejects.toThrow("no");
  });
});

describe("a function with an asynchronous variant", () => {
  const twin = (params: readonly string[] = []): ((value: number, by?: number) => unknown) =>
    describeFunction((value: number, by = 1) => `sync ${value * by}`, {
      params,
      async: (value: number, by = 1) => later(`async ${value * by}`),
    });
  const own = new Environment();
  own.filters.set("times", twin(["by"]));
  own.tests.set(
    "even",
    describeFunction((n: number) => n % 2 === 0, { async: (n: number) => later(n % 2 === 0) }),
  );
  own.globals.set("twice", twin(["value", "by"]));
  const template = own.fromString(
    "{{ 2|times(by=3) }}, {{ twice(2, by=4) }}, {{ [2]|map('times')|join }}, {{ 2 is even }}",
  );

  test("is called by its kind of rendering, with the same arguments", async () => {
    expect(template.render()).toBe("sync 6, sync 8, sync 2, true");
    expect(await template.renderAsync()).toBe("async 6, async 8, async 2, true");
    const streamed: string[] = [];
    for await (const chunk of template.stream()) streamed.push(chunk);
    expect(streamed.join("")).toBe("async 6, async 8, async 2, true");
  });

  test("may be a method, called at once or later", async () => {
    class Store {
      readonly kind = "rows";
      read(): string {
        return this.kind;
      }
    }
    const { read } = Store.prototype;
    describeFunction(read, {
      async: async function (this: Store) {
        return `async ${this.kind}`;
      },
    });
    const source = "{{ store.read() }} {% set read = store.read %}{{ read() }}";
    expect(own.fromString(source).render({ store: new Store() })).toBe("rows rows");
    expect(await own.fromString(source).renderAsync({ store: new Store() })).toBe("async rows async rows");
  });

  test("is given what the function asked for", async () => {
    const asks = {
      passEvalContext: true,
      async: (c: object, v: number) => later(`${"autoescape" in c} ${v}`),
    } as const;
    own.filters.set(
      "asked",
      describeFunction((c: object, v: number) => `${"autoescape" in c} ${v}`, asks),
    );
    expect(await own.fromString("{{ 1|asked }}").renderAsync()).toBe(own.fromString("{{ 1|asked }}").render());
  });
});
