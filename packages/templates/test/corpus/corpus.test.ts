/** Ordinary pages and macros, in the manner of Flask and nunjucks projects: none is refused, and no value is spoiled. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setBlockedHook } from "@ampoule/markup/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ChainableUndefined,
  DictLoader,
  Environment,
  type EnvironmentOptions,
  nullCatalogue,
  translations,
} from "../../src/index.ts";
import { dataFor, globals } from "./data.ts";
import { contentOf } from "./reading.ts";

const folder = join(import.meta.dirname, "pages");
const names = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: false })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.(?:j2|njk)$/.test(name))
  .sort();
const sources = Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));

function environment(options: EnvironmentOptions = {}): Environment {
  const env = new Environment({
    loader: new DictLoader(sources),
    extensions: ["do", "loopcontrols", "i18n"],
    ...options,
  });
  for (const [name, translate] of translations(nullCatalogue)) env.globals.set(name, translate);
  for (const [name, value] of Object.entries(globals)) env.globals.set(name, value);
  return env;
}

const engines = [environment(), environment({ autoescape: "html" })] as const;
/** In nunjucks whatever is undefined may be asked for more. */
const nunjucks = { undefined: ChainableUndefined };
const nunjucksEngines = [environment(nunjucks), environment({ ...nunjucks, autoescape: "html" })] as const;
/** Pages that plain HTML escaping spoils, so that there is nothing to compare with. */
const SPOILED: ReadonlySet<string> = new Set([
  "flask/embed/oembed.html.j2", // HTML in an attribute
  "stimulus/controller.html.j2", // JSON between double quotes
]);
const blocked: string[] = [];
beforeAll(() => setBlockedHook(({ escaper, reason }) => blocked.push(`${escaper}: ${reason}`)));
afterAll(() => setBlockedHook(undefined));

test("there are 150 of them", () => expect(names.length).toBeGreaterThanOrEqual(150));

describe.each([
  ["plain words", "Ann Bee"],
  ["what people have in their names", "Ann O'Brien & Söhne <“Ünï”> 日本"],
])("with %s", (_, person) => {
  const data = dataFor(person);
  test.each(names)("%s", (name) => {
    blocked.length = 0;
    const [contextual, plain] = name.startsWith("nunjucks/") ? nunjucksEngines : engines;
    const page = contextual.getTemplate(name).render(data);
    expect(blocked).toEqual([]);
    expect(page).not.toMatch(/about:invalid|_blocked_|data-blocked/);
    if (!SPOILED.has(name)) expect(contentOf(page)).toEqual(contentOf(plain.getTemplate(name).render(data)));
  });
});
