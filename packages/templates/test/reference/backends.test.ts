/** Random templates come out the same where rendering is asynchronous. AMPOULE_SEED repeats a run. */
import { expect, test } from "vitest";
import { errorName, render, renderAsync } from "../../conformance/adapter.ts";
import type { Case } from "./cases.ts";
import { withTranslations } from "./judge.ts";
import { caseOf } from "./search.ts";

const CASES = 400;
const seed = Number(process.env["AMPOULE_SEED"] || Math.floor(Math.random() * 2 ** 30));

async function outcome(run: () => string | Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (error) {
    return `${errorName(error)}: ${String(error)}`;
  }
}

async function show(given: Case, run: typeof render | typeof renderAsync): Promise<string> {
  return outcome(() => run(given, withTranslations(given)));
}

test(`${CASES} random templates from seed ${seed}`, async () => {
  for (let own = seed; own < seed + CASES; own++) {
    const given = caseOf(own);
    expect(await show(given, renderAsync), `seed ${own}: ${JSON.stringify(given)}`).toBe(await show(given, render));
  }
}, 60_000);
