import { describe, expect, test } from "vitest";
import { ReplyHeaders } from "../../src/reply.ts";
import { loadKeys } from "../../src/security/keys.ts";
import { nullSession, type Session } from "../../src/session/session.ts";
import { createSessions, type Sessions } from "../../src/session/sessions.ts";
import type { SessionOptions, SessionProblem } from "../../src/session/settings.ts";
import { MemorySessions } from "../../src/stores/memory-sessions.ts";

const SECRET = "N5V7oUE1lJOlDRnO6iPqoqSFHOU7fR1cqkIpSlxBlkI";
const OLD = "r1kD0fCk8Mw5sMfvKpNC2ahGTeYnqIgDSqPSzpx4MTs";

/** A browser with a cookie jar of one, in front of sessions with a clock of their own. */
class Browser {
  readonly sessions: Sessions;
  readonly problems: SessionProblem[] = [];
  now = 1_800_000_000_000;
  cookie: string | null = null;

  constructor(options: Partial<SessionOptions> = {}) {
    this.sessions = createSessions({
      keys: loadKeys(SECRET, "production"),
      now: () => this.now,
      onProblem: (problem) => this.problems.push(problem),
      ...options,
    });
  }

  /** One request. */
  async visit(
    view: (session: Session) => void,
    headers = new ReplyHeaders(),
    cookie = this.cookie,
  ): Promise<ReplyHeaders> {
    const session = await this.sessions.open(cookie);
    view(session);
    await this.sessions.commit(session, headers);
    for (const line of headers.cookies) {
      const pair = line.split(";")[0] ?? "";
      this.cookie = line.includes("Max-Age=0") ? null : pair;
    }
    return headers;
  }

  async read<T>(view: (session: Session) => T, cookie = this.cookie): Promise<T> {
    let result: T | undefined;
    await this.visit(
      (session) => {
        result = view(session);
      },
      new ReplyHeaders(),
      cookie,
    );
    return result as T;
  }
}

const flavours: readonly (readonly [string, () => Browser])[] = [
  ["in a sealed cookie", () => new Browser()],
  ["in a store", () => new Browser({ store: new MemorySessions() })],
];

for (const [name, make] of flavours) {
  describe(`a session ${name}`, () => {
    test("keeps values from one request to the next", async () => {
      const browser = make();
      await browser.visit((session) => session.set("user", 5).set("cart", [{ id: 1 }]));
      expect(await browser.read((session) => [session.get("user"), session.get("cart"), session.isNew])).toEqual([
        5,
        [{ id: 1 }],
        false,
      ]);
      await browser.visit((session) => session.delete("cart"));
      expect(await browser.read((session) => [...session.keys()])).toEqual(["user"]);
    });

    test("does not exist until something is put in, and says nothing when nobody looked", async () => {
      const browser = make();
      const untouched = await browser.visit(() => undefined);
      expect([...untouched.entries()]).toEqual([]);
      const looked = await browser.visit((session) => session.get("user"));
      expect(looked.cookies).toEqual([]);
      expect(browser.cookie).toBeNull();
    });

    test("S01 S02 S03 every way of looking at it keeps the response out of caches", async () => {
      const ways: readonly (readonly [string, (session: Session) => unknown])[] = [
        ["get", (session) => session.get("x")],
        ["has", (session) => session.has("x")],
        ["size", (session) => session.size],
        ["keys", (session) => session.keys()],
        ["values", (session) => session.values()],
        ["entries", (session) => session.entries()],
        ["iteration", (session) => [...session]],
        ["view", (session) => session.view()],
        ["isNew", (session) => session.isNew],
        ["began", (session) => session.began],
        ["csrfId", (session) => session.csrfId],
        ["existingCsrfId", (session) => session.existingCsrfId],
        ["set", (session) => session.set("x", 1)],
        ["delete", (session) => session.delete("x")],
        ["clear", (session) => session.clear()],
        ["regenerate", (session) => session.regenerate()],
        ["destroy", (session) => session.destroy()],
      ];
      for (const [way, look] of ways) {
        const browser = make();
        const headers = await browser.visit((session) => void look(session));
        expect([headers.get("vary"), headers.get("cache-control")], way).toEqual(["Cookie", "no-store"]);
      }
    });

    test("S01 what the view said of caching is only made stricter", async () => {
      for (const [said, sent] of [
        ["public, max-age=60", "no-store"],
        ['private="x-a", max-age=60', "no-store"],
        ["max-age=60, x-private", "no-store"],
        ["private, public", "no-store"],
        ["private, max-age=60", "private, max-age=60"],
        ["no-store", "no-store"],
      ] as const) {
        const headers = new ReplyHeaders();
        headers.set("cache-control", said);
        headers.set("vary", "Accept-Encoding");
        await make().visit((session) => session.get("x"), headers);
        expect([headers.get("cache-control"), headers.get("vary")]).toEqual([sent, "Accept-Encoding, Cookie"]);
      }
    });

    test("S03 a renewal for its age alone sends the cookie with Vary", async () => {
      const browser = make();
      await browser.visit((session) => session.set("a", 1));
      browser.now += 86_400_000 / 10;
      const headers = await browser.visit((session) => session.get("a"));
      expect(headers.cookies).toHaveLength(1);
      expect(headers.get("vary")).toBe("Cookie");
      browser.now += 1000;
      expect((await browser.visit((session) => session.get("a"))).cookies).toEqual([]);
    });

    test("S21 ends when idle, and ends absolutely however often it is used", async () => {
      const browser = make();
      await browser.visit((session) => session.set("a", 1));
      browser.now += 86_400_000;
      expect(await browser.read((session) => session.get("a"))).toBeUndefined();
      expect(browser.problems).toEqual(["expired"]);

      const busy = make();
      await busy.visit((session) => session.set("a", 1));
      for (let hours = 0; hours < 14 * 24 - 12; hours += 12) {
        busy.now += 12 * 3_600_000;
        expect(await busy.read((session) => session.get("a")), String(hours)).toBe(1);
      }
      busy.now += 12 * 3_600_000;
      expect(await busy.read((session) => session.get("a"))).toBeUndefined();
    });

    test("S21 one from the future is none", async () => {
      const browser = make();
      await browser.visit((session) => session.set("a", 1));
      browser.now -= 61_000;
      expect(await browser.read((session) => session.get("a"))).toBeUndefined();
      browser.now += 2000;
    });

    test("S15 F22 login begins anew: other ids, and only what is named is kept", async () => {
      const browser = make();
      await browser.visit((session) => session.set("cart", 1).set("planted", "by somebody"));
      const before = browser.cookie;
      const csrfBefore = await browser.read((session) => session.csrfId);
      await browser.visit((session) => {
        session.regenerate({ keep: ["cart"] });
        session.set("user", 5);
      });
      expect(browser.cookie).not.toBe(before);
      expect(await browser.read((session) => [...session])).toEqual([
        ["cart", 1],
        ["user", 5],
      ]);
      expect(await browser.read((session) => session.csrfId)).not.toBe(csrfBefore);
      await browser.visit((session) => session.regenerate({ keep: "all" }));
      expect(await browser.read((session) => session.size)).toBe(2);
      await browser.visit((session) => session.regenerate());
      expect(await browser.read((session) => session.size)).toBe(0);
    });

    test("S15 an id or a cookie that somebody else chose is never adopted", async () => {
      const name = make().sessions.cookieName;
      for (const chosen of ["A".repeat(43), "attacker", "x".repeat(200)]) {
        const browser = make();
        browser.cookie = `${name}=${chosen}`;
        await browser.visit((session) => session.set("user", 1));
        expect(browser.cookie).not.toContain(chosen);
      }
    });

    test("S23 ending it deletes the cookie with the attributes that it was set with", async () => {
      const browser = make();
      const set = await browser.visit((session) => session.set("a", 1));
      const gone = await browser.visit((session) => session.destroy());
      const attributes = (line: string | undefined) =>
        (line ?? "")
          .split("; ")
          .slice(1)
          .filter((part) => !/^(Max-Age|Expires)=/.test(part));
      expect(attributes(gone.cookies[0])).toEqual(attributes(set.cookies[0]));
      expect(gone.cookies[0]).toContain("=; Max-Age=0; Expires=Thu, 01 Jan 1970");
      expect(attributes(set.cookies[0])).toEqual(["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]);
      expect((await make().visit((session) => session.destroy())).cookies).toEqual([]);
    });

    test("after destroy a message for the next page begins a new one", async () => {
      const browser = make();
      await browser.visit((session) => session.set("user", 5));
      await browser.visit((session) => {
        session.destroy();
        session.set("flash", "Good-bye");
      });
      expect(await browser.read((session) => [...session])).toEqual([["flash", "Good-bye"]]);
    });

    test("S09 two cookies of its name are nobody's", async () => {
      const browser = make();
      await browser.visit((session) => session.set("user", 5));
      const twice = `${browser.sessions.cookieName}=evil; ${browser.cookie}`;
      expect(await browser.read((session) => session.get("user"), twice)).toBeUndefined();
      expect(
        await browser.read((session) => session.get("user"), `${browser.cookie}; ${browser.sessions.cookieName}=evil`),
      ).toBeUndefined();
      expect(browser.problems).toEqual(["duplicate", "duplicate"]);
      expect(await browser.read((session) => session.get("user"), `a=b; ${browser.cookie}; c`)).toBe(5);
    });

    test("S16 a revoked one is nobody's, however good its cookie", async () => {
      let validFrom = 0;
      const browser = new Browser({
        revoked: ({ data, began }) => Promise.resolve(data.get("user") === 5 && began.getTime() < validFrom),
        ...(name.includes("store") ? { store: new MemorySessions() } : {}),
      });
      await browser.visit((session) => session.set("user", 5));
      const copied = browser.cookie;
      expect(browser.sessions.sync).toBe(false);
      expect(await browser.read((session) => session.get("user"))).toBe(5);
      validFrom = browser.now + 1000;
      expect(await browser.read((session) => session.get("user"), copied)).toBeUndefined();
      expect(browser.problems).toEqual(["revoked"]);
    });

    test("S24 names of Object.prototype are names, values have no prototype", async () => {
      const browser = make();
      await browser.visit((session) => {
        session.set("__proto__", "a").set("constructor", { ["__proto__"]: 1 });
        session.set("nested", JSON.parse('{"__proto__": {"x": 1}}'));
      });
      const [proto, missing, nested] = await browser.read((session) => [
        session.get("__proto__"),
        session.get("toString"),
        session.get("nested"),
      ]);
      expect(proto).toBe("a");
      expect(missing).toBeUndefined();
      expect(Object.getPrototypeOf(nested)).toBeNull();
      expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
    });

    test("values are copies, frozen all the way down", async () => {
      const browser = make();
      const cart = [{ id: 1 }];
      await browser.visit((session) => {
        session.set("cart", cart);
        cart.push({ id: 2 });
        expect(session.get("cart")).toEqual([{ id: 1 }]);
      });
      const stored = (await browser.read((session) => session.get("cart"))) as { id: number }[];
      expect(() => stored.push({ id: 3 })).toThrow(TypeError);
      expect(() => {
        (stored[0] as { id: number }).id = 9;
      }).toThrow(TypeError);
    });
  });
}

describe("sealed cookies", () => {
  test("tell nothing of what they hold", async () => {
    const browser = new Browser();
    await browser.visit((session) => session.set("secret", "kitten-password"));
    const value = browser.cookie?.split("=")[1] ?? "";
    expect(Buffer.from(value, "base64url").toString("latin1")).not.toContain("kitten");
  });

  test("S19 S28 any changed bit, any other form, is a new session and an event", async () => {
    const browser = new Browser();
    await browser.visit((session) => session.set("user", 5));
    const [name, value = ""] = browser.cookie?.split("=") ?? [];
    const bytes = Buffer.from(value, "base64url");
    let refused = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(
        await browser.read((session) => session.get("user"), `${name}=${changed.toString("base64url")}`),
        String(bit),
      ).toBeUndefined();
      refused++;
    }
    for (const bad of [
      "",
      "x",
      "=",
      value.slice(0, -1),
      `${value}A`,
      `${value}=`,
      value.slice(0, 20),
      Buffer.from('{"b":1,"r":1,"d":{"user":5}}').toString("base64url"),
      `eyJ1c2VyIjo1fQ.${value}`,
      "%00",
      '"'.repeat(10),
    ]) {
      expect(await browser.read((session) => session.get("user"), `${name}=${bad}`), bad).toBeUndefined();
      refused++;
    }
    expect(browser.problems).toEqual(Array.from({ length: refused }, () => "invalid"));
  });

  test("S07 the value of one cookie is worth nothing in another, nor under another secret", async () => {
    const a = new Browser({ cookieName: "__Host-a" });
    const b = new Browser({ cookieName: "__Host-b" });
    await a.visit((session) => session.set("user", 5));
    const moved = a.cookie?.replace("__Host-a", "__Host-b") ?? "";
    expect(await b.read((session) => session.get("user"), moved)).toBeUndefined();
    const other = new Browser({ keys: loadKeys(OLD, "production") });
    const mine = new Browser();
    await mine.visit((session) => session.set("user", 5));
    expect(await other.read((session) => session.get("user"), mine.cookie)).toBeUndefined();
  });

  test("S06 rotation: sealed under the new key, opened under both", async () => {
    const old = new Browser({ keys: loadKeys(OLD, "production") });
    const both = new Browser({ keys: loadKeys([SECRET, OLD], "production") });
    const fresh = new Browser();
    await old.visit((session) => session.set("a", 1));
    expect(await both.read((session) => session.get("a"), old.cookie)).toBe(1);
    await both.visit((session) => session.set("a", 2));
    expect(await fresh.read((session) => session.get("a"), both.cookie)).toBe(2);
    expect(await old.read((session) => session.get("a"), both.cookie)).toBeUndefined();
    expect(await fresh.read((session) => session.get("a"), old.cookie)).toBeUndefined();
  });

  test("S17 what does not fit is refused, with the sizes of its parts", async () => {
    const browser = new Browser();
    await expect(browser.visit((session) => session.set("small", 1).set("big", "x".repeat(4000)))).rejects.toThrow(
      /"big" 4002/,
    );
  });

  test("F24 a thousand forms do not make the cookie grow", async () => {
    const browser = new Browser();
    await browser.visit((session) => session.csrfId);
    const size = browser.cookie?.length;
    for (let i = 0; i < 1000; i++) await browser.visit((session) => session.csrfId);
    expect(browser.cookie?.length).toBe(size);
  });

  test("S25 of two responses at once the later one holds", async () => {
    const browser = new Browser();
    await browser.visit((session) => session.set("n", 0));
    const [first, second] = [await browser.sessions.open(browser.cookie), await browser.sessions.open(browser.cookie)];
    first.set("n", 1);
    second.set("n", 2);
    expect([first.get("n"), second.get("n")]).toEqual([1, 2]);
    expect((await browser.sessions.open(browser.cookie)).get("n")).toBe(0);
  });

  test("S26 development over plain HTTP has a cookie of another name; production never sends one without Secure", async () => {
    const development = new Browser({ secure: false });
    const headers = await development.visit((session) => session.set("a", 1));
    expect(headers.cookies[0]).toMatch(/^session=[\w-]+; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(() => new Browser({ secure: false, cookieName: "__Host-session" })).toThrow(/secure/);
    expect((await new Browser().visit((session) => session.set("a", 1))).cookies[0]).toMatch(
      /^__Host-session=.*; Secure; HttpOnly; SameSite=Lax$/,
    );
  });

  test("with the guard off the cookie is within the reach of scripts and of other sites", async () => {
    const headers = await new Browser({ unprotected: true }).visit((session) => session.set("a", 1));
    expect(headers.cookies[0]).toMatch(/^session=[\w-]+; Max-Age=86400; Path=\/; Secure; SameSite=None$/);
  });

  test("lifetimes that are none are refused at start-up", () => {
    for (const bad of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new Browser({ maxAge: bad })).toThrow(RangeError);
      expect(() => new Browser({ idle: bad })).toThrow(RangeError);
    }
  });
});

describe("stored sessions", () => {
  test("S14 an id of another form is refused before the store is asked", async () => {
    const asked: string[] = [];
    const store = new MemorySessions();
    const get = store.get.bind(store);
    store.get = (key) => {
      asked.push(key);
      return get(key);
    };
    const browser = new Browser({ store });
    for (const id of [
      "../../etc/passwd",
      "/etc/passwd",
      "a\0b",
      "A".repeat(42),
      "A".repeat(44),
      `${"A".repeat(42)}/`,
      `${"A".repeat(42)}B`,
      "__proto__",
    ]) {
      await browser.read((session) => session.get("x"), `${browser.sessions.cookieName}=${id}`);
    }
    expect(asked).toEqual([]);
  });

  test("the store never sees the id that the cookie has", async () => {
    const seen: string[] = [];
    const store = new MemorySessions();
    const create = store.create.bind(store);
    store.create = (key, value, ttl) => {
      seen.push(key, value);
      return create(key, value, ttl);
    };
    const browser = new Browser({ store });
    await browser.visit((session) => session.set("a", 1));
    const id = browser.cookie?.split("=")[1] ?? "none";
    expect(id).toHaveLength(43);
    expect(seen.join()).not.toContain(id);
  });

  test("S16 after logout a copied cookie is worth nothing", async () => {
    const browser = new Browser({ store: new MemorySessions() });
    await browser.visit((session) => session.set("user", 5));
    const copied = browser.cookie;
    await browser.visit((session) => session.destroy());
    expect(await browser.read((session) => session.get("user"), copied)).toBeUndefined();
  });

  test("S15 the old id is worth nothing after regenerate", async () => {
    const browser = new Browser({ store: new MemorySessions() });
    await browser.visit((session) => session.set("user", 5));
    const old = browser.cookie;
    await browser.visit((session) => session.regenerate({ keep: "all" }));
    expect(await browser.read((session) => session.get("user"))).toBe(5);
    expect(await browser.read((session) => session.get("user"), old)).toBeUndefined();
  });

  test("S29 requests that were under way do not bring an ended session back", async () => {
    const browser = new Browser({ store: new MemorySessions() });
    await browser.visit((session) => session.set("user", 5));
    const copied = browser.cookie;
    const slow = await Promise.all(Array.from({ length: 10 }, () => browser.sessions.open(copied)));
    await browser.visit((session) => session.destroy());
    for (const session of slow) {
      session.set("n", 1);
      const headers = new ReplyHeaders();
      await browser.sessions.commit(session, headers);
      expect(headers.cookies[0]).toContain("Max-Age=0");
    }
    expect(await browser.read((session) => session.get("user"), copied)).toBeUndefined();
  });

  test("S29 nor into a new session that would inherit from it; a login that inherits nothing goes on", async () => {
    for (const [keep, lives] of [
      ["all", false],
      [["user"], false],
      [[], true],
    ] as const) {
      const store = new MemorySessions();
      const browser = new Browser({ store });
      await browser.visit((session) => session.set("user", 5));
      const slow = await browser.sessions.open(browser.cookie);
      await browser.visit((session) => session.destroy());
      slow.regenerate({ keep });
      slow.set("sudo", true);
      const headers = new ReplyHeaders();
      await browser.sessions.commit(slow, headers);
      expect([store.size, headers.cookies.length], String(keep)).toEqual(lives ? [1, 1] : [0, 0]);
    }
  });

  test("the memory of the store is bounded, and forgets what is over", async () => {
    let now = 0;
    const store = new MemorySessions({ limit: 10, now: () => now });
    for (let i = 0; i < 100; i++) await store.create(`k${i}`, "v", 60);
    expect(store.size).toBe(10);
    expect(await store.get("k99")).toBe("v");
    now = 60_000;
    expect(await store.get("k99")).toBeUndefined();
    expect(await store.update("k98", "w", 60)).toBe(false);
  });

  test("S06 sessions under a secret that is being retired are found", async () => {
    const store = new MemorySessions();
    const old = new Browser({ store, keys: loadKeys(OLD, "production") });
    const both = new Browser({ store, keys: loadKeys([SECRET, OLD], "production") });
    await old.visit((session) => session.set("a", 1));
    expect(await both.read((session) => session.get("a"), old.cookie)).toBe(1);
  });
});

describe("values that a session cannot hold", () => {
  const session = new Browser().sessions.open(null) as Session;
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const rows: readonly (readonly [string, unknown, RegExp])[] = [
    ["undefined", undefined, /undefined/],
    ["a function", () => 1, /function/],
    ["a symbol", Symbol("x"), /symbol/],
    ["NaN", Number.NaN, /NaN/],
    ["Infinity", [Number.POSITIVE_INFINITY], /Infinity/],
    ["a cycle", cycle, /holds itself/],
    ["a lone surrogate", "\ud800", /surrogate/],
    ["an instance of a class", new (class User {})(), /User/],
  ];
  for (const [name, value, message] of rows) {
    test(name, () => {
      expect(() => session.set("v", value)).toThrow(TypeError);
      expect(() => session.set("v", value)).toThrow(message);
    });
  }
});

test("a webhook's session reads as empty and cannot be changed", () => {
  const session = nullSession();
  expect([session.get("user"), session.size, session.isNew, session.existingCsrfId]).toEqual([
    undefined,
    0,
    true,
    undefined,
  ]);
  expect(() => session.set("user", 1)).toThrow(/webhook/);
  expect(() => session.csrfId).toThrow(/webhook/);
  expect(() => session.regenerate()).toThrow(/webhook/);
  session.destroy();
  session.clear();
  const headers = new ReplyHeaders();
  new Browser().sessions.commit(session, headers);
  expect(headers.cookies).toEqual([]);
});
