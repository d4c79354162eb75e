import { html } from "@ampoule/markup";
import { DictLoader, describe as describeFunction } from "@ampoule/templates";
import { describe, expect, test } from "vitest";
import { Blueprint } from "../../src/blueprint.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production } from "../app/setup.ts";

type Templates = Readonly<Record<string, string>>;

async function rendered(
  templates: Templates | string,
  values: Record<string, unknown> = {},
  path = "/",
): Promise<string> {
  const app = production({}, typeof templates === "string" ? { "page.html": templates } : templates);
  app.get("/", { name: "index" }, (c) => c.render("page.html", values));
  app.get("/user/<int:id>", { name: "profile" }, (c) => c.render("page.html", values));
  app.get("/static/<path:filename>", { name: "static" }, () => "x");
  return (await client(app).get(path)).text();
}

describe("url_for", () => {
  test.each([
    ["{{ url_for('index') }}", "/"],
    ["{{ url_for('profile', id=7) }}", "/user/7"],
    ["{{ url_for('profile', id=7, tab='a b', _anchor='top') }}", "/user/7?tab=a+b#top"],
    ["{{ url_for('profile', id=7, _external=true) }}", "https://app.example/user/7"],
    ["{{ url_for('profile', id=7, _external=true, _scheme='http') }}", "http://app.example/user/7"],
    ["{{ url_for('static', filename='css/site.css') }}", "/static/css/site.css"],
    ["{{ url_for('index', q='<&\"') }}", "/?q=%3C%26%22"],
  ])("%s", async (template, url) => {
    expect(await rendered(template)).toBe(url.replaceAll("&", "&amp;"));
  });

  test("its result may load a script or a frame, which a string may not", async () => {
    const page =
      "<script src=\"{{ url_for('static', filename='app.js') }}\"></script><iframe src=\"{{ url_for('index') }}\"></iframe>";
    const text = await rendered(page);
    expect(text).toMatch(/<script src="\/static\/app.js" nonce="[\w-]+"><\/script><iframe src="\/"><\/iframe>/);
    expect(await rendered('<script src="{{ u }}"></script>', { u: "https://evil.example/x.js" })).not.toContain("evil");
  });

  test("a name that is none is an error with the place in the template and the nearest name", async () => {
    const logger = keepingLogger();
    const app = production({ logger }, { "page.html": "<p>\n{{ url_for('profle', id=1) }}" });
    app.get("/user/<int:id>", { name: "profile" }, (c) => c.render("page.html"));
    await client(app).get("/user/1");
    const error = logger.records[0]?.fields["error"] as Error;
    expect(error.message).toContain('Did you mean "profile"?');
    expect(error.stack).toContain("page.html:2");
  });

  test("relative to the blueprint that renders", async () => {
    const app = production({}, { "page.html": "{{ url_for('.show') }} {{ url_for('index') }}" });
    const shop = new Blueprint("shop", { prefix: "/shop" });
    shop.get("/show", { name: "show" }, (c) => c.render("page.html"));
    app.get("/", { name: "index" }, () => "x");
    app.register(shop);
    expect(await (await client(app).get("/shop/show")).text()).toBe("/shop/show /");
  });
});

describe("request, session, g", () => {
  test("under Flask's names", async () => {
    const page =
      "{{ request.method }}|{{ request.path }}|{{ request.full_path }}|{{ request.args.get('q') }}|{{ request.args.getlist('t')|join(',') }}|" +
      "{{ request.url }}|{{ request.base_url }}|{{ request.host }}|{{ request.scheme }}|{{ request.is_secure }}|{{ request.endpoint }}|" +
      "{{ request.url_rule }}|{{ request.view_args.id }}|{{ request.blueprint }}|{{ request.cookies.get('c') }}|{{ request.user_agent }}";
    const text = await rendered(page, {}, "/user/7?q=a%20b&t=1&t=2");
    expect(text.replaceAll("&amp;", "&")).toBe(
      "GET|/user/7|/user/7?q=a%20b&t=1&t=2|a b|1,2|https://app.example/user/7?q=a%20b&t=1&t=2|https://app.example/user/7|app.example|https|true|profile|/user/&lt;int:id&gt;|7||" +
        "|",
    );
  });

  /** What a page prints for a visitor with a session, a query, a cookie and a parameter. */
  async function shown(page: string): Promise<string> {
    const app = production({}, { "page.html": `{% autoescape false %}${page}{% endautoescape %}` });
    app.get("/user/<int:id>", (c) => {
      c.session.set("user", 7);
      c.session.set("cart", ["milk"]);
      c.state["n"] = 1;
      return c.render("page.html");
    });
    const browser = client(app);
    return (await browser.get("/user/3?t=1&t=2&q=x&__proto__=p", { headers: { cookie: "c=v" } })).text();
  }

  test.each([
    ["{{ 'user' in session }} {{ 'admin' in session }} {{ 'constructor' in session }}", "true false false"],
    ["{{ session.user }} {{ session['user'] }} {{ session.get('user') }} {{ session.get('x', 'none') }}", "7 7 7 none"],
    ["{{ session|length }} {{ session.keys()|list|join(',') }} {{ session is mapping }}", "2 user,cart true"],
    ["{% for key, value in session.items() %}{{ key }}:{{ value }};{% endfor %}", 'user:7;cart:["milk"];'],
    ["{% for key in session %}{{ key }};{% endfor %}", "user;cart;"],
    ["{% if session.admin %}yes{% else %}no{% endif %} {{ session.admin is defined }}", "no false"],
    ["{{ session|tojson }}", '{"user":7,"cart":["milk"]}'],
    ["{{ 't' in request.args }} {{ 'x' in request.args }} {{ 'has' in request.args }}", "true false false"],
    ["{{ request.args.t }} {{ request.args['q'] }} {{ request.args.get('x') is none }}", "1 x true"],
    ["{{ request.args.getlist('t')|join(',') }} {{ request.args.getlist('x')|length }}", "1,2 0"],
    ["{% for k, v in request.args.items() %}{{ k }}={{ v }};{% endfor %}", "t=1;q=x;__proto__=p;"],
    [
      "{{ request.args|length }} {{ url_for('/user/<int:id>', id=4, **request.args) }}",
      "3 /user/4?t=1&q=x&__proto__=p",
    ],
    ["{{ 'c' in request.cookies }} {{ request.cookies.c }} {{ request.cookies.get('d', '-') }}", "true v -"],
    ["{{ 'n' in g }} {{ 'm' in g }} {{ g.get('m', 2) }}", "true false 2"],
    ["{{ 'id' in request.view_args }} {{ request.view_args.id }} {{ request.view_args }}", 'true 3 {"id": 3}'],
  ])("are dicts: %s", async (page, text) => {
    expect((await shown(page)).replaceAll("&#34;", '"').replaceAll("&amp;", "&")).toBe(text);
  });

  test.each(["session", "request.args", "request.cookies"])("a template cannot change %s", async (name) => {
    for (const change of ["update(a=1)", "pop('user', 1)", "setdefault('a', 1)", "clear()", "set('a', 1)"])
      expect(await shown(`{% set x = ${name}.${change} %}{{ session.user }}`), change).toContain(
        "Internal Server Error",
      );
  });

  test("looking at something else opens no session", async () => {
    const app = production(
      {},
      { "page.html": "{{ request.args|length }}{{ session is defined }}", "s.html": "{{ 'a' in session }}" },
    );
    app.get("/", (c) => c.render("page.html"));
    app.get("/s", (c) => c.render("s.html"));
    expect((await client(app).get("/")).headers.get("vary")).toBeNull();
    expect((await client(app).get("/s")).headers.get("vary")).toBe("Cookie");
  });

  test("what a page has no business with is not there", async () => {
    const page =
      "{{ request.raw }}{{ request.headers }}{{ request.body }}{{ request.connection }}{{ config }}{{ c }}{{ app }}{{ request.constructor }}";
    expect(await rendered(page)).toBe("");
  });

  test("the context itself cannot be reached, by whatever name", async () => {
    expect(
      await rendered(
        "{{ self }}{% for name in ['ampoule', 'context', '_', '__'] %}{{ request[name] }}{{ g[name] }}{% endfor %}",
      ),
    ).not.toMatch(/\[object/);
  });
});

describe("in macros that are imported without context", () => {
  test("the request's own globals are there, and those of each request its own", async () => {
    const templates = {
      "page.html": "{% from 'macros.html' import m %}{{ m() }}",
      "macros.html":
        "{% macro m() %}{{ request.path }} {{ url_for('index') }} {{ csp_nonce() }} {{ g.n }}<script>1</script>{% endmacro %}",
    };
    const app = production({}, templates);
    app.get("/<path:p>", { name: "index", defaults: { p: "x" } }, (c) => {
      c.state["n"] = c.path.length;
      return c.render("page.html");
    });
    const browser = client(app);
    const seen = new Set<string>();
    for (const path of ["/a", "/bb", "/a"]) {
      const response = await browser.get(path);
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
      expect(await response.text()).toBe(`${path} /x ${nonce} ${path.length}<script nonce="${nonce}">1</script>`);
      seen.add(nonce ?? "");
    }
    expect(seen.size).toBe(3);
  });
});

describe("what an application adds", () => {
  test("filters, tests, globals", async () => {
    const app = production({}, { "page.html": "{{ 3|money(unit='€') }} {{ 4 is even }} {{ site }}" });
    app.templateFilter(
      "money",
      describeFunction((value: number, unit = "$") => `${value} ${unit}`, { params: ["unit"] }),
    );
    app.templateTest("even", (value: number) => value % 2 === 0);
    app.templateGlobal("site", "Kittens");
    app.get("/", (c) => c.render("page.html"));
    expect(await (await client(app).get("/")).text()).toBe("3 € true Kittens");
  });

  test("context processors: the application's, then the blueprint's, then what the view gives", async () => {
    const app = production({}, { "page.html": "{{ a }}{{ b }}{{ c }}{{ path }}" });
    app.contextProcessor((c) => ({ a: "app", b: "app", c: "app", path: c.path }));
    const part = new Blueprint("part", { prefix: "/part" });
    part.contextProcessor(() => ({ b: "part", c: "part" }));
    part.get("/", (c) => c.render("page.html", { c: "view" }));
    app.get("/", (c) => c.render("page.html"));
    app.register(part);
    const browser = client(app);
    expect(await (await browser.get("/")).text()).toBe("appappapp/");
    expect(await (await browser.get("/part/")).text()).toBe("apppartview/part/");
  });

  test("T35 values are values: none of them is an option or hides what is the framework's", async () => {
    const values = JSON.parse(
      '{"autoescape": false, "nonce": "x", "csrf": "x", "globals": {}, "__proto__": {"x": 1}, "name": "<b>"}',
    ) as Record<string, unknown>;
    expect(await rendered("{{ name }}<script>1</script>", values)).toMatch(/^&lt;b&gt;<script nonce="(?!x")[\w-]+">/);
  });
});

describe("rendering", () => {
  test("the first template that exists", async () => {
    const app = production({}, { "b.html": "b" });
    app.get("/", (c) => c.render(["a.html", "b.html"]));
    app.get("/none", (c) => c.render("none.html"));
    const browser = client(app);
    expect(await (await browser.get("/")).text()).toBe("b");
    expect((await browser.get("/none")).status).toBe(500);
  });

  test("what is rendered is Markup, and can be put into other Markup", async () => {
    const app = production({}, { "part.html": "<b>{{ x }}</b>" });
    app.get("/", (c) => html`<p>${c.render("part.html", { x: "<" })}</p>`);
    expect(await (await client(app).get("/")).text()).toBe("<p><b>&lt;</b></p>");
  });

  test("c.markup gives scripts their nonce and forms their token", async () => {
    const app = production();
    app.get("/", (c) => c.markup`<script>1</script><form id="f" method="post" action="/post"><b>${"<"}</b></form>`);
    app.post("/post", () => "posted");
    const browser = client(app);
    const page = await browser.get("/");
    expect(await page.clone().text()).toMatch(
      /<script nonce="[\w-]+">1<\/script><form [^>]*><input type="hidden" name="csrf_token" value="v1\.[\w.-]+"><b>&lt;<\/b>/,
    );
    expect(await (await browser.submit(page, "#f")).text()).toBe("posted");
  });

  test("folders beside the module, a blueprint's after the application's", async () => {
    const root = new URL("../fixtures/site/app.ts", import.meta.url).href;
    const app = production({ root, templates: "templates" });
    const part = new Blueprint("part", { prefix: "/part", root, templates: "part-templates", static: "static" });
    part.get("/own", (c) => c.render("own.html"));
    part.get("/shared", (c) => c.render("hello.html", { name: "<ada>" }));
    app.register(part);
    const browser = client(app);
    expect(await (await browser.get("/part/own")).text()).toBe("<p>own</p>");
    expect(await (await browser.get("/part/shared")).text()).toBe("<p>&lt;ada&gt;</p>");
    expect(await (await browser.get("/part/static/site.css")).text()).toContain("teal");
    expect(app.urlFor("part.static", { filename: "site.css" })).toBe("/part/static/site.css");
  });

  test("a stream sends its beginning first, with nonce and token in place", async () => {
    const app = production({}, { "page.html": "<script>1</script>{% for i in items %}<p>{{ i }}</p>{% endfor %}" });
    app.get("/", (c) => c.renderStream("page.html", { items: ["<", 2] }));
    const response = await client(app).get("/");
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toBe(`<script nonce="${nonce}">1</script><p>&lt;</p><p>2</p>`);
  });
});

describe("the guard `escaping`", () => {
  const templates = { "a.html": "<a href={{ v }}>x</a>", "b.html.j2": "{{ v }}", "c.html": "<a href='{{ v }}'>x</a>" };
  const value = "javascript:alert(1) onmouseover=alert(2)";

  test("on: contextual for every name, whatever its ending", async () => {
    const app = production({ templates: new DictLoader(templates) });
    app.get("/<name>", (c) => c.render(c.params.name, { v: c.request.query.get("v") }));
    const browser = client(app);
    expect(await (await browser.get("/a.html", { query: { v: value } })).text()).toBe(
      '<a href="about:invalid#blocked">x</a>',
    );
    expect(await (await browser.get("/b.html.j2", { query: { v: "<script>" } })).text()).toBe("&lt;script&gt;");
  });

  test("the twin, off: what Jinja2 does with Flask's list of endings", async () => {
    const app = production({
      templates: new DictLoader(templates),
      guards: { escaping: { off: "to show what it guards against" } },
    });
    app.get("/<name>", (c) => c.render(c.params.name, { v: c.request.query.get("v") }));
    const browser = client(app);
    expect(await (await browser.get("/a.html", { query: { v: value } })).text()).toBe(`<a href=${value}>x</a>`);
    expect(await (await browser.get("/b.html.j2", { query: { v: "<script>" } })).text()).toBe("<script>");
    expect(await (await browser.get("/c.html", { query: { v: "javascript:alert(1)" } })).text()).toBe(
      "<a href='javascript:alert(1)'>x</a>",
    );
  });
});
