/** What people do with forms, without any bad intention. */
import type { Page } from "playwright-core";
import { endSession, forget, logIn, type Row, type Scene, settled, verdict } from "./scene.ts";

async function openForm({ context, victim }: Scene, path = "/note"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(victim.origin + path);
  return page;
}

async function send(page: Page, text: string): Promise<void> {
  await page.getByLabel("Note").fill(text);
  await page.getByRole("button").click();
}

async function sendWell(page: Page, text: string): Promise<void> {
  await send(page, text);
  await page.waitForURL(/done$/);
}

/** A page that the back/forward cache has kept is not loaded again: there is no `load` to wait for. */
async function goBack(page: Page): Promise<void> {
  await page.goBack({ waitUntil: "commit" });
  await page.getByLabel("Note").waitFor();
}

const ONCE = "carried out once";

/** A stale form has to come back with what was typed, and one click has to send it. */
async function sendStale(page: Page, scene: Scene): Promise<string> {
  await send(page, "Long text");
  await settled(scene, 1);
  if (scene.victim.deeds.length > 0) return verdict(scene);
  const kept = await page.getByLabel("Note").inputValue();
  if (kept !== "Long text") return "the input is lost";
  if ((await page.locator(".error").count()) === 0) return "nobody says why";
  await page.getByRole("button").click();
  await page.waitForURL(/done$/);
  return `asked again with the input kept; one click later ${verdict(scene)}`;
}

const ASKED_AGAIN = `asked again with the input kept; one click later ${ONCE}`;

export const HABITS: readonly Row[] = [
  {
    does: "fills in a form and sends it",
    outcomes: { sealed: ONCE, unsealed: ONCE },
    async play(scene) {
      await sendWell(await openForm(scene), "Hello");
      return verdict(scene);
    },
  },
  {
    does: "the same without JavaScript",
    withoutScripts: true,
    outcomes: { sealed: ONCE, unsealed: ONCE },
    async play(scene) {
      await sendWell(await openForm(scene), "Hello");
      return verdict(scene);
    },
  },
  {
    does: "the same from a page of ours under `Referrer-Policy: no-referrer`",
    outcomes: { sealed: ONCE, unsealed: ONCE },
    async play(scene) {
      await sendWell(await openForm(scene, "/quiet"), "Hello");
      return verdict(scene);
    },
  },
  {
    does: "opens it in five tabs and sends them in another order",
    outcomes: { sealed: "carried out 5 times", unsealed: "carried out 5 times" },
    async play(scene) {
      const tabs: Page[] = [];
      for (let tab = 0; tab < 5; tab++) tabs.push(await openForm(scene));
      for (const index of [3, 0, 4, 1, 2]) {
        const tab = tabs[index];
        if (tab !== undefined) await sendWell(tab, `${index}`);
      }
      return verdict(scene);
    },
  },
  {
    does: "opens it in five tabs at one moment, before there is a session, and sends them in another order",
    outcomes: {
      sealed: "carried out 5 times, some asked again with the input kept",
      unsealed: "carried out 5 times",
    },
    async play(scene) {
      await endSession(scene);
      // All are asked for before one is answered. Chromium asks for one address once at a time, so each has its own.
      scene.victim.delay = 2000;
      const tabs = await Promise.all(Array.from({ length: 5 }, (_, tab) => openForm(scene, `/note?tab=${tab}`)));
      scene.victim.delay = 0;
      let asked = 0;
      for (const index of [3, 0, 4, 1, 2]) {
        const tab = tabs[index];
        if (tab === undefined) continue;
        await send(tab, `tab ${index}`);
        await Promise.race([tab.waitForURL(/done$/), tab.locator(".error").waitFor()]);
        if ((await tab.locator(".error").count()) === 0) continue;
        if ((await tab.getByLabel("Note").inputValue()) !== `tab ${index}`) return "the input is lost";
        asked += 1;
        await tab.getByRole("button").click();
        await tab.waitForURL(/done$/);
      }
      return verdict(scene) + (asked > 0 ? ", some asked again with the input kept" : "");
    },
  },
  {
    does: "double-clicks the button",
    outcomes: { sealed: ONCE, unsealed: "carried out twice" },
    async play(scene) {
      const page = await openForm(scene);
      await page.getByLabel("Note").fill("Once");
      scene.victim.delay = 800;
      // As far apart as a hand makes them: of two clicks at one moment the browser sends one.
      await page.getByRole("button").dblclick({ delay: 100 });
      // The second click calls off the way to the answer of the first: only then is there a page to wait for.
      await settled(scene, 2);
      await page.waitForURL(/done$/);
      return verdict(scene);
    },
  },
  {
    does: "leaves a field empty, goes Back from the error, and sends it filled in",
    outcomes: { sealed: ONCE, unsealed: ONCE },
    async play(scene) {
      const page = await openForm(scene);
      await page.getByRole("button").click();
      await page.locator(".error").waitFor();
      await goBack(page);
      await sendWell(page, "Hello");
      return verdict(scene);
    },
  },
  {
    does: "goes Back after success, to the page as the browser kept it, and sends it again",
    outcomes: { sealed: ONCE, unsealed: "carried out twice" },
    async play(scene) {
      const page = await openForm(scene);
      await sendWell(page, "Hello");
      await goBack(page);
      await sendWell(page, "Hello");
      await settled(scene, 2);
      return verdict(scene);
    },
  },
  {
    does: "goes elsewhere and Back, to the page in the back/forward cache, and sends it",
    outcomes: { sealed: ONCE, unsealed: ONCE },
    async play(scene) {
      const page = await openForm(scene);
      await page.evaluate(() => {
        document.title = "kept";
      });
      await page.getByRole("link").click();
      await page.waitForURL(/done$/);
      await goBack(page);
      if ((await page.title()) !== "kept") return "the page was not kept";
      await sendWell(page, "Hello");
      return verdict(scene);
    },
  },
  {
    does: "sends a form whose session has ended meanwhile",
    outcomes: { sealed: ASKED_AGAIN, unsealed: ONCE },
    async play(scene) {
      const page = await openForm(scene);
      await endSession(scene);
      return sendStale(page, scene);
    },
  },
  {
    does: "sends a form that was open for three hours",
    outcomes: { sealed: ASKED_AGAIN, unsealed: ONCE },
    async play(scene) {
      const page = await openForm(scene);
      scene.victim.passed = 3 * 3_600_000;
      return sendStale(page, scene);
    },
  },
  {
    does: "sends a form that was open while another tab logged in",
    outcomes: { sealed: ASKED_AGAIN, unsealed: ONCE },
    async play(scene) {
      const page = await openForm(scene);
      await logIn(scene);
      forget(scene);
      return sendStale(page, scene);
    },
  },
];
