import { createRequire } from "node:module";
import { html } from "@ampoule/markup";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launch, pageOf } from "../support/browser.ts";
import { everything, wrong } from "./everything.ts";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let browser: Browser;
let page: Page;

/** What axe-core finds in a page; `incomplete` are things it could not decide. */
async function findings(content: string): Promise<{ violations: string[]; checked: number }> {
  await page.setContent(content);
  await page.addScriptTag({ path: axePath });
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const violations = results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html: source }) => source).join(" ")}`,
  );
  return { violations, checked: results.passes.length };
}

describe.skipIf(!hasBrowser)("axe-core finds nothing wrong in Chromium", () => {
  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  test.each(["plain", "bootstrap5", "govuk"] as const)("%s: empty, with errors, enhanced", async (theme) => {
    const forms = [everything.blank(), await everything.validate(wrong)];
    for (const form of forms) {
      for (const enhance of [false, true]) {
        const { violations, checked } = await findings(pageOf("Sign up", form.render({ theme, enhance })));
        expect(violations).toEqual([]);
        expect(checked).toBeGreaterThan(10);
      }
    }
  });

  test("right to left, in Arabic", async () => {
    const form = await everything.validate(wrong, { locale: "ar" });
    expect((await findings(pageOf("تسجيل", form.render(), "ar", "rtl"))).violations).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector("form")!).direction)).toBe("rtl");
  });

  test("fields printed one by one: label, control, description, errors", async () => {
    const form = await everything.validate(wrong);
    const rows = [...form].map(
      (field) => html`<div>${field.label} ${field} ${field.description} ${field.errors}</div>`,
    );
    const single = rows.filter((_row, index) => !["button", "hidden"].includes([...form][index]!.shape));
    expect((await findings(pageOf("One by one", html`<form method="post">${single}</form>`))).violations).toEqual([]);
  });

  test("names and descriptions are what a screen reader says", async () => {
    const form = await everything.validate(wrong);
    await page.setContent(pageOf("Sign up", form.render()));
    const name = page.getByRole("textbox", { name: "Name" });
    const described = await name.evaluate((control) =>
      (control.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent),
    );
    expect(described).toEqual(["As in your passport", "This field is required."]);
    await expect(page.getByRole("radiogroup", { name: "Size" }).count()).resolves.toBe(1);
    await expect(page.getByRole("group", { name: "Home address" }).count()).resolves.toBe(1);
    await expect(page.getByRole("checkbox", { name: "mon" }).count()).resolves.toBe(1);
    await page.getByRole("link", { name: /^Size:/ }).click();
    expect(await page.evaluate(() => document.querySelector(":target")?.id)).toBe("size-0");
  });

  test("twin: without labels and wiring axe does find something", async () => {
    const { violations } = await findings(
      pageOf("Bad", '<form><input id="a" name="a"><select name="b"><option>1</option></select></form>'),
    );
    expect(violations.length).toBeGreaterThan(0);
  });
});
