/** `{% trans %}` where output is escaped for its place: translations are HTML, and variables are escaped wherever they stand. */
import { describe, expect, test } from "vitest";
import { nullCatalogue, translations } from "../../src/extensions/translations.ts";
import { Environment as Env, type Environment, EscapeError } from "../../src/index.ts";
import { caught, renderAll, type Setting } from "../backends.ts";

const catalogue: Readonly<Record<string, string>> = {
  'See <a href="%(url)s">%(name)s</a>': 'Siehe %(name)s: <a title="%(name)s" href="%(url)s">hier</a>',
  "%(name)s, 100%%": "100%%, %(name)s",
  broken: '<a href="',
  "%(name)s in a script": "<script>/%(name)s/</script>",
  "unknown %(name)s": "unbekannt %(other)s",
  "it's": "c'est",
};

const prepare = (env: Environment): void => {
  env.globals.set("gettext", (message: string) => catalogue[message] ?? message);
  env.globals.set("ngettext", (one: string, many: string, count: number) => (count === 1 ? one : many));
};
const setting: Setting = { options: { extensions: ["i18n"] }, prepare };

describe("trans", () => {
  const cases: readonly (readonly [name: string, source: string, expected: string])[] = [
    [
      "variables are escaped for their places in the translation",
      '{% trans url=u, name=n %}See <a href="{{ url }}">{{ name }}</a>{% endtrans %}',
      'Siehe &lt;&#34;: <a title="&lt;&#34;" href="about:invalid#blocked">hier</a>',
    ],
    ["percent signs", "{% trans name=n %}{{ name }}, 100%{% endtrans %}", "100%, &lt;&#34;"],
    [
      "without a translation the message is its own",
      '{% trans url=u %}<a href="{{ url }}">x</a>{% endtrans %}',
      '<a href="about:invalid#blocked">x</a>',
    ],
    ["plural", "{% trans n=2 %}one{% pluralize %}<b>{{ n }}</b>{% endtrans %}", "<b>2</b>"],
    [
      "in an attribute the whole is a value",
      "<p title='{% trans name=n %}{{ name }}, 100%{% endtrans %}{% trans %}it's{% endtrans %}'>",
      "<p title='100%, &lt;&#34;c&#39;est'>",
    ],
    [
      "in a script as well",
      "<script>s = '{% trans %}it's{% endtrans %}'</script>",
      "<script>s = 'c\\u0027est'</script>",
    ],
    [
      "where output is not escaped",
      "{% autoescape false %}{% trans name=n %}{{ name }}, 100%{% endtrans %}{% endautoescape %}",
      '100%, <"',
    ],
  ];
  test.each(cases)("%s", async (_name, source, expected) => {
    expect(await renderAll(source, { u: "javascript:alert(1)", n: '<"' }, setting)).toBe(expected);
  });

  const bad: readonly (readonly [name: string, source: string])[] = [
    ["leaves a tag open", "{% trans %}broken{% endtrans %}"],
    ["puts a variable where none can be", "{% trans name=1 %}{{ name }} in a script{% endtrans %}"],
    ["uses a variable that does not exist", "{% trans name=1 %}unknown {{ name }}{% endtrans %}"],
  ];
  test.each(bad)("a translation that %s is refused, by its name", (_name, source) => {
    const env = new Env({ extensions: ["i18n"] });
    prepare(env);
    const error = caught(() => env.fromString(`\n${source}`).render());
    expect(error).toBeInstanceOf(EscapeError);
    expect(error).toMatchObject({ code: "ESCAPE_MESSAGE", line: 2 });
  });

  test("a message of the template's own that cannot be printed is refused when it is compiled", () => {
    const env = new Env({ extensions: ["i18n"] });
    expect(caught(() => env.fromString("{% trans a=1 %}<iframe>{{ a }}</iframe>{% endtrans %}"))).toMatchObject({
      code: "ESCAPE_RAW_TEXT",
    });
    expect(caught(() => env.fromString("{% trans %}<a {% endtrans %}"))).toMatchObject({ code: "ESCAPE_END" });
  });
});

test("each variable is escaped for its place also where escaping is switched on by a value", () => {
  const env = new Env({ extensions: ["i18n"] });
  for (const [name, translate] of translations(nullCatalogue)) env.globals.set(name, translate);
  const page = env.fromString(
    '{% autoescape on %}{% trans v=v %}<a href="{{ v }}" style="color: {{ v }}">{{ v }}</a>{% endtrans %}{% endautoescape %}',
  );
  const v = "javascript:alert(1)";
  expect(page.render({ v, on: true })).toBe(
    '<a href="about:invalid#blocked" style="color: zAmpouleBlocked">javascript:alert(1)</a>',
  );
  expect(page.render({ v, on: false })).toBe(`<a href="${v}" style="color: ${v}">${v}</a>`);
});
