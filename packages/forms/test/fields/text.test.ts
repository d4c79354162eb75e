import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  color,
  email,
  type FieldDefinition,
  hidden,
  password,
  search,
  string,
  tel,
  textArea,
  url,
} from "../../src/index.ts";
import { attributesOf, one } from "../support/dom.ts";
import { blankHtml, check, checkJson, checkText } from "../support/forms.ts";

describe("text fields", () => {
  test.each<[string, () => FieldDefinition, string]>([
    ["string", string, "text"],
    ["search", search, "search"],
    ["tel", tel, "tel"],
    ["url", url, "url"],
    ["email", email, "email"],
    ["password", password, "password"],
    ["hidden", hidden, "hidden"],
  ])("%s prints an <input> of its type", (_name, field, type) => {
    expect(attributesOf(blankHtml(field()), "input")).toMatchObject({ type, name: "x", id: "x" });
  });

  test("white space at both ends is dropped, and an empty text is null", async () => {
    expect(await checkText(string(), "  Ada  ")).toMatchObject({ data: "Ada", valid: true });
    for (const empty of ["", "   ", "\n"])
      expect(await checkText(string(), empty)).toMatchObject({ data: null, valid: true });
    expect(await check(string(), [])).toMatchObject({ data: null, valid: true });
    expect((await checkText(string({ strip: false }), " a ")).data).toBe(" a ");
  });

  test("a required text of white space only is missing", async () => {
    expect(await checkText(string({ required: true }), "  ")).toMatchObject({ codes: ["required"], valid: false });
    expect((await checkText(string({ required: "Name, please" }), "")).errors).toEqual(["Name, please"]);
  });

  test("line ends cannot be smuggled into a single line (header injection)", async () => {
    for (const field of [string(), search(), tel(), password()]) {
      expect((await checkText(field, "a\r\nBcc: x@y.example")).data).toBe("aBcc: x@y.example");
    }
  });

  test("a text area keeps its lines, with one kind of line end, and its white space", async () => {
    expect((await checkText(textArea(), "  a\r\nb\rc\n")).data).toBe("  a\nb\nc\n");
    expect((await checkText(textArea(), " \r\n ")).data).toBeNull();
  });

  test("a text area counts a line end as one character, as browsers do", async () => {
    expect((await checkText(textArea({ maxLength: 3 }), "a\r\nb")).valid).toBe(true);
  });

  test("passwords are taken as typed", async () => {
    expect((await checkText(password(), "  s e ")).data).toBe("  s e ");
    expect((await checkText(password({ required: true }), "   ")).valid).toBe(true);
    expect((await checkText(password({ required: true }), "")).codes).toEqual(["required"]);
  });

  test("null characters and halves of surrogate pairs are refused", async () => {
    expect((await checkText(string(), "a\0b")).codes).toEqual(["nullCharacter"]);
    expect((await checkJson(string(), "\ud800")).codes).toEqual(["malformed"]);
  });

  test("JSON: a text field takes texts only", async () => {
    for (const value of [1, true, {}, { name: "a" }])
      expect((await checkJson(string(), value)).codes).toEqual(["malformed"]);
    expect(await checkJson(string(), null)).toMatchObject({ data: null, valid: true });
    expect((await checkJson(string(), "a")).data).toBe("a");
  });

  test("a textarea's first line end survives the parser", async () => {
    const { html } = await checkText(textArea(), "\n a </textarea><b>");
    expect(one(html, "textarea").text).toBe("\n a </textarea><b>");
  });

  test("whatever is typed stands in the control again", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "binary" }).filter((text) => text.isWellFormed() && !/[\0\r]/.test(text)),
        async (typed) => {
          const { html } = await checkText(hidden(), typed);
          expect(attributesOf(html, "input")["value"] ?? "").toBe(typed.trim() === "" ? "" : typed);
        },
      ),
    );
  });

  test("the shorthand options set attributes and are checked", async () => {
    const field = string({ required: true, minLength: 2, maxLength: 4, pattern: /[a-z]+/ });
    expect(attributesOf(blankHtml(field), "input")).toMatchObject({
      required: "",
      minlength: "2",
      maxlength: "4",
      pattern: "[a-z]+",
    });
    expect((await checkText(field, "abc")).valid).toBe(true);
    expect((await checkText(field, "a")).codes).toEqual(["lengthBetween"]);
    expect((await checkText(field, "abcde")).codes).toEqual(["lengthBetween"]);
    expect((await checkText(field, "ABC")).codes).toEqual(["pattern"]);
  });
});

describe("colours", () => {
  test("are #rrggbb in lower case", async () => {
    expect((await checkText(color(), "#FFaa00")).data).toBe("#ffaa00");
    for (const wrong of ["red", "#fff", "#gggggg", "#ffaa00;x", "rgb(0,0,0)"]) {
      expect((await checkText(color(), wrong)).codes).toEqual(["color"]);
    }
  });
});

test("e-mail and URL fields judge by themselves", async () => {
  expect((await checkText(email(), "ada@example.org")).valid).toBe(true);
  expect((await checkText(email(), "ada")).codes).toEqual(["email"]);
  expect((await checkText(url(), "https://example.org/")).valid).toBe(true);
  expect((await checkText(url(), "javascript:alert(1)")).codes).toEqual(["url"]);
  expect((await checkText(url({ address: { schemes: ["ftp"] } }), "ftp://example.org/")).valid).toBe(true);
});
