import { describe, expect, test } from "vitest";
import { DictLoader, Environment, type RenderOptions, type Template } from "../../src/index.ts";

/** Promises that are kept one after the other, when a test says so. */
class Gates {
  readonly #open: (() => void)[] = [];
  readonly wait = (text: string): Promise<string> => new Promise((resolve) => this.#open.push(() => resolve(text)));
  async next(): Promise<void> {
    for (let turns = 0; this.#open.length === 0; turns++) {
      if (turns > 1000) throw new Error("nobody waits");
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    this.#open.shift()!();
  }
}

/** What a reader gets before each of the gates is opened. */
async function chunksBetween(template: Template, variables: object, gates: Gates, count: number): Promise<string[]> {
  const reader = template.stream({ ...variables, wait: gates.wait }).getReader();
  const chunks: string[] = [];
  for (let gate = 0; gate < count; gate++) {
    chunks.push((await reader.read()).value ?? "");
    await gates.next();
  }
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read())
    chunks.push(value ?? "");
  return chunks;
}

const env = new Environment({
  loader: new DictLoader({
    base: "<head></head>{% block main %}{% endblock %}<footer>",
    child: "{% extends 'base' %}{% block main %}<main>{{ wait('slow') }}</main>{% endblock %}",
    part: "<p>{{ wait('part') }}</p>",
  }),
});

describe("a stream", () => {
  const cases: readonly (readonly [name: string, template: Template, chunks: readonly string[]])[] = [
    [
      "the result of a call",
      env.fromString("<h1>{{ 1 }}</h1>{{ wait('a') }}<p>{{ wait('b') }}!"),
      ["<h1>1</h1>", "a<p>", "b!"],
    ],
    ["a variable", env.fromString("<h1>{% set x = wait('a') %}</h1>{{ x }}"), ["<h1>", "</h1>a"]],
    ["what goes into a filter", env.fromString("<h1>{{ wait('a')|upper }}</h1>"), ["<h1>", "A</h1>"]],
    ["an attribute", env.fromString("<p title='{{ wait('<') }}'>x</p>"), ["<p title='", "&lt;'>x</p>"]],
    ["a condition", env.fromString("<i>{% if wait('') %}a{% else %}b{% endif %}"), ["<i>", "b"]],
    ["a block of a child", env.getTemplate("child"), ["<head></head><main>", "slow</main><footer>"]],
    ["an included template", env.fromString("<b>{% include 'part' %}</b>"), ["<b><p>", "part</p></b>"]],
    [
      "a macro",
      env.fromString("{% macro m() %}<i>{{ wait('m') }}</i>{% endmacro %}<b>{{ m() }}</b>"),
      ["<b><i>", "m</i></b>"],
    ],
    [
      "each round of a loop",
      env.fromString("<ul>{% for x in 'ab' %}<li>{{ wait(x) }}</li>{% endfor %}</ul>"),
      ["<ul><li>", "a</li><li>", "b</li></ul>"],
    ],
    [
      "inside of a tag, where a loop must not end a chunk of its own",
      env.fromString("<a href='/{% for x in 'ab' %}{{ wait(x) }}/{% endfor %}'>"),
      ["<a href='/", "a/", "b/'>"],
    ],
  ];

  test.each(cases)("gives what has been printed while it waits for %s", async (_name, template, chunks) => {
    expect(await chunksBetween(template, {}, new Gates(), chunks.length - 1)).toEqual(chunks);
  });

  test("gives the items of an async iterable as they come", async () => {
    const gates = new Gates();
    async function* rows(): AsyncGenerator<string> {
      for (const row of "abc") yield await gates.wait(row);
    }
    const template = env.fromString("<ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>");
    expect(await chunksBetween(template, { rows: rows() }, gates, 3)).toEqual([
      "<ul>",
      "<li>a</li>",
      "<li>b</li>",
      "<li>c</li></ul>",
    ]);
  });

  test("keeps what becomes a value until it is printed", async () => {
    const source =
      "<p>{% set x %}[{{ wait('a') }}]{% endset %}</p>{{ wait('b') }}{{ x }}{% macro m() %}<{{ wait('c') }}>{% endmacro %}{{ m()|upper }}";
    const gates = new Gates();
    const reader = new Environment({ autoescape: false }).fromString(source).stream({ wait: gates.wait }).getReader();
    const first = reader.read();
    await gates.next();
    expect((await first).value).toBe("<p></p>");
    const second = reader.read();
    await gates.next();
    await gates.next();
    expect((await second).value).toBe("b[a]<C>");
    expect((await reader.read()).done).toBe(true);
  });

  test("gives one chunk where what it waits for is ready", async () => {
    const template = env.fromString("{% for x in xs %}<li>{{ x }}</li>{% endfor %}");
    const chunks: string[] = [];
    for await (const chunk of template.stream({ xs: Array.from({ length: 100 }, (_, i) => Promise.resolve(i)) })) {
      chunks.push(chunk);
    }
    expect(chunks).toHaveLength(1);
  });

  test("is not read ahead: what nobody has asked for waits, and is given with what follows", async () => {
    const gates = new Gates();
    const reader = env.fromString("a{{ wait('b') }}c{{ wait('d') }}e").stream({ wait: gates.wait }).getReader();
    expect((await reader.read()).value).toBe("a");
    await gates.next();
    await gates.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await reader.read()).value).toBe("bcde");
    expect((await reader.read()).done).toBe(true);
  });

  test("that is cancelled while it waits ends quietly", async () => {
    const gates = new Gates();
    const calls: string[] = [];
    const reader = env
      .fromString("a{{ wait('b') }}{{ note('c') }}{{ wait('d') }}e")
      .stream({ wait: gates.wait, note: (x: string) => String(calls.push(x)) })
      .getReader();
    await reader.read();
    await reader.cancel();
    await gates.next();
    await gates.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await reader.read()).done).toBe(true);
  });
});

describe("chunkSize", () => {
  const rows = Array.from({ length: 100 }, (_, i) => i);
  const template = env.fromString("{% for row in rows %}{{ row }},{% endfor %}");
  const chunksOf = async (options: RenderOptions): Promise<string[]> => {
    const chunks: string[] = [];
    for await (const chunk of template.stream({ rows }, options)) chunks.push(chunk);
    return chunks;
  };

  test("says how much is collected before it is handed on", async () => {
    const small = await chunksOf({ chunkSize: 10 });
    expect(small.join("")).toBe(template.render({ rows }));
    expect(small.slice(0, 2)).toEqual(["0,1,2,3,4,5,", "6,7,8,9,10,"]);
    expect(await chunksOf({ chunkSize: 1 })).toHaveLength(100);
    expect(await chunksOf({})).toHaveLength(1);
  });

  test("is a positive integer", async () => {
    for (const chunkSize of [0, -1, 1.5, Number.NaN]) await expect(chunksOf({ chunkSize })).rejects.toThrow(TypeError);
  });
});
