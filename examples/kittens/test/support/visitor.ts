import type { Page } from "playwright-core";
import { DEMO } from "../../src/seed/people.ts";

/** Logs in as the demo user, through the form. */
export async function logIn(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/login`);
  await page.getByLabel("Name").fill(DEMO.name);
  await page.getByLabel("Password").fill(DEMO.password);
  await page.locator("main").getByRole("button", { name: "Log in" }).click();
  await page.getByRole("button", { name: "Log out" }).waitFor();
}
