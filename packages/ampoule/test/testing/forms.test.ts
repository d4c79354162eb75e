import { describe, expect, test } from "vitest";
import { parsePage } from "../../src/testing/dom.ts";
import { type FormInput, fillForm, type SubmitOptions } from "../../src/testing/form.ts";

const PAGE_URL = new URL("https://app.example/page?x=1");

function entries(html: string, input: FormInput = {}, options: SubmitOptions = {}, selector = "form"): unknown[] {
  const form = fillForm(parsePage(html), PAGE_URL, selector, input, options);
  return form.entries.map(([name, value]) => [
    name,
    value instanceof File ? `file ${value.name} ${value.size}` : value,
  ]);
}

describe("what is sent is what a browser would send", () => {
  test.each<[string, string, FormInput, unknown[]]>([
    [
      "text as it stands",
      '<form><input name=a value="x y"><textarea name=b>\n1\n2</textarea></form>',
      {},
      [
        ["a", "x y"],
        ["b", "1\n2"],
      ],
    ],
    ["text as it was filled in", "<form><input name=a value=old></form>", { a: "new" }, [["a", "new"]]],
    ["numbers", "<form><input name=a type=number></form>", { a: 42 }, [["a", "42"]]],
    [
      "hidden fields",
      "<form><input type=hidden name=csrf_token value=t><input name=a></form>",
      {},
      [
        ["csrf_token", "t"],
        ["a", ""],
      ],
    ],
    [
      "boxes that are ticked",
      "<form><input type=checkbox name=a checked><input type=checkbox name=b value=1></form>",
      {},
      [["a", "on"]],
    ],
    ["a box that is ticked now", "<form><input type=checkbox name=b value=1></form>", { b: true }, [["b", "1"]]],
    ["a box that is not any more", "<form><input type=checkbox name=a checked></form>", { a: false }, []],
    [
      "several boxes",
      "<form><input type=checkbox name=t value=1 checked><input type=checkbox name=t value=2><input type=checkbox name=t value=3></form>",
      { t: ["2", "3"] },
      [
        ["t", "2"],
        ["t", "3"],
      ],
    ],
    [
      "a radio button",
      "<form><input type=radio name=r value=1 checked><input type=radio name=r value=2></form>",
      { r: "2" },
      [["r", "2"]],
    ],
    [
      "the first option",
      "<form><select name=s><option>One  and\n more<option value=2>Two</select></form>",
      {},
      [["s", "One and more"]],
    ],
    ["the selected option", "<form><select name=s><option>1<option selected>2</select></form>", {}, [["s", "2"]]],
    ["a choice", "<form><select name=s><option>1<option value=two>2</select></form>", { s: "two" }, [["s", "two"]]],
    [
      "several choices",
      "<form><select name=s multiple><option>1<option>2<option>3</select></form>",
      { s: ["1", "3"] },
      [
        ["s", "1"],
        ["s", "3"],
      ],
    ],
    ["no file", "<form><input type=file name=f></form>", {}, [["f", "file  0"]]],
    ["a file", "<form><input type=file name=f></form>", { f: new File(["abc"], "a.txt") }, [["f", "file a.txt 3"]]],
    [
      "repeated names",
      "<form><input name=a value=1><input name=a value=2></form>",
      { a: ["x", "y"] },
      [
        ["a", "x"],
        ["a", "y"],
      ],
    ],
    [
      "not what is disabled",
      "<form><input name=a disabled value=1><fieldset disabled><legend><input name=b></legend><input name=c></fieldset></form>",
      {},
      [["b", ""]],
    ],
    ["not what has no name", "<form><input value=1><input name='' value=2></form>", {}, []],
    ["not what is in a template", "<form><template><input name=a></template></form>", {}, []],
    [
      "a control elsewhere that names the form",
      "<form id=f></form><input name=a form=f value=1><input name=b value=2>",
      {},
      [["a", "1"]],
    ],
    ["not a control that names another", "<form id=f><input name=a form=g></form><form id=g></form>", {}, []],
    [
      "the first button only",
      "<form><button name=b value=1>x</button><button name=b value=2>y</button><button type=button name=n>z</button></form>",
      {},
      [["b", "1"]],
    ],
  ])("%s", (_, html, input, want) => {
    expect(entries(html, input, {}, html.includes("id=g") || html.includes("id=f") ? "form#f" : "form")).toEqual(want);
  });

  test("the pressed button decides where and how", () => {
    const html = `<form method=post action="/save" enctype="multipart/form-data"><input name=a>
      <button name=do value=save>Save</button>
      <button id=try name=do value=try formaction="/try?now" formmethod=get formenctype="text/plain">Try</button></form>`;
    const saved = fillForm(parsePage(html), PAGE_URL, "form", {});
    expect([saved.method, saved.action.href, saved.enctype]).toEqual([
      "POST",
      "https://app.example/save",
      "multipart/form-data",
    ]);
    const tried = fillForm(parsePage(html), PAGE_URL, "form", {}, { button: "button#try" });
    expect([tried.method, tried.action.href, tried.enctype, tried.entries.at(-1)]).toEqual([
      "GET",
      "https://app.example/try?now",
      "text/plain",
      ["do", "try"],
    ]);
  });

  test("a form without an action goes to the page itself", () => {
    expect(fillForm(parsePage("<form method=post></form>"), PAGE_URL, "form", {}).action.href).toBe(PAGE_URL.href);
    expect(fillForm(parsePage("<form method=post action=''></form>"), PAGE_URL, "form", {}).action.href).toBe(
      PAGE_URL.href,
    );
  });
});

describe("mistakes of the test are told apart from those of the page", () => {
  const html = `<form id=a class="x y" action=/a><input name=email><select name=s><option>1</select>
    <input type=radio name=r value=1><input type=checkbox name=t value=1><input type=checkbox name=t value=2></form><form id=b></form>`;
  test.each<[FormInput, string, SubmitOptions, RegExp]>([
    [{}, "form#c", {}, /No form matches "form#c": the page has <form id="a" class="x y" action="\/a">, <form id="b">/],
    [{}, "form", {}, /2 forms match/],
    [{ mail: "x" }, "#a", {}, /no field "mail".*it has email, s, r, t/],
    [{ s: "2" }, "#a", {}, /"s" cannot be "2": the page offers "1"/],
    [{ r: "2" }, "#a", {}, /"r" cannot be "2"/],
    [{ s: ["1", "1"] }, "#a", {}, /takes one value/],
    [{ t: true }, "#a", {}, /several boxes/],
    [{}, "#a", { button: "#go" }, /No button of the form matches "#go": it has none/],
    [{}, "form + input", {}, /cannot be read from character 5/],
    [{}, "form#", {}, /cannot be read/],
  ])("%j %s %j", (input, selector, options, message) => {
    expect(() => fillForm(parsePage(html), PAGE_URL, selector, input, options)).toThrow(message);
  });

  test.each(["form.x", "form.y.x", ".x", '[action="/a"]', "form[action='/a']", "form[action=/a]#a", "*#a"])(
    "the selector %s",
    (selector) => {
      expect(fillForm(parsePage(html), PAGE_URL, selector, {}).action.pathname).toBe("/a");
    },
  );
});
