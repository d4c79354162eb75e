/** What a browser sends, and what becomes of it: each row against the sealed application, and against its twin without guards. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Attacker, startAttacker } from "./matrix/attacker.ts";
import { ATTACKS } from "./matrix/attacks.ts";
import { type Chromium, findChromium, startChromium } from "./matrix/chromium.ts";
import { HABITS } from "./matrix/habits.ts";
import type { Row } from "./matrix/scene.ts";
import { markdownOf, type Played, shownMatrix, writeMatrix } from "./matrix/table.ts";
import { startVictim, type Victim } from "./matrix/victim.ts";

describe.skipIf(!findChromium())("what a browser does", () => {
  let attacker: Attacker;
  let sealed: Victim;
  let unsealed: Victim;
  let scripting: Chromium;
  let scriptless: Chromium;
  const played = new Map<Row, Played>();

  beforeAll(async () => {
    attacker = await startAttacker();
    sealed = await startVictim("sealed");
    unsealed = await startVictim("unsealed");
    scripting = await startChromium();
    scriptless = await startChromium({ javaScriptEnabled: false });
  });

  afterAll(async () => {
    await Promise.all([scripting?.close(), scriptless?.close()]);
    await Promise.all([attacker?.close(), sealed?.close(), unsealed?.close()]);
  });

  async function play(row: Row, victim: Victim): Promise<string> {
    victim.reset();
    const { context } = row.withoutScripts === true ? scriptless : scripting;
    try {
      return await row.play({ victim, context, attacker });
    } finally {
      await Promise.all(
        context
          .pages()
          .slice(1)
          .map((page) => page.close()),
      );
      await context.clearCookies();
    }
  }

  describe.each([
    ["an attacker", ATTACKS],
    ["a visitor", HABITS],
  ])("%s", (_who, rows) => {
    test.each(rows)("$does: sealed, $sealed; unsealed, $unsealed", async (row) => {
      const outcome = await play(row, sealed);
      const arrival = sealed.arrivals.at(-1);
      played.set(row, { ...row, arrival: arrival === undefined ? undefined : { ...arrival } });
      expect({ sealed: outcome, unsealed: await play(row, unsealed) }).toEqual({
        sealed: row.sealed,
        unsealed: row.unsealed,
      });
    });
  });

  test("docs/csrf.md shows what happened", () => {
    const rowsOf = (rows: readonly Row[]): Played[] =>
      rows.map((row) => played.get(row)).filter((row) => row !== undefined);
    expect(played.size).toBe(ATTACKS.length + HABITS.length);
    const markdown = markdownOf(rowsOf(ATTACKS), rowsOf(HABITS), sealed);
    if (process.env["AMPOULE_WRITE_DOCS"] === "1") writeMatrix(markdown);
    expect(shownMatrix()).toBe(markdown);
  });
});
