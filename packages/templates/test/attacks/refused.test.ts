/** Templates in which a value could not be kept in its place: refused when they are compiled, each with a cure. */
import { describe, expect, test } from "vitest";
import { DictLoader, Environment, EscapeError } from "../../src/index.ts";

type Refused = readonly [name: string, template: string | Readonly<Record<string, string>>, code: string];

const refused: readonly Refused[] = [
  ["a regular expression", "<script>r = /{{ v }}/</script>", "ESCAPE_REGEXP"],
  ["a class of one, behind a slash in it", "<script>r = /[/{{ v }}]/</script>", "ESCAPE_REGEXP"],
  ["a regular expression behind yield", "<script>function* g() { yield /{{ v }}/u }</script>", "ESCAPE_REGEXP"],
  ["a regular expression behind a block", "<script>if (a) {} /{{ v }}/.test(b)</script>", "ESCAPE_REGEXP"],
  ["the whole of one in a branch", "<script>r = {% if a %}/{{ v }}/{% else %}0{% endif %}</script>", "ESCAPE_REGEXP"],
  [
    "a slash behind ways that disagree",
    "<script>x = a {% if b %}){% else %}({% endif %} / {{ v }}</script>",
    "ESCAPE_SLASH",
  ],
  ["the function that is called", "<script>o.{{ v }}(1)</script>", "ESCAPE_CALLEE"],
  ["javascript:", "<a href=\"javascript:f('{{ v }}')\">x</a>", "ESCAPE_JAVASCRIPT_URL"],
  ["javascript: in references", '<a href="&#106;avascript&colon;{{ v }}">x</a>', "ESCAPE_JAVASCRIPT_URL"],
  ["javascript: in a branch", '<a href="{% if a %}javascript:{% endif %}{{ v }}">x</a>', "ESCAPE_JAVASCRIPT_URL"],
  ["javascript: in a style sheet", '<link rel="stylesheet" href="javascript:{{ v }}">', "ESCAPE_JAVASCRIPT_URL"],
  ["a document as data", '<a href="data:text/html,{{ v }}">x</a>', "ESCAPE_SCHEME"],
  ["a drawing as data", '<object data="data:image/svg+xml,{{ v }}"></object>', "ESCAPE_RESOURCE_ORIGIN"],
  ["a scheme of two values", '<a href="{{ a }}{{ v }}:{{ c }}">x</a>', "ESCAPE_SCHEME"],
  ["the host of a script", '<script src="//{{ v }}/a.js"></script>', "ESCAPE_RESOURCE_ORIGIN"],
  ["the host of a frame, in two values", '<iframe src="{{ a }}{{ v }}"></iframe>', "ESCAPE_RESOURCE_ORIGIN"],
  ["a part of a document", '<iframe srcdoc="<p>{{ v }}</p>"></iframe>', "ESCAPE_SRCDOC"],
  ["an event handler in pieces", '<p on{{ v }}="f()">x</p>', "ESCAPE_ATTRIBUTE_NAME"],
  ["a name of two values", '<p {{ a }}{{ v }}="f()">x</p>', "ESCAPE_ATTRIBUTE_NAME"],
  ["the rest of a name", '<a hre{{ v }}="x">x</a>', "ESCAPE_ATTRIBUTE_NAME"],
  ["an animated attribute", '<svg><set attributeName="{{ v }}" to="a"/></svg>', "ESCAPE_REFUSED_ATTRIBUTE"],
  ["what it is set to", '<svg><set attributeName="href" to="{{ v }}"/></svg>', "ESCAPE_REFUSED_ATTRIBUTE"],
  [
    "values of an animation",
    '<svg><animate attributeName="href" values="a;{{ v }}"/></svg>',
    "ESCAPE_REFUSED_ATTRIBUTE",
  ],
  ["by of an animation", '<svg><animateMotion by="{{ v }}"/></svg>', "ESCAPE_REFUSED_ATTRIBUTE"],
  ["the meaning of a meta", '<meta http-equiv="{{ v }}" content="a">', "ESCAPE_REFUSED_ATTRIBUTE"],
  ["a trigger of htmx", '<p hx-trigger="click[{{ v }}]">x</p>', "ESCAPE_REFUSED_ATTRIBUTE"],
  ["a name space", '<svg xmlns:a="{{ v }}"></svg>', "ESCAPE_REFUSED_ATTRIBUTE"],
  ["the type of a script with content", '<script type="{{ v }}">f()</script>', "ESCAPE_SCRIPT_TYPE"],
  ["the type of a script with a value", '<script type="{{ v }}">{{ v }}</script>', "ESCAPE_SCRIPT_TYPE"],
  ["a part of the type of a script", '<script type="{{ v }}map" src="/a.js"></script>', "ESCAPE_SCRIPT_TYPE"],
  ["the type in one branch", '<script{% if a %} type="{{ v }}"{% endif %}>{{ v }}</script>', "ESCAPE_SCRIPT_TYPE"],
  ["the text of a frame", "<iframe>{{ v }}</iframe>", "ESCAPE_RAW_TEXT"],
  ["xmp", "<xmp>{{ v }}</xmp>", "ESCAPE_RAW_TEXT"],
  ["noembed", "<noembed>{{ v }}</noembed>", "ESCAPE_RAW_TEXT"],
  ["plaintext", "<plaintext>{{ v }}", "ESCAPE_RAW_TEXT"],
  ["the end of a style in pieces", "<style>a { color: red } </sty{{ v }}>", "ESCAPE_HALF_TAG"],
  ["the end of a title in pieces", "<title>a</{{ v }}></title>", "ESCAPE_HALF_TAG"],
  ["a doctype", "<!doctype {{ v }}>", "ESCAPE_HALF_TAG"],
  ["half of a comment", "<!-{{ v }}", "ESCAPE_HALF_TAG"],
  ["an escape in a style", '<style>a { content: "\\{{ v }}" }</style>', "ESCAPE_HALF_TAG"],
  ["a button to another site", '<button formaction="//other.example/{{ v }}">x</button>', "ESCAPE_FOREIGN_FORM"],
  [
    "a refresh that shows late",
    '<meta content="{{ v }}" {% if a %}name="b"{% else %}http-equiv="refresh"{% endif %}>',
    "ESCAPE_META_ORDER",
  ],
  ["text or script", "{% if a %}<script>{% endif %}{{ v }}{% if a %}</script>{% endif %}", "ESCAPE_BRANCHES"],
  ["code or comment", "<script>{% if a %}/*{% endif %}{{ v }}</script>", "ESCAPE_BRANCHES"],
  ["a comment or not", "<!-- {% if a %}-->{% endif %}{{ v }}-->", "ESCAPE_BRANCHES"],
  ["an open quote", "<p title='{{ v }}\">x</p>", "ESCAPE_END"],
  ["a loop that does not come back", '{% for a in b %}<p title="{{ v }}{% endfor %}">', "ESCAPE_BRANCHES"],
  [
    "continue with an open quote",
    '{% for a in b %}<p title="{% if a %}{% continue %}{% endif %}{{ v }}">{% endfor %}',
    "ESCAPE_BRANCHES",
  ],
  ["an unknown part in a script", "<script>{% include v %}</script>", "ESCAPE_DYNAMIC_TEMPLATE"],
  ["an unknown parent in a tag", "<p {% extends v %}>", "ESCAPE_DYNAMIC_TEMPLATE"],
  ["a filtered body in a tag", "<p {% filter trim %}title='{{ v }}'{% endfilter %}>", "ESCAPE_BODY_IN_TAG"],
  [
    "a block that ends elsewhere",
    {
      main: '{% extends "base" %}{% block x %}"{{ v }}{% endblock %}',
      base: '<p title="{% block x %}a{% endblock %}">',
    },
    "ESCAPE_FRAGMENT_END",
  ],
  ["a less-than sign", "<p>Price <{{ v }}</p>", "ESCAPE_TAG_NAME"],
  ["a less-than sign before a comma", "<p>a <{{ v }}, b</p>", "ESCAPE_TAG_NAME"],
  ["a script whose end is hidden", '<script>s = "<!-- <script {{ v }}";</script>', "ESCAPE_END"],
];

const codeOf = (template: Refused[1]): EscapeError | null => {
  const templates = typeof template === "string" ? { main: template } : template;
  const env = new Environment({ loader: new DictLoader(templates), extensions: ["loopcontrols"] });
  try {
    env.getTemplate("main");
    return null;
  } catch (error) {
    if (error instanceof EscapeError) return error;
    throw error;
  }
};

describe("attacks that are refused", () => {
  test.each(refused.map((row, i) => [`B${String(i + 1).padStart(2, "0")} ${row[0]}`, ...row.slice(1)] as const))(
    "%s",
    (_, template, code) => {
      const error = codeOf(template as Refused[1]);
      expect(error?.code).toBe(code);
      expect(error?.cure).toMatch(/\.$/);
      expect(error?.line).toBeGreaterThan(0);
    },
  );
});

test("the cure of a script whose end is hidden says what hides it", () => {
  expect(codeOf('<script>s = "<!-- <script ";</script>')?.cure).toContain("`\\x3C`");
  expect(codeOf('<script>s = "\\x3C!-- \\x3Cscript {{ v }}";</script>')).toBeNull();
  expect(codeOf("<script>s = 1;")?.cure).toBe("Close it here.");
});
