/**
 * Values that keep to their string, and lead elsewhere by what the string is for: `location = "…"`, `import "…"`, `@import "…"`,
 * `fill="url(…)"`. Each attack with its twin: the same page with plain HTML escaping, or the same string in another place.
 */
import { parse } from "acorn";
import { generate, parse as parseCss, walk } from "css-tree";
import { describe, expect, test } from "vitest";
import { Environment } from "../../src/index.ts";
import { attributesOf, refusalOf, render, textIn, twin } from "./page.ts";

const BLOCKED = "about:invalid#blocked";
const AWAY = "//evil.example/x";

/** Where the script goes to. */
function destinationOf(script: string): string {
  const gone: string[] = [];
  const link = { href: "" };
  const location = {
    set href(url: string) {
      gone.push(String(url));
    },
    assign: (url: string) => gone.push(url),
  };
  const window = {
    open: (url: string) => gone.push(url),
    set location(url: unknown) {
      gone.push(String(url));
    },
  };
  new Function("location", "window", "link", script)(location, window, link);
  return gone.concat(link.href).join("");
}

const handler = (template: string) => (page: typeof render, v: unknown) =>
  destinationOf(attributesOf(page(template, { v }), "p")["onclick"] ?? "");
const script = (template: string) => (page: typeof render, v: unknown) =>
  destinationOf(textIn(page(`<script>${template}</script>`, { v }), "script"));

describe("a script goes to no script URL", () => {
  test.each([
    ["location.href in a handler", handler("<p onclick=\"location.href='{{ v }}'\">")],
    ["window.open in a handler", handler('<p onclick=\'window.open("{{ v }}", "_blank")\'>')],
    [
      "assign in a handler of a macro",
      handler("{% macro go(u) %}location.assign('{{ u }}'){% endmacro %}<p onclick=\"{{ go(v) }}\">"),
    ],
    ["a link's href", script("link.href = '{{ v }}';")],
    ["in a branch", script("location.href = {% if v %}'{{ v }}'{% else %}'/'{% endif %};")],
    ["a template literal", script("window.location = `{{ v }}`;")],
  ] as const)("%s", (_, destination) => {
    expect(destination(render, "javascript:alert(1)")).toBe(BLOCKED);
    expect(destination(render, "/next?a=b&c")).toBe("/next?a=b&c");
    expect(destination(twin, "javascript:alert(1)")).toBe("javascript:alert(1)");
  });

  test("JSON, and a list in it", () => {
    const json = script("window.location = {{ v|tojson }};");
    for (const v of ["javascript:alert(1)", ["javascript:alert(1)"], [["javascript:alert(1)"]]]) {
      expect(json(render, v)).toBe(BLOCKED);
      expect(json(twin, v)).toBe("javascript:alert(1)");
    }
  });

  test("a string for nothing of the kind stays as it is", () => {
    expect(render("<script>x = '{{ v }}'; user.location = '{{ v }}'</script>", { v: "a:b" })).toBe(
      "<script>x = 'a\\u003ab'; user.location = 'a\\u003ab'</script>",
    );
  });

  test("a binding of a client library that is a URL", () => {
    const bound = (page: typeof render) =>
      attributesOf(page(`<a :href="'{{ v }}'">x</a>`, { v: "javascript:alert(1)" }), "a")[":href"];
    expect(destinationOf(`link.href = ${bound(render)}`)).toBe(BLOCKED);
    expect(destinationOf(`link.href = ${bound(twin)}`)).toBe("javascript:alert(1)");
  });
});

describe("a script loads code from where its author says", () => {
  const sourceOf = (page: string): unknown => {
    const [statement] = parse(textIn(page, "script"), { ecmaVersion: "latest", sourceType: "module" }).body;
    return statement?.type === "ImportDeclaration" ? statement.source.value : undefined;
  };
  const template = '<script type="module">import { a } from "{{ v }}";</script>';

  test("an import", () => {
    expect(sourceOf(render(template, { v: "https://evil.example/x.js" }))).toBe(BLOCKED);
    expect(sourceOf(render(template, { v: "data:text/javascript,alert(1)" }))).toBe(BLOCKED);
    expect(sourceOf(twin(template, { v: "https://evil.example/x.js" }))).toBe("https://evil.example/x.js");
  });

  test("a path of the own origin by a function, and a part of a path", () => {
    const own = template.replace("{{ v }}", "{{ url_for(v) }}");
    const url_for = (name: string): string => (name === "a" ? "/static/a.js" : name);
    expect(sourceOf(render(own, { v: "a", url_for }))).toBe("/static/a.js");
    expect(sourceOf(render(own, { v: AWAY, url_for }))).toBe(BLOCKED);
    const part = template.replace("{{ v }}", "/m/{{ v }}.js");
    expect(sourceOf(render(part, { v: "../uploads/x" }))).toBe("/m/%252E%252E/uploads/x.js");
    expect(sourceOf(twin(part, { v: "../uploads/x" }))).toBe("/m/../uploads/x.js");
    expect(refusalOf(template.replace("{{ v }}", "//{{ v }}/a.js"))).toBe("ESCAPE_RESOURCE_ORIGIN");
  });

  test("an import map by a function, and its JSON", () => {
    const map =
      '<script type="importmap">{"imports": {"a": "{{ url_for(v) }}", "b": {{ url_for(v)|tojson }}, "c": {{ v|tojson }}}}</script>';
    const url_for = (name: string): string => name;
    const importsOf = (v: string) => JSON.parse(textIn(render(map, { v, url_for }), "script")).imports;
    expect(importsOf("/static/a.js")).toEqual({ a: "/static/a.js", b: "/static/a.js", c: BLOCKED });
    expect(importsOf(AWAY)).toEqual({ a: BLOCKED, b: BLOCKED, c: BLOCKED });
    expect(JSON.parse(textIn(twin(map, { v: AWAY, url_for }), "script")).imports.c).toBe(AWAY);
  });
});

describe("a style sheet, which reads the page, comes from where the author says", () => {
  const importOf = (page: string): string[] => {
    const urls: string[] = [];
    walk(parseCss(textIn(page, "style")), (node) => {
      if (node.type === "Atrule" && node.name.toLowerCase() === "import" && node.prelude) {
        walk(node.prelude, (part) => {
          if (part.type === "Url" || part.type === "String") urls.push(part.value);
        });
      }
    });
    return urls;
  };

  test.each(["url({{ v }})", "url('{{ v }}')", '"{{ v }}"', "'{{ v }}/a.css' print"])("@import %s", (text) => {
    const template = `<style>@import ${text}; a { color: red }</style>`;
    expect(importOf(render(template, { v: AWAY })).join()).toMatch(/^about:invalid#blocked/);
    expect(importOf(twin(template, { v: AWAY })).join()).toMatch(/^\/\/evil\.example/);
  });

  test("behind the author's slash", () => {
    const template = '<style>@import "/{{ v }}";</style>';
    const origin = (page: string) => new URL(importOf(page)[0]!, "https://own.example/a/").origin;
    expect(origin(render(template, { v: "/evil.example/x" }))).toBe("https://own.example");
    expect(origin(twin(template, { v: "/evil.example/x" }))).toBe("https://evil.example");
  });

  test("a theme that a function names stays", () => {
    const page = render("<style>@import url({{ theme() }});</style>", { theme: () => "/t/dark.css" });
    expect(importOf(page)).toEqual(["/t/dark.css"]);
    expect(generate(parseCss(textIn(page, "style")))).toContain("@import");
  });
});

describe("an attribute of SVG that is CSS loads nothing", () => {
  test.each(["fill", "stroke", "mask", "filter", "cursor", "clip-path", "marker-start"])("%s", (name) => {
    const template = `<svg><path ${name}="{{ v }}"/></svg>`;
    expect(attributesOf(render(template, { v: `url(${AWAY}#a)` }), "path")[name]).toBe("none");
    expect(attributesOf(render(template, { v: "url(#a)" }), "path")[name]).toBe("url(#a)");
    expect(attributesOf(twin(template, { v: `url(${AWAY}#a)` }), "path")[name]).toBe(`url(${AWAY}#a)`);
  });

  test("two values make no function of their letters", () => {
    const data = { a: "ur", b: `l(${AWAY})` };
    expect(attributesOf(render('<svg><path fill="{{ a }}{{ b }}"/></svg>', data), "path")["fill"]).toBe("urnone");
    expect(attributesOf(twin('<svg><path fill="{{ a }}{{ b }}"/></svg>', data), "path")["fill"]).toBe(`url(${AWAY})`);
  });

  test("a name that comes at run time", () => {
    const data = { n: "fill", v: `url(${AWAY})` };
    expect(attributesOf(render('<svg><path {{ n }}="{{ v }}"/></svg>', data), "path")["fill"]).toBe("none");
    expect(attributesOf(render("<svg><path {{ d|xmlattr }}/></svg>", { d: { fill: data.v } }), "path")["fill"]).toBe(
      "none",
    );
  });
});

test("the encoding of a page stays UTF-8 in a content type too", () => {
  const template =
    '<meta http-equiv="Content-Type" content="text/html; charset={{ v }}"><meta content="{{ t }}" http-equiv="content-type">';
  const data = { v: "ISO-2022-JP", t: "text/html; charset=ISO-2022-JP" };
  expect(render(template, data)).not.toContain("2022");
  expect(twin(template, data)).toContain("2022");
  const late = '<meta content="{{ t }}" {% if a %}name="b"{% else %}http-equiv="content-type"{% endif %}>';
  expect(refusalOf(late)).toBe("ESCAPE_META_ORDER");
});

test("a plain value in a tag puts no attribute in front of the author's", () => {
  const template = '<button {{ v }} type="button">x</button>';
  expect(attributesOf(render(template, { v: "type" }), "button")).toEqual({ type: "button" });
  expect(attributesOf(twin(template, { v: "type" }), "button")).toEqual({ type: "" });
  const env = new Environment({});
  expect(env.fromString("<input {{ v }} name=a>").render({ v: "disabled" })).toBe("<input disabled name=a>");
});
