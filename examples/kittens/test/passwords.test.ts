import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "../src/passwords.ts";

describe("passwords", () => {
  it("are kept as salted scrypt hashes that say their own cost", async () => {
    const [one, two] = await Promise.all([hashPassword("purr purr purr"), hashPassword("purr purr purr")]);
    expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(two);
  });

  it("verify when they are the same in any Unicode spelling, and only then", async () => {
    const hash = await hashPassword("Kätzchen-schnurrt");
    expect(await verifyPassword("Ka\u0308tzchen-schnurrt", hash)).toBe(true);
    expect(await verifyPassword("Kätzchen-schnurrT", hash)).toBe(false);
    expect(await verifyPassword("", hash)).toBe(false);
  });

  it("of nobody, or of an account that cannot log in, never verify", async () => {
    expect(await verifyPassword("anything", undefined)).toBe(false);
    expect(await verifyPassword("", undefined)).toBe(false);
    expect(await verifyPassword("!", "!")).toBe(false);
  });
});
