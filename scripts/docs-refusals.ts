/**
 * An example for each thing that contextual escaping refuses, and what to write in its place. Each is run: what is refused
 * must be, with this code, and its cure must compile.
 */
import { EscapeContextError, html } from "@ampoule/markup";
import { DictLoader, Environment, EscapeError, i18n, translations } from "@ampoule/templates";

/** What is refused, and its cure. */
export interface Refusal {
  readonly code: string;
  readonly refused: string;
  readonly cured: string;
  /** Further templates, where one alone cannot show it. */
  readonly templates?: Readonly<Record<string, string>>;
  /** What happens, where it is more than compiling a template. @default compiles it */
  readonly run?: (source: string) => void;
  readonly language?: "jinja" | "ts";
  /** What to know besides the reason. */
  readonly note?: string;
}

/** Something for every name of the examples. */
const VALUES: Readonly<Record<string, unknown>> = { word: "x", action: "x", items: [1], tree: [[]] };

function compile(source: string, templates: Readonly<Record<string, string>> = {}): void {
  const env = new Environment({ loader: new DictLoader({ ...templates, "page.html": source }), extensions: ["i18n"] });
  for (const [name, fn] of translations({ gettext: (text) => text, ngettext: (one) => one })) env.globals.set(name, fn);
  env.getTemplate("page.html").render(VALUES);
}

/** Prints `{% trans %}Read <a href="{{ url }}">this</a>.{% endtrans %}` with this text in the catalogue. */
function translate(text: string): void {
  const env = new Environment({ extensions: [i18n()] });
  for (const [name, fn] of translations({ gettext: () => text, ngettext: () => text })) env.globals.set(name, fn);
  env.fromString('{% trans %}Read <a href="{{ url }}">this</a>.{% endtrans %}').render({ url: "/" });
}

/** Prints a template with two parts of a URL. */
function print(template: string): void {
  new Environment().fromString(template).render({ folder: "/cats", name: "ada.jpg" });
}

const title = "title";

export const REFUSALS: readonly Refusal[] = [
  {
    code: "ESCAPE_REGEXP",
    refused: "<script>const found = /{{ word }}/i;</script>",
    cured: '<script>const found = new RegExp({{ word|tojson }}, "i");</script>',
  },
  {
    code: "ESCAPE_SLASH",
    refused: "<script>const x = {% if a %}y{% else %}({% endif %} /2/1;</script>",
    cured: "<script>const x = {% if a %}y{% else %}z{% endif %} /2/1;</script>",
  },
  {
    code: "ESCAPE_SCRIPT_TYPE",
    refused: '<script type="{{ type }}">start()</script>',
    cured: '<script type="{% if module %}module{% else %}text/javascript{% endif %}">start()</script>',
  },
  {
    code: "ESCAPE_RAW_TEXT",
    refused: "<noframes>{{ text }}</noframes>",
    cured: "<div>{{ text }}</div>",
  },
  {
    code: "ESCAPE_ATTRIBUTE_NAME",
    refused: '<button on{{ event }}="go()">Go</button>',
    cured: '<button data-{{ event }}="go">Go</button>',
  },
  {
    code: "ESCAPE_TAG_NAME",
    refused: "<p>For age <{{ limit }}, half the price</p>",
    cured: "<p>For age &lt;{{ limit }}, half the price</p>",
  },
  {
    code: "ESCAPE_REFUSED_ATTRIBUTE",
    refused: '<meta http-equiv="{{ header }}" content="300">',
    cured: '{% if refresh %}<meta http-equiv="refresh" content="300">{% endif %}',
  },
  {
    code: "ESCAPE_JAVASCRIPT_URL",
    refused: "<a href=\"javascript:show('{{ id }}')\">Show</a>",
    cured: '<button data-id="{{ id }}" class="show">Show</button>',
  },
  {
    code: "ESCAPE_SCHEME",
    refused: '<a href="{{ a }}{{ b }}:{{ c }}">Link</a>',
    cured: '<a href="https:{{ c }}">Link</a> <a href="{{ url }}">Link</a>',
  },
  {
    code: "ESCAPE_RESOURCE_ORIGIN",
    refused: '<script src="//{{ host }}/app.js"></script>',
    cured: '<script src="/static/{{ file }}"></script>',
  },
  {
    code: "ESCAPE_SRCDOC",
    refused: '<iframe srcdoc="<p>{{ text }}</p>"></iframe>',
    cured: '<iframe srcdoc="{{ document }}"></iframe>',
    note: "There `document` is `Markup`, such as an `html` literal makes.",
  },
  {
    code: "ESCAPE_META_ORDER",
    refused: '<meta content="{{ x }}"{% if refresh %} http-equiv="refresh"{% endif %}>',
    cured: '{% if refresh %}<meta http-equiv="refresh" content="{{ x }}">{% endif %}',
  },
  {
    code: "ESCAPE_FOREIGN_FORM",
    refused: '<form method="post"><button formaction="https://other.example/">Pay</button></form>',
    cured: '<form method="post" action="https://other.example/"><button>Pay</button></form>',
    note: "A form that is sent to another site gets no token.",
  },
  {
    code: "ESCAPE_HALF_TAG",
    refused: "<!{{ text }}>",
    cured: "&lt;!{{ text }}&gt;",
  },
  {
    code: "ESCAPE_SEPARATOR",
    refused: '<p{% if a %} class{% else %} title{% endif %}="{{ b }}">',
    cured: '<p{% if a %} class="{{ b }}"{% else %} title="{{ b }}"{% endif %}>',
  },
  {
    code: "ESCAPE_CALLEE",
    refused: "<script>page.{{ action }}();</script>",
    cured: "<script>handlers[{{ action|tojson }}]();</script>",
  },
  {
    code: "ESCAPE_UNFINISHED",
    language: "ts",
    refused: `html\`<p title="\${${title}}\``,
    cured: `html\`<p title="\${${title}}"></p>\``,
    run: (source) => void (source.includes("></p>") ? html`<p title="${title}"></p>` : html`<p title="${title}`),
    note: "The `html` literal says so. In a template the code is `ESCAPE_END`.",
  },
  {
    code: "ESCAPE_BRANCHES",
    refused: "{% if a %}<script>{% else %}<p>{% endif %}{{ x }}",
    cured: "{% if a %}<script>{{ x }}</script>{% else %}<p>{{ x }}</p>{% endif %}",
  },
  {
    code: "ESCAPE_LOOP",
    refused: "{% for item in items %}<li{% endfor %}",
    cured: "{% for item in items %}<li>{{ item }}</li>{% endfor %}",
  },
  {
    code: "ESCAPE_END",
    refused: '<p title="{{ text }}',
    cured: '<p title="{{ text }}"></p>',
  },
  {
    code: "ESCAPE_FRAGMENT_END",
    refused: '{% extends "base.html" %}{% block title %}"{{ text }}{% endblock %}',
    cured: '{% extends "base.html" %}{% block title %}{{ text }}{% endblock %}',
    templates: { "base.html": '<p title="{% block title %}{% endblock %}"></p>' },
    note: 'Here `base.html` is `<p title="{% block title %}{% endblock %}"></p>`.',
  },
  {
    code: "ESCAPE_DYNAMIC_TEMPLATE",
    refused: '<p title="{% include name %}"></p>',
    cured: "<p title=\"{% include 'tip.html' %}\"></p>",
    templates: { "tip.html": "Tip" },
  },
  {
    code: "ESCAPE_BODY_IN_TAG",
    refused: '<p {% filter trim %}title="{{ text }}"{% endfilter %}></p>',
    cured: '<p title="{{ text|trim }}"></p>',
  },
  {
    code: "ESCAPE_RECURSION",
    refused: '{% for node in tree recursive %}<p title="{{ loop(node) }}"></p>{% endfor %}',
    cured: "{% for node in tree recursive %}<p>{{ loop(node) }}</p>{% endfor %}",
  },
  {
    code: "ESCAPE_MESSAGE",
    language: "jinja",
    refused: 'Lies <a href="%(url)s>das</a>.',
    cured: 'Lies <a href="%(url)s">das</a>.',
    run: translate,
    note: 'Here `{% trans %}Read <a href="{{ url }}">this</a>.{% endtrans %}` got this translation.',
  },
  {
    code: "ESCAPE_FORMAT",
    refused: "{{ '<a href=\"%s%s\">'|safe|format(folder, name) }}",
    cured: '<a href="{{ folder }}{{ name }}">',
    run: print,
  },
];

/** What was thrown for something refused. @throws Error where it was not, or with another code, or where the cure is none */
export function refusalOf({ code, refused, cured, templates, run }: Refusal): { reason: string; cure: string } {
  const attempt = (source: string): void => (run === undefined ? compile(source, templates) : run(source));
  try {
    attempt(cured);
  } catch (cause) {
    throw new Error(`${code}: the cure does not compile`, { cause });
  }
  try {
    attempt(refused);
  } catch (error) {
    if ((error instanceof EscapeError || error instanceof EscapeContextError) && error.code === code) {
      const reason = error instanceof EscapeContextError ? error.reason : error.message;
      return { reason: reason.replace(/ \([^()]*(?:\([^()]*\)[^()]*)*\)$/, ""), cure: error.cure ?? "" };
    }
    throw new Error(`${code}: something else was thrown`, { cause: error });
  }
  throw new Error(`${code}: it is not refused`);
}
