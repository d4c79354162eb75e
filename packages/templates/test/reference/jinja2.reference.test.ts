/**
 * Random templates and data, rendered by this engine and by Debian's python3-jinja2: the same bytes, the same errors.
 *
 * AMPOULE_SEED repeats a run (each failure names its own seed, which with AMPOULE_CASES=1 repeats that case alone),
 * AMPOULE_CASES says how many cases, AMPOULE_REQUIRE_ALL=1 makes a missing Jinja2 a failure.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findings } from "./found.ts";
import { hasJinja, Jinja } from "./jinja.ts";
import { judge } from "./judge.ts";
import { type Difference, search } from "./search.ts";

const CASES = 5000;
/** Differences to collect before giving up. */
const ENOUGH = 5;

function setting(name: string): number | undefined {
  const text = process.env[name];
  return text === undefined || text === "" ? undefined : Number(text);
}

const seed = setting("AMPOULE_SEED") ?? Math.floor(Math.random() * 2 ** 30);
const count = setting("AMPOULE_CASES") ?? CASES;
const isThere = hasJinja();

if (!isThere) {
  const advice = "python3-jinja2 is not installed (apt-get install python3-jinja2): nothing to compare with";
  if (process.env["AMPOULE_REQUIRE_ALL"] === "1") throw new Error(advice);
  console.warn(`\n!!! SKIPPED: ${advice} !!!\n`);
}

function show({ seed: own, case: given, theirs, mine }: Difference): string {
  const templates = Object.entries(given.templates).map(([name, source]) => `  ${name}: ${JSON.stringify(source)}`);
  return [
    `seed ${own}, options ${JSON.stringify(given.options)}`,
    ...templates,
    `  context: ${JSON.stringify(given.context)}`,
    `  Jinja2:  ${JSON.stringify(theirs)}`,
    `  ours:    ${JSON.stringify(mine)}`,
  ].join("\n");
}

describe.skipIf(!isThere)("as Jinja2 does", () => {
  let jinja: Jinja;
  beforeAll(async () => {
    jinja = await Jinja.start();
  });
  afterAll(() => jinja.stop());

  test("what was found once is what Jinja2 says", async () => {
    const outcomes = await jinja.render(findings.map(({ given }) => given));
    for (const [index, { given, expected }] of findings.entries()) {
      const mine = /(?:Error|NotFound)$/.test(expected)
        ? { error: expected, ofJinja: true, message: "", line: null }
        : { output: expected };
      expect(judge(outcomes[index]!, mine, given), given.templates["main"]).toBe("same");
    }
  });

  test(
    "random templates render the same",
    async () => {
      const { counts, differences } = await search(jinja, { seed, count, enough: ENOUGH });
      console.log(`Jinja2 ${jinja.version}, seed ${seed}, ${count} cases: ${JSON.stringify(counts)}`);
      expect(differences.map(show).join("\n\n")).toBe("");
      // A generator that makes nothing but errors would compare nothing.
      expect(counts.same - counts.errors).toBeGreaterThan(count / 4);
    },
    60_000 + 200 * count,
  );
});
