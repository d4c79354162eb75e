import { describe, expect, test } from "vitest";
import { TemplateSyntaxError } from "../../src/errors.ts";
import { type ExtractOptions, extractMessages } from "../../src/extensions/extract.ts";
import { resolveSyntax } from "../../src/syntax/options.ts";

function extract(source: string, options: ExtractOptions = {}): unknown[] {
  return extractMessages(source, options).map(({ line, functionName, message }) => [line, functionName, message]);
}

describe("messages", () => {
  test.each<[string, unknown[]]>([
    [
      "{{ _('a') }}\n{{ gettext('b') }}",
      [
        [1, "_", "a"],
        [2, "gettext", "b"],
      ],
    ],
    [
      "{{ (_('a'), _(), ngettext('b', 'c', 42)) }}",
      [
        [1, "_", "a"],
        [1, "_", []],
        [1, "ngettext", ["b", "c", null]],
      ],
    ],
    [
      "{{ gettext(x) }}{{ _('a', b=1, *c, **d) }}",
      [
        [1, "gettext", null],
        [1, "_", ["a", null, null, null]],
      ],
    ],
    [
      "{{ gettext(gettext('a')) }}",
      [
        [1, "gettext", null],
        [1, "gettext", "a"],
      ],
    ],
    ["{{ x.gettext('a') }}{{ other('b') }}", []],
    [
      "{% if _('a') %}{{ pgettext('b', 'c')|upper }}{% endif %}",
      [
        [1, "_", "a"],
        [1, "pgettext", ["b", "c"]],
      ],
    ],
    ["\n{% trans %}Hi {{ b }}{% endtrans %}", [[2, "gettext", "Hi %(b)s"]]],
    ["{% trans n=c %}one{% pluralize %}{{ n }} 100%{% endtrans %}", [[1, "ngettext", ["one", "%(n)s 100%%", null]]]],
    ["{% trans 'x' %}a{% endtrans %}", [[1, "pgettext", ["x", "a"]]]],
    ["{% trans 'x' n=1 %}a{% pluralize %}b{% endtrans %}", [[1, "npgettext", ["x", "a", "b", null]]]],
    ["{% trans trimmed %}\n a\n b\n{% endtrans %}", [[1, "gettext", "a b"]]],
  ])("%s", (source, messages) => {
    expect(extract(source)).toEqual(messages);
  });

  test("of functions of one's own", () => {
    expect(extract("{{ t('a') }}{{ _('b') }}", { functions: ["t"] })).toEqual([[1, "t", "a"]]);
  });

  test("of the newer style name their variables", () => {
    expect(
      extract("{% trans num=1 %}{{ num }}{% pluralize %}{{ num }} {{ b }}{% endtrans %}", { newstyle: true }),
    ).toEqual([[1, "ngettext", ["%(num)s", "%(num)s %(b)s", null, null]]]);
  });

  test("with delimiters of one's own", () => {
    const options = resolveSyntax({ variableStart: "[[", variableEnd: "]]" });
    expect(extract("[[ _('a') ]]{{ _('b') }}", { options })).toEqual([[1, "_", "a"]]);
  });
});

describe("comments for translators", () => {
  test.each<[string, string[][]]>([
    ["{# NOTE: title #}{{ _('a') }}", [["title"]]],
    ["{# NOTE: far #}\n\n\n{{ _('a') }}{{ _('b') }}", [["far"], []]],
    ["{# NOTE: one #}{# NOTE: two #}{# other #}{{ _('a') }}", [["two"]]],
    ["{{ _('a') }}{# NOTE: same line #}\n{{ _('b') }}", [["same line"], []]],
    ["{# TRANS: two\n lines #}\n{% trans %}a{% endtrans %}", [["two\n lines"]]],
    ["{# NOTE:none #}{# NOTE: #}{{ _('a') }}", [[]]],
    ["{{ _('a') }}\n{# NOTE: late #}", [[]]],
  ])("%j", (source, comments) => {
    const messages = extractMessages(source, { commentTags: ["NOTE:", "TRANS:"] });
    expect(messages.map((message) => message.comments)).toEqual(comments);
  });

  test("are not looked for without tags", () => {
    expect(extractMessages("{# NOTE: title #}{{ _('a') }}")[0]?.comments).toEqual([]);
  });
});

test("a template that is not well-formed is an error, or one without messages", () => {
  expect(() => extractMessages("{{ _('a') }}{{", { name: "t.html" })).toThrow(TemplateSyntaxError);
  expect(extractMessages("{{ _('a') }}{{", { silent: true })).toEqual([]);
});
