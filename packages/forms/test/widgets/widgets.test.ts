import { html } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import {
  defineForm,
  enumChoices,
  hidden,
  integer,
  list,
  listWidget,
  nested,
  password,
  string,
  tableWidget,
  textArea,
} from "../../src/index.ts";
import { all, attributesOf, elements, one } from "../support/dom.ts";

describe("labels, descriptions and errors are wired to their control", () => {
  const definition = defineForm({ firstName: string({ description: "As in your passport", required: true }) });

  test("a label names its control; its words come from the key", () => {
    const { firstName } = definition.blank();
    expect(one(firstName.label, "label")).toMatchObject({ text: "First name", attributes: { for: "firstName" } });
  });

  test("the description is referred to, and errors once there are some", async () => {
    expect(attributesOf(definition.blank().firstName, "input")["aria-describedby"]).toBe("firstName-description");
    const { firstName } = await definition.validate([]);
    const control = attributesOf(firstName, "input");
    expect(control).toMatchObject({
      "aria-invalid": "true",
      "aria-describedby": "firstName-description firstName-error",
    });
    const printed = `${firstName.description?.render()}${firstName.errors.__html__()}`;
    const ids = elements(printed).map(({ attributes }) => attributes["id"]);
    for (const id of control["aria-describedby"]!.split(" ")) expect(ids).toContain(id);
    expect(one(firstName.errors.__html__(), "li").text).toBe("This field is required.");
  });

  test("errors are an array of strings as well", async () => {
    const { firstName } = await definition.validate([]);
    expect([...firstName.errors]).toEqual(["This field is required."]);
    expect(firstName.errors.map((message) => message.length)).toEqual([23]);
    expect(Array.isArray(firstName.errors) && firstName.errors.length).toBe(1);
    expect(definition.blank().firstName.errors.__html__().toString()).toBe("");
  });

  test("the author has the last word", async () => {
    const { firstName } = await definition.validate([]);
    expect(attributesOf(firstName.render({ aria_describedby: "mine", required: false }), "input")).toMatchObject({
      "aria-describedby": "mine",
    });
    expect(attributesOf(firstName.render({ required: false }), "input")).not.toHaveProperty("required");
  });
});

describe("F35 what is secret is not shown again", () => {
  const definition = defineForm({
    user: string(),
    password: password(),
    card: string({ sensitive: true }),
    note: hidden({ sensitive: true }),
    area: textArea({ sensitive: true }),
  });
  const secrets = { password: "hunter2", card: "4111-1111", note: "n0te", area: "are4" };

  test("not in any rendering, nor in the snapshot, nor in the problem", async () => {
    const sent = await definition.validate(new URLSearchParams({ user: "ada", ...secrets }));
    const printed = [
      sent.render(),
      sent.render({ theme: "govuk" }),
      JSON.stringify(sent.snapshot()),
      JSON.stringify(sent.problem()),
      sent.hidden_tag(),
    ].join("");
    for (const secret of Object.values(secrets)) expect(printed).not.toContain(secret);
    expect(printed).toContain("ada");
    expect(attributesOf(sent.password, "input")).not.toHaveProperty("value");
  });

  test("not from defaults either", () => {
    const shown = definition
      .blank(undefined, { defaults: { user: "ada", ...secrets } })
      .render()
      .toString();
    for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
  });

  test("twin: a field that is not declared so shows it", async () => {
    const sent = await defineForm({ card: string() }).validate([["card", "4111-1111"]]);
    expect(sent.render().toString()).toContain("4111-1111");
    const shown = await defineForm({ p: password({ hideValue: false }) }).validate([["p", "hunter2"]]);
    expect(attributesOf(shown.p, "input")["value"]).toBe("hunter2");
  });
});

describe("suggestions", () => {
  test("a data list follows its control, which refers to it", () => {
    const { city } = defineForm({ city: string({ datalist: ["Rome", { value: "ath", label: "Athens" }] }) }).blank();
    expect(attributesOf(city, "input")["list"]).toBe("city-list");
    expect(attributesOf(city, "datalist")["id"]).toBe("city-list");
    expect(all(city, "option").map(({ attributes, text }) => [attributes["value"], text])).toEqual([
      ["Rome", ""],
      ["ath", "Athens"],
    ]);
  });

  test("may come from the values of an enum", () => {
    const Color = { Red: "#f00", Green: "#0f0" } as const;
    const { c } = defineForm({ c: string({ datalist: enumChoices(Color) }) }).blank();
    expect(all(c, "option").map(({ attributes, text }) => [attributes["value"], text])).toEqual([
      ["#f00", "Red"],
      ["#0f0", "Green"],
    ]);
  });

  test("may be a function of the form", () => {
    const { a } = defineForm({ a: integer({ datalist: (form) => (form.submitted ? [] : ["1", "2"]) }) }).blank();
    expect(all(a, "option")).toHaveLength(2);
  });
});

describe("widgets for groups and lists", () => {
  const definition = defineForm({
    group: nested({ a: string(), secret: hidden({ default: "h" }), b: integer() }, { label: "Group" }),
    rows: list(string(), { minEntries: 2, widget: listWidget({ tag: "ol" }) }),
    table: nested({ secret: hidden(), a: string(), last: hidden() }, { widget: tableWidget() }),
    bare: nested({ a: string() }, { widget: tableWidget({ tableTag: false }) }),
    suffix: list(string(), { minEntries: 1, widget: listWidget({ prefixLabel: false }) }),
  });
  const form = definition.blank();

  test("a fieldset with a legend", () => {
    expect(elements(form.group)[0]).toMatchObject({ tag: "fieldset", attributes: { id: "group" } });
    expect(one(form.group, "legend").text).toBe("Group");
    expect(all(form.group, "input").map(({ attributes }) => attributes["name"])).toEqual([
      "group-a",
      "group-secret",
      "group-b",
    ]);
  });

  test("list items", () => {
    expect(all(form.rows, "ol")).toHaveLength(1);
    expect(all(form.rows, "li").map(({ text }) => text.trim())).toEqual(["Rows 1", "Rows 2"]);
    expect(form.suffix.render().toString()).toMatch(/<li><input[^>]*> <label/);
  });

  test("table rows, hidden fields without one", () => {
    expect(all(form.table, "tr")).toHaveLength(1);
    expect(one(form.table, "th").text).toBe("A");
    expect(all(form.table, "input").map(({ attributes }) => attributes["name"])).toEqual([
      "table-secret",
      "table-a",
      "table-last",
    ]);
    expect(form.bare.render().toString()).toMatch(/^<tr>/);
  });

  test("are refused for single fields", () => {
    expect(() =>
      defineForm({ a: string({ widget: listWidget() }) })
        .blank()
        .a.render(),
    ).toThrow(/groups and lists/);
  });
});

test("a widget of one's own, and a hook around all of them", () => {
  const definition = defineForm(
    {
      a: string({
        widget: (field, { id }) => html`<my-input id="${id}" value="${field.value}"></my-input>`,
        default: '"x"',
      }),
      b: string(),
    },
    { renderField: (field, attributes, next) => next({ ...attributes, data_key: field.key }) },
  );
  const form = definition.blank();
  expect(elements(form.a)[0]).toMatchObject({ tag: "my-input", attributes: { id: "a", value: '"x"' } });
  expect(attributesOf(form.b, "input")["data-key"]).toBe("b");
});

test("flags, as templates ask for them", () => {
  const form = defineForm({
    a: string({ required: true, readOnly: true }),
    b: hidden(),
    c: string({ disabled: true }),
  }).blank();
  expect(form.a.flags).toMatchObject({ required: true, optional: false, readonly: true, hidden: false });
  expect(form.b.flags).toMatchObject({ required: false, optional: true, hidden: true });
  expect(form.c.flags).toMatchObject({ disabled: true });
});
