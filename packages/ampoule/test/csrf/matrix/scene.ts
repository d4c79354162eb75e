/** One cell of the matrix while it is played: a victim, a browser, an attacker. */
import type { BrowserContext, Page } from "playwright-core";
import type { Attacker } from "./attacker.ts";
import type { Victim, VictimName } from "./victim.ts";

/** How long a browser gets to send what it should not send. */
const GRACE = 300;
const PATIENCE = 8000;

export interface Scene {
  readonly victim: Victim;
  readonly context: BrowserContext;
  readonly attacker: Attacker;
}

/** One row of the matrix. */
export interface Row {
  /** What somebody does, for the table. */
  readonly does: string;
  /** Plays it. @returns what came of it */
  readonly play: (scene: Scene) => Promise<string>;
  /** What has to come of it, by how the application is guarded. */
  readonly outcomes: Readonly<Partial<Record<VictimName, string>>>;
  /** Where the browser runs no scripts. */
  readonly withoutScripts?: boolean;
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Logs in through the form. */
export async function logIn({ victim, context }: Scene, name = "ada"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${victim.origin}/login`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button").click();
  await page.waitForURL(`${victim.origin}/`);
  return page;
}

type Cookies = Parameters<BrowserContext["addCookies"]>[0];

const sessions = new WeakMap<Victim, Cookies>();

/** The victim has logged in before: the cookie is enough. */
export async function beLoggedIn(scene: Scene): Promise<void> {
  const { victim, context } = scene;
  const cookies = sessions.get(victim);
  if (cookies !== undefined) return context.addCookies(cookies);
  const page = await logIn(scene);
  sessions.set(victim, await context.cookies(victim.origin));
  await page.close();
}

/** Forgets what has been sent so far. */
export function forget({ victim }: Scene): void {
  victim.arrivals.length = 0;
  victim.deeds.length = 0;
}

/** Waits for so many requests to be answered, and a little longer for any that should not come. */
export async function settled({ victim }: Scene, requests: number): Promise<void> {
  const answered = (): number => victim.arrivals.filter(({ status }) => status !== 0).length;
  for (let waited = 0; answered() < requests && waited < PATIENCE; waited += 20) await pause(20);
  await pause(GRACE);
}

const TIMES = ["", "once", "twice"];

/** What became of what was sent, in the words of the table. */
export function verdict({ victim: { arrivals, deeds } }: Scene): string {
  if (deeds.length > 0) return `carried out ${TIMES[deeds.length] ?? `${deeds.length} times`}`;
  const last = arrivals.at(-1);
  return last === undefined ? "never sent" : `refused (${last.status})`;
}

/** The visitor's session with this application ends. */
export async function endSession({ victim, context }: Scene): Promise<void> {
  await context.clearCookies({ domain: new URL(victim.origin).hostname });
}

/** Who the visitor is to the application. */
export async function whoAmI({ victim, context }: Scene): Promise<string> {
  const page = await context.newPage();
  await page.goto(`${victim.origin}/`);
  return page.locator("body").innerText();
}
