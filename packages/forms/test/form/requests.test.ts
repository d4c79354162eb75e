import { describe, expect, test } from "vitest";
import {
  csrfFieldName,
  DuplicateSubmissionError,
  defineForm,
  email,
  type Form,
  integer,
  list,
  password,
  string,
  submit,
} from "../../src/index.ts";
import { newCsrf } from "../csrf/setup.ts";
import { all, attributesOf, one } from "../support/dom.ts";
import { type SourceOptions, source, type Visitor, visitor } from "./source.ts";

const signup = defineForm(
  {
    email: email({ required: true }),
    password: password({ required: true, minLength: 8 }),
    age: integer(),
    send: submit(),
  },
  { id: "signup", onDuplicate: "/welcome" },
);

type Signup = typeof signup extends { from(c: never): Promise<infer Bound> } ? Bound : never;

const tokenIn = (html: unknown): string =>
  all(html, "input").find(({ attributes }) => attributes["name"] === csrfFieldName)!.attributes["value"]!;

/** Shows the form and takes the token out of it. */
const open = async (who: Visitor, options: SourceOptions = {}): Promise<string> =>
  tokenIn((await signup.from(source(who, options))).render());

const right = { email: "ada@example.org", password: "long enough" };

const post = (
  who: Visitor,
  token: string | undefined,
  input: Record<string, string> = right,
  options: SourceOptions = {},
): Promise<Signup> => {
  const pairs = Object.entries(input);
  return signup.from(
    source(who, {
      method: "POST",
      body: { form: token === undefined ? pairs : [[csrfFieldName, token], ...pairs] },
      ...options,
    }),
  );
};

describe("a form and its requests", () => {
  test("GET shows it empty, POST reads it", async () => {
    const who = visitor();
    const shown = await signup.from(source(who));
    expect([shown.submitted, shown.valid]).toEqual([false, false]);
    const sent = await post(who, tokenIn(shown.render()));
    expect([sent.submitted, sent.valid]).toEqual([true, true]);
    if (sent.valid) expect(sent.data).toEqual({ email: "ada@example.org", password: "long enough", age: null });
  });

  test("PUT, PATCH, DELETE and unknown methods are submissions too", async () => {
    for (const method of ["PUT", "PATCH", "DELETE", "post", "PURGE"]) {
      const sent = await signup.from(source(visitor(), { method, body: { form: Object.entries(right) }, csrf: null }));
      expect(sent.submitted, method).toBe(true);
    }
  });

  test("blank(c) has a token, bind() without a request has none", () => {
    expect(tokenIn(signup.blank(source(visitor())).render())).toMatch(/^v1\./);
    expect(signup.bind().render().toString()).not.toContain(csrfFieldName);
    expect(signup.bind().csrf_token.toString()).toBe("");
  });

  test("the token is the first field: it is known before the first byte of an upload", () => {
    expect(all(signup.blank(source(visitor())).render(), "input")[0]?.attributes["name"]).toBe(csrfFieldName);
  });

  test("bind, then validate", async () => {
    const form = signup.bind(new URLSearchParams(right));
    expect([form.valid, form.data.email]).toEqual([false, "ada@example.org"]);
    expect((await form.validate()).valid).toBe(true);
    expect((await signup.bind().validate()).valid).toBe(false);
  });

  test("validating twice says everything once", async () => {
    const form = signup.bind(new URLSearchParams({ email: "x" }));
    await Promise.all([form.validate(), form.validate()]);
    await form.validate();
    expect(form.errors.email).toEqual(["Invalid email address."]);
  });

  test("JSON is taken only by forms that say so", async () => {
    const body = { json: { email: "ada@example.org", password: "long enough", age: 36 } };
    await expect(signup.from(source(visitor(), { method: "POST", body }))).rejects.toMatchObject({ status: 415 });
    const api = defineForm({ email: email({ required: true }), age: integer() }, { json: true });
    const sent = await api.from(source(visitor(), { method: "POST", body }));
    expect(sent.valid && sent.data).toEqual({ email: "ada@example.org", age: 36 });
  });

  test("the visitor's language is that of the request", async () => {
    const sent = await signup.from(source(visitor(), { method: "POST", csrf: null, locale: "de-AT" }));
    expect(sent.errors.email).toEqual(["Dieses Feld wird benötigt."]);
    expect([sent.meta.locale, sent.meta.direction]).toEqual(["de-AT", "ltr"]);
  });
});

describe("the token of a form", () => {
  test("missing, doubled, forged: refused by an exception, and nothing is validated", async () => {
    const who = visitor();
    const token = await open(who);
    await expect(post(who, undefined)).rejects.toMatchObject({ status: 403, reason: "missing" });
    await expect(post(who, "v1.nonsense")).rejects.toMatchObject({ status: 403, reason: "malformed" });
    const twice = source(who, {
      method: "POST",
      body: {
        form: [
          [csrfFieldName, token],
          [csrfFieldName, token],
        ],
      },
    });
    await expect(signup.from(twice)).rejects.toMatchObject({ status: 403, reason: "repeated" });
  });

  test("F22 of another session, or expired: the form is shown again, with its input, a new token and one message", async () => {
    let now = Date.now();
    const csrf = newCsrf({ lifetime: 60, now: () => now });
    const who = visitor();
    const token = await open(who, { csrf });
    now += 61_000;
    const late = await post(who, token, { ...right, age: "x" }, { csrf });
    expect([late.valid, late.formErrors]).toEqual([
      false,
      ["This form has expired. Nothing was saved; please send it again."],
    ]);
    expect(attributesOf(late.email, "input")["value"]).toBe("ada@example.org");
    expect(attributesOf(late.password, "input")).not.toHaveProperty("value");
    expect((await post(who, tokenIn(late.render()), right, { csrf })).valid).toBe(true);

    const before = await open(who);
    who.session = visitor().session;
    expect((await post(who, before)).valid).toBe(false);
  });

  test("F23 a failed validation does not use it up; success does", async () => {
    const who = visitor();
    const token = await open(who);
    for (let round = 0; round < 3; round += 1)
      expect((await post(who, token, { ...right, email: "x" })).valid).toBe(false);
    expect((await post(who, token)).valid).toBe(true);
    await expect(post(who, token)).rejects.toBeInstanceOf(DuplicateSubmissionError);
    await expect(post(who, token)).rejects.toMatchObject({ status: 409, code: "csrf_replayed", location: "/welcome" });
  });

  test("F23 five tabs in any order", async () => {
    const who = visitor();
    const tabs = await Promise.all(Array.from({ length: 5 }, () => open(who)));
    for (const tab of [4, 1, 3, 0, 2]) expect((await post(who, tabs[tab])).valid).toBe(true);
  });

  test("F25 of twenty clicks at once, one is valid", async () => {
    const who = visitor();
    const token = await open(who);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => post(who, token)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("F18 of another form, or for another path: of no use", async () => {
    const who = visitor();
    const other = defineForm({ a: string() }, { id: "other" });
    const foreign = tokenIn(other.blank(source(who)).render());
    expect((await post(who, foreign)).valid).toBe(false);
    const elsewhere = await open(who, { url: "https://kittens.example/elsewhere" });
    expect((await post(who, elsewhere)).valid).toBe(false);
    const aimed = tokenIn(
      signup.blank(source(who, { url: "https://kittens.example/elsewhere" })).render({ action: "/signup?from=here" }),
    );
    expect((await post(who, aimed)).valid).toBe(true);
  });

  test("where the page's compiler puts it in, hidden_tag() adds no second one; a form that prints its own tag has one", () => {
    const base = source(visitor());
    const places: string[] = [];
    const token = (_form: unknown, place: string) => {
      places.push(place);
      return place === "page" ? null : "t";
    };
    const csrf = { ...base.forms.csrf!, token };
    const form = signup.blank({ ...base, forms: { ...base.forms, csrf } });
    expect(form.hidden_tag().toString()).toBe("");
    expect(form.csrf_token.toString()).toBe("");
    expect(tokenIn(form.render())).toBe("t");
    expect(places).toEqual(["page", "page", "own"]);
  });
});

describe("F26 a token is never in a URL, nor for a foreign origin", () => {
  test("a form that is sent by GET has none, and asking for one is a mistake", () => {
    const search = defineForm({ q: string() }, { method: "get" });
    const form = search.blank(source(visitor()));
    expect(form.render().toString()).not.toContain(csrfFieldName);
    expect(form.hidden_tag().toString()).toBe("");
    expect(() => form.csrf_token).toThrow(/URL/);
  });

  test("a foreign action is refused when the form is printed", () => {
    const form = signup.blank(source(visitor()));
    for (const action of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "http://kittens.example/",
      "javascript:alert(1)",
    ]) {
      expect(() => form.render({ action }), action).toThrow(/not our origin/);
      expect(() => defineForm({ a: string() }, { action }).blank(source(visitor())).csrf_token, action).toThrow(
        /not our origin/,
      );
    }
    expect(attributesOf(form.render({ action: "/elsewhere" }), "form")["action"]).toBe("/elsewhere");
  });

  test("so is a button that would send it elsewhere, or by GET", () => {
    const form = signup.blank(source(visitor()));
    for (const attributes of [
      { formaction: "https://evil.example/" },
      { formaction: "//evil.example" },
      { formaction: "/other" },
      { formmethod: "get" },
      { formmethod: "dialog" },
    ]) {
      expect(() => form.send.render(attributes), JSON.stringify(attributes)).toThrow();
    }
    expect(
      attributesOf(form.send.render({ formaction: "/signup?draft=1", formmethod: "POST" }), "input")["formaction"],
    ).toBe("/signup?draft=1");
  });

  test("nor do plain attributes of the form say where it goes", () => {
    const form = signup.blank(source(visitor()));
    for (const attributes of [
      { action: "https://evil.example" },
      { ACTION: "x" },
      { method: "get" },
      { enctype: "text/plain" },
    ]) {
      expect(() => form.render({ attributes })).toThrow(/plain attribute/);
    }
  });

  test("twin: a token in a form by hand goes where the form goes", () => {
    const token = tokenIn(signup.blank(source(visitor())).render());
    expect(
      attributesOf(`<form action="https://evil.example"><input name=csrf_token value="${token}"></form>`, "input")[
        "value"
      ],
    ).toBe(token);
  });
});

describe("F28 GET changes nothing", () => {
  test("a form is not validated by GET or HEAD, whatever the query has", async () => {
    const url = `https://kittens.example/signup?${new URLSearchParams(right)}`;
    for (const method of ["GET", "HEAD", "get"]) {
      const form = await signup.from(source(visitor(), { method, url }));
      expect([form.submitted, form.valid, form.data.email], method).toEqual([false, false, null]);
    }
  });

  test("unless it is declared to change nothing", async () => {
    const search = defineForm({ q: string({ required: true }), page: integer({ min: 1 }) }, { method: "get" });
    const found = await search.from(source(visitor(), { url: "https://kittens.example/?q=cats&page=2&utm_source=x" }));
    expect(found.valid && found.data).toEqual({ q: "cats", page: 2 });
    expect(attributesOf(found.render(), "form")["method"]).toBe("get");
    const visit = await search.from(source(visitor(), { url: "https://kittens.example/?utm_source=x" }));
    expect([visit.submitted, Object.keys(visit.errors)]).toEqual([false, []]);
    expect((await search.from(source(visitor(), { url: "https://kittens.example/?q=" }))).errors.q).toEqual([
      "This field is required.",
    ]);
  });

  test("twin: reading the query of a form that changes something would have accepted it", async () => {
    expect((await signup.validate(new URLSearchParams(right))).valid).toBe(true);
  });
});

describe("input and errors survive a redirect", () => {
  test("once, without passwords, with the errors as they were", async () => {
    const who = visitor();
    const wrong = await post(who, await open(who), { email: "nonsense", password: "short", age: "12" });
    await wrong.remember();
    const kept = JSON.stringify([...who.memory]);
    expect(kept).toContain("nonsense");
    expect(kept).not.toContain("short");

    const shown = await signup.from(source(who));
    expect([shown.submitted, shown.valid]).toEqual([false, false]);
    expect(attributesOf(shown.email, "input")).toMatchObject({ value: "nonsense", "aria-invalid": "true" });
    expect(attributesOf(shown.age, "input")["value"]).toBe("12");
    expect(shown.errors).toEqual(wrong.errors);
    expect(shown.errors.password).toEqual(["Field must be at least 8 characters long."]);
    expect(one(shown.error_summary(), "h2").text).toBe("There are 2 problems");
    expect((await signup.from(source(who))).errors).toEqual({});
  });

  test("nested fields and lists too; what is no snapshot of this form is no input", async () => {
    const { list, nested } = await import("../../src/index.ts");
    const deep = defineForm(
      { home: nested({ street: string({ required: true }) }), tags: list(string({ maxLength: 2 })) },
      { id: "deep", check: () => "never" },
    );
    const wrong = await deep.validate([
      ["home-street", ""],
      ["tags-3", "long"],
      ["tags-5", "ok"],
    ]);
    const restored = deep.restore(JSON.parse(JSON.stringify(wrong.snapshot())));
    expect(restored.errors).toEqual(wrong.errors);
    expect(restored.data).toEqual({ home: { street: null }, tags: ["long", "ok"] });
    for (const junk of [
      undefined,
      null,
      "x",
      {},
      { form: "deep" },
      { form: "other", input: [], issues: [] },
      { form: "deep", input: [["a", 1]], issues: [] },
      { form: "deep", input: [], issues: [["a"]] },
    ]) {
      expect(deep.restore(junk).errors).toEqual({});
    }
  });

  test("what does not fit is left out, the longest first", () => {
    const form = defineForm({ a: string(), b: string(), c: string() }).bind(
      new URLSearchParams({ a: "short", b: "x".repeat(3000), c: "also short" }),
    );
    expect(form.snapshot().input).toEqual([
      ["a", "short"],
      ["c", "also short"],
    ]);
    expect(form.snapshot(20).input).toEqual([["a", "short"]]);
    expect(form.snapshot(10_000).input).toHaveLength(3);
  });

  test("what fits is counted in bytes of JSON, messages included", async () => {
    const size = (snapshot: unknown): number => new TextEncoder().encode(JSON.stringify(snapshot)).length;
    const long = defineForm({ a: string(), b: string({ maxLength: 3 }) });
    for (const letter of ["日", "😀", "\u0001", '"']) {
      const form = await long.validate(new URLSearchParams({ a: letter.repeat(999), b: letter.repeat(9) }));
      const { input, issues } = form.snapshot();
      expect(size([input, issues]), letter).toBeLessThanOrEqual(2010);
      expect(input, letter).toEqual([["b", letter.repeat(9)]]);
      expect(issues, letter).toHaveLength(1);
    }
    const many = defineForm({ tags: list(integer(), { maxEntries: 300 }) });
    const form = await many.validate(
      new URLSearchParams(Array.from({ length: 300 }, (_, i) => [`tags-${i}`, `word ${i}`])),
    );
    const { input, issues } = form.snapshot();
    expect(size([input, issues])).toBeLessThanOrEqual(2010);
    expect(issues[0]?.[0]).toBe("tags-0");
    expect(input.length).toBeGreaterThan(20);
  });

  test("a form without a request has nowhere to keep it", async () => {
    await expect(signup.bind().remember()).rejects.toThrow(/no memory/);
  });
});

test("the same errors as problem details", async () => {
  const { list, nested } = await import("../../src/index.ts");
  const deep = defineForm(
    { a: string({ required: true }), rows: list(nested({ b: integer() })) },
    { check: () => "All wrong." },
  );
  const form: Form<object> = await deep.validate([
    ["rows-0-b", "1"],
    ["rows-1-b", "x"],
  ]);
  expect(form.problem()).toEqual({
    type: "about:blank",
    title: "Unprocessable Content",
    status: 422,
    code: "form_invalid",
    detail: "The submitted form is not valid.",
    errors: [
      { name: "a", id: "a", pointer: "#/a", code: "required", detail: "This field is required." },
      {
        name: "rows-1-b",
        id: "rows-1-b",
        pointer: "#/rows/1/b",
        code: "integer",
        detail: "Not a valid integer value.",
      },
    ],
  });
  const whole = await deep.validate([["a", "x"]]);
  expect(whole.problem().errors).toEqual([{ name: "", id: "", pointer: "#", code: "invalid", detail: "All wrong." }]);
});
