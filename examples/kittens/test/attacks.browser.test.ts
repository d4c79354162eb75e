import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "ampoule";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ATTACKS } from "../src/attacker/attacks/all.ts";
import { DEMO } from "../src/seed/people.ts";
import { type Running, type RunningKittens, startAll } from "../src/start.ts";
import { type Chromium, hasChromium, startChromium } from "./support/chromium.ts";
import { logIn } from "./support/visitor.ts";

/** How long an attack on the sealed site gets to show an effect; on the unsealed one they all take less. */
const GRACE = 2500;

/** What the victim does on the page that the bait opens; where nothing is named, looking is enough. */
const DEEDS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "unquoted-attribute": (page) => page.locator(".photo img").first().hover(),
  "javascript-link": (page) => page.locator(".profile__website").click({ noWaitAfter: true }),
  // More than once: a click that comes before the browser has laid out another site's frame goes past it.
  clickjacking: async (page) => {
    await page.waitForLoadState("load");
    for (let strokes = 0; strokes < 3; strokes++) {
      await page.locator(".trap").click();
      await page.waitForTimeout(500);
    }
  },
  "open-redirect": async (page) => {
    await page.getByLabel("Name").fill(DEMO.name);
    await page.getByLabel("Password").fill(DEMO.password);
    await page.locator("main").getByRole("button", { name: "Log in" }).click();
  },
};

/** Whether a script of the attacker's has run in any page that is open, its frames included. */
async function mischief(chromium: Chromium): Promise<boolean> {
  const frames = chromium.context.pages().flatMap((page) => page.frames());
  const found = await Promise.all(
    frames.map((frame) => frame.evaluate(() => "mischief" in globalThis).catch(() => false)),
  );
  return found.includes(true);
}

function dataOf({ models }: RunningKittens): string {
  return JSON.stringify([models.users.newest(1000), models.posts.newest(1000)]);
}

describe.skipIf(!hasChromium)("attacks in a browser", () => {
  let instance: string;
  let running: Running;
  let chromium: Chromium;

  beforeAll(async () => {
    instance = mkdtempSync(join(tmpdir(), "kittens-"));
    running = await startAll({ instance, ports: { sealed: 0, unsealed: 0, attacker: 0 } }, silentLogger);
    chromium = await startChromium();
  });

  afterAll(async () => {
    await chromium.close();
    await running.close();
    rmSync(instance, { recursive: true, force: true });
  });

  afterEach(async () => {
    const [first, ...others] = chromium.context.pages();
    await Promise.all(others.map((page) => page.close()));
    await first?.goto("about:blank");
    await chromium.context.clearCookies();
  });

  /** Sets the trap on the attacker's page, and takes the bait as the victim would. */
  async function carryOut(slug: string, target: "sealed" | "unsealed"): Promise<{ exhibit: Page; before: string }> {
    await running[target].reset();
    const exhibit = await chromium.context.newPage();
    await logIn(exhibit, running[target].origin);
    await exhibit.goto(`${running.attacker.origin}/attack/${slug}/${target}`);
    await exhibit.locator("#prepare").click();
    const link = exhibit.locator("#bait");
    await link.waitFor();
    const before = dataOf(running[target]);
    const opened = chromium.context.waitForEvent("page");
    await link.click();
    const bait = await opened;
    await bait.waitForLoadState("domcontentloaded").catch(() => undefined);
    await DEEDS[slug]?.(bait);
    return { exhibit, before };
  }

  describe.each([...ATTACKS.values()])("$slug", ({ slug, proof }) => {
    it("works where the guards are off", async () => {
      const { exhibit, before } = await carryOut(slug, "unsealed");
      await exhibit.locator('#outcome[data-state="worked"]').waitFor();
      if (proof === "deleted") {
        expect(running.unsealed.models.users.byName(DEMO.name)).toBeUndefined();
        expect(dataOf(running.unsealed)).not.toBe(before);
      }
    });

    it("runs nothing and changes nothing where they are on", async () => {
      const { exhibit, before } = await carryOut(slug, "sealed");
      await exhibit.waitForTimeout(GRACE);
      expect(await mischief(chromium)).toBe(false);
      expect(await exhibit.locator("#outcome").getAttribute("data-state")).toBe("quiet");
      expect(await exhibit.locator(".outcome__lines li").count()).toBe(0);
      expect(dataOf(running.sealed)).toBe(before);
      expect(running.sealed.models.users.byName(DEMO.name)).toBeDefined();
    });
  });

  it("is noticed by these tests when a script runs", async () => {
    await carryOut("stored-xss", "unsealed");
    await expect.poll(() => mischief(chromium)).toBe(true);
  });
});
