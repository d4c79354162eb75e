/** F12: none of the checks is decoration. A request that is good passes; with any one thing about it changed, it does not. */
import { describe, expect, test } from "vitest";
import type { GuardSwitches } from "../../src/guards.ts";
import { client } from "../../src/testing/client.ts";
import { production } from "../app/setup.ts";

const ORIGIN = "https://app.example";
const OFF = { off: "to show what it guards against" };

interface Sent {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly token: string | null;
  readonly cookie: string;
}

interface Site {
  readonly good: Sent;
  /** Lets time pass, in seconds. */
  wait(seconds: number): void;
  /** A session of somebody else, as a Cookie header. */
  stranger(): Promise<string>;
  send(sent: Sent): Promise<number>;
  readonly ran: string[];
}

async function site(guards: GuardSwitches = {}): Promise<Site> {
  const ran: string[] = [];
  let passed = 0;
  const app = production(
    { guards, csrf: { now: () => Date.now() + passed * 1000 } },
    { "page.html": '<form method="post" action="/delete"><button>Delete</button></form>' },
  );
  app.get("/", (c) => {
    c.session.set("seen", true);
    return c.render("page.html");
  });
  app.route(
    "/<target>",
    { methods: ["POST", "PUT"], name: "target" },
    (c) => `${ran.push(String(c.params["target"]))}`,
  );
  const visit = async (): Promise<{ token: string | null; cookie: string }> => {
    const browser = client(app);
    const text = await (await browser.get("/")).text();
    const cookie = `__Host-session=${browser.cookies.get("__Host-session")}`;
    return { token: /name="csrf_token" value="([^"]+)"/.exec(text)?.[1] ?? null, cookie };
  };
  const { token, cookie } = await visit();
  const headers = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
  return {
    ran,
    good: { path: "/delete", method: "POST", headers, token, cookie },
    wait(seconds) {
      passed += seconds;
    },
    stranger: async () => (await visit()).cookie,
    async send(sent) {
      const body = new URLSearchParams(sent.token === null ? {} : { csrf_token: sent.token });
      const request = new Request(ORIGIN + sent.path, {
        method: sent.method,
        headers: { ...sent.headers, cookie: sent.cookie },
        body,
      });
      return (await app.fetch(request)).status;
    },
  };
}

/** Replaces one of the token's four parts. */
const part =
  (index: number, change: (old: string) => string) =>
  (sent: Sent): Sent => ({
    ...sent,
    token: (sent.token ?? "")
      .split(".")
      .map((old, at) => (at === index ? change(old) : old))
      .join("."),
  });

const otherCharacter = (text: string): string => (text.startsWith("A") ? "B" : "A") + text.slice(1);

/** Each is refused for one reason alone. */
const ORIGIN_CHANGES: readonly (readonly [string, (sent: Sent) => Sent])[] = [
  ["another site", (sent) => ({ ...sent, headers: { ...sent.headers, "sec-fetch-site": "cross-site" } })],
  ["a sibling sub-domain", (sent) => ({ ...sent, headers: { ...sent.headers, "sec-fetch-site": "same-site" } })],
  ["another origin, from an old browser", (sent) => ({ ...sent, headers: { origin: "https://evil.example" } })],
  ["our host over HTTP, from an old browser", (sent) => ({ ...sent, headers: { origin: "http://app.example" } })],
  ["no origin that could be told", (sent) => ({ ...sent, headers: { origin: "null" } })],
  ["neither header", (sent) => ({ ...sent, headers: {} })],
];

const TOKEN_CHANGES: readonly (readonly [string, (sent: Sent) => Sent])[] = [
  ["no token", (sent) => ({ ...sent, token: null })],
  ["an empty token", (sent) => ({ ...sent, token: "" })],
  ["another version", part(0, () => "v2")],
  ["another nonce", part(1, otherCharacter)],
  ["another time", part(2, (time) => `${Number(time) + 1}`)],
  ["another signature", part(3, otherCharacter)],
  ["no signature", part(3, () => "")],
  ["another path", (sent) => ({ ...sent, path: "/other" })],
  ["another method", (sent) => ({ ...sent, method: "PUT" })],
  ["no session", (sent) => ({ ...sent, cookie: "a=b" })],
];

describe("F12 one change to a good request", () => {
  test("the good request passes", async () => {
    const { good, ran, send } = await site();
    expect(await send(good)).toBe(200);
    expect(ran).toEqual(["delete"]);
  });

  test.each([...ORIGIN_CHANGES, ...TOKEN_CHANGES])(
    "%s: refused, and the token is not used up",
    async (_what, change) => {
      const { good, ran, send } = await site();
      expect(await send(change(good))).toBe(403);
      expect(ran).toEqual([]);
      expect(await send(good)).toBe(200);
    },
  );

  test("another session, a token that is too old, one that was used: refused", async () => {
    const { good, ran, send, stranger } = await site();
    expect(await send({ ...good, cookie: await stranger() })).toBe(403);
    expect(await send(good)).toBe(200);
    expect(await send(good)).toBe(409);
    const later = await site();
    later.wait(3 * 3600);
    expect(await later.send(later.good)).toBe(403);
    expect([ran, later.ran]).toEqual([["delete"], []]);
  });

  test.each(ORIGIN_CHANGES)("the twin without layer 1: %s passes", async (_what, change) => {
    const { good, ran, send } = await site({ origin: OFF });
    expect(await send(change(good))).toBe(200);
    expect(ran).toHaveLength(1);
  });

  test.each(TOKEN_CHANGES)("the twin without layer 2: %s passes", async (_what, change) => {
    const { good, ran, send } = await site({ token: OFF });
    expect(await send(change(good))).toBe(200);
    expect(ran).toHaveLength(1);
  });
});
