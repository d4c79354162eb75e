/** Templates in the manner of real projects, with the values that they print. */
import { createMarkup, createResourceUrl } from "@ampoule/markup/engine";

export type Ordinary = readonly [
  name: string,
  template: string | Readonly<Record<string, string>>,
  data?: Readonly<Record<string, unknown>>,
];

const O = "O'Brien & Söhne <x>";
const m = createMarkup;

export const ordinary: readonly Ordinary[] = [
  // Tags and attributes.
  ["selected", '<option value="{{ v }}"{% if v == w %} selected{% endif %}>{{ v }}</option>', { v: O, w: O }],
  ["checked by an expression", '<input type=checkbox name="{{ v }}" {{ "checked" if w }}>', { v: O, w: true }],
  ["disabled behind an unquoted value", "<input value={{ v }}{% if w %} disabled{% endif %}>", { v: O, w: true }],
  ["a class put together", '<li class="item{% if w %} active{% endif %} {{ v }}">{{ v }}</li>', { v: O, w: true }],
  [
    "an attribute within a value's branch",
    '<li class="a{% if w %} b" aria-current="page{% endif %}">{{ v }}</li>',
    { v: O, w: true },
  ],
  ["attributes in a branch", '<html{% if v %} lang="{{ v }}"{% endif %} dir="{{ w|default("ltr") }}">', { v: "de" }],
  [
    "attributes by a captured block",
    '{% set a %}class="{{ v }}" id="x-{{ w }}"{% endset %}<p {{ a }}>x</p>',
    { v: O, w: 7 },
  ],
  [
    "attributes by a macro",
    '{% macro a(v) %} title="{{ v }}" data-x="{{ v }}"{% endmacro %}<p{{ a(v) }}>x</p>',
    { v: O },
  ],
  [
    "attributes in a loop",
    '<p{% for k, v in d|dictsort %} data-{{ k }}="{{ v }}"{% endfor %}>x</p>',
    { d: { a: O, b: "c" } },
  ],
  ["attributes by xmlattr", "<p {{ d|xmlattr }}>x</p>", { d: { title: O, "data-x": 1, href: "/a?b=c&d" } }],
  [
    "attributes of a component",
    "<p{{ params.attributes | safe }}>{{ v }}</p>",
    { v: O, params: { attributes: ' data-x="1" aria-label="a"' } },
  ],
  [
    "nunjucks' way of attributes",
    '<div {%- for attribute, value in attributes %} {{ attribute }}="{{ value }}"{% endfor %}>x</div>',
    { attributes: { id: "a", "data-module": O } },
  ],
  ["a level of heading", '<h{{ n }} class="{{ v }}">{{ v }}</h{{ n }}>', { n: 2, v: O }],
  ["an element by a variable", "<{{ e }} class={{ v }}>{{ v }}</{{ e }}>", { e: "button", v: "a" }],
  [
    "a tag in a branch",
    '{% if v %}<a href="{{ v }}">{% else %}<span>{% endif %}x{% if v %}</a>{% else %}</span>{% endif %}',
    { v: "/a" },
  ],
  ["JSON in data-*", "<p data-options='{{ d|tojson }}' data-more=\"{{ d|tojson }}\">x</p>", { d: { a: "b" } }],
  ["JSON by hand in data-*", '<p data-options=\'{"title": "{{ v }}", "n": {{ w }}}\'>x</p>', { v: "a b", w: 5 }],
  ["characters of an icon font", '<i data-icon="&#x{{ v }};">&#x{{ v }};</i>', { v: "2605" }],
  [
    "time and data",
    '<time datetime="{{ v }}">{{ v }}</time><data value="{{ w }}">x</data>',
    { v: "2026-11-24T10:00:00Z", w: 1.5 },
  ],
  [
    "aria",
    '<div role="{{ v }}" aria-valuenow="{{ w }}" aria-{{ k }}="true">x</div>',
    { v: "progressbar", w: 40, k: "busy" },
  ],
  [
    "ids and their users",
    '<label for="f-{{ v }}">x</label><input id="f-{{ v }}" list="l-{{ v }}" aria-describedby="h-{{ v }}">',
    { v: "name" },
  ],
  [
    "a placeholder with quotes",
    "<input placeholder='{{ v }}' pattern=\"{{ w }}\" title={{ v }}>",
    { v: `say "hi"`, w: "[a-z]{1,3}" },
  ],
  [
    "a macro of a form",
    '{% macro input(name, value="", type="text") %}<input type="{{ type }}" name="{{ name }}" value="{{ value }}">{% endmacro %}{{ input("a", v) }}',
    { v: O },
  ],
  // URLs.
  ["a path", '<a href="/u/{{ v }}/edit">x</a>', { v: "jan" }],
  ["a path without quotes", "<a href=/u/{{ v }}>x</a>", { v: "jan" }],
  ["a whole URL", '<a href="{{ v }}">x</a>', { v: "https://a.example/b?c=d&e=f#g" }],
  [
    "a URL of a file in a folder of a value",
    '<img src="{{ w }}/{{ v }}.png" alt="{{ v }}">',
    { v: "cat", w: "/media" },
  ],
  ["a query", '<a href="?page={{ v }}&amp;sort={{ w }}#top">x</a>', { v: 3, w: "name" }],
  ["a query with names of values", '<a href="?a=1&{{ k }}={{ v }}&b{{ v }}=2">x</a>', { k: "page", v: 3 }],
  [
    "a query in a loop",
    '<a href="/s?{% for k, v in d|dictsort %}{{ k }}={{ v|urlencode }}{{ "&" if not loop.last }}{% endfor %}">x</a>',
    { d: { a: "b", c: "d" } },
  ],
  ["a query encoded by a filter", '<a href="/s?{{ d|urlencode }}">x</a>', { d: { q: "x" } }],
  [
    "a link to share",
    '<a href="https://social.example/share?url={{ v|urlencode }}&text={{ w|urlencode }}">x</a>',
    { v: "a", w: "b" },
  ],
  ["a sub-domain", '<a href="https://{{ v }}.shop.example/{{ w }}">x</a>', { v: "acme", w: "cart" }],
  ["a host and a port", '<a href="http://{{ v }}:{{ w }}/">x</a>', { v: "localhost", w: 8080 }],
  [
    "a base and a path",
    '<a href="{{ w }}{{ v }}">x</a><a href="{{ w }}/{{ v }}">y</a>',
    { v: "about", w: "https://a.example/" },
  ],
  ["an anchor", '<a href="#{{ v }}">x</a><a href="{{ w }}#{{ v }}">y</a>', { v: "part-1", w: "/page" }],
  [
    "mail and telephone",
    '<a href="mailto:{{ v }}?subject={{ w }}">{{ v }}</a><a href="tel:{{ n }}">{{ n }}</a>',
    { v: "a@b.example", w: "Hi", n: "+49-123" },
  ],
  ["url_for of a script", '<script src="{{ url_for("static", filename="a.js") }}"></script>', {}],
  [
    "url_for of a style sheet with a version",
    '<link rel="stylesheet" href="{{ url_for("static", filename="a.css") }}?v={{ v }}">',
    { v: "1.2.3" },
  ],
  ["a path of a script", '<script src="/static/{{ v }}/app.js" defer></script>', { v: "1.2.3" }],
  [
    "a script of another site with a version",
    '<script src="https://cdn.example/lib@{{ v }}/lib.min.js"></script>',
    { v: "4.5.6" },
  ],
  [
    "a ResourceUrl",
    '<link href="{{ v }}" rel="stylesheet"><script type="module" src="{{ v }}"></script>',
    { v: createResourceUrl("https://cdn.example/a") },
  ],
  [
    "the type of an empty script",
    '<script type="{{ t }}" src="{{ v }}"></script>',
    { t: "module", v: createResourceUrl("/a.js") },
  ],
  [
    "canonical and alternate",
    '<link rel="canonical" href="{{ v }}"><link rel="alternate" hreflang="{{ w }}" href="{{ v }}">',
    { v: "https://a.example/b", w: "de" },
  ],
  ["an icon", '<link rel="icon" type="image/png" href="{{ v }}">', { v: "/favicon.png" }],
  ["srcset", '<img src="{{ v }}-1x.jpg" srcset="{{ v }}-1x.jpg 1x, {{ v }}-2x.jpg 2x" alt="">', { v: "/img/cat" }],
  [
    "srcset with widths",
    '<img srcset="{% for w in ws %}/img/{{ v }}-{{ w }}.jpg {{ w }}w{{ ", " if not loop.last }}{% endfor %}" alt="">',
    { v: "cat", ws: [320, 640] },
  ],
  [
    "a picture in the URL",
    '<img src="{{ v }}" alt=""><img src="data:image/png;base64,{{ w }}" alt="">',
    { v: "data:image/gif;base64,R0lGODlhAQABAAAAACw=", w: "iVBORw0KGgo=" },
  ],
  [
    "video",
    '<video src="{{ v }}" poster="{{ v }}.jpg"><source src="{{ v }}.webm" type="video/webm"></video>',
    { v: "/media/a" },
  ],
  [
    "a frame of a video site",
    '<iframe src="https://video.example/embed/{{ v }}?start={{ w }}" title="{{ v }}"></iframe>',
    { v: "abc123", w: 30 },
  ],
  [
    "a form",
    '<form method="post" action="{{ v }}"><input type=hidden name=next value="{{ v }}"></form>',
    { v: "/save?x=1" },
  ],
  [
    "an icon of a sprite",
    '<svg class="icon-{{ v }}"><use xlink:href="#{{ v }}"></use><use href="/sprite.svg#{{ v }}"></use></svg>',
    { v: "cat" },
  ],
  [
    "meta",
    '<meta name="description" content="{{ v }}"><meta property="og:{{ k }}" content="{{ v }}">',
    { v: O, k: "title" },
  ],
  ["a refresh", '<meta http-equiv="refresh" content="{{ v }};url={{ w }}">', { v: 5, w: "/next" }],
  // Scripts.
  [
    "values of a script",
    "<script>var a = {{ v|tojson }}, b = {{ n }}, c = {{ yes|tojson }};</script>",
    { v: O, n: 5, yes: true },
  ],
  ["strings of a script", "<script>var a = '{{ v }}', b = \"{{ v }}\", c = `{{ v }}`;</script>", { v: O }],
  ["a URL in a script", '<script>fetch("{{ url_for("api") }}?id={{ v }}").then(r => r.json());</script>', { v: "7" }],
  [
    "a list by a loop",
    "<script>var a = [{% for v in vs %}'{{ v }}'{% if not loop.last %}, {% endif %}{% endfor %}];</script>",
    { vs: ["a", O] },
  ],
  [
    "an object by a loop",
    '<script>var a = { {% for k, v in d|dictsort %}"{{ k }}": "{{ v }}",{% endfor %} };</script>',
    { d: { a: O } },
  ],
  [
    "a branch of a script",
    "<script>{% if v %}init('{{ v }}');{% else %}init();{% endif %} var x = 1 / 2;</script>",
    { v: O },
  ],
  [
    "a name of a chart",
    "<script>var chart{{ v }} = new Chart('chart-{{ v }}'); chart{{ v }}.draw();</script>",
    { v: 7 },
  ],
  ["a word by a filter", "<script>var debug = {{ v|lower }};</script>", { v: "True" }],
  [
    "a script in a macro",
    "{% macro s(id, v) %}<script>start('{{ id }}', {{ v|tojson }})</script>{% endmacro %}{{ s('x', v) }}",
    { v: { a: O } },
  ],
  [
    "a script in a block",
    {
      main: '{% extends "base" %}{% block s %}{{ super() }}f("{{ v }}");{% endblock %}',
      base: "<script>{% block s %}g();{% endblock %}</script>",
    },
    { v: O },
  ],
  [
    "JSON-LD",
    '<script type="application/ld+json">{"@type": "Person", "name": "{{ v }}", "age": {{ n }}, "tags": {{ ts|tojson }}}</script>',
    { v: O, n: 5, ts: ["a"] },
  ],
  ["a data block", '<script id=data type="application/json">{{ d|tojson }}</script>', { d: { a: O } }],
  ["a template of the browser's", '<script type="text/x-template"><p>{{ v }}</p></script>', { v: "a" }],
  ["onclick", "<button onclick=\"go('{{ v }}', {{ n }}); return false\">x</button>", { v: "a", n: 5 }],
  ["onclick with JSON", "<button onclick='go({{ d|tojson }})'>x</button>", { d: { a: "b" } }],
  ["onsubmit", "<form onsubmit=\"return confirm('Delete {{ v }}?')\">x</form>", { v: "a" }],
  [
    "Alpine",
    '<div x-data=\'{ open: {{ yes|tojson }}, name: "{{ v }}" }\' :class="{ on: open }" @click="open = !open">x</div>',
    { v: "a", yes: false },
  ],
  [
    "htmx",
    '<button hx-post="/items/{{ v }}" hx-target="#item-{{ v }}" hx-vals=\'{"id": {{ v }}}\' hx-headers=\'{"X-Token": "{{ w }}"}\' hx-swap="outerHTML">x</button>',
    { v: 7, w: "abc" },
  ],
  [
    "Stimulus",
    '<div data-controller="list" data-list-url-value="{{ v }}" data-action="click->list#{{ w }}">x</div>',
    { v: "/items", w: "open" },
  ],
  [
    "Vue",
    '<my-list :items="{{ d|tojson }}" v-bind:title="\'{{ v }}\'" label="{{ v }}"></my-list>',
    { d: ["a"], v: "b" },
  ],
  // Styles.
  ["a width", '<div style="width: {{ v }}%">x</div>', { v: 42.5 }],
  [
    "several properties",
    '<div style="{% if c %}color: {{ c }};{% endif %} height: {{ h }}px; margin: {{ h }}px {{ w }}px">x</div>',
    { c: "#ff8800", h: 5, w: 6 },
  ],
  [
    "a background",
    '<div style="background-image: url(\'{{ v }}\')">x</div><div style="background: url({{ v }}) no-repeat">y</div>',
    { v: "/img/a.png" },
  ],
  ["a custom property", '<div style="--level: {{ v }}; --colour: {{ c }}">x</div>', { v: 3, c: "rgb(1, 2, 3)" }],
  [
    "a style sheet",
    "<style>.a-{{ v }} { color: {{ c }}; width: calc({{ n }}% - 2px); content: '{{ q }}' }</style>",
    { v: "b", c: "teal", n: 5, q: "a b" },
  ],
  ["a media query", "<style>@media (max-width: {{ n }}px) { .a { display: {{ v }} } }</style>", { n: 600, v: "none" }],
  // Text and flow.
  [
    "text around",
    "<p>{{ v }} and {{ v }}, {{ n }}.</p><pre>\n{{ v }}</pre><textarea>{{ v }}</textarea><title>{{ v }}</title>",
    { v: O, n: 5 },
  ],
  ["HTML of the application's", "<div>{{ v }}</div><div>{{ w|safe }}</div>", { v: m("<b>bold</b>"), w: "<i>x</i>" }],
  [
    "a document",
    '{% set doc %}<p title="{{ v }}">{{ v }}</p>{% endset %}<iframe srcdoc="{{ doc }}"></iframe>',
    { v: "a" },
  ],
  ["a comment", "<!-- {{ v }} --><p>x</p>", { v: undefined }],
  ["a conditional comment", '<!--[if lt IE 9]><script src="/a.js"></script><![endif]--><p>{{ v }}</p>', { v: O }],
  [
    "tables in loops",
    "<table>{% for r in rs %}<tr class={{ loop.cycle('a', 'b') }}>{% for c in r %}<td>{{ c }}</td>{% endfor %}</tr>{% else %}<tr><td>none</td></tr>{% endfor %}</table>",
    { rs: [["a", O]] },
  ],
  [
    "header and footer in parts",
    {
      main: '{% include "head" %}<p>{{ v }}</p>{% include "foot" %}',
      head: "<html><body class='{{ v }}'>",
      foot: "</body></html>",
    },
    { v: O },
  ],
  [
    "a part in an attribute",
    { main: '<p class="{% include "classes" %}">{{ v }}</p>', classes: "a {{ v }}" },
    { v: O },
  ],
  ["a part of text", { main: "<pre>{% include 'a.txt' %}</pre>", "a.txt": "{{ v }}" }, { v: O }],
  [
    "call blocks",
    '{% macro card(t) %}<div title="{{ t }}">{{ caller() }}</div>{% endmacro %}{% call card(v) %}<a href="/{{ w }}">{{ v }}</a>{% endcall %}',
    { v: O, w: "a" },
  ],
  ["filter blocks", "<p>{% filter upper %}{{ v }}{% endfilter %}</p>", { v: "ABC" }],
  [
    "an XML declaration",
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="{{ v }}"><text x="{{ v }}" fill="{{ c }}" transform="rotate({{ v }})">{{ v }}</text></svg>',
    { v: 12, c: "red" },
  ],
];
