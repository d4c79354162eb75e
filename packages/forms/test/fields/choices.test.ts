import { describe, expect, test } from "vitest";
import { checkboxes, defineForm, enumChoices, radio, select, selectMultiple } from "../../src/index.ts";
import { all, attributesOf, one } from "../support/dom.ts";
import { blankHtml, check, checkJson, checkText } from "../support/forms.ts";

describe("one of several choices", () => {
  test("only the choices get through, as the values they stand for", async () => {
    const field = select({
      choices: [
        [1, "One"],
        [2, "Two"],
      ],
    });
    expect((await checkText(field, "2")).data).toBe(2);
    expect((await checkText(field, "")).data).toBeNull();
    for (const wrong of ["3", "02", "One", " 2", "__proto__"]) {
      expect(await checkText(field, wrong)).toMatchObject({ data: null, errors: ["Not a valid choice."] });
    }
  });

  test("every kind of table", async () => {
    const tables = [
      ["a", "b"],
      [
        ["a", "A"],
        ["b", "B"],
      ],
      [{ value: "a" }, { value: "b", label: "B" }],
      { a: "A", b: "B" },
      { First: ["a"], Second: [["b", "B"]] },
      () => ["a", "b"],
      () => ({ G: ["a", "b"] }),
    ] as const;
    for (const choices of tables) {
      const field = select({ choices: choices as readonly string[] });
      expect((await checkText(field, "b")).data).toBe("b");
      expect((await checkText(field, "c")).valid).toBe(false);
      expect(all(blankHtml(field), "option").map(({ attributes }) => attributes["value"])).toEqual(["", "a", "b"]);
    }
  });

  test("false, 0 and big numbers are values", async () => {
    const field = select({
      choices: [
        [0, "none"],
        [false, "no"],
        [12345678901234567890n, "big"],
      ],
      required: true,
    });
    expect((await checkText(field, "0")).data).toBe(0);
    expect((await checkText(field, "12345678901234567890")).data).toBe(12345678901234567890n);
  });

  test("a disabled choice is refused by the server too", async () => {
    const field = select({ choices: [{ value: "a" }, { value: "b", disabled: true }] });
    expect((await checkText(field, "b")).codes).toEqual(["choice"]);
    expect(all(blankHtml(field), "option").at(-1)?.attributes).toHaveProperty("disabled");
  });

  test("options are in their groups, and selected", async () => {
    const { html } = await checkText(select({ choices: { "Warm & red": ["red"], Cold: ["blue"] } }), "blue");
    expect(all(html, "optgroup").map(({ attributes }) => attributes["label"])).toEqual(["Warm & red", "Cold"]);
    expect(
      all(html, "option")
        .filter(({ attributes }) => "selected" in attributes)
        .map(({ text }) => text),
    ).toEqual(["blue"]);
  });

  test("there is an option for nothing, until a required field has a value", async () => {
    const first = (html: string) => all(html, "option")[0];
    expect(first(blankHtml(select({ choices: ["a"] })))).toMatchObject({
      text: "Please choose",
      attributes: { value: "" },
    });
    expect(first(blankHtml(select({ choices: ["a"], required: true })))?.text).toBe("Please choose");
    expect(first(blankHtml(select({ choices: ["a"], required: true, default: "a" })))?.text).toBe("a");
    expect(first(blankHtml(select({ choices: ["a"], placeholder: "None" })))?.text).toBe("None");
    expect(first(blankHtml(select({ choices: ["a"], placeholder: false })))?.text).toBe("a");
    expect(
      first(
        blankHtml(
          select({
            choices: [
              ["", "nobody"],
              ["a", "A"],
            ],
          }),
        ),
      )?.text,
    ).toBe("nobody");
  });

  test("choices can be given anew for each form, in any form of table", async () => {
    const form = defineForm({ x: select({ choices: [] as readonly number[], required: true }) });
    const choices = { x: [[7, "Seven"]] };
    expect((await form.validate([["x", "7"]], { choices })).data.x).toBe(7);
    expect((await form.validate([["x", "7"]])).valid).toBe(false);
    expect(one(form.blank(undefined, { choices }).x, "select").text).toContain("Seven");
  });

  test("a function of the form and field is asked once per form", async () => {
    let asked = 0;
    const form = defineForm({
      x: select({
        choices: (view, field) => {
          asked += 1;
          return [field.key, view.submitted ? "sent" : "blank"];
        },
      }),
    });
    expect((await form.validate([["x", "sent"]])).valid).toBe(true);
    expect(asked).toBe(1);
  });

  test("without validation of choices any text is one, never more than a text", async () => {
    const field = select({ choices: [1, 2], validateChoice: false });
    expect((await checkText(field, "2")).data).toBe(2);
    expect((await checkText(field, "new")).data).toBe("new");
    expect((await checkJson(field, { a: 1 })).valid).toBe(false);
  });

  test("defaults may be the value or its text; strangers are dropped", () => {
    const form = defineForm({ x: select({ choices: [1, 2] }) });
    expect(form.blank(undefined, { defaults: { x: 2 } }).x.data).toBe(2);
    expect(form.blank(undefined, { defaults: { x: "2" } }).x.data).toBe(2);
    expect(form.blank(undefined, { defaults: { x: 3 } }).x.data).toBeNull();
  });

  test.each([undefined, null, "abc", 7])("%j is no table of choices", async (table) => {
    const none = table as unknown as readonly string[];
    const code = { code: "no_choices" };
    expect(() => select({ choices: none })).toThrow(expect.objectContaining(code));
    await expect(checkText(select({ choices: () => none }), "a")).rejects.toMatchObject(code);
    await expect(checkText(select({ choices: async () => none }), "a")).rejects.toMatchObject(code);
  });

  test("two choices that look the same are a mistake", async () => {
    await expect(checkText(select({ choices: [1, "1"] }), "1")).rejects.toThrow(/same value/);
  });
});

describe("several choices", () => {
  test("come in the order of submission, each once", async () => {
    const field = selectMultiple({ choices: ["a", "b", "c"] });
    expect(
      (
        await check(field, [
          ["x", "c"],
          ["x", "a"],
          ["x", "c"],
        ])
      ).data,
    ).toEqual(["c", "a"]);
    expect((await check(field, [])).data).toEqual([]);
    expect(attributesOf(blankHtml(field), "select")).toHaveProperty("multiple");
  });

  test("every stranger is named, shortened, and escaped", async () => {
    const result = await check(checkboxes({ choices: ["a"] }), [
      ["x", "a"],
      ["x", "<b>"],
      ["x", "z".repeat(500)],
    ]);
    expect(result.errors[0]).toContain("<b>");
    expect(result.errors[0]!.length).toBeLessThan(120);
    const one = await check(checkboxes({ choices: ["a"] }), [["x", "q"]]);
    expect(one.errors).toEqual(["“q” is not a valid choice for this field."]);
  });

  test("required means at least one", async () => {
    expect((await check(checkboxes({ choices: ["a"], required: true }), [])).codes).toEqual(["required"]);
  });

  test("JSON: a list", async () => {
    expect((await checkJson(selectMultiple({ choices: [1, 2] }), [2, 1])).data).toEqual([2, 1]);
  });
});

describe("radio buttons and checkboxes", () => {
  test("each has its label; exactly the chosen ones are checked; the name is on the inputs only", async () => {
    const { html } = await checkText(
      radio({
        choices: [
          ["s", "Small"],
          ["l", "Large <b>"],
        ],
      }),
      "l",
    );
    const inputs = all(html, "input");
    expect(inputs.map(({ attributes }) => [attributes["name"], attributes["value"], "checked" in attributes])).toEqual([
      ["x", "s", false],
      ["x", "l", true],
    ]);
    const labels = all(html, "label");
    expect(labels.map(({ attributes }) => attributes["for"])).toEqual(inputs.map(({ attributes }) => attributes["id"]));
    expect(labels[1]?.text).toBe("Large <b>");
    expect(all(html, "div")[0]?.attributes).toMatchObject({
      role: "radiogroup",
      id: "x",
      "aria-labelledby": "x-label",
    });
    expect(all(html, "div")[0]?.attributes).not.toHaveProperty("name");
  });

  test("required is said once for radios, and never per checkbox, where it would mean all of them", () => {
    expect(all(blankHtml(radio({ choices: ["a", "b"], required: true })), "input")[0]?.attributes).toHaveProperty(
      "required",
    );
    expect(
      all(blankHtml(checkboxes({ choices: ["a", "b"], required: true })), "input")[0]?.attributes,
    ).not.toHaveProperty("required");
  });

  test("iterating gives the options one by one", () => {
    const { x } = defineForm({ x: radio({ choices: ["a", "b"], default: "b" }) }).blank();
    const options = [...x];
    expect(options.map(({ value, checked, id }) => [value, checked, id])).toEqual([
      ["a", false, "x-0"],
      ["b", true, "x-1"],
    ]);
    expect(attributesOf(options[1]!.render({ class_: "big" }), "input")).toMatchObject({ class: "big", value: "b" });
  });
});

test("choices from const objects and enums", () => {
  const Size = { SMALL: "s", EXTRA_LARGE: "xl" } as const;
  expect(enumChoices(Size)).toEqual([
    { value: "s", label: "SMALL" },
    { value: "xl", label: "EXTRA LARGE" },
  ]);
  // What TypeScript makes of `enum Level { Low, High }`.
  const Level = { 0: "Low", 1: "High", Low: 0, High: 1 } as const;
  expect(enumChoices(Level).map(({ value }) => value)).toEqual([0, 1]);
  expect(enumChoices(Size, { label: (key, value) => `${key}=${value}` })[0]?.label).toBe("SMALL=s");
});
