import * as nodeCrypto from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64url, encodeBase64url } from "../../src/security/base64url.ts";
import { equalBytes } from "../../src/security/compare.ts";
import { deriveKey, hostPrimitives, noblePrimitives, type Primitives } from "../../src/security/crypto.ts";
import { frame } from "../../src/security/frame.ts";
import { loadKeys, WeakKeyError } from "../../src/security/keys.ts";
import { createNonce } from "../../src/security/nonce.ts";
import { randomBytes } from "../../src/security/random.ts";
import { createSigner } from "../../src/security/signing.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const SECRET = "N5V7oUE1lJOlDRnO6iPqoqSFHOU7fR1cqkIpSlxBlkI";
const OLD = "r1kD0fCk8Mw5sMfvKpNC2ahGTeYnqIgDSqPSzpx4MTs";

describe("the primitives", () => {
  const sources: readonly (readonly [string, Primitives])[] = [
    ["the host's", hostPrimitives(nodeCrypto)],
    ["@noble's", noblePrimitives],
  ];
  for (const [name, source] of sources) {
    test(`${name} give the answers of RFC 4231 and NIST`, () => {
      const mac = source.mac(Buffer.from("Jefe"));
      expect(mac.text(Buffer.from("what do ya want for nothing?"))).toBe("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
      expect(toHex(mac(Buffer.from("what do ya want for nothing?")))).toBe(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      );
      // GCM test case 16 of McGrew and Viega
      const aead = source.aead(hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
      const nonce = hex("cafebabefacedbaddecaf888");
      const text = hex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
      );
      const associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
      const sealed = aead.seal(nonce, text, associated);
      expect(toHex(sealed)).toBe(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
      );
      expect(toHex(aead.open(nonce, sealed, associated) ?? new Uint8Array(0))).toBe(toHex(text));
      expect(aead.open(nonce, sealed, text)).toBeNull();
      expect(aead.open(nonce, sealed.subarray(0, 10), associated)).toBeNull();
    });
  }

  test("each source opens what the other sealed", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ maxLength: 40 }),
        (key, text, associated) => {
          const nonce = randomBytes(12);
          const [a, b] = [hostPrimitives(nodeCrypto), noblePrimitives];
          for (const [one, other] of [
            [a, b],
            [b, a],
          ] as const) {
            const opened = other.aead(key).open(nonce, one.aead(key).seal(nonce, text, associated), associated);
            expect(opened === null ? null : toHex(opened)).toBe(toHex(text));
          }
          expect(toHex(a.mac(key)(text))).toBe(toHex(b.mac(key)(text)));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("HMAC is that of createHmac, for keys and messages of every length", () => {
    const older = hostPrimitives({ ...nodeCrypto, hash: undefined } as unknown as typeof nodeCrypto);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 3000 }), (key, message) => {
        const expected = nodeCrypto.createHmac("sha256", key).update(message).digest();
        for (const source of [hostPrimitives(nodeCrypto), older, noblePrimitives]) {
          const mac = source.mac(key);
          const first = mac(message);
          expect(mac.text(message)).toBe(expected.toString("base64url"));
          expect(toHex(mac(Buffer.concat([message, key, [1]].map((part) => Uint8Array.from(part)))))).not.toBe(
            toHex(first),
          );
          // What was given out stays as it was.
          expect(toHex(first)).toBe(expected.toString("hex"));
        }
      }),
      { numRuns: 200 },
    );
    for (const size of [0, 1, 55, 56, 63, 64, 65, 1023, 1024, 1025]) {
      const [key, message] = [nodeCrypto.randomBytes(size), nodeCrypto.randomBytes(size)];
      expect(toHex(hostPrimitives(nodeCrypto).mac(key)(message))).toBe(
        nodeCrypto.createHmac("sha256", key).update(message).digest("hex"),
      );
    }
  });

  test("keys are derived as RFC 5869 says", () => {
    const expected = Buffer.from(
      nodeCrypto.hkdfSync("sha256", Buffer.from("secret"), new Uint8Array(0), Buffer.from("info"), 32),
    );
    expect(toHex(deriveKey(Buffer.from("secret"), Buffer.from("info")))).toBe(expected.toString("hex"));
  });

  test("base64url has one spelling for each byte string", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(decodeBase64url(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
    for (const bad of ["A", "AB=", "AB==", "_x", "A+", "A/", "AA A", "AAÀ", "\u0141A"])
      expect(decodeBase64url(bad), bad).toBeNull();
  });

  test("F34 comparison never throws on a different length", () => {
    expect(equalBytes(new Uint8Array(3), new Uint8Array(4))).toBe(false);
    expect(equalBytes(hex("0102"), hex("0102"))).toBe(true);
    expect(equalBytes(hex("0102"), hex("0103"))).toBe(false);
  });
});

describe("randomness", () => {
  test("H04 ten thousand nonces are ten thousand, of 128 bits", () => {
    const nonces = new Set(Array.from({ length: 10_000 }, createNonce));
    expect(nonces.size).toBe(10_000);
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{22}$/);
  });

  test("what the pool gives belongs to the caller", () => {
    const bytes = randomBytes(16);
    const copy = bytes.slice();
    for (let i = 0; i < 1000; i++) randomBytes(16);
    expect(bytes).toEqual(copy);
    expect(() => randomBytes(0)).toThrow(RangeError);
    expect(() => randomBytes(5000)).toThrow(RangeError);
  });
});

describe("S18 the secret key", () => {
  test("must be there in production", () => {
    expect(() => loadKeys(undefined, "production")).toThrow(/no secret key/);
    expect(() => loadKeys([], "production")).toThrow(WeakKeyError);
    expect(loadKeys(undefined, "development").ephemeral).toBe(true);
  });

  test("is refused when short, a sample, or not random; the message says how to make one", () => {
    for (const weak of [
      "dev",
      "",
      "x".repeat(64),
      "abab".repeat(20),
      "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
      "django-insecure-l3kd9f8s7d6f5g4h3j2k1l0q9w8e7r6t5y4",
      "changeme-N5V7oUE1lJOlDRnO6iPqoqSFHOU7fR1cqkIpSlxB",
      "0123456789abcdef0123456789abcdef0123456789abcdef",
      new Uint8Array(32),
      new Uint8Array(31).map((_, i) => i * 7),
    ]) {
      expect(() => loadKeys(weak, "development"), String(weak)).toThrow(WeakKeyError);
      expect(() => loadKeys([SECRET, weak], "production"), String(weak)).toThrow(/npx ampoule secret/);
    }
    for (let i = 0; i < 100; i++) {
      for (const encoding of ["base64url", "base64", "hex"] as const)
        loadKeys(Buffer.from(randomBytes(32)).toString(encoding), "production");
      loadKeys(randomBytes(32), "production");
    }
  });

  test("gives another key for each purpose", () => {
    const keys = loadKeys(SECRET, "production");
    const all = [
      keys.derive("a"),
      keys.derive("b"),
      keys.derive("a", "b"),
      keys.derive("ab"),
      keys.derive("a", ""),
    ].map(([key]) => toHex(key as Uint8Array));
    expect(new Set(all).size).toBe(all.length);
  });

  test("S07 different fields never give the same bytes", () => {
    const fields = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        expect(toHex(frame(a)) === toHex(frame(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
    );
    expect(toHex(frame(["na", "mesalt"]))).not.toBe(toHex(frame(["name", "salt"])));
  });
});

describe("signed values", () => {
  const clock = { now: 1_800_000_000_000 };
  const make = (secret: string | readonly string[], purpose = "reset") =>
    createSigner(loadKeys(secret, "production"), { purpose, maxAge: 60, now: () => clock.now });

  test("come back, with the time that they were signed at", () => {
    const signer = make(SECRET);
    const signed = signer.sign("user:5 ü");
    expect(signed).toMatch(/^[\w.-]+$/);
    expect(signer.verify(signed)).toEqual({ ok: true, value: "user:5 ü", issued: new Date(1_800_000_000_000) });
  });

  test.each(["", "\ufeffwith a mark", "a.b.c", "\0", "😀"])("come back letter for letter: %j", (value) => {
    expect(make(SECRET).verify(make(SECRET).sign(value))).toMatchObject({ ok: true, value });
  });

  test("what could not come back is not signed", () => {
    expect(() => make(SECRET).sign("\ud800")).toThrow(TypeError);
    expect(() => make(SECRET).sign("x".repeat(7000))).toThrow(/too long/);
    for (const strange of [undefined, null, 7, {}, ["v1", "a"]])
      expect(make(SECRET).verify(strange as unknown as string), String(strange)).toEqual({
        ok: false,
        reason: "malformed",
      });
  });

  test("S06 rotation: the new key signs, both verify", () => {
    const [old, both, fresh] = [make(OLD), make([SECRET, OLD]), make(SECRET)];
    expect(both.verify(old.sign("x")).ok).toBe(true);
    expect(fresh.verify(both.sign("x")).ok).toBe(true);
    expect(old.verify(both.sign("x"))).toEqual({ ok: false, reason: "mismatch" });
    expect(fresh.verify(old.sign("x"))).toEqual({ ok: false, reason: "mismatch" });
  });

  test("S07 S20 no other purpose, no other version, no bit changed", () => {
    const signed = make(SECRET).sign("x");
    expect(make(SECRET, "other").verify(signed).ok).toBe(false);
    for (const bad of [
      "",
      ".",
      "...",
      `v2${signed.slice(2)}`,
      `none.${signed}`,
      `${signed}.`,
      `${signed}=`,
      signed.replace(".", ".."),
      "v1.e30.1.x",
      "v1.x".repeat(4000),
    ]) {
      expect(make(SECRET).verify(bad).ok, bad.slice(0, 40)).toBe(false);
    }
    for (let i = 0; i < signed.length; i++) {
      const changed = signed.slice(0, i) + (signed[i] === "A" ? "B" : "A") + signed.slice(i + 1);
      expect(make(SECRET).verify(changed).ok, changed).toBe(false);
    }
  });

  test("S21 have an end, and are not from the future", () => {
    const signed = make(SECRET).sign("x");
    clock.now += 60_000;
    expect(make(SECRET).verify(signed).ok).toBe(true);
    clock.now += 1000;
    expect(make(SECRET).verify(signed)).toEqual({ ok: false, reason: "expired" });
    clock.now -= 200_000;
    expect(make(SECRET).verify(signed)).toEqual({ ok: false, reason: "expired" });
  });
});
