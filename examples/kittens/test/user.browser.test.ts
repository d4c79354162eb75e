import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "ampoule";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawKitten } from "../src/pictures/album.ts";
import { type Running, startAll } from "../src/start.ts";
import { hasChromium, screenshot, startChromium } from "./support/chromium.ts";
import { logIn } from "./support/visitor.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "purr-purr-purr";
const LOOKS = [
  { look: "light", width: 1280, scheme: "light" },
  { look: "dark", width: 1280, scheme: "dark" },
  { look: "phone", width: 360, scheme: "light" },
] as const;

let instance: string;
let running: Running;

beforeAll(async () => {
  instance = mkdtempSync(join(tmpdir(), "kittens-"));
  running = await startAll({ instance, ports: { sealed: 0, unsealed: 0, attacker: 0 } }, silentLogger);
});

afterAll(async () => {
  await running.close();
  rmSync(instance, { recursive: true, force: true });
});

/** What axe-core finds wrong with the page, as `rule: element`. */
async function flaws(page: Page): Promise<string[]> {
  // Through the protocol, which the page's own policy does not stop.
  await page.evaluate(AXE);
  const results = (await page.evaluate("axe.run()")) as { violations: { id: string; nodes: { html: string }[] }[] };
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.skipIf(!hasChromium)("a user", () => {
  it.each([
    ["with JavaScript", true],
    ["without JavaScript", false],
  ])("joins, speaks, shows a kitten, changes the profile, and leaves, %s", async (_how, javaScriptEnabled) => {
    const chromium = await startChromium({ javaScriptEnabled });
    try {
      const page = await chromium.context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(error.message));
      const name = javaScriptEnabled ? "whiskers" : "mittens";
      const { origin } = running.sealed;

      await page.goto(origin);
      await page.getByRole("link", { name: "Join", exact: true }).click();
      await page.getByLabel("Name").fill(name);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByLabel("Password, once more").fill(PASSWORD);
      await page.getByRole("button", { name: "Join" }).click();

      await page.getByText(`Welcome to the litter, ${name}.`).waitFor();
      await page.getByLabel("Motto").fill("It wasn't me");
      await page.getByLabel("Website").fill("https://example.com/?a=1&b=2");
      await page.getByLabel("Colour").fill("rebeccapurple");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("“It wasn't me”").waitFor();
      expect(await page.locator(".profile__website").getAttribute("href")).toBe("https://example.com/?a=1&b=2");
      const strip = page.locator(".profile__strip");
      const colour = 'getComputedStyle(document.querySelector(".profile__strip")).backgroundColor';
      if (javaScriptEnabled) expect(await page.evaluate(colour)).toBe("rgb(102, 51, 153)");
      expect(await strip.count()).toBe(1);

      await page.getByRole("link", { name: "Kittens", exact: true }).click();
      await page.getByLabel("Message", { exact: true }).fill("First!\n<b>Really</b> first.");
      await page
        .getByLabel("File")
        .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from(drawKitten("slate", 200)) });
      await page.getByLabel("Caption").fill('Me, "asleep"');
      if (javaScriptEnabled) await page.locator("canvas.preview:not([hidden])").waitFor();
      await page.getByRole("button", { name: "Tell everybody" }).click();

      const post = page.locator(".post").first();
      await post.getByText("<b>Really</b> first.").waitFor();
      const picture = post.getByAltText('Me, "asleep"');
      await picture.waitFor();
      expect(await picture.boundingBox()).toMatchObject({ width: expect.any(Number) });

      await page.getByRole("searchbox").fill("really");
      await page.getByRole("searchbox").press("Enter");
      await page.getByRole("heading", { name: "“really”" }).waitFor();
      expect(await page.locator(".post").count()).toBe(1);

      await page.getByRole("link", { name }).first().click();
      await page.getByRole("link", { name: "Delete your profile" }).click();
      await page.getByRole("button", { name: "Delete my profile" }).click();
      await page.getByText(`${name} has left.`).waitFor();
      expect(running.sealed.models.users.byName(name)).toBeUndefined();
      expect((await page.goto(`${origin}/user/${name}`))?.status()).toBe(404);
      expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
    } finally {
      await chromium.close();
    }
  });

  it("finds every page accessible, in the light, in the dark and on a phone", async () => {
    const chromium = await startChromium();
    try {
      const page = await chromium.context.newPage();
      const found: string[] = [];
      const { sealed, unsealed, attacker } = running;
      const visit = async (name: string, url: string, prepare?: () => Promise<void>): Promise<void> => {
        for (const { look, width, scheme } of LOOKS) {
          await page.setViewportSize({ width, height: 860 });
          await page.emulateMedia({ colorScheme: scheme });
          await page.goto(url);
          await prepare?.();
          await page.waitForLoadState("load");
          await screenshot(page, `${name}-${look}`);
          for (const flaw of await flaws(page)) found.push(`${name} (${look}) ${flaw}`);
          const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
          if (overflow !== 0) found.push(`${name} (${look}) scrolls sideways by ${overflow} px`);
        }
      };
      await visit("welcome", sealed.origin);
      await visit("join", `${sealed.origin}/register`);
      await visit("join-errors", `${sealed.origin}/register`, async () => {
        await page.getByLabel("Name").fill("minka");
        await page.getByLabel("Password", { exact: true }).fill("warm-milk-at-seven");
        await page.getByLabel("Password, once more").fill("warm-milk-at-eight");
        await page.getByRole("button", { name: "Join" }).click();
        await page.locator(".field__errors").first().waitFor();
      });
      await visit("not-found", `${sealed.origin}/nothing`);
      await visit("unsealed", unsealed.origin);
      await page.setViewportSize({ width: 1280, height: 860 });
      await logIn(page, sealed.origin);
      await visit("feed", sealed.origin);
      await visit("profile", `${sealed.origin}/user/minka`);
      await visit("edit", `${sealed.origin}/user/edit`);
      await visit("delete", `${sealed.origin}/user/delete`);
      await visit("search", `${sealed.origin}/search?q=wool`);
      await visit("attacker", attacker.origin);
      await visit("attack", `${attacker.origin}/attack/script-string/unsealed`, async () => {
        await page.locator("#prepare").click();
        await page.locator("#bait").waitFor();
      });
      expect(found).toEqual([]);
    } finally {
      await chromium.close();
    }
  });

  it("can use it with the keyboard alone, and sees where the focus is", async () => {
    const chromium = await startChromium();
    try {
      const page = await chromium.context.newPage();
      await page.goto(`${running.sealed.origin}/login`);
      await page.locator("body").focus();
      await page.getByRole("link", { name: "Skip to the kittens" }).focus();
      expect((await page.getByRole("link", { name: "Skip to the kittens" }).boundingBox())?.y).toBeGreaterThanOrEqual(
        0,
      );
      await page.getByLabel("Name").focus();
      await page.keyboard.type("minka");
      await page.keyboard.press("Tab");
      await page.keyboard.type("warm-milk-at-six");
      await page.keyboard.press("Tab");
      const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineWidth");
      expect(outline).toBe("3px");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Log out" }).waitFor();
    } finally {
      await chromium.close();
    }
  });
});
