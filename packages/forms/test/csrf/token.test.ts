import { createHmac, timingSafeEqual } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64url, encodeBase64url } from "../../src/csrf/base64url.ts";
import { equalBytes } from "../../src/csrf/compare.ts";
import { frame } from "../../src/csrf/frame.ts";
import { key, newCsrf, nodeCrypto, scopeOf, session } from "./setup.ts";

describe("a one-time token", () => {
  test("verifies where it was issued, with an id and the seconds left", () => {
    const csrf = newCsrf({ lifetime: 100 });
    const verdict = csrf.verify([csrf.issue(scopeOf())], scopeOf());
    expect(verdict).toEqual({ ok: true, id: expect.stringMatching(/^[\w-]{22}$/), ttl: 100 });
  });

  test("the method's case does not matter", () => {
    const csrf = newCsrf();
    expect(csrf.verify([csrf.issue(scopeOf({ method: "post" }))], scopeOf({ method: "POST" })).ok).toBe(true);
  });

  test.each([
    ["session", { session: session() }],
    ["form", { form: "register" }],
    ["method", { method: "PUT" }],
    ["action", { action: "/user/delete" }],
  ])("is bound to the %s", (_what, change) => {
    const csrf = newCsrf();
    expect(csrf.verify([csrf.issue(scopeOf())], scopeOf(change))).toEqual({ ok: false, reason: "mismatch" });
  });

  test("expires, to the second, and not before", () => {
    let now = 1_000_000_000_000;
    const csrf = newCsrf({ lifetime: 10, now: () => now });
    const token = csrf.issue(scopeOf());
    now += 9_000;
    expect(csrf.verify([token], scopeOf())).toMatchObject({ ok: true, ttl: 1 });
    now += 1_000;
    expect(csrf.verify([token], scopeOf())).toEqual({ ok: false, reason: "expired" });
  });

  test("a signed token from far in the future is expired too: a wrong clock must not make eternal tokens", () => {
    let now = 2_000_000_000_000;
    const csrf = newCsrf({ now: () => now });
    const token = csrf.issue(scopeOf());
    now -= 61_000;
    expect(csrf.verify([token], scopeOf())).toEqual({ ok: false, reason: "expired" });
  });

  test("an old key still verifies, a dropped one does not", () => {
    const old = nodeCrypto.randomBytes(32);
    const token = newCsrf({ keys: [old] }).issue(scopeOf());
    expect(newCsrf({ keys: [key, old] }).verify([token], scopeOf()).ok).toBe(true);
    expect(newCsrf({ keys: [key] }).verify([token], scopeOf()).ok).toBe(false);
  });

  test("any changed character is refused, whichever it is", () => {
    const csrf = newCsrf();
    const token = csrf.issue(scopeOf());
    for (let index = 0; index < token.length; index += 1) {
      for (const character of ["A", "b", "0", ".", "=", " ", "\0", "é"]) {
        if (token[index] === character) continue;
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        expect(csrf.verify([changed], scopeOf()).ok, changed).toBe(false);
      }
    }
  });

  test("nothing from outside makes verify throw", () => {
    const csrf = newCsrf();
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 2 }), (values) => {
        expect(csrf.verify(values, scopeOf()).ok).toBe(false);
      }),
    );
    expect(csrf.verify(["v1." + "A".repeat(1_000_000)], scopeOf())).toEqual({ ok: false, reason: "malformed" });
  });

  test("the signature is the documented one", () => {
    const csrf = newCsrf();
    const [version, nonce, issued, signature] = csrf.issue(scopeOf()).split(".");
    const fields = [
      "ampoule/forms/csrf/one-time",
      version!,
      "s".repeat(22),
      "login",
      "POST",
      "/login",
      nonce!,
      issued!,
    ];
    const hmac = createHmac("sha256", key);
    for (const field of fields) {
      const bytes = Buffer.from(field, "utf8");
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      hmac.update(length).update(bytes);
    }
    expect(signature).toBe(hmac.digest("base64url"));
  });
});

describe("mistakes of the application are loud", () => {
  test.each([
    [
      "a weaker hash",
      { crypto: { ...nodeCrypto, hmac: (k: Uint8Array, d: Uint8Array) => createHmac("sha1", k).update(d).digest() } },
    ],
    ["random bytes that repeat", { crypto: { ...nodeCrypto, randomBytes: (n: number) => new Uint8Array(n) } }],
    ["no key", { keys: [] }],
    ["a short key", { keys: [new Uint8Array(16)] }],
    ["no lifetime", { lifetime: 0 }],
    ["an endless lifetime", { lifetime: Number.POSITIVE_INFINITY }],
  ])("%s", (_what, options) => {
    expect(() => newCsrf(options)).toThrow();
  });

  test("issuing without a session id", () => {
    expect(() => newCsrf().issue(scopeOf({ session: "" }))).toThrow(/session id/);
  });
});

describe("base64url", () => {
  test("agrees with node in both directions", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = Buffer.from(bytes).toString("base64url");
        expect(encodeBase64url(bytes)).toBe(text);
        expect(decodeBase64url(text, bytes.length)).toEqual(bytes);
      }),
    );
  });

  test("has one spelling per value: spare bits, padding and other alphabets are refused", () => {
    expect(decodeBase64url("_w", 1)).toEqual(new Uint8Array([255]));
    for (const text of ["_x", "_w==", "/w", "_ ", "_", "_wA", "", "_\u0178"])
      expect(decodeBase64url(text, 1), text).toBeNull();
  });
});

test("framing is injective: no two lists of fields share their bytes", () => {
  const fields = fc.array(fc.string({ unit: "binary", maxLength: 6 }), { maxLength: 4 });
  fc.assert(
    fc.property(fields, fields, (left, right) => {
      // Lone surrogates are replaced by U+FFFD in UTF-8; well-formed strings are compared.
      const wellFormed = (list: string[]) => list.map((text) => text.toWellFormed());
      const first = Buffer.from(frame(left));
      expect(first.equals(Buffer.from(frame(right)))).toBe(
        JSON.stringify(wellFormed(left)) === JSON.stringify(wellFormed(right)),
      );
    }),
  );
});

test("comparison agrees with timingSafeEqual and does not throw on unequal lengths", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      (left, right) => {
        expect(equalBytes(left, right)).toBe(timingSafeEqual(left, right));
      },
    ),
  );
  expect(equalBytes(new Uint8Array(4), new Uint8Array(5))).toBe(false);
});
