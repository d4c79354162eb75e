/** Every row of the table of escapers is needed: with the next weaker escaper in its place, an attack gets through. */
import { tokenize, tokenNames } from "css-tree";
import { parseFragment } from "parse5";
import { expect, test } from "vitest";
import { type EscaperName, escapers } from "../../src/escape/escapers.ts";
import { escapeHtml } from "../../src/index.ts";
import { createMarkup } from "../../src/trusted.ts";
import { scriptShape } from "../support/js.ts";
import { attributeOf, elementsOf, shapeOf } from "../support/tree.ts";

type Print = (value: unknown) => string;
/** Prints the attack at its place, and says whether it was held. */
type Trial = (print: Print, arg?: string) => boolean;

const raw: Print = String;
const html: Print = (value) => escapeHtml(String(value));
const through =
  (name: EscaperName, arg?: string): Print =>
  (value) =>
    escapers[name](value, String, arg);

function keepsShape(before: string, attack: unknown, after: string): Trial {
  return (print) => shapeOf(before + print(attack) + after) === shapeOf(`${before}x${after}`);
}

function protocolIsNot(bad: RegExp, before: string, attack: string, after = "", name = "href"): Trial {
  return (print) => {
    const url = attributeOf(`<a ${name}="${before}${print(attack)}${after}">`, name) ?? "";
    return !bad.test(URL.parse(url, "https://site.example/dir/")?.href ?? "");
  };
}

/** The syntax tree, whatever its names are called. */
function treeOf(source: string): string {
  return scriptShape(source).replace(/"name":"[^"]*"/g, "");
}

function keepsScript(before: string, attack: unknown, after: string): Trial {
  return (print) => {
    try {
      return treeOf(before + print(attack) + after) === treeOf(`${before}${print("x")}${after}`);
    } catch {
      return false;
    }
  };
}

function keepsHandler(before: string, attack: unknown, after: string): Trial {
  return (print) => {
    const handler = (value: unknown): string =>
      attributeOf(`<b onclick="${before}${print(value)}${after}">`, "onclick") ?? "";
    try {
      return treeOf(handler(attack)) === treeOf(handler("x"));
    } catch {
      return false;
    }
  };
}

function tokens(css: string): string {
  const names: (string | undefined)[] = [];
  tokenize(css, (type) => void names.push(tokenNames[type]));
  return names.join();
}

function keepsStyle(before: string, attack: string, after: string): Trial {
  return (print) => tokens(before + print(attack) + after) === tokens(before + print("x") + after);
}

function isJson(before: string, attack: string, after: string): Trial {
  return (print) => {
    try {
      return Object.keys(JSON.parse(before + print(attack) + after) as object).length === 1;
    } catch {
      return false;
    }
  };
}

function hasNoHandler(attack: string): Trial {
  return (print) => {
    const [element] = elementsOf(parseFragment(`<p ${print(createMarkup(attack))}>`));
    return ![...(element?.attributes.keys() ?? [])].some((name) => name.startsWith("on"));
  };
}

const running = /^(?:javascript|data):/;

const rows: Readonly<Record<EscaperName, readonly [trial: Trial, weaker: Print, arg?: string]>> = {
  text: [keepsShape("<p>", "<img src=x onerror=alert(1)>", "</p>"), raw],
  rcdata: [keepsShape("<title>", createMarkup("</title><script>alert(1)</script>"), "</title>"), through("text")],
  cdata: [keepsShape("<svg><text><![CDATA[", "]]><img src=x onerror=alert(1)>", "]]></text></svg>"), raw],
  comment: [keepsShape("<!-- ", "--><script>alert(1)</script>", " -->"), raw],
  attribute: [keepsShape('<p title="', createMarkup('" onmouseover="alert(1)'), '">'), through("text")],
  srcdoc: [
    (print) =>
      elementsOf(parseFragment(attributeOf(`<iframe srcdoc="${print("<script>alert(1)</script>")}">`, "srcdoc") ?? ""))
        .length === 0,
    html,
  ],
  url: [protocolIsNot(running, "", "java\tscript:alert(1)"), html],
  urlContinue: [protocolIsNot(running, "javascript", ":alert(1)"), through("url"), "javascript"],
  urlScheme: [protocolIsNot(running, "", "javascript", ":alert(1)"), through("url")],
  urlPath: [protocolIsNot(/^https:\/\/evil/, "/", "/evil.example/"), html, "root"],
  urlAuthority: [protocolIsNot(/^https:\/\/evil\.example\//, "https://", "evil.example/", ".good.example/"), html],
  urlQuery: [protocolIsNot(/admin=1/, "/s?q=", "x&admin=1"), html],
  urlQueryRaw: [protocolIsNot(/#.*signed=1/, "/s?", "a=1#", "&signed=1"), html],
  urlFragment: [keepsShape('<a href="/s#', '"><img src=x onerror=alert(1)>', '">'), raw],
  resource: [protocolIsNot(/evil/, "", "https://evil.example/x.js", "", "src"), through("url")],
  resourcePath: [protocolIsNot(/example\/uploads/, "/static/", "../uploads/x.js", "", "src"), through("urlPath")],
  resourceQuery: [protocolIsNot(/callback=/, "/x.js?v=", "1&callback=alert", "", "src"), through("urlQueryRaw")],
  resourceFragment: [keepsShape('<embed src="/a#', '"><img src=x onerror=alert(1)>', '">'), raw],
  srcset: [
    (print) =>
      !/javascript:/.test(attributeOf(`<img srcset="${print("/a 1x, javascript:alert(1) 2x")}">`, "srcset") ?? ""),
    through("url"),
  ],
  ping: [
    (print) => !/javascript:/.test(attributeOf(`<a ping="${print("/a javascript:alert(1)")}">`, "ping") ?? ""),
    through("url"),
  ],
  paint: [(print) => !/evil/.test(attributeOf(`<path fill="${print("url(//evil.example/)")}">`, "fill") ?? ""), html],
  scriptType: [(print) => attributeOf(`<script type="${print("importmap")}"></script>`, "type") !== "importmap", html],
  charset: [(print) => attributeOf(`<meta charset="${print("iso-2022-jp")}">`, "charset") === "utf-8", html],
  metaRefresh: [
    (print) =>
      !/javascript:/.test(attributeOf(`<meta content="${print("0;url=javascript:alert(1)")}">`, "content") ?? ""),
    through("url"),
  ],
  jsValue: [keepsScript("x = ", "1;alert(1)", ""), html],
  jsString: [keepsScript("x = '", "\\", "', y = ',alert(1)//'"), html],
  jsName: [keepsScript("x.", "a=alert(1)", ""), html],
  jsAttrValue: [keepsHandler("f(", "1),alert(1", ")"), html],
  jsAttrString: [keepsHandler("f('", "');alert(1);('", "')"), html],
  jsAttrName: [keepsHandler("f.", "a=alert(1)", ""), html],
  jsonValue: [isJson('{"a": ', '1, "admin": true', "}"), raw],
  jsonString: [isJson('{"a": "', '", "admin": "true', '"}'), raw],
  cssValue: [keepsStyle("a{color:", "red;background:url(//evil)", "}"), html],
  cssString: [keepsStyle('a{content:"', "\\", '";color:red;content:";background:url(//evil)"}'), html],
  cssUrl: [keepsStyle("a{background:url(", "x);color:red;background:url(//evil", ")}"), html],
  cssAttrValue: [keepsStyle("color:", "red;position:fixed", ""), html],
  cssAttrString: [keepsStyle("content:'", "\n;position:fixed;", "'"), html],
  cssAttrUrl: [keepsStyle("background:url(", "x);position:fixed", ")"), html],
  inTag: [hasNoHandler("onmouseover=alert(1)"), through("attribute"), "p"],
  attributeName: [
    (print) =>
      ![...elementsOf(parseFragment(`<p ${print("onclick")}="alert(1)">`))[0]!.attributes.keys()].includes("onclick"),
    html,
  ],
  tagName: [(print) => elementsOf(parseFragment(`<${print("script")}>alert(1)</script>`))[0]?.name !== "script", html],
  dynamicAttribute: [protocolIsNot(running, "", "javascript:alert(1)"), through("attribute"), "href"],
};

test.each(Object.keys(rows) as EscaperName[])(
  "the row %s holds its attack, and without it the attack gets through",
  (name) => {
    const [trial, weaker, arg] = rows[name];
    expect(trial(through(name, arg)), `${name} holds`).toBe(true);
    expect(trial(weaker), `${name} is needed`).toBe(false);
  },
);

test("the table has a row for every place, and a trial for every row", () => {
  expect(Object.keys(rows).sort()).toEqual(Object.keys(escapers).sort());
  expect(Object.isFrozen(escapers)).toBe(true);
});
