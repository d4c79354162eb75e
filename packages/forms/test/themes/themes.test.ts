import { html } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import { defineForm, email, string, type Theme, themes } from "../../src/index.ts";
import { all, attributesOf, elements, one } from "../support/dom.ts";
import { everything, wrong } from "./everything.ts";

const names = ["plain", "bootstrap5", "govuk"] as const;

describe.each(names)("the theme %s", (theme) => {
  test("every control has a label of its own or a group with a legend", async () => {
    for (const form of [everything.blank(), await everything.validate(wrong)]) {
      const found = elements(form.render({ theme }));
      const labels = new Set(found.filter(({ tag }) => tag === "label").map(({ attributes }) => attributes["for"]));
      for (const { tag, attributes } of found) {
        const isControl = tag === "input" || tag === "select" || tag === "textarea";
        if (!isControl || attributes["type"] === "hidden" || attributes["type"] === "submit") continue;
        expect(labels, attributes["id"]!).toContain(attributes["id"]);
      }
      for (const legend of found.filter(({ tag }) => tag === "legend")) expect(legend.text).not.toBe("");
    }
  });

  test("ids are unique, and everything that is referred to is there", async () => {
    for (const form of [everything.blank(), await everything.validate(wrong)]) {
      const found = elements(form.render({ theme }));
      const ids = found.flatMap(({ attributes }) => (attributes["id"] === undefined ? [] : [attributes["id"]]));
      expect(new Set(ids).size).toBe(ids.length);
      for (const { attributes } of found) {
        for (const name of ["aria-describedby", "aria-labelledby", "for", "list"]) {
          for (const id of (attributes[name] ?? "").split(" ").filter(Boolean))
            expect(ids, `${name}=${id}`).toContain(id);
        }
        if (attributes["href"]?.startsWith("#")) expect(ids).toContain(attributes["href"].slice(1));
      }
    }
  });

  test("what is wrong is said: at the field, and in the summary with a link to it", async () => {
    const form = await everything.validate(wrong);
    const rendered = form.render({ theme });
    const links = all(rendered, "a");
    expect(links.map(({ attributes }) => attributes["href"])).toEqual([
      "#name",
      "#email",
      "#password",
      "#bio",
      "#size-0",
      "#days-0",
      "#terms",
      "#home-street",
      "#phones-0",
    ]);
    expect(links[0]?.text).toBe("Name: This field is required.");
    expect(elements(rendered).filter(({ attributes }) => attributes["role"] === "alert")).toHaveLength(1);
    for (const id of ["name", "email", "password", "bio", "terms", "home-street", "phones-0"]) {
      const control = elements(rendered).find(({ attributes }) => attributes["id"] === id)!;
      expect(control.attributes["aria-invalid"], id).toBe("true");
      expect(control.attributes["aria-describedby"], id).toContain(`${id}-error`);
    }
    const radios = elements(rendered).find(({ attributes }) => attributes["role"] === "radiogroup")!;
    expect(radios.attributes).toMatchObject({
      "aria-invalid": "true",
      "aria-required": "true",
      "aria-describedby": "size-description size-error",
    });
  });

  test("is the same table as exported, and shows no summary where nothing is wrong", () => {
    expect(everything.blank().render({ theme }).toString()).toBe(
      everything.blank().render({ theme: themes[theme] }).toString(),
    );
    expect(everything.blank().error_summary({ theme }).toString()).toBe("");
  });

  test("the form is multipart, because it has a file, and has one button", () => {
    const rendered = everything.blank().render({ theme });
    expect(attributesOf(rendered, "form")).toMatchObject({
      method: "post",
      enctype: "multipart/form-data",
      id: "everything",
    });
    expect(elements(rendered).filter(({ attributes }) => attributes["type"] === "submit")).toHaveLength(1);
  });
});

describe("what the themes' own style sheets ask for", () => {
  test("Bootstrap: classes, invalid controls, feedback after the control", async () => {
    const form = await everything.validate(wrong);
    const rendered = form.render({ theme: "bootstrap5" });
    const byId = (id: string) =>
      elements(rendered).find(({ attributes }) => attributes["id"] === id)!.attributes["class"];
    expect(byId("name")).toBe("form-control is-invalid");
    expect(byId("born")).toBe("form-control");
    expect(byId("country")).toBe("form-select");
    expect(byId("terms")).toBe("form-check-input is-invalid");
    expect(byId("size-0")).toBe("form-check-input");
    const tags = elements(rendered);
    const at = (id: string) => tags.findIndex(({ attributes }) => attributes["id"] === id);
    expect(at("name-error")).toBeGreaterThan(at("name"));
    expect(tags[at("name-error")]?.attributes["class"]).toBe("invalid-feedback d-block");
  });

  test("GOV.UK: hint, error with a hidden prefix, control, in this order", async () => {
    const form = await everything.validate(wrong);
    const rendered = form.render({ theme: "govuk" });
    const tags = elements(rendered);
    const at = (id: string) => tags.findIndex(({ attributes }) => attributes["id"] === id);
    expect([at("name-label"), at("name-description"), at("name-error"), at("name")]).toEqual(
      [at("name-label"), at("name-description"), at("name-error"), at("name")].sort((a, b) => a - b),
    );
    expect(tags[at("name-error")]).toMatchObject({ tag: "p", text: "Error: This field is required." });
    expect(tags[at("name")]?.attributes["class"]).toBe("govuk-input govuk-input--error");
    expect(tags.filter(({ attributes }) => attributes["class"] === "govuk-radios__item")).toHaveLength(2);
  });

  test("a theme of one's own is a table; classes of a field stay", () => {
    const mine: Theme = { name: "mine", classes: { row: "r", label: "l", controls: { default: "c", email: "e" } } };
    const form = defineForm({ a: string({ attributes: { class: "own" } }), b: email() }, { theme: mine }).blank();
    const rendered = form.render();
    expect(all(rendered, "input").map(({ attributes }) => attributes["class"])).toEqual(["c own", "e"]);
    expect(all(rendered, "label")[0]?.attributes["class"]).toBe("l");
  });

  test("or a function that prints the rows", () => {
    const form = defineForm({ a: string(), b: string() }).blank();
    const rendered = form.render({
      theme: (fields) => html`<dl>${[...fields].map((field) => html`<dt>${field.label}</dt><dd>${field}</dd>`)}</dl>`,
    });
    expect(all(rendered, "dt").map(({ text }) => text)).toEqual(["A", "B"]);
    expect(one(rendered, "button").text).toBe("Submit");
  });

  test("an unknown name is a mistake", () => {
    expect(() =>
      defineForm({ a: string() })
        .blank()
        .render({ theme: "tailwind" as never }),
    ).toThrow(/plain, bootstrap5, govuk/);
    expect(() =>
      defineForm({ a: string() })
        .blank()
        .render({ theme: "constructor" as never }),
    ).toThrow(/no theme/);
  });
});

describe("options of render", () => {
  const form = defineForm({ a: string() }, { attributes: { class_: "own", data_x: "1" } }).blank();

  test("buttons, browsers' own validation, enhancement, attributes", () => {
    expect(one(form.render({ submit: "Go <on>" }), "button").text).toBe("Go <on>");
    expect(all(form.render({ submit: false }), "button")).toEqual([]);
    expect(
      attributesOf(form.render({ novalidate: true, enhance: true, attributes: { data_x: "2" } }), "form"),
    ).toMatchObject({ novalidate: "", "data-enhance": "", "data-x": "2", class: "own" });
  });

  test("the summary can be put elsewhere", async () => {
    const wrong = await defineForm({ a: string({ required: true }) }).validate([]);
    expect(all(wrong.render({ summary: false }), "h2")).toEqual([]);
    expect(one(wrong.error_summary(), "h2").text).toBe("There is a problem");
  });
});
