import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { equalBytes } from "../../src/csrf/compare.ts";
import { frame } from "../../src/csrf/frame.ts";
import { csrfTarget } from "../../src/csrf/target.ts";
import type { CsrfScope } from "../../src/csrf/token.ts";
import { MemoryUsedTokens, type UsedTokens, UsedTokensFullError } from "../../src/csrf/used.ts";
import { key, newCsrf, nodeCrypto, scopeOf, session } from "./setup.ts";

const accepted = (verdict: { ok: boolean }): boolean => verdict.ok;

describe("F11 a missing or malformed expected secret never switches the check off", () => {
  const nothing = [undefined, null, "", 0, false, [], {}, "short", "x".repeat(5000)];

  test("every pair of empty values is refused", () => {
    const csrf = newCsrf();
    for (const id of nothing) {
      for (const token of nothing) {
        const scope = { ...scopeOf(), session: id } as CsrfScope;
        expect(csrf.verify([token], scope)).toEqual({ ok: false, reason: "session" });
        expect(csrf.verifyMasked(token, id)).toBe(false);
        expect(csrf.verify([token], scopeOf()).ok).toBe(false);
        expect(csrf.verifyMasked(token, session())).toBe(false);
      }
    }
  });

  test("an attacker who knows the format cannot sign for the empty session", () => {
    const csrf = newCsrf();
    const valid = csrf.issue(scopeOf());
    expect(accepted(csrf.verify([valid], scopeOf({ session: "" })))).toBe(false);
  });

  test("twin: a check that skips when there is no secret lets everything through", () => {
    const careless = (token: string, secret: string) => (secret.length === 16 ? token === secret : true);
    expect(careless("forged", "")).toBe(true);
  });
});

describe("F14 tokens of one form never make a token of another", () => {
  test("no token for A verifies for B, and fields cannot be shifted into each other", () => {
    const csrf = newCsrf();
    const shifted: [Partial<CsrfScope>, Partial<CsrfScope>][] = [
      [{ form: "login" }, { form: "delete" }],
      [
        { form: "a", action: "b/c" },
        { form: "ab", action: "/c" },
      ],
      [
        { form: "a.POST", method: "X" },
        { form: "a", method: "POST.X" },
      ],
      [
        { form: "", action: "/login" },
        { form: "/login", action: "" },
      ],
    ];
    for (const [first, second] of shifted) {
      for (let round = 0; round < 20; round += 1) {
        expect(accepted(csrf.verify([csrf.issue(scopeOf(first))], scopeOf(second)))).toBe(false);
      }
    }
  });

  test("twin: a signature over joined fields is shared by two forms", () => {
    const joined = (fields: string[]) => createHmac("sha256", key).update(fields.join(".")).digest("hex");
    expect(joined(["a.POST", "X"])).toBe(joined(["a", "POST.X"]));
    expect(Buffer.from(frame(["a.POST", "X"])).equals(Buffer.from(frame(["a", "POST.X"])))).toBe(false);
  });
});

describe("F15 a sibling sub-domain that plants its own cookie and field gains nothing", () => {
  const victim = session();
  const attacker = session();

  test("the attacker's own valid pair is refused in the victim's session", () => {
    const csrf = newCsrf();
    const planted = csrf.issue(scopeOf({ session: attacker }));
    expect(csrf.verify([planted], scopeOf({ session: victim }))).toEqual({ ok: false, reason: "mismatch" });
    expect(csrf.verifyMasked(csrf.masked(attacker), victim)).toBe(false);
  });

  test("twin: double submit compares two values that the attacker set both", () => {
    const doubleSubmit = (cookie: string, field: string) => cookie === field;
    expect(doubleSubmit("planted", "planted")).toBe(true);
  });
});

describe("F17 two renders of one form share no part of their tokens (BREACH)", () => {
  const parts = (text: string, size: number): Set<string> =>
    new Set(Array.from({ length: text.length - size + 1 }, (_, index) => text.slice(index, index + size)));
  const shared = (left: string, right: string, size: number): string[] =>
    [...parts(left, size)].filter((part) => parts(right, size).has(part));

  test("one-time tokens: nothing of 4 characters or more but version and time, which are no secret", () => {
    const csrf = newCsrf();
    const secret = (token: string) => token.split(".").filter((_, index) => index === 1 || index === 3);
    for (let round = 0; round < 20; round += 1) {
      const [first, second] = [secret(csrf.issue(scopeOf())), secret(csrf.issue(scopeOf()))];
      // 4 characters may meet by chance about once in 10⁴; 5 practically never.
      expect(shared(first.join("."), second.join("."), 5)).toEqual([]);
    }
  });

  test("session tokens are masked anew each time, and still verify", () => {
    const csrf = newCsrf();
    const id = session();
    const tokens = Array.from({ length: 20 }, () => csrf.masked(id));
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens) expect(csrf.verifyMasked(token, id)).toBe(true);
    expect(shared(tokens[0]!, tokens[1]!, 5)).toEqual([]);
  });

  test("twin: an unmasked session token is the same in every response", () => {
    const unmasked = () => Buffer.from(nodeCrypto.hmac(key, new TextEncoder().encode("session"))).toString("base64url");
    expect(shared(unmasked(), unmasked(), 5)).not.toEqual([]);
  });
});

describe("F18 a token is for one form and for one use", () => {
  test("posted to another form it is refused; after success it is recognised as already submitted", async () => {
    const csrf = newCsrf();
    const token = csrf.issue(scopeOf());
    expect(csrf.verify([token], scopeOf({ form: "transfer", action: "/transfer" })).ok).toBe(false);
    const verdict = csrf.verify([token], scopeOf());
    if (!verdict.ok) throw new Error(verdict.reason);
    expect(await csrf.consume(verdict)).toBe(true);
    expect(await csrf.consume(verdict)).toBe(false);
  });

  test("twin: a reusable token passes twice", () => {
    const csrf = newCsrf();
    const token = csrf.issue(scopeOf());
    expect([1, 2].map(() => csrf.verify([token], scopeOf()).ok)).toEqual([true, true]);
  });
});

describe("F22 a token dies with the session it was made in", () => {
  test("issued before login it is refused after, and user A's in user B's session", () => {
    const csrf = newCsrf();
    const anonymous = session();
    const token = csrf.issue(scopeOf({ session: anonymous }));
    const loggedIn = session();
    expect(csrf.verify([token], scopeOf({ session: loggedIn }))).toEqual({ ok: false, reason: "mismatch" });
    expect(csrf.verifyMasked(csrf.masked(anonymous), loggedIn)).toBe(false);
  });

  test("twin: with a session id that login keeps, the attacker's token works", () => {
    const csrf = newCsrf();
    const kept = session();
    expect(csrf.verify([csrf.issue(scopeOf({ session: kept }))], scopeOf({ session: kept })).ok).toBe(true);
  });
});

describe("F23 tabs, Back and double clicks", () => {
  const submit = async (csrf: ReturnType<typeof newCsrf>, token: string, inputIsRight: boolean): Promise<string> => {
    const verdict = csrf.verify([token], scopeOf());
    if (!verdict.ok) return "refused";
    if (!inputIsRight) return "shown again";
    return (await csrf.consume(verdict)) ? "done" : "already submitted";
  };

  test("five tabs of one form in any order", async () => {
    const csrf = newCsrf();
    const tabs = Array.from({ length: 5 }, () => csrf.issue(scopeOf()));
    for (const tab of [3, 0, 4, 1, 2]) expect(await submit(csrf, tabs[tab]!, true)).toBe("done");
  });

  test("Back after a failed validation works; Back after success is answered kindly and does nothing", async () => {
    const csrf = newCsrf();
    const token = csrf.issue(scopeOf());
    expect(await submit(csrf, token, false)).toBe("shown again");
    expect(await submit(csrf, token, false)).toBe("shown again");
    expect(await submit(csrf, token, true)).toBe("done");
    expect(await submit(csrf, token, true)).toBe("already submitted");
  });

  test("twin: a single slot per session breaks the second tab", () => {
    let slot = "";
    const issue = () => (slot = Math.random().toString(36));
    const first = issue();
    issue();
    expect(first === slot).toBe(false);
  });
});

describe("F24 issuing stores nothing, and the store of used tokens is bounded", () => {
  test("1 000 pages leave the store empty", () => {
    const usedTokens = new MemoryUsedTokens();
    const csrf = newCsrf({ usedTokens });
    for (let page = 0; page < 1000; page += 1) csrf.issue(scopeOf());
    expect(usedTokens.size).toBe(0);
  });

  test("expired ids are forgotten", () => {
    let now = 0;
    const store = new MemoryUsedTokens({ now: () => now });
    for (let index = 0; index < 100; index += 1) expect(store.consume(`id-${index}`, 60)).toBe(true);
    expect(store.size).toBe(100);
    now = 3_600_000;
    expect(store.consume("later", 60)).toBe(true);
    expect(store.size).toBe(1);
  });

  test("an id is remembered for the whole of its life", () => {
    let now = 599_000;
    const store = new MemoryUsedTokens({ now: () => now });
    expect(store.consume("id", 7200)).toBe(true);
    for (; now < 599_000 + 7_199_000; now += 100_000) expect(store.consume("id", 1)).toBe(false);
  });

  test("a full store refuses the form and forgets nobody's used token", () => {
    const store = new MemoryUsedTokens({ limit: 3 });
    for (const id of ["a", "b", "c"]) store.consume(id, 60);
    expect(() => store.consume("d", 60)).toThrow(UsedTokensFullError);
    expect(store.consume("a", 60)).toBe(false);
  });

  test("twin: a store that evicts the oldest lets it be used again", () => {
    const lru = new Map<string, true>();
    const consume = (id: string): boolean => {
      if (lru.has(id)) return false;
      if (lru.size === 3) lru.delete(lru.keys().next().value!);
      return lru.set(id, true).has(id);
    };
    for (const id of ["a", "b", "c", "d"]) consume(id);
    expect(consume("a")).toBe(true);
  });
});

describe("F25 twenty parallel posts of one token run the handler once", () => {
  const post = async (usedTokens: UsedTokens): Promise<number> => {
    const csrf = newCsrf({ usedTokens });
    const token = csrf.issue(scopeOf());
    let runs = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const verdict = csrf.verify([token], scopeOf());
        await Promise.resolve();
        if (verdict.ok && (await csrf.consume(verdict))) runs += 1;
      }),
    );
    return runs;
  };

  test("with the store in memory", async () => {
    expect(await post(new MemoryUsedTokens())).toBe(1);
  });

  test("twin: a store that looks first and writes later runs it twenty times", async () => {
    const seen = new Set<string>();
    const racy: UsedTokens = {
      async consume(id) {
        const fresh = !seen.has(id);
        await Promise.resolve();
        seen.add(id);
        return fresh;
      },
    };
    expect(await post(racy)).toBe(20);
  });

  test("a store that is down refuses, and one that answers something truthy does not open the gate", async () => {
    const down: UsedTokens = { consume: () => Promise.reject(new Error("store is down")) };
    await expect(post(down)).rejects.toThrow("store is down");
    const odd = { consume: () => "OK" } as unknown as UsedTokens;
    expect(await post(odd)).toBe(0);
  });
});

describe("F26 a token never goes to a foreign origin", () => {
  const page = "https://kittens.example/me?x=1";

  test.each([
    [undefined, "/me"],
    ["", "/me"],
    ["?page=2", "/me"],
    ["/user/delete?x=1#y", "/user/delete"],
    ["delete", "/delete"],
    ["https://kittens.example/a b", "/a%20b"],
    ["https://KITTENS.example:443/x", "/x"],
  ])("%j posts to our %s", (action, path) => {
    expect(csrfTarget(action, page)).toBe(path);
  });

  test.each([
    "https://evil.example/",
    "//evil.example/x",
    "\\\\evil.example/x",
    "/\\evil.example/x",
    "\t//evil.example",
    "http://kittens.example/",
    "https://kittens.example:8443/",
    "https://sub.kittens.example/",
    "https://kittens.example@evil.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@b.example",
    "https://[",
  ])("%j gets none", (action) => {
    expect(csrfTarget(action, page)).toBeNull();
  });

  test("twin: a test for a leading slash takes //evil for ours", () => {
    expect("//evil.example/x".startsWith("/")).toBe(true);
  });
});

describe("F33 exactly one value of exactly one field", () => {
  test("two values are refused, even if both are right; so are variants of the spelling", () => {
    const csrf = newCsrf();
    const token = csrf.issue(scopeOf());
    expect(csrf.verify([token, token], scopeOf())).toEqual({ ok: false, reason: "repeated" });
    expect(csrf.verify([], scopeOf())).toEqual({ ok: false, reason: "missing" });
    expect(csrf.verify([[token]], scopeOf()).ok).toBe(false);
    const variants = [
      ` ${token}`,
      `${token} `,
      `${token}=`,
      token.toUpperCase(),
      token.replaceAll("-", "+"),
      `${token}\n`,
    ];
    for (const variant of variants.filter((text) => text !== token))
      expect(csrf.verify([variant], scopeOf()).ok).toBe(false);
  });

  test("a used token has no second spelling: the spare bits of the nonce are part of the signature", async () => {
    const csrf = newCsrf();
    const [version, nonce, issued, signature] = csrf.issue(scopeOf()).split(".");
    for (const last of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") {
      const respelt = nonce!.slice(0, -1) + last;
      if (respelt === nonce) continue;
      expect(csrf.verify([[version, respelt, issued, signature].join(".")], scopeOf()).ok).toBe(false);
    }
  });

  test("twin: node's decoder takes many spellings for one value", () => {
    expect(Buffer.from("_x==", "base64url").equals(Buffer.from("_w", "base64url"))).toBe(true);
  });
});

describe("F34 comparison does not stop early", () => {
  const counted = (bytes: Uint8Array): { bytes: Uint8Array; reads: () => number } => {
    let reads = 0;
    const bytesOf = new Proxy(bytes, {
      get(target, property) {
        if (typeof property === "string" && /^\d+$/.test(property)) reads += 1;
        return Reflect.get(target, property, target) as unknown;
      },
    });
    return { bytes: bytesOf, reads: () => reads };
  };

  test("every byte is read, wherever the first difference is", () => {
    const expected = new Uint8Array(32).fill(7);
    for (const position of [0, 15, 31]) {
      const given = expected.slice();
      given[position] = 8;
      const { bytes, reads } = counted(given);
      expect(equalBytes(expected, bytes)).toBe(false);
      expect(reads()).toBe(32);
    }
  });

  test("twin: every() stops at the first difference", () => {
    const given = new Uint8Array(32).fill(7);
    given[0] = 8;
    const { bytes, reads } = counted(given);
    expect(Array.prototype.every.call(bytes, (byte: number) => byte === 7)).toBe(false);
    expect(reads()).toBeLessThan(32);
  });
});
