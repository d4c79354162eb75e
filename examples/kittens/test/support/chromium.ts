import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SCREENSHOTS = fileURLToPath(new URL("../../../../test-results/kittens/", import.meta.url));

export const hasChromium: boolean = existsSync(EXECUTABLE);

if (!hasChromium)
  console.warn(`\n  SKIPPED: no browser at ${EXECUTABLE}. Install chromium, or name one in CHROMIUM.\n`);

export interface Chromium {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/**
 * Starts Chromium with a profile of its own that sends third-party cookies, as Chrome's default profile does: Debian's
 * Chromium and private windows do not, and would protect the unsealed site from three of the attacks.
 */
export async function startChromium(options: { javaScriptEnabled?: boolean } = {}): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), "kittens-chromium-"));
  mkdirSync(join(profile, "Default"));
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: 860 },
    ...options,
  });
  context.setDefaultTimeout(20_000);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Keeps a picture of the page in test-results/, for a person to look at. */
export async function screenshot(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage, animations: "disabled" });
}
