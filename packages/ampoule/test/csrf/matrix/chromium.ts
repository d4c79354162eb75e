/** Chromium with a profile of its own that sends third-party cookies, as most people's browsers do. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";

const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP *.localhost 127.0.0.1",
];

/** @throws Error where there has to be one */
export function findChromium(): boolean {
  if (existsSync(EXECUTABLE)) return true;
  const message = `no browser at ${EXECUTABLE}. Install chromium, or name one in CHROMIUM`;
  if (process.env["AMPOULE_REQUIRE_ALL"] === "1") throw new Error(message);
  console.warn(`\n  SKIPPED: the matrix of forgeries: ${message}.\n`);
  return false;
}

export interface Chromium {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** Starts it. The back/forward cache, which Playwright switches off, is on: people have it. */
export async function startChromium(options: { readonly javaScriptEnabled?: boolean } = {}): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), "ampoule-chromium-"));
  mkdirSync(join(profile, "Default"));
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: EXECUTABLE,
    headless: true,
    args: FLAGS,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    ...options,
  });
  context.setDefaultTimeout(10_000);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
