/** What an attacker does while the victim is logged in and looks at kittens. */
import type { Page } from "playwright-core";
import { beLoggedIn, endSession, forget, logIn, type Row, type Scene, settled, verdict, whoAmI } from "./scene.ts";
import type { Victim } from "./victim.ts";

const FOREIGN = "attacker.localhost";

type Lure = (victim: Victim) => string;

interface Attack {
  readonly does: string;
  readonly lure: Lure;
  readonly from?: "sibling";
  /** How many requests arrive. @default 1 */
  readonly requests?: number;
  /** Where nothing arrives: that it was tried all the same. */
  readonly tried?: (page: Page) => Promise<string>;
  /** @default each layer alone refuses it */
  readonly outcomes?: Row["outcomes"];
}

const REFUSED = "refused (403)";
const DONE = "carried out once";
const STOPPED: Row["outcomes"] = { sealed: REFUSED, layer1: REFUSED, layer2: REFUSED, unsealed: DONE };

const everywhere = (outcome: string): Row["outcomes"] => ({
  sealed: outcome,
  layer1: outcome,
  layer2: outcome,
  unsealed: outcome,
});

/** Puts up a page and has the victim look at it. */
async function lookAt({ context, attacker, victim }: Scene, html: string, from?: "sibling"): Promise<Page> {
  const page = await context.newPage();
  const host = from === "sibling" ? `evil.${victim.domain}` : FOREIGN;
  await page.goto(attacker.show(host, html), { waitUntil: "commit" });
  return page;
}

function rowOf({ does, lure, from, requests = 1, tried, outcomes = STOPPED }: Attack): Row {
  return {
    does,
    outcomes,
    async play(scene) {
      await beLoggedIn(scene);
      forget(scene);
      const page = await lookAt(scene, lure(scene.victim), from);
      await settled(scene, requests);
      const { arrivals, deeds } = scene.victim;
      return tried !== undefined && arrivals.length + deeds.length === 0 ? tried(page) : verdict(scene);
    },
  };
}

/** The page says what became of its `fetch`. */
async function refusedByBrowser(page: Page): Promise<string> {
  await page.waitForFunction(() => document.title === "TypeError");
  return "the browser refuses";
}

async function formIsShown(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Give everything" }).waitFor();
  return "the form is shown, and no more";
}

const form =
  (path: string, attributes = "", fields = '<input name="to" value="mallory">'): Lure =>
  ({ origin }) =>
    `<form method="post" action="${origin}${path}" ${attributes}>${fields}</form><script>document.forms[0].submit()</script>`;

const script =
  (code: (origin: string) => string): Lure =>
  ({ origin }) =>
    `<script>${code(origin)}</script>`;

const simple = 'method: "POST", credentials: "include", body: new URLSearchParams({ to: "mallory" })';

const told = ".catch((error) => { document.title = error.name; })";

const sandboxed: Lure = (victim) =>
  `<iframe sandbox="allow-forms allow-scripts" srcdoc='${form("/give")(victim)}'></iframe>`;

const framed: Lure = (victim) => `<iframe name="hidden" hidden></iframe>${form("/give", 'target="hidden"')(victim)}`;

const REQUESTS: readonly Attack[] = [
  { does: "a form, urlencoded", lure: form("/give") },
  { does: "a form, multipart", lure: form("/give", 'enctype="multipart/form-data"') },
  { does: "a form, text/plain", lure: form("/give", 'enctype="text/plain"') },
  { does: "a form, in an invisible frame", lure: framed },
  { does: "a form, in a sandboxed frame", lure: sandboxed },
  {
    does: "a form, under `Referrer-Policy: no-referrer`",
    lure: (victim) => `<meta name="referrer" content="no-referrer">${form("/give")(victim)}`,
  },
  {
    does: "a form with a made-up token",
    lure: form("/give", "", `<input name="csrf_token" value="v1.${"A".repeat(22)}.1700000000.${"A".repeat(43)}">`),
  },
  {
    does: "a form that one of our webhooks answers with 307, to the address of another form",
    lure: form("/hop"),
    requests: 2,
  },
  { does: "a form, from a sibling sub-domain", lure: form("/give"), from: "sibling" },
  {
    does: "`fetch`, mode `no-cors`, with credentials",
    lure: script((origin) => `fetch("${origin}/give", { mode: "no-cors", ${simple} })`),
  },
  {
    does: "the same from a sibling sub-domain",
    lure: script((origin) => `fetch("${origin}/give", { mode: "no-cors", ${simple} })`),
    from: "sibling",
  },
  {
    does: "`fetch`, mode `cors`, a simple request with credentials",
    lure: script((origin) => `fetch("${origin}/give", { mode: "cors", ${simple} })`),
  },
  {
    does: "`fetch`, mode `cors`, with a header of its own: the browser asks first",
    lure: script((origin) => `fetch("${origin}/give", { headers: { "x-csrf-token": "1" }, ${simple} })${told}`),
    requests: 0,
    tried: refusedByBrowser,
    outcomes: everywhere("the browser refuses"),
  },
  {
    does: "`fetch`, mode `same-origin`",
    lure: script((origin) => `fetch("${origin}/give", { mode: "same-origin", ${simple} })${told}`),
    requests: 0,
    tried: refusedByBrowser,
    outcomes: everywhere("the browser refuses"),
  },
  {
    does: "`fetch` of JSON as text/plain, to a view that reads JSON",
    lure: script(
      (origin) => `fetch("${origin}/api", { method: "POST", mode: "no-cors", credentials: "include", body: "{}" })`,
    ),
    outcomes: { ...STOPPED, unsealed: "refused (415)" },
  },
  {
    does: "`navigator.sendBeacon`",
    lure: script((origin) => `navigator.sendBeacon("${origin}/give", new URLSearchParams({ to: "mallory" }))`),
  },
  {
    does: "a link to the address of a form (GET)",
    lure: script((origin) => `location = "${origin}/give?to=mallory"`),
    requests: 0,
    tried: formIsShown,
    outcomes: everywhere("the form is shown, and no more"),
  },
  {
    does: "a link to a view that changes something on GET: write none",
    lure: script((origin) => `location = "${origin}/careless"`),
    requests: 0,
    outcomes: everywhere(DONE),
  },
];

/** A value of the field with the token, as somebody's page has it now; none where tokens are off. */
async function tokenOf(scene: Scene, path: string): Promise<string> {
  const page = await scene.context.newPage();
  await page.goto(scene.victim.origin + path);
  const field = page.locator('input[name="csrf_token"]');
  return (await field.count()) === 0 ? "none" : field.first().inputValue();
}

const withToken = (token: string): Lure => form("/give", "", `<input name="csrf_token" value="${token}">`);

async function asAttacker(scene: Scene): Promise<{ token: string; cookie: string }> {
  await logIn(scene, "mallory");
  const token = await tokenOf(scene, "/give");
  const cookies = await scene.context.cookies(scene.victim.origin);
  await endSession(scene);
  forget(scene);
  const cookie = cookies.find(({ name }) => name === scene.victim.cookieName)?.value;
  if (cookie === undefined) throw new Error("The attacker could not log in");
  return { token, cookie };
}

const STRATAGEMS: readonly Row[] = [
  {
    does: "login: a form that logs the victim in as the attacker",
    outcomes: { sealed: "still nobody", layer1: "still nobody", layer2: "still nobody", unsealed: "is mallory now" },
    async play(scene) {
      await lookAt(scene, form("/login", "", '<input name="name" value="mallory">')(scene.victim));
      await settled(scene, 1);
      const name = await whoAmI(scene);
      return name === "nobody" ? "still nobody" : `is ${name} now`;
    },
  },
  {
    does: "cookie tossing: a sibling sub-domain plants the attacker's session",
    // What stops it is the prefix of the cookie's name, which is off in all of the twins.
    outcomes: { ...everywhere("is mallory now"), sealed: "still nobody" },
    async play(scene) {
      const { cookie } = await asAttacker(scene);
      const { cookieName, domain } = scene.victim;
      const planted = [cookieName, "session"].map(
        (name) => `document.cookie = "${name}=${cookie}; Domain=${domain}; Path=/; Secure"`,
      );
      await lookAt(scene, `<script>${planted.join(";")}</script>`, "sibling");
      await settled(scene, 0);
      const name = await whoAmI(scene);
      return name === "nobody" ? "still nobody" : `is ${name} now`;
    },
  },
  {
    does: "a form with a token of the attacker's own session",
    outcomes: STOPPED,
    async play(scene) {
      const { token } = await asAttacker(scene);
      await beLoggedIn(scene);
      forget(scene);
      await lookAt(scene, withToken(token)(scene.victim));
      await settled(scene, 1);
      return verdict(scene);
    },
  },
  {
    does: "a form with a token stolen from the victim's page, not used yet",
    // A token proves that somebody has seen the page; only the origin says who is sending.
    outcomes: { ...STOPPED, layer2: DONE },
    async play(scene) {
      await beLoggedIn(scene);
      const token = await tokenOf(scene, "/give");
      forget(scene);
      await lookAt(scene, withToken(token)(scene.victim));
      await settled(scene, 1);
      return verdict(scene);
    },
  },
  {
    does: "a used token again, sent by a script in the victim's own page",
    outcomes: { sealed: "refused (409)", layer1: DONE, layer2: "refused (409)", unsealed: DONE },
    async play(scene) {
      await beLoggedIn(scene);
      const page = await scene.context.newPage();
      await page.goto(`${scene.victim.origin}/give`);
      const field = page.locator('input[name="csrf_token"]');
      const token = (await field.count()) === 0 ? "none" : await field.inputValue();
      await page.getByRole("button").click();
      await page.waitForURL(/done$/);
      forget(scene);
      await page.evaluate(async (csrf_token) => {
        await fetch("/give", { method: "POST", body: new URLSearchParams({ csrf_token }) });
      }, token);
      await settled(scene, 1);
      return verdict(scene);
    },
  },
];

export const ATTACKS: readonly Row[] = [...REQUESTS.map(rowOf), ...STRATAGEMS];
