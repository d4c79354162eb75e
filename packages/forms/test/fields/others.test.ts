import { describe, expect, test } from "vitest";
import { boolean, button, defineField, defineForm, file, files, inputWidget, string, submit } from "../../src/index.ts";
import { attributesOf, one } from "../support/dom.ts";
import { blankHtml, check, checkJson, checkText } from "../support/forms.ts";

describe("checkboxes", () => {
  test("are false when not sent, true when sent, whatever the value but `false`", async () => {
    expect((await check(boolean(), [])).data).toBe(false);
    expect((await checkText(boolean(), "on")).data).toBe(true);
    expect((await checkText(boolean(), "y")).data).toBe(true);
    expect((await checkText(boolean(), "false")).data).toBe(false);
    expect((await checkText(boolean({ falseValues: ["no"] }), "no")).data).toBe(false);
  });

  test("required: must be checked", async () => {
    const terms = boolean({ required: true });
    expect((await check(terms, [])).codes).toEqual(["required"]);
    expect((await checkText(terms, "y")).valid).toBe(true);
    expect(attributesOf(blankHtml(terms), "input")).toMatchObject({ type: "checkbox", required: "" });
  });

  test("a default is shown, but a form that was sent without it says no", async () => {
    const news = boolean({ default: true });
    expect(attributesOf(blankHtml(news), "input")).toHaveProperty("checked");
    const sent = await check(news, []);
    expect(sent.data).toBe(false);
    expect(attributesOf(sent.html, "input")).not.toHaveProperty("checked");
  });

  test("JSON booleans are booleans; numbers and objects are not", async () => {
    expect((await checkJson(boolean(), true)).data).toBe(true);
    expect((await checkJson(boolean(), false)).data).toBe(false);
    expect((await checkJson(boolean(), 1)).codes).toEqual(["malformed"]);
    expect((await checkJson(boolean(), {})).codes).toEqual(["malformed"]);
  });
});

describe("buttons", () => {
  test("tell whether they were pressed, and are no data", async () => {
    const form = defineForm({ a: string(), save: submit({ label: "Save" }), publish: button({ label: "Publish" }) });
    const sent = await form.validate([
      ["a", "x"],
      ["publish", "y"],
    ]);
    expect([sent.save.data, sent.publish.data]).toEqual([false, true]);
    expect(Object.keys(sent.data)).toEqual(["a"]);
  });

  test("print themselves with their label", () => {
    const form = defineForm({
      save: submit({ label: "Save <it>" }),
      more: button({ label: "More <it>", action: "button" }),
    }).blank();
    expect(attributesOf(form.save, "input")).toMatchObject({ type: "submit", value: "Save <it>" });
    expect(one(form.more, "button")).toMatchObject({ text: "More <it>", attributes: { type: "button", name: "more" } });
  });
});

describe("files", () => {
  const picture = (name = "a.png", bytes = "\x89PNG\r\n\x1a\n") =>
    new File([Uint8Array.from(bytes, (c) => c.charCodeAt(0))], name, { type: "image/png" });

  test("one file; none is null, and so is what browsers send for an empty control", async () => {
    const sent = picture();
    expect((await check(file(), [["x", sent]])).data).toBe(sent);
    expect((await check(file(), [])).data).toBeNull();
    expect(await check(file(), [["x", new File([], "")]])).toMatchObject({ data: null, valid: true });
    expect((await check(file({ required: true }), [["x", new File([], "")]])).codes).toEqual(["required"]);
  });

  test("a real FormData", async () => {
    const body = new FormData();
    body.append("x", picture());
    expect((await check(file(), body)).data).toBeInstanceOf(File);
  });

  test("a text is no file, and a file is no text", async () => {
    expect((await checkText(file(), "a.png")).codes).toEqual(["malformed"]);
    expect((await check(string(), [["x", picture()]])).codes).toEqual(["malformed"]);
    expect((await checkJson(file(), { name: "a", size: 1, type: "b" })).codes).toEqual(["malformed"]);
    // Express and its kin put plain objects into bodies: those are no files either.
    expect((await check(file(), { x: { name: "a", size: 1, type: "b" } })).codes).toEqual(["malformed"]);
  });

  test("two files for one are an error; several files have a limit", async () => {
    expect(
      (
        await check(file(), [
          ["x", picture()],
          ["x", picture()],
        ])
      ).codes,
    ).toEqual(["repeated"]);
    expect(
      (
        await check(files(), [
          ["x", picture()],
          ["x", picture()],
        ])
      ).data,
    ).toHaveLength(2);
    expect(
      (
        await check(files({ maxFiles: 1 }), [
          ["x", picture()],
          ["x", picture()],
        ])
      ).codes,
    ).toEqual(["tooManyEntries"]);
    expect((await check(files(), [["x", new File([], "")]])).data).toEqual([]);
  });

  test("of a class of one's own", async () => {
    class Upload extends File {}
    const sent = new Upload(["x"], "a.txt");
    expect((await check(file({ of: Upload }), [["x", sent]])).data).toBe(sent);
    expect((await check(file({ of: Upload }), [["x", picture()]])).codes).toEqual(["malformed"]);
  });

  test("the control has no value, and the form is a multipart one", async () => {
    const { html } = await check(files({ extensions: ["png"] }), [["x", picture()]]);
    expect(attributesOf(html, "input")).toEqual({ type: "file", multiple: "", accept: ".png", id: "x", name: "x" });
    const form = defineForm({ a: string(), b: file() }).blank();
    expect(attributesOf(form.render({ submit: false }), "form")["enctype"]).toBe("multipart/form-data");
    expect(defineForm({ a: string() }).blank().meta.encoding).toBe("application/x-www-form-urlencoded");
  });
});

describe("fields of one's own", () => {
  const tags = defineField<readonly string[]>({
    type: "tags",
    control: "text",
    widget: inputWidget("text"),
    read: ([text], field) => {
      if (typeof text !== "string") return { issue: field.issue("malformed") };
      return { value: text.split(",").map((tag) => tag.trim()) };
    },
    coerce: (data) => (Array.isArray(data) ? (data as string[]) : null),
    show: (value) => value.join(", "),
    showsValue: true,
    preValidate: (field) => ((field.data as string[] | null)?.includes("spam") ? "No spam." : undefined),
    postValidate: (_field, _form, stopped) => (stopped ? "Stopped." : undefined),
  });

  test("read, show and judge by the protocol", async () => {
    const sent = await checkText(tags(), "a,b , c");
    expect(sent.data).toEqual(["a", "b", "c"]);
    expect(attributesOf(sent.html, "input")["value"]).toBe("a, b, c");
    expect(attributesOf(blankHtml(tags({ default: ["x", "y"] })), "input")["value"]).toBe("x, y");
  });

  test("hooks before and after the chain", async () => {
    expect((await checkText(tags(), "spam")).errors).toEqual(["No spam."]);
    expect((await check(tags({ required: true }), [])).errors).toEqual(["This field is required.", "Stopped."]);
  });
});
