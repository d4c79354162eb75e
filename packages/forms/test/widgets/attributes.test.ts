import { Markup } from "@ampoule/markup";
import { callable, createMarkup, createScript, createStyle, createUrl } from "@ampoule/markup/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boolean,
  button,
  checkboxes,
  color,
  defineForm,
  file,
  hidden,
  integer,
  list,
  nested,
  password,
  radio,
  select,
  string,
  submit,
  textArea,
} from "../../src/index.ts";
import { mergeAttributes, writeAttributes } from "../../src/widgets/attributes.ts";
import { all, attributesOf, elements, one } from "../support/dom.ts";

const fields = {
  string: string({ label: "Text" }),
  textArea: textArea(),
  password: password(),
  hidden: hidden(),
  color: color(),
  integer: integer(),
  boolean: boolean(),
  submit: submit(),
  button: button(),
  select: select({ choices: ["a"] }),
  radio: radio({ choices: ["a"] }),
  checkboxes: checkboxes({ choices: ["a"] }),
  file: file(),
  nested: nested({ a: string() }),
  list: list(string(), { minEntries: 1 }),
};
const form = defineForm(fields).blank();
const nodes = [...form];

/** The tag that the attributes of a call go to. */
const root = (html: unknown) => elements(html)[0]!;

describe("attributes from a template", () => {
  test("class_, for_, data_x, aria_x; true and false", () => {
    expect(
      writeAttributes("label", {
        class_: "a",
        for_: "b",
        data_user_name: "c",
        aria_label: "d",
        hidden: true,
        title: false,
        lang: null,
        dir: undefined,
      }),
    ).toBe(' class="a" for="b" data-user-name="c" aria-label="d" hidden');
  });

  test("later ones are stronger, however they are spelt; undefined says nothing", () => {
    expect({ ...mergeAttributes({ class: "a", id: "x" }, { class_: "b", id: undefined }, undefined) }).toEqual({
      class: "b",
      id: "x",
    });
    expect({ ...mergeAttributes({ id: "x" }, { id: null }) }).toEqual({ id: null });
  });

  test("every field takes them, and what it was defined with", () => {
    for (const node of nodes) {
      expect(root(node.render({ class_: "wide", data_x: "1", autofocus: true })).attributes, node.key).toMatchObject({
        class: "wide",
        "data-x": "1",
        autofocus: "",
      });
    }
    const defined = defineForm({ a: string({ attributes: { class: "own", placeholder: "…" } }) }).blank();
    expect(attributesOf(defined.a, "input")).toMatchObject({ class: "own", placeholder: "…" });
    expect(attributesOf(defined.a.render({ class: "other" }), "input")).toMatchObject({
      class: "other",
      placeholder: "…",
    });
  });

  test("{{ form.email(class='wide') }}: by the call protocol, by name only", () => {
    const call = (target: unknown, args: unknown[], kwargs: object) =>
      String(
        (target as Record<symbol, (args: unknown[], kwargs: Map<string, unknown>) => unknown>)[callable]!(
          args,
          new Map(Object.entries(kwargs)),
        ),
      );
    expect(attributesOf(call(form.string, [], { class: "wide", autofocus: true }), "input")).toMatchObject({
      class: "wide",
      autofocus: "",
    });
    expect(() => call(form.string, ["wide"], {})).toThrow(/by name/);
    expect(one(call(form.string.label, [], { class: "l", text: "Other" }), "label")).toMatchObject({
      text: "Other",
      attributes: { class: "l", for: "string" },
    });
    expect(one(call(form.string.label, ["First"], {}), "label").text).toBe("First");
    expect(call(defineForm({ a: string({ description: "d" }) }).blank().a.description, [], { class: "x" })).toContain(
      'class="x"',
    );
    expect(call([...form.radio][0], [], { class: "x" })).toContain('class="x"');
  });

  test("fields, labels, descriptions and errors are HTML by protocol, so templates print them as they are", () => {
    for (const node of nodes) {
      expect((node as unknown as { __html__(): unknown }).__html__(), node.key).toBeInstanceOf(Markup);
      expect(node.errors.__html__()).toBeInstanceOf(Markup);
      expect(`${node as unknown as string}`).toBe(node.render().toString());
    }
  });
});

describe("T18 every way to write an attribute goes through the one writer", () => {
  const quotes = `x" onfocus=alert(1) autofocus "'><script>alert(1)</script>`;

  test("T01 T02 values cannot end an attribute, nor be empty to swallow the next one", () => {
    for (const node of nodes) {
      for (const value of [quotes, ""]) {
        const rendered = node.render({ title: value, lang: "en" });
        expect(root(rendered).attributes, node.key).toMatchObject({ title: value, lang: "en" });
        expect(all(rendered, "script"), node.key).toEqual([]);
        expect(root(rendered).attributes).not.toHaveProperty("onfocus");
      }
    }
  });

  test("T03 script schemes in URL attributes are blocked", () => {
    const schemes = [
      "javascript:alert(1)",
      "JaVaScRiPt:x",
      "java\tscript:x",
      "java\nscript:x",
      "\x01javascript:x",
      " javascript:x",
      "vbscript:x",
      "data:text/html,x",
      "javascript&colon;x",
    ];
    for (const formaction of schemes) {
      expect(attributesOf(form.submit.render({ formaction }), "input")["formaction"], formaction).toBe(
        "about:invalid#blocked",
      );
      expect(attributesOf(form.button.render({ formaction }), "button")["formaction"], formaction).toBe(
        "about:invalid#blocked",
      );
    }
    for (const formaction of ["/p", "?q", "https://example.org/"])
      expect(attributesOf(form.submit.render({ formaction }), "input")["formaction"]).toBe(formaction);
    expect(attributesOf(form.submit.render({ formaction: createUrl("special:x") }), "input")["formaction"]).toBe(
      "special:x",
    );
  });

  test("handlers and styles need a promise of their own kind; plain strings and Markup are refused", () => {
    for (const node of nodes) {
      for (const name of ["onclick", "ONFOCUS", "onanything", "style"]) {
        for (const value of ["alert(1)", createMarkup("alert(1)")])
          expect(() => node.render({ [name]: value }), `${node.key} ${name}`).toThrow(TypeError);
      }
    }
    expect(attributesOf(form.submit.render({ onclick: createScript("f()") }), "input")["onclick"]).toBe("f()");
    expect(attributesOf(form.submit.render({ style: createStyle("color: red") }), "input")["style"]).toBe("color: red");
  });

  test("names that are none are refused, whoever gives them", () => {
    for (const name of ["a b", "a=b", "a>b", 'a"b', "a/b", "", "\0", "on click", "a\nonclick", "__proto__"]) {
      const attributes = JSON.parse(JSON.stringify({}).replace("}", `${JSON.stringify(name)}: "x"}`)) as Record<
        string,
        unknown
      >;
      expect(() => form.string.render(attributes), JSON.stringify(name)).toThrow(TypeError);
      expect(() => form.string.label.render(attributes), JSON.stringify(name)).toThrow(TypeError);
      expect(
        () =>
          defineForm({ a: string({ attributes }) })
            .blank()
            .a.render(),
        JSON.stringify(name),
      ).toThrow(TypeError);
      expect(() => form.render({ attributes }), JSON.stringify(name)).toThrow(TypeError);
    }
  });

  test("twin: joining strings lets them in", () => {
    expect(attributesOf(`<input value=${quotes}>`, "input")).toHaveProperty("onfocus");
  });

  test("nothing that is put in changes the number of elements or attributes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (value, label) => {
        const each = defineForm({
          a: string({ label, description: label, attributes: { title: value }, default: value }),
          b: select({ choices: [[value || "x", label]] }),
        }).blank();
        expect(elements(each.a).map(({ attributes }) => Object.keys(attributes).sort())).toEqual([
          ["aria-describedby", "id", "name", "title", "type", "value"],
        ]);
        expect(elements(each.b).map(({ tag }) => tag)).toEqual(["select", "option", "option"]);
        expect(elements(each.a.label).length + elements(each.a.description).length).toBe(2);
      }),
    );
  });
});

describe("T41 Markup is safe for text, not for attributes", () => {
  test("its quotes are escaped", () => {
    const markup = createMarkup('a" onx=1 <b>');
    expect(attributesOf(form.string.render({ title: markup }), "input")["title"]).toBe('a" onx=1 <b>');
    const each = defineForm({ save: submit({ label: markup }) }).blank();
    expect(Object.keys(attributesOf(each.save, "input")).sort()).toEqual(["id", "name", "type", "value"]);
  });

  test("twin: printed as it is, it breaks out", () => {
    expect(attributesOf('<input title="a" onx=1">', "input")).toHaveProperty("onx");
  });
});

describe("T42 words are escaped everywhere", () => {
  const evil = "<i>evil</i>";

  test("labels, legends, descriptions, errors, choices, groups of choices, placeholders, buttons", async () => {
    const every = defineForm({
      a: string({ label: evil, description: evil, attributes: { placeholder: evil }, validators: [() => evil] }),
      b: select({ label: evil, choices: { [evil]: [["x", evil]] }, placeholder: evil }),
      c: radio({ label: evil, choices: { [evil]: [["x", evil]] } }),
      d: checkboxes({ label: evil, choices: [["x", evil]], description: evil }),
      e: nested({ f: string({ label: evil }) }, { label: evil, description: evil }),
      g: button({ label: evil }),
      h: submit({ label: evil }),
      i: boolean({ label: evil }),
      j: string({ datalist: [{ value: evil, label: evil }] }),
    });
    const sent = await every.validate([["a", "x"]]);
    for (const theme of ["plain", "bootstrap5", "govuk"] as const) {
      const rendered = sent.render({ theme, submit: evil });
      expect(all(rendered, "i"), theme).toEqual([]);
      expect(rendered.toString()).toContain("&lt;i&gt;");
    }
    for (const node of every.blank())
      expect(
        all(`${node.label.render()}${node.description?.render() ?? ""}${node.errors.__html__()}${node.render()}`, "i"),
      ).toEqual([]);
  });

  test("Markup is a way to have tags in a label, and only there", () => {
    const each = defineForm({ a: string({ label: createMarkup("<b>Bold</b>") }) }).blank();
    expect(all(each.a.label, "b")).toHaveLength(1);
  });

  test("twin: unescaped, the label is an element", () => {
    expect(all(`<label>${evil}</label>`, "i")).toHaveLength(1);
  });
});
