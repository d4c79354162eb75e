/**
 * What the language has, one by one: every filter, test, operator and method with every kind of value, and what is wrong with
 * templates, each as Jinja2 has it.
 *
 * There are more cases than anybody wants to wait for: AMPOULE_MATRIX=all runs them all, otherwise AMPOULE_SEED says which.
 * AMPOULE_JINJA names a folder with another Jinja2 than that of the system.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasJinja, Jinja } from "./jinja.ts";
import { families } from "./matrix/families.ts";
import { compare, type Mismatch } from "./matrix/run.ts";

/** How many cases of a family are tried, about. */
const SOME = 3000;
/** How many differences are shown. */
const SHOWN = 20;
const TIMEOUT = 1_200_000;

const isComplete = process.env["AMPOULE_MATRIX"] === "all";
const seed = Number(process.env["AMPOULE_SEED"] || Math.floor(Math.random() * 2 ** 30));

/** Every case, or one of each so many. */
function chosen<Item>(items: readonly Item[]): readonly Item[] {
  const stride = isComplete ? 1 : Math.max(1, Math.floor(items.length / SOME));
  return items.filter((_, index) => index % stride === seed % stride);
}

function show({ case: { templates, options, context }, theirs, mine }: Mismatch): string {
  return [templates, options, context, theirs, mine].map((part) => JSON.stringify(part)).join("\n  ");
}

/** Markup, whose methods escape other arguments since MarkupSafe 3, also where a filter makes it of its argument; `unique`. */
const NEWS = /\b(?:no)?markup\b|\btags\b|\bunique\b|\breplace\(.*\|safe\b/;

/** What newer versions of Jinja2 and MarkupSafe do otherwise. */
function isNews({ case: { templates } }: Mismatch, version: string): boolean {
  return /^3\.(?:0|1\.[0-5])\b/.test(version) && NEWS.test(templates["main"]!);
}

/** Jinja2 says 1 where it knows no line, and Python's own compiler counts those of the generated code. */
function hasLine({ theirs }: Mismatch): boolean {
  return "error" in theirs && theirs.error !== "SyntaxError" && theirs.line !== 1;
}

describe.skipIf(!hasJinja())(`one by one, seed ${seed}`, () => {
  let jinja: Jinja;
  beforeAll(async () => {
    jinja = await Jinja.start();
  });
  afterAll(() => jinja.stop());

  test.each(Object.entries(families))(
    "%s",
    async (name, make) => {
      const cases = chosen([...make()]);
      const { counts, mismatches, otherLines } = await compare(jinja, cases);
      console.log(`Jinja2 ${jinja.version}, ${name}, ${cases.length} cases: ${JSON.stringify(counts)}`);
      const others = /^faults/.test(name) ? otherLines.filter(hasLine) : [];
      const shown = [...mismatches.filter((one) => !isNews(one, jinja.version)), ...others].slice(0, SHOWN);
      expect(shown.map(show).join("\n\n")).toBe("");
      expect(counts.incomparable).toBeLessThan(cases.length / 20);
    },
    TIMEOUT,
  );
});
