import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Context, feed, hole, htmlText, join } from "../../src/engine.ts";

/** Where a text ends that begins in `start`; `{{ }}` is a value. */
function behind(text: string, start: Context = htmlText): Context {
  return text
    .split("{{ }}")
    .reduce((context, part, i) => feed(i === 0 ? context : hole(context).context, part).context, start);
}

function joined(start: string, one: string, two: string): Context | null {
  const from = behind(start);
  return join(behind(one, from), behind(two, from));
}

describe("rule 1: equal places join", () => {
  test.each([
    ["<p>", "a", "<b>c</b>"],
    ["<a class='", "x", "y {{ }}"],
    ["<script>", "a = 1;", "b = 22;"],
    ["<style>a{", "color: red;", "width: 1px;"],
    ["", "<br>", '<img src="x">'],
    ["<a href=", "x", "'y'".slice(1, 2)],
  ])("%s … %s | %s", (start, one, two) => {
    expect(joined(start, one, two)).not.toBeNull();
  });
});

describe("rule 2: another part of the same URL is an unknown part", () => {
  test("both schemes fixed: a value is encoded as one component", () => {
    const context = joined('<a href="', "/a?b=", "/c/")!;
    expect(hole(context).escaper.name).toBe("urlQuery");
  });

  test("a scheme may still come: the whole is looked at", () => {
    const context = joined('<a href="', "", "/c/")!;
    expect(hole(context).escaper).toEqual({ name: "urlContinue", slice: { from: "url" } });
  });

  test("javascript: joins with nothing", () => {
    expect(joined('<a href="', "javascript:", "/c/")).toBeNull();
  });
});

describe("rule 3: a / whose meaning depends on a branch is refused", () => {
  test("a value is not", () => {
    const context = joined("<script>", "a", "a =")!;
    expect(hole(context).escaper.name).toBe("jsValue");
  });

  test("a / is", () => {
    const context = joined("<script>", "a", "a =")!;
    expect(() => feed(context, " / b")).toThrow(/divides or begins a regular expression/);
  });
});

test("behind a quoted value and behind a space, a letter begins a name of its own", () => {
  const context = joined('<a href="{{ }}"', "", " {{ }} ")!;
  expect(feed(context, 'class="').context).toMatchObject({ attribute: "class", state: "value" });
  expect(() => feed(context, '="x"')).toThrow();
});

describe("rule 4: any two places between attributes are a separator", () => {
  test.each([
    ["<option", "", " selected"],
    ["<html", "", ' lang="en"'],
    ['<li class="a"', "", " hidden "],
    ["<input ", "disabled", "{{ }}"],
    ["<input name='a'", "", " checked"],
  ])("%s … %s | %s", (start, one, two) => {
    const context = joined(start, one, two);
    expect(context).not.toBeNull();
    expect(feed(context!, ' class="{{').context.attribute).toBe("class");
    expect(feed(context!, ">").context.state).toBe("text");
  });

  test("an unquoted value ends where a branch begins with white space", () => {
    const start = feed(htmlText, "<input name=a", { follow: [" checked"] });
    expect(start.pieces).toEqual(["<input name=a"]);
    const context = join(start.context, feed(start.context, " checked").context)!;
    expect(feed(context, ">").context.key).toBe(htmlText.key);
    expect(feed(context, ">").pieces).toEqual([">"]);
  });

  test("an unquoted value goes on where a branch goes on", () => {
    const start = feed(htmlText, "<input class=a", { follow: ["-b"] });
    const context = join(start.context, feed(start.context, "-b").context)!;
    expect([...start.pieces, ...feed(context, ">").pieces].join("")).toBe('<input class="a">');
  });

  test("nothing may be glued to it, and no = may follow", () => {
    const context = joined("<option", "", " selected")!;
    expect(() => feed(context, "x")).toThrow(/joined from branches/);
    expect(() => feed(context, " = x")).toThrow(/joined from branches/);
  });

  test("white space that was seen in both ways counts", () => {
    const context = joined("<p ", "x ", " ")!;
    expect(context.state).toBe("afterSeparator");
    expect(hole(context, { next: '="1"' }).escaper.name).toBe("attributeName");
  });

  test("a script's type that depends on a branch keeps both ways apart", () => {
    expect(joined("<script", ' type="application/json"', ' type="module"')).toBeNull();
    expect(joined("<script", "", ' type="module"')).not.toBeNull();
  });

  test("a form's action and method that depend on a branch are looked up in the page", () => {
    const context = joined("<form", ' method="post" action="/a"', ' action="/b"')!;
    const [, csrf] = feed(context, ">").pieces;
    expect(csrf).toEqual({ type: "csrf", method: "marked", action: "marked" });
  });
});

describe("values that tell what their tag is", () => {
  test("an http-equiv put together in branches is read as a refresh", () => {
    const context = joined("<meta http-equiv=r", "", "x")!;
    expect(hole(behind('efresh content="5;', context)).escaper.name).toBe("url");
  });

  test("branches that name another site for a form's fields do not join", () => {
    expect(joined('<button formaction="', "/a", "//evil.example")).toBeNull();
    expect(joined('<button formaction="', "/a", "/b")).not.toBeNull();
  });
});

describe("places that no context stands for both", () => {
  test.each([
    ["", "<a href='", ""],
    ["<a ", "href='", "title='"],
    ["<a title=", "'a", '"a'],
    ["<script>", "'", '"'],
    ["<script>x = `", "${", ""],
    ["", "<b", "<i"],
    ["", "<!--", ""],
    ["<style>", "/*", ""],
  ])("%s … %s | %s", (start, one, two) => {
    expect(joined(start, one, two)).toBeNull();
  });
});

test.each([
  "<script>x = `${1",
  "<style>a{/*",
  "<p style='a' onclick=\"b('\">",
  "<a href='/x?y=z#f'>",
  "<form method=post action=/a>",
])("behind %s … the text of the page is the same place as at its beginning", (begun) => {
  const open = feed(htmlText, begun).context;
  const close = { script: "</script>", style: "</style>" }[open.element] ?? "";
  expect(feed(open, close).context.key).toBe(htmlText.key);
});

test("joining is symmetric, and a context joins with itself", () => {
  const text = fc.array(
    fc.constantFrom(
      "<a",
      " b",
      "=",
      "'",
      '"',
      ">",
      "/x",
      "?",
      "<script>",
      "</script>",
      "`",
      "${",
      "}",
      "<style>",
      "<!--",
      "-->",
      "x",
      " ",
    ),
    { maxLength: 6 },
  );
  const place = text.map((pieces) => {
    try {
      return behind(pieces.join(""));
    } catch {
      return htmlText;
    }
  });
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(join(a, a)).toBe(a);
      expect(join(a, b)?.key).toBe(join(b, a)?.key);
    }),
    { numRuns: 5000 },
  );
});
