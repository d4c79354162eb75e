import { describe, expect, test } from "vitest";
import { cpuTime } from "../../../../scripts/cpu-time.ts";
import { defineForm, email, equalTo, integer, list, nested, string } from "../../src/index.ts";
import { all } from "../support/dom.ts";

const address = defineForm(
  { street: string({ required: true }), city: string(), zip: string() },
  {
    validate: { zip: (field) => (field.data === "00000" ? "Nobody lives there." : undefined) },
    check: (data) => (data.city === "Nowhere" && data.zip !== null ? "Nowhere has no zip." : undefined),
  },
);

describe("nested forms", () => {
  test("names, ids and data", async () => {
    const form = defineForm({ home: nested(address), work: nested({ street: string() }, { separator: "." }) });
    const sent = await form.validate(new URLSearchParams({ "home-street": "Main", "work.street": "Side" }));
    expect(sent.valid).toBe(true);
    expect(sent.data).toEqual({ home: { street: "Main", city: null, zip: null }, work: { street: "Side" } });
    expect(all(sent.home, "input").map(({ attributes }) => [attributes["name"], attributes["id"]])[0]).toEqual([
      "home-street",
      "home-street",
    ]);
    expect(sent.home.fields.street.name).toBe("home-street");
    expect(sent.home.street).toBe(sent.home.fields.street);
  });

  test("errors are in the shape of the data, and its own checks are asked", async () => {
    const form = defineForm({ home: nested(address) });
    const wrong = await form.validate(new URLSearchParams({ "home-zip": "00000" }));
    expect(wrong.errors).toEqual({ home: { street: ["This field is required."], zip: ["Nobody lives there."] } });
    const odd = await form.validate(
      new URLSearchParams({ "home-street": "x", "home-city": "Nowhere", "home-zip": "1" }),
    );
    expect(odd.errors).toEqual({ home: { "": ["Nowhere has no zip."] } });
    expect(odd.valid).toBe(false);
  });

  test("validators look among their siblings", async () => {
    const form = defineForm({
      password: string(),
      inner: nested({ password: string(), again: string({ validators: [equalTo("password")] }) }),
    });
    const sent = new URLSearchParams({ password: "outer", "inner-password": "a", "inner-again": "a" });
    expect((await form.validate(sent)).valid).toBe(true);
    expect(() => nested({ again: string({ validators: [equalTo("password")] }) })).toThrow(/"password"/);
  });

  test("a value in the place of the group is an error", async () => {
    const form = defineForm({ home: nested({ street: string() }) });
    expect((await form.validate([["home", "x"]])).errors).toEqual({ home: { "": ["Not a valid value."] } });
    for (const value of ["x", 1, [], true])
      expect((await form.validate({ home: value }, { json: true })).valid, String(value)).toBe(false);
    expect((await form.validate({ home: null }, { json: true })).data).toEqual({ home: { street: null } });
  });

  test("a field whose key means something else is in `fields` only", () => {
    const { home } = defineForm({ home: nested({ name: string(), label: string(), floor: integer() }) }).blank();
    expect([home.name, home.fields.name.name, home.floor.name]).toEqual(["home", "home-name", "home-floor"]);
  });

  test("defaults and JSON reach inside", async () => {
    const form = defineForm({ home: nested({ street: string(), floor: integer() }) });
    expect(form.blank(undefined, { defaults: { home: { street: "Main", floor: 3 } } }).data).toEqual({
      home: { street: "Main", floor: 3 },
    });
    expect((await form.validate({ home: { street: "Main", floor: 3, evil: 1 } }, { json: true })).data).toEqual({
      home: { street: "Main", floor: 3 },
    });
  });
});

describe("lists", () => {
  const form = defineForm({ mails: list(email({ required: true }), { minEntries: 1, maxEntries: 3 }) });

  test("entries in the order of their numbers, without gaps, with new names", async () => {
    const sent = await form.validate([
      ["mails-7", "c@x.example"],
      ["mails-0", "a@x.example"],
      ["mails-3", "nonsense"],
    ]);
    expect(sent.data.mails).toEqual(["a@x.example", "nonsense", "c@x.example"]);
    expect(sent.errors).toEqual({ mails: { 1: ["Invalid email address."] } });
    expect(
      all(sent.mails, "input").map(({ attributes }) => [attributes["name"], attributes["id"], attributes["value"]]),
    ).toEqual([
      ["mails-0", "mails-0", "a@x.example"],
      ["mails-1", "mails-1", "nonsense"],
      ["mails-2", "mails-2", "c@x.example"],
    ]);
    expect(all(sent.mails, "label").map(({ attributes }) => attributes["for"])).toEqual([
      "mails-0",
      "mails-1",
      "mails-2",
    ]);
  });

  test("as many as there must be are there, empty ones if need be", async () => {
    expect(form.blank().mails.length).toBe(1);
    expect((await form.validate([])).errors).toEqual({ mails: { 0: ["This field is required."] } });
  });

  test("too many are an error, and only the first ones come into being", async () => {
    const sent = await form.validate(
      Array.from({ length: 9 }, (_, index): [string, string] => [`mails-${index}`, "a@x.example"]),
    );
    expect(sent.mails.length).toBe(3);
    expect(sent.errors).toEqual({ mails: { "": ["At most 3 entries are allowed."] } });
  });

  test("items-999999999 makes nothing", async () => {
    const huge = defineForm({ items: list(string()) });
    for (const name of [
      "items-999999999",
      "items-9999999999999999999",
      "items--1",
      "items-01",
      "items-1.5",
      "items-１",
      "items-",
      "items-x",
    ]) {
      expect((await huge.validate([[name, "x"]])).data.items, name).toEqual([]);
    }
    expect((await huge.validate([["items-999999", "x"]])).data.items).toEqual(["x"]);
  });

  test("lists of groups of lists", async () => {
    const deep = defineForm({ people: list(nested({ name: string({ required: true }), tags: list(string()) })) });
    const sent = await deep.validate([
      ["people-4-name", "B"],
      ["people-4-tags-9", "y"],
      ["people-4-tags-2", "x"],
      ["people-1-name", "A"],
    ]);
    expect(sent.data).toEqual({
      people: [
        { name: "A", tags: [] },
        { name: "B", tags: ["x", "y"] },
      ],
    });
    expect(all(sent.render({ submit: false }), "input").map(({ attributes }) => attributes["name"])).toEqual([
      "people-0-name",
      "people-1-name",
      "people-1-tags-0",
      "people-1-tags-1",
    ]);
    const again = await deep.validate(
      all(sent.render({ submit: false }), "input").map(({ attributes }): [string, string] => [
        attributes["name"]!,
        attributes["value"]!,
      ]),
    );
    expect(again.data).toEqual(sent.data);
  });

  test("JSON lists, with nulls and empty groups kept in place", async () => {
    const deep = defineForm({ texts: list(string()), groups: list(nested({ a: string() })) });
    const sent = await deep.validate({ texts: ["a", null, "c"], groups: [{}, { a: "x" }, null] }, { json: true });
    expect(sent.data).toEqual({ texts: ["a", null, "c"], groups: [{ a: null }, { a: "x" }, { a: null }] });
    expect((await deep.validate({ texts: "a" }, { json: true })).valid).toBe(false);
    expect((await deep.validate({ texts: { 0: "a" } }, { json: true })).valid).toBe(false);
  });

  test("JSON with a million entries makes no more than one too many", async () => {
    const sent = await form.validate({ mails: Array.from({ length: 1_000_000 }, () => "a@x.example") }, { json: true });
    expect(sent.valid).toBe(false);
    expect(sent.mails.length).toBe(3);
  });

  test("entries can be added and taken out; names stay consecutive", () => {
    const { items } = defineForm({
      items: list(nested({ a: string() }), { maxEntries: 3, default: [{ a: "1" }, { a: "2" }] }),
    }).blank();
    items.insertEntry(0, { a: "0" });
    const names = () => items.entries.map((entry) => [entry.fields.a.name, entry.fields.a.id, entry.fields.a.data]);
    expect(names()).toEqual([
      ["items-0-a", "items-0-a", "0"],
      ["items-1-a", "items-1-a", "1"],
      ["items-2-a", "items-2-a", "2"],
    ]);
    expect(() => items.appendEntry()).toThrow(/more than 3/);
    expect(items.popEntry(1)?.fields.a.data).toBe("1");
    expect(names()).toEqual([
      ["items-0-a", "items-0-a", "0"],
      ["items-1-a", "items-1-a", "2"],
    ]);
    items.appendEntry();
    expect(items.length).toBe(3);
    expect(items.popEntry(9)).toBeUndefined();
  });

  test("bounds that are none are refused at definition", () => {
    for (const options of [
      { minEntries: 3, maxEntries: 2 },
      { minEntries: -1 },
      { maxEntries: 0 },
      { maxEntries: 10_000 },
      { maxEntries: 1.5 },
    ]) {
      expect(() => list(string(), options), JSON.stringify(options)).toThrow(/entries/);
    }
  });

  test("many names and nested lists take linear time", async () => {
    const deep = defineForm({ a: list(nested({ b: list(string(), { maxEntries: 1000 }) }), { maxEntries: 1000 }) });
    const started = cpuTime();
    await deep.validate(Array.from({ length: 1000 }, (_, index): [string, string] => [`a-${index}-b-${index}`, "x"]));
    expect(cpuTime() - started).toBeLessThan(3000);
  });
});
