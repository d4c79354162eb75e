import { describe, expect, test } from "vitest";
import {
  checkboxes,
  defineForm,
  type FormSource,
  list,
  nested,
  radio,
  select,
  selectMultiple,
  string,
} from "../../src/index.ts";
import { all } from "../support/dom.ts";
import { type Equal, holds } from "../types/expect.ts";

/** Out of a database, as it were. */
async function plans(): Promise<(readonly [number, string])[]> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return [
    [1, "Small"],
    [2, "Large"],
  ];
}

const request = (method: string, url = "https://app.example/"): FormSource["request"] => ({ method, url });
const read = (text: string) => async () => ({ form: new URLSearchParams(text) });
const noBody = async (): Promise<never> => {
  throw new Error("nothing is read by GET");
};

describe("choices that come later", () => {
  const order = defineForm({ plan: select({ choices: plans, required: true }), note: string() });

  test("are waited for when input is validated, and typed as if they were there", async () => {
    const form = await order.validate(new URLSearchParams("plan=2"));
    if (!form.valid) throw new Error(JSON.stringify(form.errors));
    holds<Equal<typeof form.data.plan, number>>(true);
    expect(form.data.plan).toBe(2);
    expect((await order.validate(new URLSearchParams("plan=3"))).errors).toEqual({ plan: ["Not a valid choice."] });
    expect((await order.validate({ plan: 1 }, { json: true })).data).toMatchObject({ plan: 1 });
  });

  test("are in the form that `from` gives, for GET, POST, a search and after a redirect", async () => {
    const texts = (form: { render(): unknown }): unknown[] =>
      all(String(form.render()), "option").map(({ attributes }) => attributes["value"]);
    const blank = await order.from({ request: request("GET"), forms: { read: noBody } }, { defaults: { plan: 2 } });
    expect(texts(blank)).toEqual(["1", "2"]);
    expect(blank.data.plan).toBe(2);
    const sent = await order.from({ request: request("POST"), forms: { read: read("plan=9&note=x") } });
    expect([sent.valid, texts(sent)]).toEqual([false, ["", "1", "2"]]);
    const memory = { save: () => undefined, take: (): unknown => sent.snapshot() };
    const again = await order.from({ request: request("GET"), forms: { read: noBody, memory } });
    expect([again.errors, again.data.note, texts(again)]).toEqual([sent.errors, "x", ["", "1", "2"]]);
    const search = defineForm({ plan: select({ choices: plans }) }, { method: "get" });
    const found = await search.from({ request: request("GET", "https://a.example/?plan=1"), forms: { read: noBody } });
    expect(found.valid && found.data.plan).toBe(1);
    expect(texts(await search.from({ request: request("GET"), forms: { read: noBody } }))).toEqual(["", "1", "2"]);
  });

  test("are asked for once, and all at once", async () => {
    let [asked, running, most] = [0, 0, 0];
    const slow = async (): Promise<string[]> => {
      asked += 1;
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return ["a", "b"];
    };
    const form = await defineForm({
      one: radio({ choices: slow }),
      many: checkboxes({ choices: slow }),
      more: selectMultiple({ choices: slow }),
    }).validate(new URLSearchParams("one=a&many=a&many=b&more=b"));
    form.render();
    expect([asked, most]).toEqual([3, 3]);
    expect(form.data).toEqual({ one: "a", many: ["a", "b"], more: ["b"] });
  });

  test("in groups and lists, whatever their numbers, with the form they are in", async () => {
    const seen: string[] = [];
    const form = await defineForm({
      home: nested({
        country: string(),
        city: select({ choices: async ({ data }) => [`${(data as { country: string }).country}-1`] }),
      }),
      all: list(
        select({
          choices: async (_form, field) => {
            seen.push(field.name);
            return [`at ${field.name}`];
          },
        }),
      ),
    }).validate(new URLSearchParams("home-country=DE&home-city=DE-1&all-3=at all-3&all-7=at all-7&all-9=at all-3"));
    expect(form.data).toMatchObject({ home: { city: "DE-1" }, all: ["at all-3", "at all-7", null] });
    expect(form.errors).toEqual({ all: { 2: ["Not a valid choice."] } });
    expect(seen).toEqual(["all-3", "all-7", "all-9"]);
  });

  test("may be a promise given with the request, or a query that can only be awaited", async () => {
    const form = defineForm({ plan: select({ choices: [] as (readonly [number, string])[] }) });
    class Query {}
    Reflect.set(Query.prototype, "then", (...then: []) => plans().then(...then));
    for (const choices of [plans(), plans, new Query()]) {
      expect((await form.validate(new URLSearchParams("plan=2"), { choices: { plan: choices } })).data.plan).toBe(2);
    }
    const words = Object.fromEntries(["now", "then"].map((word) => [word, () => word]));
    const named = defineForm({ when: select({ choices: words }) });
    expect((await named.validate(new URLSearchParams("when=then"))).data.when).toBe("then");
  });

  test("a source that fails, fails the request", async () => {
    const broken = defineForm({ plan: select({ choices: () => Promise.reject<string[]>(new Error("no database")) }) });
    await expect(broken.validate(new URLSearchParams(""))).rejects.toThrow("no database");
  });

  test("a form that cannot wait says so, and what to do", () => {
    expect(() => order.blank().render()).toThrow("`await definition.from(c)`");
    expect(() => order.bind(new URLSearchParams("plan=1"))).toThrow("come later");
    const failing = defineForm({ plan: select({ choices: () => Promise.reject<string[]>(new Error("no database")) }) });
    expect(() => failing.blank().render()).toThrow("come later");
  });

  test("a form that has come can be given them at once", async () => {
    const form = order.blank(undefined, { choices: { plan: await plans() } });
    expect(all(String(form.render()), "option")).toHaveLength(3);
  });
});

describe("coerce", () => {
  test("says what the text of a choice stands for", async () => {
    const form = defineForm({
      year: select({ choices: ["2025", ["2026", "this year"]], coerce: Number, required: true }),
    });
    const sent = await form.validate(new URLSearchParams("year=2026"));
    if (!sent.valid) throw new Error("not valid");
    holds<Equal<typeof sent.data.year, number>>(true);
    expect(sent.data.year).toBe(2026);
    const [chosen] = all(String(sent.render()), "option").filter(({ attributes }) => "selected" in attributes);
    expect(chosen?.attributes["value"]).toBe("2026");
    expect((await form.validate(new URLSearchParams("year=2027"))).valid).toBe(false);
    expect(form.blank(undefined, { defaults: { year: 2025 } }).data.year).toBe(2025);
  });

  test("of any text, where choices are not checked; what it does not take is no choice", async () => {
    const form = defineForm({
      one: select({ choices: [], validateChoice: false, coerce: BigInt }),
      many: selectMultiple({ choices: ["1"], validateChoice: false, coerce: Number }),
    });
    const sent = await form.validate(new URLSearchParams("one=7&many=1&many=5"));
    holds<Equal<typeof sent.data.one, bigint | null>>(true);
    expect(sent.data).toEqual({ one: 7n, many: [1, 5] });
    const wrong = await form.validate(new URLSearchParams("one=x&many=1&many=y"));
    expect(wrong.errors).toEqual({
      one: ["Not a valid choice."],
      many: ["“y” is not a valid choice for this field."],
    });
  });

  test("a choice that it does not take is a mistake", () => {
    expect(() =>
      defineForm({ n: select({ choices: ["x"], coerce: Number }) })
        .blank()
        .render(),
    ).toThrow("coerce");
  });
});
