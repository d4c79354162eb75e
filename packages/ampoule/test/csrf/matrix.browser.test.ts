/** What a browser sends, and what becomes of it: each row against the sealed application, and against its twins. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Attacker, startAttacker } from "./matrix/attacker.ts";
import { ATTACKS } from "./matrix/attacks.ts";
import { type Chromium, findChromium, startChromium } from "./matrix/chromium.ts";
import { HABITS } from "./matrix/habits.ts";
import type { Row } from "./matrix/scene.ts";
import { markdownOf, type Played, shownMatrix, writeMatrix } from "./matrix/table.ts";
import { startVictim, type Victim, type VictimName } from "./matrix/victim.ts";

const NAMES: readonly VictimName[] = ["sealed", "layer1", "layer2", "unsealed"];

describe.skipIf(!findChromium())("what a browser does", () => {
  const victims = new Map<VictimName, Victim>();
  let attacker: Attacker;
  let scripting: Chromium;
  let scriptless: Chromium;
  const played = new Map<Row, Played>();

  function victim(name: VictimName): Victim {
    const found = victims.get(name);
    if (found === undefined) throw new Error(`The application "${name}" was not started`);
    return found;
  }

  beforeAll(async () => {
    attacker = await startAttacker();
    for (const name of NAMES) victims.set(name, await startVictim(name));
    scripting = await startChromium();
    scriptless = await startChromium({ javaScriptEnabled: false });
  });

  afterAll(async () => {
    await Promise.all([scripting?.close(), scriptless?.close()]);
    await Promise.all([attacker?.close(), ...[...victims.values()].map((each) => each.close())]);
  });

  /** Against all of its applications at once: they are sites of their own, and share no cookies. */
  async function play(row: Row): Promise<Row["outcomes"]> {
    const { context } = row.withoutScripts === true ? scriptless : scripting;
    const names = NAMES.filter((name) => row.outcomes[name] !== undefined);
    try {
      const outcomes = names.map(async (name) => {
        victim(name).reset();
        return [name, await row.play({ victim: victim(name), context, attacker })] as const;
      });
      return Object.fromEntries(await Promise.all(outcomes));
    } finally {
      const [, ...pages] = context.pages();
      await Promise.all(pages.map((page) => page.close()));
      await context.clearCookies();
    }
  }

  describe.each([
    ["an attacker", ATTACKS],
    ["a visitor", HABITS],
  ])("%s", (_who, rows) => {
    test.each(rows)("$does: $outcomes.sealed; without the guards: $outcomes.unsealed", async (row) => {
      const outcomes = await play(row);
      const arrival = victim("sealed").arrivals.at(-1);
      played.set(row, { does: row.does, outcomes, arrival: arrival === undefined ? undefined : { ...arrival } });
      expect(outcomes).toEqual(row.outcomes);
    });
  });

  test("docs/csrf.md shows what happened", () => {
    const playedOf = (rows: readonly Row[]): Played[] =>
      rows.map((row) => played.get(row)).filter((row) => row !== undefined);
    expect(played.size).toBe(ATTACKS.length + HABITS.length);
    const markdown = markdownOf(playedOf(ATTACKS), playedOf(HABITS), victim("sealed"));
    if (process.env["AMPOULE_WRITE_DOCS"] === "1") writeMatrix(markdown);
    expect(shownMatrix()).toBe(markdown);
  });
});
