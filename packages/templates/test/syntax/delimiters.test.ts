import { describe, expect, test } from "vitest";
import { resolveSyntax, type SyntaxOptions } from "../../src/syntax/options.ts";
import { show } from "./show.ts";

describe.each<[string, Partial<SyntaxOptions>, [string, string][]]>([
  [
    "as in ERB",
    {
      blockStart: "<%",
      blockEnd: "%>",
      variableStart: "<%=",
      variableEnd: "%>",
      commentStart: "<%#",
      commentEnd: "%>",
    },
    [
      ["<% if a %>x<%= b %><%# c %><% endif %>", '(if a { "x" b })'],
      ["<% raw %><%= a %><% endraw %>", '"<%= a %>"'],
      ["<%= a % b %>", "(% a b)"],
    ],
  ],
  [
    "as in PHP",
    {
      blockStart: "<?",
      blockEnd: "?>",
      variableStart: "<?=",
      variableEnd: "?>",
      commentStart: "<!--",
      commentEnd: "-->",
    },
    [["<!-- c --><? for a in b ?><?= a ?><? endfor ?>", "(for a in b { a })"]],
  ],
  [
    "with a bracket that closes a call as well",
    { variableStart: "$(", variableEnd: ")" },
    [["$( a(b(1))[(2)] )|$(a)", '(call a (call b 1))[2] "|" a']],
  ],
  ["where beginning and end are the same", { variableStart: "@", variableEnd: "@" }, [["a @b@ c", '"a " b " c"']]],
  [
    "that look like whitespace control",
    { commentStart: "<!--", commentEnd: "-->", blockStart: "<!--%", blockEnd: "-->" },
    [
      ["a <!-- c ---> b", '"a b"'],
      ["a <!--% if b --> c<!--% endif ---> d", '"a " (if b { " c" }) "d"'],
    ],
  ],
  [
    "that mean something in regular expressions",
    { blockStart: "(*", blockEnd: "*)", variableStart: "[.", variableEnd: ".]", commentStart: "^$", commentEnd: "|\\" },
    [["(* if a *)[. b .]^$ c |\\(* endif *)", "(if a { b })"]],
  ],
])("delimiters %s", (_, syntax, rows) => {
  test.each(rows)("%s", (source, tree) => {
    expect(show(source, syntax)).toBe(tree);
  });
});

test("the end of a tag inside of brackets and strings is not its end", () => {
  expect(show("{{ {'a': {'b': 1}}['}}'] }}")).toBe("{'a':{'b':1}}['}}']");
  expect(show("{% set a = '%}' %}")).toBe("(set a '%}')");
});

test("what ends a tag is text outside of tags", () => {
  expect(show("a }} b %} c #}")).toBe('"a }} b %} c #}"');
});

describe("syntax options", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["no text", { blockStart: 1 }, "blockStart must be a string, not number"],
    ["empty", { variableEnd: "" }, "variableEnd must not be empty or blank"],
    ["blank", { lineStatementPrefix: "  " }, "lineStatementPrefix must not be empty or blank"],
    ["a newline", { commentEnd: "#\n" }, "commentEnd must not contain a newline"],
    ["the same twice", { blockStart: "{{" }, "must differ"],
    [
      "a newline sequence of one's own",
      { newlineSequence: "\n\n" },
      'newlineSequence must be "\\n", "\\r\\n" or "\\r"',
    ],
  ])("%s is refused", (_, options, message) => {
    expect(() => resolveSyntax(options as Partial<SyntaxOptions>)).toThrow(TypeError);
    expect(() => resolveSyntax(options as Partial<SyntaxOptions>)).toThrow(message);
  });

  test("T36 polluted prototypes change nothing about how templates are read", () => {
    const polluted = Object.create({ blockStart: "<%", trimBlocks: true, nunjucks: true }) as Partial<SyntaxOptions>;
    expect(resolveSyntax(polluted)).toEqual(resolveSyntax());
    // The twin: an own property does.
    expect(resolveSyntax({ blockStart: "<%" }).blockStart).toBe("<%");
  });

  test("the resolved options cannot be changed behind the engine's back", () => {
    expect(Object.isFrozen(resolveSyntax())).toBe(true);
  });
});
