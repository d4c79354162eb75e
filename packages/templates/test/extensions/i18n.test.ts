import { describe, expect, test } from "vitest";
import { TemplateAssertionError, TemplateSyntaxError } from "../../src/errors.ts";
import { type I18nOptions, i18n } from "../../src/extensions/i18n.ts";
import { parse } from "../../src/syntax/parser.ts";
import { caught } from "../errors/caught.ts";
import { show } from "../syntax/show.ts";

function showTrans(source: string, options: I18nOptions = {}): string {
  return show(source, {}, { extensions: [i18n(options)] });
}

describe("translatable sections", () => {
  test.each([
    ["{% trans %}Hello{% endtrans %}", '(trans [] "Hello")'],
    ["{% trans %}Hello {{ user }}!{% endtrans %}", '(trans [user=user] "Hello %(user)s!")'],
    ["{% trans user=a.b %}Hello {{ user }}{% endtrans %}", '(trans [user=a.b] "Hello %(user)s")'],
    ["{% trans a, b=1 + 2 %}{{ a }}{{ b }}{% endtrans %}", '(trans [a=a b=(+ 1 2)] "%(a)s%(b)s")'],
    ["{% trans 'menu' %}Open{% endtrans %}", '(trans "menu" [] "Open")'],
    ["{% trans 'menu' n=1 %}{{ n }}{% endtrans %}", '(trans "menu" [n=1] "%(n)s")'],
    ["{% trans: %}a{% endtrans %}", '(trans [] "a")'],
  ])("%s", (source, tree) => {
    expect(showTrans(source)).toBe(tree);
  });
});

describe("plurals are counted by", () => {
  test.each([
    [
      "the first variable of the tag",
      "{% trans n=list|length, m=2 %}one{% pluralize %}{{ n }} of {{ m }}{% endtrans %}",
      '(trans [n=(|length list) m=2] "one" plural "%(n)s of %(m)s" by n)',
    ],
    [
      "the one that is named",
      "{% trans n=1, m=2 %}one{% pluralize m %}many{% endtrans %}",
      '(trans [n=1 m=2] "one" plural "many" by m)',
    ],
    [
      "the first name of the message, where the tag has none",
      "{% trans %}{{ a }} one {{ b }}{% pluralize %}{{ b }} many{% endtrans %}",
      '(trans [a=a b=b] "%(a)s one %(b)s" plural "%(b)s many" by a)',
    ],
  ])("%s", (_, source, tree) => {
    expect(showTrans(source)).toBe(tree);
  });
});

describe("whitespace", () => {
  test.each([
    ["{% trans trimmed %}\n  a\n\n   b {{ c }}\n  d \n{% endtrans %}", {}, '(trans [c=c] "a b %(c)s d")'],
    ["{% trans trimmed %} a  b {% endtrans %}", {}, '(trans [] "a  b")'],
    ["{% trans trimmed c %}\n{{ c }}\n{% endtrans %}", {}, '(trans [c=c] "%(c)s")'],
    ["{% trans c, trimmed %}\n{{ c }}\n{% endtrans %}", {}, '(trans [c=c] "%(c)s")'],
    ["{% trans %}\n a\n{% endtrans %}", {}, '(trans [] "\\n a\\n")'],
    ["{% trans %}\n a\n{% endtrans %}", { trimmed: true }, '(trans [] "a")'],
    ["{% trans notrimmed %}\n a\n{% endtrans %}", { trimmed: true }, '(trans [] "\\n a\\n")'],
    ["{% trans trimmed=1 %} {{ trimmed }}{% endtrans %}", {}, '(trans [trimmed=1] " %(trimmed)s")'],
    ["{% trans trimmed %}{{ a }}\n{{ b }}{% endtrans %}", {}, '(trans [a=a b=b] "%(a)s %(b)s")'],
  ] as [string, I18nOptions, string][])("%j %j", (source, options, tree) => {
    expect(showTrans(source, options)).toBe(tree);
  });
});

describe("a percent sign is doubled where the message is a format", () => {
  test.each([
    ["{% trans %}100%{% endtrans %}", false, "100%"],
    ["{% trans %}100% {{ a }}{% endtrans %}", false, "100%% %(a)s"],
    ["{% trans a %}100%{% pluralize %}{{ a }}%{% endtrans %}", false, "100%%"],
    ["{% trans %}100%{% endtrans %}", true, "100%%"],
  ])("%s, newstyle: %s", (source, newstyle, message) => {
    const [node] = parse(source, { extensions: [i18n({ newstyle })] }).body;
    expect(node).toMatchObject({ type: "Trans", newstyle, singular: { message } });
  });

  test("but not in the pieces, which are the text itself", () => {
    const [node] = parse("{% trans %}100% {{ a }}{% endtrans %}", { extensions: [i18n()] }).body;
    expect(node).toMatchObject({
      singular: {
        parts: [
          { type: "Text", text: "100% " },
          { type: "Name", name: "a" },
        ],
      },
    });
  });
});

describe("mistakes", () => {
  test.each([
    [
      "{% trans %}{% if a %}{% endif %}{% endtrans %}",
      "control structures in translatable sections are not allowed; saw `if`",
    ],
    [
      "{% trans %}a{% pluralize %}b{% pluralize %}c{% endtrans %}",
      "a translatable section can have only one pluralize section",
    ],
    ["{% trans %}a{% trans %}", "trans blocks can't be nested; did you mean `endtrans`?"],
    ["{% trans %}a", "unclosed translation block"],
    ["{% trans %}{{ a.b }}{% endtrans %}", "expected token 'end of print statement', got '.'"],
    ["{% trans %}a{% pluralize %}b{% endtrans %}", "pluralize without variables"],
  ])("%s", (source, message) => {
    const error = caught(() => showTrans(source));
    expect(error.constructor).toBe(TemplateSyntaxError);
    expect(error).toMatchObject({ message, line: 1 });
  });

  test.each([
    ["{% trans a=1, a=2 %}{% endtrans %}", "translatable variable 'a' defined twice."],
    ["{% trans a=1 %}{{ b }}{% pluralize b %}{% endtrans %}", "unknown variable 'b' for pluralization"],
  ])("%s", (source, message) => {
    const error = caught(() => showTrans(source));
    expect(error.constructor).toBe(TemplateAssertionError);
    expect(error.message).toBe(message);
  });
});
