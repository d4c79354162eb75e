/** What an attacker does while the victim is logged in and looks at kittens. */
import { forget, logIn, type Row, type Scene, settled, verdict, whoAmI } from "./scene.ts";
import type { Victim } from "./victim.ts";

const FOREIGN = "attacker.localhost";

type Lure = (victim: Victim) => string;

interface Attack {
  readonly does: string;
  readonly lure: Lure;
  readonly from?: "sibling";
  /** How many requests arrive. @default 1 */
  readonly requests?: number;
  readonly sealed: string;
  readonly unsealed: string;
}

const REFUSED = "refused (403)";
const DONE = "carried out once";

/** Puts up a page and has the victim look at it. */
async function lookAt({ context, attacker, victim }: Scene, html: string, from?: "sibling"): Promise<void> {
  attacker.show(html);
  const page = await context.newPage();
  await page.goto(attacker.url(from === "sibling" ? `evil.${victim.domain}` : FOREIGN), { waitUntil: "commit" });
}

function rowOf({ does, lure, from, requests = 1, sealed, unsealed }: Attack): Row {
  return {
    does,
    sealed,
    unsealed,
    async play(scene) {
      await logIn(scene);
      forget(scene);
      await lookAt(scene, lure(scene.victim), from);
      await settled(scene, requests);
      return verdict(scene);
    },
  };
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

const sandboxed: Lure = (victim) =>
  `<iframe sandbox="allow-forms allow-scripts" srcdoc='${form("/give")(victim)}'></iframe>`;

const framed: Lure = (victim) => `<iframe name="hidden" hidden></iframe>${form("/give", 'target="hidden"')(victim)}`;

const REQUESTS: readonly Attack[] = [
  { does: "a form, urlencoded", lure: form("/give"), sealed: REFUSED, unsealed: DONE },
  { does: "a form, multipart", lure: form("/give", 'enctype="multipart/form-data"'), sealed: REFUSED, unsealed: DONE },
  { does: "a form, text/plain", lure: form("/give", 'enctype="text/plain"'), sealed: REFUSED, unsealed: DONE },
  { does: "a form, in an invisible frame", lure: framed, sealed: REFUSED, unsealed: DONE },
  { does: "a form, in a sandboxed frame", lure: sandboxed, sealed: REFUSED, unsealed: DONE },
  {
    does: "a form, under `Referrer-Policy: no-referrer`",
    lure: (victim) => `<meta name="referrer" content="no-referrer">${form("/give")(victim)}`,
    sealed: REFUSED,
    unsealed: DONE,
  },
  {
    does: "a form with a made-up token",
    lure: form("/give", "", `<input name="csrf_token" value="v1.${"A".repeat(22)}.1700000000.${"A".repeat(43)}">`),
    sealed: REFUSED,
    unsealed: DONE,
  },
  {
    does: "a form that one of our webhooks answers with 307, to the address of another form",
    lure: form("/hop"),
    requests: 2,
    sealed: REFUSED,
    unsealed: DONE,
  },
  { does: "a form, from a sibling sub-domain", lure: form("/give"), from: "sibling", sealed: REFUSED, unsealed: DONE },
  {
    does: "`fetch`, mode `no-cors`, with credentials",
    lure: script((origin) => `fetch("${origin}/give", { mode: "no-cors", ${simple} })`),
    sealed: REFUSED,
    unsealed: DONE,
  },
  {
    does: "the same from a sibling sub-domain",
    lure: script((origin) => `fetch("${origin}/give", { mode: "no-cors", ${simple} })`),
    from: "sibling",
    sealed: REFUSED,
    unsealed: DONE,
  },
  {
    does: "`fetch`, mode `cors`, a simple request with credentials",
    lure: script((origin) => `fetch("${origin}/give", { mode: "cors", ${simple} })`),
    sealed: REFUSED,
    unsealed: DONE,
  },
  {
    does: "`fetch`, mode `cors`, with a header of its own: the browser asks first",
    lure: script((origin) => `fetch("${origin}/give", { headers: { "x-csrf-token": "1" }, ${simple} })`),
    requests: 0,
    sealed: "never sent",
    unsealed: "never sent",
  },
  {
    does: "`fetch`, mode `same-origin`",
    lure: script((origin) => `fetch("${origin}/give", { mode: "same-origin", ${simple} })`),
    requests: 0,
    sealed: "never sent",
    unsealed: "never sent",
  },
  {
    does: "`fetch` of JSON as text/plain, to a view that reads JSON",
    lure: script(
      (origin) => `fetch("${origin}/api", { method: "POST", mode: "no-cors", credentials: "include", body: "{}" })`,
    ),
    sealed: REFUSED,
    unsealed: "refused (415)",
  },
  {
    does: "`navigator.sendBeacon`",
    lure: script((origin) => `navigator.sendBeacon("${origin}/give", new URLSearchParams({ to: "mallory" }))`),
    sealed: REFUSED,
    unsealed: DONE,
  },
  {
    does: "a link to the address of a form (GET)",
    lure: script((origin) => `location = "${origin}/give?to=mallory"`),
    requests: 0,
    sealed: "never sent",
    unsealed: "never sent",
  },
  {
    does: "a link to a view that changes something on GET: write none",
    lure: script((origin) => `location = "${origin}/careless"`),
    requests: 0,
    sealed: DONE,
    unsealed: DONE,
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
  await scene.context.clearCookies();
  const cookie = cookies.find(({ name }) => name === scene.victim.cookieName)?.value;
  if (cookie === undefined) throw new Error("The attacker could not log in");
  return { token, cookie };
}

const STRATAGEMS: readonly Row[] = [
  {
    does: "login: a form that logs the victim in as the attacker",
    sealed: "still nobody",
    unsealed: "is mallory now",
    async play(scene) {
      await lookAt(scene, form("/login", "", '<input name="name" value="mallory">')(scene.victim));
      await settled(scene, 1);
      const name = await whoAmI(scene);
      return name === "nobody" ? "still nobody" : `is ${name} now`;
    },
  },
  {
    does: "cookie tossing: a sibling sub-domain plants the attacker's session",
    sealed: "still nobody",
    unsealed: "is mallory now",
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
    sealed: REFUSED,
    unsealed: DONE,
    async play(scene) {
      const { token } = await asAttacker(scene);
      await logIn(scene);
      forget(scene);
      await lookAt(scene, withToken(token)(scene.victim));
      await settled(scene, 1);
      return verdict(scene);
    },
  },
  {
    does: "a form with a token stolen from the victim's page, not used yet",
    sealed: REFUSED,
    unsealed: DONE,
    async play(scene) {
      await logIn(scene);
      const token = await tokenOf(scene, "/give");
      forget(scene);
      await lookAt(scene, withToken(token)(scene.victim));
      await settled(scene, 1);
      return verdict(scene);
    },
  },
  {
    does: "a used token again, sent by a script in the victim's own page",
    sealed: "refused (409)",
    unsealed: DONE,
    async play(scene) {
      const page = await logIn(scene);
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
