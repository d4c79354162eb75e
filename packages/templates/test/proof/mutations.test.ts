/**
 * The proof of the proof: each escaper is replaced by a weaker one in a running engine, and the page then does not hold.
 * Every escaper is reached from a template here, and none can be lost without its own test failing.
 */
import { type Escaper, type EscaperName, escapers as real } from "@ampoule/markup/engine";
import { afterAll, expect, test, vi } from "vitest";
import { badUrls, elementsOf, foreignCode, scriptShapes, styleShapes, textOf } from "./judge.ts";

// The engine of this file alone: files share their modules with those that ran before them.
vi.resetModules();
const table = { escapers: {} as Record<string, unknown> };
vi.doMock("@ampoule/markup/engine", async (importOriginal) => {
  const engine = await importOriginal<{ readonly escapers: Readonly<Record<string, unknown>> }>();
  Object.assign(table.escapers, engine.escapers);
  return { ...engine, escapers: table.escapers };
});
afterAll(() => {
  vi.doUnmock("@ampoule/markup/engine");
  vi.resetModules();
});

const { createMarkup } = await import("@ampoule/markup/engine");
const { Environment, DictLoader } = await import("../../src/index.ts");
const { escapeHtml } = await import("@ampoule/markup");

const original = { ...table.escapers } as Record<EscaperName, Escaper>;
const raw: Escaper = (value) => String(value);
const html: Escaper = (value) => escapeHtml(String(value));

/** What a value must not change: elements, names of attributes, schemes, origins of code, scripts, styles. */
function shapeOf(page: string): string {
  const elements = elementsOf(page);
  const names = elements.map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(" "));
  return JSON.stringify([
    names,
    badUrls(elements),
    foreignCode(elements),
    scriptShapes(elements),
    styleShapes(elements),
  ]);
}

type Held = (page: string) => boolean;
interface Row {
  readonly template: string;
  readonly attack: unknown;
  readonly weaker: Escaper;
  /** Where the shape does not tell. */
  readonly held?: Held;
  /** What is known to be harmless in this place. */
  readonly harmless?: unknown;
  readonly xml?: true;
}

const urlOf = (page: string, name = "href"): URL => {
  const value = elementsOf(page).flatMap(({ attrs }) => attrs.filter((attribute) => attribute.name === name))[0]?.value;
  return new URL(value ?? "", "https://own.example/dir/page");
};
const dataOf = (page: string): Readonly<Record<string, unknown>> => {
  const script = elementsOf(page).find(({ tagName }) => tagName === "script")!;
  return JSON.parse(textOf(script)) as Readonly<Record<string, unknown>>;
};
const isData: Held = (page) => {
  try {
    return Object.keys(dataOf(page)).length === 1;
  } catch {
    return false;
  }
};
const attributeOf = (page: string, name: string): string =>
  elementsOf(page).flatMap(({ attrs }) => attrs.filter((attribute) => attribute.name === name))[0]?.value ?? "";

const rows: Readonly<Partial<Record<EscaperName, Row>>> = {
  text: { template: "<p>{{ v }}</p>", attack: ["<img src=x onerror=alert(1)>"], weaker: raw },
  rcdata: {
    template: "<title>{{ v }}</title>",
    attack: createMarkup("</title><script>alert(1)</script>"),
    weaker: original.text,
  },
  cdata: {
    template: "<svg><text><![CDATA[{{ v }}]]></text></svg>",
    attack: "]]><img src=x onerror=alert(1)>",
    weaker: raw,
  },
  comment: { template: "<!-- {{ v }} --><p>x</p>", attack: "--><script>alert(1)</script>", weaker: raw },
  attribute: { template: '<p title="{{ v }}">x</p>', attack: createMarkup('" onx="1'), weaker: original.text },
  srcdoc: {
    template: '<iframe srcdoc="{{ v }}"></iframe>',
    attack: "<script>alert(1)</script>",
    weaker: html,
    held: (page) => elementsOf(attributeOf(page, "srcdoc")).every(({ tagName }) => tagName !== "script"),
  },
  scriptType: {
    template: '<script type="{{ v }}" src="/a.js"></script>',
    attack: "speculationrules",
    weaker: html,
    held: (page) => attributeOf(page, "type") === "text/plain",
  },
  charset: {
    template: '<meta charset="{{ v }}">',
    attack: "iso-2022-jp",
    weaker: html,
    held: (page) => attributeOf(page, "charset") === "utf-8",
  },
  url: { template: '<a href="{{ v }}">x</a>', attack: "javascript:alert(1)", weaker: html },
  urlContinue: { template: '<a href="java{{ v }}">x</a>', attack: "script:alert(1)", weaker: html },
  urlScheme: { template: '<a href="{{ v }}:x">x</a>', attack: "javascript", weaker: html },
  urlPath: {
    template: '<a href="/{{ v }}/b">x</a>',
    attack: "/evil.example",
    weaker: html,
    held: (page) => urlOf(page).origin === "https://own.example",
  },
  urlAuthority: {
    template: '<a href="https://{{ v }}.good.example/">x</a>',
    attack: "evil.example/",
    weaker: original.urlPath,
    held: (page) => !attributeOf(page, "href").startsWith("https://evil.example/"),
  },
  urlQuery: {
    template: '<a href="/s?q={{ v }}">x</a>',
    attack: "a&admin=1",
    weaker: html,
    held: (page) => !urlOf(page).searchParams.has("admin"),
  },
  urlQueryRaw: {
    template: '<a href="/s?{{ v }}&amp;signed=1">x</a>',
    attack: "a=1#",
    weaker: html,
    held: (page) => urlOf(page).searchParams.has("signed"),
  },
  urlFragment: { template: '<a href="#{{ v }}">x</a>', attack: '" onx="1', weaker: raw },
  resource: { template: '<script src="{{ v }}"></script>', attack: "//evil.example/x.js", weaker: original.url },
  resourcePath: {
    template: '<script src="/static/{{ v }}"></script>',
    attack: "../uploads/x.js",
    weaker: original.urlPath,
    held: (page) => urlOf(page, "src").pathname.startsWith("/static/"),
  },
  resourceQuery: {
    template: '<script src="/x.js?v={{ v }}"></script>',
    attack: "1&callback=alert",
    weaker: original.urlQueryRaw,
    held: (page) => !urlOf(page, "src").searchParams.has("callback"),
  },
  resourceFragment: { template: '<embed src="/a#{{ v }}">', attack: '" onx="1', weaker: raw },
  srcset: {
    template: '<img srcset="{{ v }}" alt="">',
    attack: "/a 1x, javascript:alert(1) 2x",
    weaker: html,
    held: (page) => !attributeOf(page, "srcset").includes("javascript:"),
  },
  paint: {
    template: '<svg><path fill="{{ v }}"/></svg>',
    attack: "url(//evil.example/a)",
    weaker: html,
    held: (page) => attributeOf(page, "fill") === "none",
  },
  ping: { template: '<a href="/" ping="{{ v }}">x</a>', attack: "/a javascript:alert(1)", weaker: html },
  metaRefresh: {
    template: '<meta http-equiv="refresh" content="{{ v }}">',
    attack: "0;url=javascript:alert(1)",
    weaker: html,
  },
  jsValue: { template: "<script>var a = {{ v }};</script>", attack: "1;alert(1)", weaker: html },
  jsString: { template: "<script>var a = '{{ v }}', b = ',alert(1)//';</script>", attack: "\\", weaker: html },
  jsName: { template: "<script>o.{{ v }} = 1;</script>", attack: "a=alert(1),b", weaker: html, harmless: "a" },
  jsAttrValue: { template: '<p onclick="f({{ v }})">x</p>', attack: "1),alert(1", weaker: html },
  jsAttrString: { template: "<p onclick=\"f('{{ v }}')\">x</p>", attack: "'+alert(1)+'", weaker: html },
  jsAttrName: { template: '<p onclick="f.{{ v }} = 1">x</p>', attack: "a=alert(1),b", weaker: html, harmless: "a" },
  jsonValue: {
    template: '<script type="application/json">{"a": {{ v }}}</script>',
    attack: '1, "admin": true',
    weaker: raw,
    held: isData,
  },
  jsonString: {
    template: '<script type="application/json">{"a": "{{ v }}"}</script>',
    attack: '", "admin": "true',
    weaker: raw,
    held: isData,
  },
  cssValue: { template: "<style>a{color:{{ v }}}</style>", attack: "red;background:url(//evil)", weaker: html },
  cssString: { template: "<style>a{content:'{{ v }}'}</style>", attack: "\n;color:red;", weaker: html },
  cssUrl: { template: "<style>a{background:url({{ v }})}</style>", attack: "x);color:red;a:url(", weaker: html },
  cssAttrValue: { template: '<p style="color:{{ v }}">x</p>', attack: "red;position:fixed", weaker: html },
  cssAttrString: { template: "<p style=\"content:'{{ v }}'\">x</p>", attack: "';position:fixed;a:'", weaker: html },
  cssAttrUrl: {
    template: '<p style="background:url({{ v }})">x</p>',
    attack: "x);position:fixed;a:url(",
    weaker: html,
  },
  inTag: {
    template: "<p {{ v }}>x</p>",
    attack: createMarkup("onclick=alert(1)"),
    weaker: original.attribute,
    harmless: "",
  },
  attributeName: {
    template: '<p {{ v }}="alert(1)">x</p>',
    attack: "onclick",
    weaker: html,
    held: (page) => attributeOf(page, "onclick") === "",
  },
  tagName: { template: "<{{ v }}>alert(1)</{{ v }}>", attack: "script", weaker: html, harmless: "span" },
  dynamicAttribute: {
    template: '<a {{ n }}="{{ v }}">x</a>',
    attack: "javascript:alert(1)",
    weaker: original.attribute,
  },
};

function holds({ template, attack, held, harmless = "a" }: Row): boolean {
  const page = new Environment({ loader: new DictLoader({ page: template }) }).getTemplate("page");
  const hostile = page.render({ v: attack, n: "href" });
  return held === undefined ? shapeOf(hostile) === shapeOf(page.render({ v: harmless, n: "href" })) : held(hostile);
}

test.each(Object.keys(rows) as EscaperName[])("without %s a page does not hold, and with it it does", (name) => {
  const row = rows[name]!;
  expect(holds(row), "with it").toBe(true);
  let calls = 0;
  const mutant: Escaper = (...args) => {
    calls++;
    return row.weaker(...args);
  };
  table.escapers[name] = mutant;
  try {
    expect(holds(row), "without it").toBe(false);
    expect(calls).toBeGreaterThan(0);
  } finally {
    table.escapers[name] = original[name];
  }
});

test("there is no escaper without a mutation", () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(real).sort());
});
