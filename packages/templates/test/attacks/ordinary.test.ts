/**
 * The other side of the attacks: what reasonable authors write. It compiles, no value is blocked, and each value is found in
 * the page unchanged.
 */
import { setBlockedHook } from "@ampoule/markup/engine";
import { tokenizer } from "acorn";
import { afterEach, describe, expect, test } from "vitest";
import { DictLoader, describe as describeFunction, Environment } from "../../src/index.ts";
import { elementsOf, textOf } from "../proof/judge.ts";
import { type Ordinary, ordinary } from "./rows/ordinary.ts";

const blocked: string[] = [];
afterEach(() => {
  blocked.length = 0;
  setBlockedHook(undefined);
});

function render(template: Ordinary[1], data: Readonly<Record<string, unknown>>): string {
  const templates = typeof template === "string" ? { main: template } : template;
  const env = new Environment({ loader: new DictLoader(templates), extensions: ["do", "loopcontrols"] });
  const urlFor = (endpoint: string, filename?: string): string => `/${endpoint}/${filename ?? ""}`;
  env.globals.set("url_for", describeFunction(urlFor, { params: ["endpoint", "filename"] }));
  setBlockedHook(({ escaper, reason }) => blocked.push(`${escaper}: ${reason}`));
  return env.getTemplate("main").render(data);
}

/** All that a reader of the page finds: texts, attributes, strings and numbers of scripts and JSON, decoded. */
function contentOf(html: string): string {
  const found: string[] = [html.replace(/<!--[\s\S]*?-->/g, "")];
  for (const element of elementsOf(html)) {
    found.push(textOf(element), ...element.attrs.flatMap(({ name, value }) => [name, value, ...literals(value)]));
    if (element.tagName === "script") found.push(...literals(textOf(element)));
  }
  return found.flatMap((text) => [text, decodeUrl(text), decodeCss(text)]).join("\n");
}

function literals(code: string): string[] {
  try {
    return [...tokenizer(code, { ecmaVersion: "latest" })].map((token) =>
      "value" in token ? String(token.value ?? "") : "",
    );
  } catch {
    return [];
  }
}

function decodeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

const decodeCss = (text: string): string =>
  text.replace(/\\([0-9a-f]{1,6}) ?/gi, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16) % 0x110000),
  );

/** The texts and numbers in the data. */
function leavesOf(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.getPrototypeOf(value) === Object.prototype ? Object.values(value).flatMap(leavesOf) : [String(value)];
}

describe("what people write is accepted", () => {
  test.each(ordinary.map((row, i) => [`C${String(i + 1).padStart(2, "0")} ${row[0]}`, row[1], row[2] ?? {}] as const))(
    "%s",
    (_, template, data) => {
      const html = render(template, data);
      expect(blocked).toEqual([]);
      expect(html).not.toMatch(/blocked/i);
      const content = contentOf(html).toLowerCase();
      for (const leaf of leavesOf(data)) expect(content).toContain(leaf.toLowerCase());
    },
  );
});
