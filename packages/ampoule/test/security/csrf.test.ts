import { describe, expect, test } from "vitest";
import { createCsrfService } from "../../src/csrf-service.ts";
import { loadKeys } from "../../src/security/keys.ts";

const SECRET = "N5V7oUE1lJOlDRnO6iPqoqSFHOU7fR1cqkIpSlxBlkI";
const OLD = "r1kD0fCk8Mw5sMfvKpNC2ahGTeYnqIgDSqPSzpx4MTs";
const scope = { session: "a".repeat(22), form: "", method: "POST", action: "/delete" };

describe("CSRF layer 2, with the application's keys", () => {
  const make = (secret: string | readonly string[]) => createCsrfService(loadKeys(secret, "production"));

  test("F14 F18 a token holds for one session, method and address, and once", async () => {
    const csrf = make(SECRET);
    const token = csrf.issue(scope);
    for (const other of [{ session: "b".repeat(22) }, { action: "/other" }, { method: "PUT" }, { form: "x" }]) {
      expect(csrf.verify([token], { ...scope, ...other })).toEqual({ ok: false, reason: "mismatch" });
    }
    const verdict = csrf.verify([token], scope);
    expect(verdict.ok).toBe(true);
    if (!verdict.ok) return;
    const answers = await Promise.all(Array.from({ length: 20 }, () => csrf.consume(verdict)));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test("S06 a secret that is being retired verifies, and does not sign", () => {
    const both = make([SECRET, OLD]);
    expect(both.verify([make(OLD).issue(scope)], scope).ok).toBe(true);
    expect(make(SECRET).verify([both.issue(scope)], scope).ok).toBe(true);
    expect(make(OLD).verify([both.issue(scope)], scope).ok).toBe(false);
    expect(make(SECRET).verify([make(OLD).issue(scope)], scope).ok).toBe(false);
  });

  test("B1 the store that fails lets nothing through", async () => {
    const csrf = createCsrfService(loadKeys(SECRET, "production"), {
      usedTokens: { consume: () => Promise.reject(new Error("down")) },
    });
    const verdict = csrf.verify([csrf.issue(scope)], scope);
    if (!verdict.ok) throw new Error("refused");
    await expect(csrf.consume(verdict)).rejects.toThrow("down");
  });

  test("F17 the header token is masked anew each time", () => {
    const csrf = make(SECRET);
    const [a, b] = [csrf.masked(scope.session), csrf.masked(scope.session)];
    expect(a).not.toBe(b);
    expect([
      csrf.verifyMasked(a, scope.session),
      csrf.verifyMasked(b, scope.session),
      csrf.verifyMasked(a, "b".repeat(22)),
    ]).toEqual([true, true, false]);
  });
});
