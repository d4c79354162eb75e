import { describe, expect, test } from "vitest";
import { TemplateSyntaxError } from "../../src/errors.ts";
import { debugExtension } from "../../src/extensions/debug.ts";
import { doExtension } from "../../src/extensions/do.ts";
import { loopControls } from "../../src/extensions/loopcontrols.ts";
import { Environment } from "../../src/index.ts";
import type { Extension } from "../../src/syntax/extension.ts";
import { parse } from "../../src/syntax/parser.ts";
import { caught } from "../errors/caught.ts";
import { show } from "../syntax/show.ts";

const all = { extensions: [doExtension, loopControls, debugExtension] };

describe("the tags of the extensions", () => {
  test.each([
    ["{% do a.append(1) %}", "(do (call a.append 1))"],
    ["{% do a, b %}", "(do (tuple a b))"],
    ["{% debug %}", "(debug)"],
    [
      "{% for a in b %}{% if a %}{% break %}{% endif %}{% continue %}{% endfor %}",
      "(for a in b { (if a { (break) }) (continue) })",
    ],
  ])("%s", (source, tree) => {
    expect(show(source, {}, all)).toBe(tree);
    expect(() => show(source)).toThrow("Encountered unknown tag");
  });
});

describe("break and continue need a loop", () => {
  const inLoop = (inside: string): string => `{% for a in b %}${inside}{% endfor %}`;
  test.each([
    ["{% break %}", false],
    ["{% if a %}{% continue %}{% endif %}", false],
    [inLoop("{% with %}{% filter upper %}{% set x %}{% break %}{% endset %}{% endfilter %}{% endwith %}"), true],
    [inLoop("{% else %}{% break %}"), false],
    [inLoop(inLoop("{% else %}{% break %}")), true],
    [inLoop("{% for a in b recursive %}{% else %}{% break %}{% endfor %}"), false],
    [inLoop("{% for a in b recursive %}{% break %}{% endfor %}"), true],
    [inLoop("{% macro m() %}{% break %}{% endmacro %}"), false],
    [inLoop("{% call m() %}{% break %}{% endcall %}"), false],
    [inLoop("{% block c %}{% break %}{% endblock %}"), false],
    [inLoop("{% block c %}{% endblock %}{% break %}"), true],
  ])("%s", (source, allowed) => {
    if (allowed) expect(() => parse(source, all)).not.toThrow();
    else expect(caught(() => parse(source, all)).message).toMatch(/^'(break|continue)' outside loop$/);
  });
});

describe("an extension of one's own", () => {
  const cache: Extension = {
    identifier: "cache",
    tags: ["cache"],
    parse(parser) {
      const start = parser.stream.next();
      const key = parser.parseExpression();
      const kwargs = parser.stream.skipIf("comma") ? [{ name: "seconds", value: parser.parseExpression() }] : [];
      const call = parser.callMethod("cache", "fetch", { args: [key], kwargs }, start);
      const body = parser.parseStatements(["name:endcache"], { dropEnd: true });
      return { type: "CallBlock", call, parameters: [], body, span: parser.spanFrom(start) };
    },
    methods: { fetch: () => "" },
  };

  test("makes statements of the engine out of its tag", () => {
    expect(show("{% cache 'k', 60 %}x{{ a }}{% endcache %}", {}, { extensions: [cache] })).toBe(
      "(call () (call cache:fetch 'k' seconds=60) { \"x\" a })",
    );
  });

  test("is named where its tag is not closed", () => {
    expect(caught(() => show("{% cache 'k' %}", {}, { extensions: [cache] })).message).toBe(
      "Unexpected end of template. Jinja was looking for the following tags: 'endcache'. The innermost block that needs " +
        "to be closed is 'cache'.",
    );
  });

  test("is known to the suggestions", () => {
    expect(caught(() => show("{% cahce %}", {}, { extensions: [cache] })).cure).toBe("Did you mean 'cache'?");
  });

  test("may give several statements, or none", () => {
    const twice: Extension = {
      identifier: "twice",
      tags: ["twice", "nothing"],
      parse(parser) {
        const start = parser.stream.next();
        if (start.value === "nothing") return [];
        const expression = parser.parseExpression();
        const statement = { type: "Do", expression, span: parser.spanFrom(start) } as const;
        return [statement, statement];
      },
    };
    expect(show("{% twice a %}{% nothing %}", {}, { extensions: [twice] })).toBe("(do a) (do a)");
  });

  test("fails with the place of the template", () => {
    const strict: Extension = {
      identifier: "strict",
      tags: ["strict"],
      parse: (parser) => parser.fail("not today", undefined, { code: "STRICT", cure: "Tomorrow." }),
    };
    const error = caught(() => parse("a\n {% strict %}", { extensions: [strict], name: "t" }));
    expect(error).toBeInstanceOf(TemplateSyntaxError);
    expect(error).toMatchObject({ code: "STRICT", cure: "Tomorrow.", line: 2, column: 5, templateName: "t" });
  });

  describe("is told what its parse does wrong", () => {
    const at = "extension \"own\", tag 'own' on line 2: ";
    const span = { line: 1, column: 1, length: 1 };
    const incomplete = `${at}parse() gave a statement that is not complete: `;
    test.each<[wrong: string, made: unknown, message: string | RegExp]>([
      ["it gives nothing", undefined, `${at}parse() gave undefined, which is no statement`],
      ["it gives text", ["<b>"], `${at}parse() gave <b>, which is no statement`],
      ["it gives an expression", { type: "Name", name: "a", span }, `${at}parse() gave "Name", which is no statement`],
      ["there is no such node", { type: "Scope", span }, `${at}parse() gave "Scope", which is no statement`],
      [
        "a body holds text",
        { type: "With", bindings: [], body: [{ type: "Text", text: "", span }], span },
        `${incomplete}With.body holds "Text", which is no statement`,
      ],
      ["a part is no node", { type: "Output", parts: ["a"], span }, `${incomplete}Output holds a, which is no node`],
      ["a node has no place", { type: "Debug" }, `${incomplete}Debug has no span: parser.spanFrom(start)`],
      ["a field is missing", { type: "Output", span }, /^extension "own", .* is not complete: /u],
    ])("where %s", (_wrong, made, message) => {
      const own: Extension = {
        identifier: "own",
        tags: ["own"],
        parse(parser) {
          parser.stream.next();
          return made as [];
        },
      };
      const env = new Environment({ extensions: [own] });
      expect(() => env.fromString("\n{% own %}")).toThrow(message);
      expect(() => env.fromString("\n{% own %}")).toThrow(TypeError);
    });

    test("where it leaves the name of its tag unread", () => {
      const own: Extension = { identifier: "own", tags: ["own"], parse: () => [] };
      expect(() => parse("{% own %}", { extensions: [own] })).toThrow("parser.stream.next()");
    });
  });

  test("does not replace a tag of the language", () => {
    const usurper: Extension = { identifier: "usurper", tags: ["if"], parse: (parser) => parser.fail("mine") };
    expect(show("{% if a %}{% endif %}", {}, { extensions: [usurper] })).toBe("(if a)");
  });

  test("changes the source before it is read, in the order of the priorities", () => {
    const append = (text: string, priority?: number): Extension => ({
      identifier: text,
      ...(priority !== undefined && { priority }),
      preprocess: (source, name) => `${source}${text}${name ?? ""}`,
    });
    const extensions = [append("c"), append("d"), append("b", 50), append("a", 1)];
    expect(show("0", {}, { extensions, name: "!" })).toBe('"0a!b!c!d!"');
  });

  test("changes the tokens on their way to the parser", () => {
    const shout: Extension = {
      identifier: "shout",
      *filterStream(tokens) {
        for (const token of tokens) {
          if (token.type === "data") yield { ...token, value: token.value.toUpperCase() };
          else if (token.value !== "please") yield token;
        }
      },
    };
    expect(show("hello {{ please name }}", {}, { extensions: [shout] })).toBe('"HELLO " name');
    expect(() => show("hello {{ name please", {}, { extensions: [shout] })).toThrow("unexpected end of template");
  });
});
