/**
 * The thirteen places of a page in which a value can be turned against its readers, each with an attack, and a judge that
 * parses what came out. Any engine can be judged: a place is a template with `{{ v }}` and, once, `{{ w }}`.
 */
import { parseExpressionAt } from "acorn";
import { tokenize } from "css-tree";
import { badUrls, elementsOf, foreignCode, textOf } from "./judge.ts";

export interface Place {
  /** What the place is called in tables. */
  readonly name: string;
  readonly template: string;
  readonly attacks: readonly { readonly v: string; readonly w?: string }[];
  /** Did every value stay in its place? */
  readonly held: (html: string, attack: { readonly v: string }) => boolean;
}

const attributesOf = (html: string, tag: string): readonly { name: string; value: string }[] =>
  elementsOf(html).find(({ tagName }) => tagName === tag)?.attrs ?? [];
const valueOf = (html: string, tag: string, name: string): string =>
  attributesOf(html, tag).find((attribute) => attribute.name === name)?.value ?? "";
const hasNoScript = (html: string): boolean =>
  elementsOf(html).every(
    ({ tagName, attrs }) => tagName !== "script" && attrs.every(({ name }) => !name.startsWith("on")),
  );

/** Runs a script with every global replaced by a trap: true where nothing was called but `f`. */
function callsOnly(code: string, allowed: readonly string[]): boolean {
  try {
    parseExpressionAt(`(function () { ${code}\n })`, 0, { ecmaVersion: "latest" });
  } catch {
    return false; // the value broke the script
  }
  let trapped = false;
  const trap = (): void => {
    trapped = true;
  };
  const names = ["alert", "fetch", "eval", "document", "window"];
  const nothing = (): void => {};
  try {
    new Function(...names, ...allowed, code)(...names.map(() => trap), ...allowed.map(() => nothing));
  } catch {
    // What the script does with its value is its own affair.
  }
  return !trapped;
}

const scriptOf = (html: string): string => textOf(elementsOf(html).find(({ tagName }) => tagName === "script")!);

export const THIRTEEN: readonly Place[] = [
  {
    name: "text",
    template: "<p>{{ v }}</p>",
    attacks: [{ v: "<script>alert(1)</script>" }, { v: "<img src=x onerror=alert(1)>" }],
    held: hasNoScript,
  },
  {
    name: '"attribute"',
    template: '<p title="{{ v }}">x</p>',
    attacks: [{ v: '" onmouseover="alert(1)' }, { v: '"><script>alert(1)</script>' }],
    held: (html) => attributesOf(html, "p").length === 1 && hasNoScript(html),
  },
  {
    name: "attribute=",
    template: "<p title={{ v }} id=a>x</p>",
    attacks: [{ v: "x onmouseover=alert(1)" }, { v: "" }],
    held: (html, { v }) => attributesOf(html, "p").length === 2 && valueOf(html, "p", "title") === v,
  },
  {
    name: "href",
    template: '<a href="{{ v }}">x</a>',
    attacks: [
      { v: "javascript:alert(1)" },
      { v: " jAva\tscript:alert(1)" },
      { v: "data:text/html,<script>alert(1)</script>" },
    ],
    held: (html) => badUrls(elementsOf(html)).length === 0,
  },
  {
    name: "script value",
    template: "<script>var a = {{ v }};</script>",
    attacks: [{ v: "alert(1)" }, { v: "1;alert(1)" }, { v: "</script><script>alert(1)</script>" }],
    held: (html) =>
      elementsOf(html).filter(({ tagName }) => tagName === "script").length === 1 && callsOnly(scriptOf(html), []),
  },
  {
    name: "script string",
    template: '<script>var a = "{{ v }}"; var b = "{{ w }}";</script>',
    attacks: [
      { v: "\\", w: ";alert(1)//" },
      { v: '";alert(1)//', w: "" },
      { v: "</script><script>alert(1)</script>", w: "" },
    ],
    held: (html) =>
      elementsOf(html).filter(({ tagName }) => tagName === "script").length === 1 && callsOnly(scriptOf(html), []),
  },
  {
    name: "onclick",
    template: "<p onclick=\"f('{{ v }}')\">x</p>",
    attacks: [{ v: "');alert(1)//" }, { v: "'+alert(1)+'" }, { v: "&#39;);alert(1)//" }],
    held: (html) => attributesOf(html, "p").length === 1 && callsOnly(valueOf(html, "p", "onclick"), ["f"]),
  },
  {
    name: "style",
    template: '<p style="color: {{ v }}">x</p>',
    attacks: [
      { v: "red;background:url(//evil.example)" },
      { v: "red}*{display:none" },
      { v: "url(javascript:alert(1))" },
    ],
    held: (html) => {
      let separators = 0;
      tokenize(valueOf(html, "p", "style"), (type) => {
        if ([2, 7, 17, 23, 24].includes(type)) separators++; // function, url, semicolon, braces
      });
      return separators === 0;
    },
  },
  {
    name: "srcset",
    template: '<img srcset="{{ v }} 1x" alt="">',
    attacks: [{ v: "javascript:alert(1)" }, { v: "/a 1x, javascript:alert(1)" }],
    held: (html) => !/(?:^|,)\s*javascript:/i.test(valueOf(html, "img", "srcset")),
  },
  {
    name: "comment",
    template: "<!-- {{ v }} --><p>x</p>",
    attacks: [{ v: "--><script>alert(1)</script>" }, { v: "--!><script>alert(1)</script>" }],
    held: hasNoScript,
  },
  {
    name: "?q=",
    template: '<a href="/s?q={{ v }}&amp;r=1">x</a>',
    attacks: [{ v: "a&admin=1" }, { v: "a#b" }, { v: "100%25 +1" }],
    held: (html, { v }) => {
      const { searchParams, hash } = new URL(valueOf(html, "a", "href"), "https://own.example");
      return searchParams.get("q") === v && [...searchParams].length === 2 && hash === "";
    },
  },
  {
    name: "srcdoc",
    template: '<iframe srcdoc="{{ v }}"></iframe>',
    attacks: [{ v: "<script>alert(1)</script>" }, { v: "<img src=x onerror=alert(1)>" }],
    held: (html) => hasNoScript(valueOf(html, "iframe", "srcdoc")) && hasNoScript(html),
  },
  {
    name: "script src",
    template: '<script src="{{ v }}"></script>',
    attacks: [{ v: "//evil.example/x.js" }, { v: "https://evil.example/x.js" }, { v: "data:text/javascript,alert(1)" }],
    held: (html) => foreignCode(elementsOf(html)).length === 0,
  },
];
