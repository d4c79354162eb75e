import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abort } from "../../src/errors.ts";
import { type RateLimit, type RateLimitOptions, rateLimit } from "../../src/rate-limit.ts";
import { networkOf } from "../../src/security/network.ts";
import { MemoryRates } from "../../src/stores/memory-rates.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production } from "../app/setup.ts";

/** A site that can be asked for a password, and how many guesses it has heard. */
function site(limit: RateLimit | undefined, extra: object = {}) {
  const heard: string[] = [];
  const app = production(extra);
  app.post("/login", { csrf: "webhook" }, async (c) => {
    await limit?.(c);
    heard.push(await c.request.text());
    return abort(422);
  });
  const guess = (word: string, remoteAddress = "192.0.2.1", headers: Record<string, string> = {}): Promise<Response> =>
    client(app, { remoteAddress }).post("/login", { body: word, headers });
  return { heard, guess, app };
}

const atATime = (options: Partial<RateLimitOptions> = {}): RateLimit =>
  rateLimit({ name: "login", limit: 5, per: 60, now: () => 1_800_000_000_000, ...options });

describe("guessing passwords", () => {
  const words = Array.from({ length: 20 }, (_, index) => `guess ${index}`);

  test("of twenty guesses at one moment five are heard; the others are told when to come again", async () => {
    const { heard, guess } = site(atATime());
    const answers = await Promise.all(words.map((word) => guess(word)));
    expect(heard).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(15);
    for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("the twin: without the limit all are heard", async () => {
    const { heard, guess } = site(undefined);
    await Promise.all(words.map((word) => guess(word)));
    expect(heard).toHaveLength(20);
  });

  test("another address of the same network is no other client, and a header makes none", async () => {
    const { heard, guess } = site(atATime());
    for (const [index, word] of words.entries()) {
      await guess(word, `2001:db8:0:7::${index.toString(16)}`, { "x-forwarded-for": `198.51.100.${index}` });
    }
    expect(heard).toHaveLength(5);
    expect((await guess("another network", "2001:db8:0:8::1")).status).toBe(422);
  });

  test("behind a proxy it is the client that is counted", async () => {
    const { heard, guess } = site(atATime(), { proxies: 1 });
    for (const word of words) await guess(word, "10.0.0.1", { "x-forwarded-for": "198.51.100.1" });
    expect(heard).toHaveLength(5);
    expect((await guess("x", "10.0.0.1", { "x-forwarded-for": "198.51.100.2" })).status).toBe(422);
  });

  test("by another key: whoever is guessed at", async () => {
    const { heard, guess } = site(atATime({ key: (c) => c.request.headers.get("x-user") ?? undefined }));
    for (const [index, word] of words.entries()) await guess(word, `192.0.2.${index}`, { "x-user": "ada" });
    expect(heard).toHaveLength(5);
    for (const word of words) await guess(word);
    expect(heard).toHaveLength(25);
  });

  test("the log says which limit, and by whom", async () => {
    const logger = keepingLogger();
    const { guess } = site(atATime({ limit: 1 }), { logger });
    await guess("a");
    await guess("b");
    expect(JSON.stringify(logger.records)).toContain('the limit \\"login\\" of 1 in 60 s');
  });
});

test("as a hook it counts all requests of the application", async () => {
  const app = production();
  app.beforeRequest(rateLimit({ name: "all", limit: 3, per: 60 }));
  app.get("/", () => "x");
  const browser = client(app);
  const statuses = [];
  for (const path of ["/", "/none", "/", "/", "/none"]) statuses.push((await browser.get(path)).status);
  expect(statuses).toEqual([200, 404, 200, 429, 429]);
});

test("where nobody knows the client's address, it is an error and no limit for all together", async () => {
  const app = production({ mode: "test", origin: undefined });
  app.beforeRequest(rateLimit({ name: "all", limit: 3, per: 60 }));
  await expect(app.fetch(new Request("http://localhost/"))).rejects.toThrow(/client's address/);
});

describe("the window slides", () => {
  test("in no sixty seconds are more than five answered, whenever they come; Retry-After is the truth", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 20_000 }), { minLength: 1, maxLength: 60 }), async (pauses) => {
        let now = 1_800_000_000_000;
        const limit = rateLimit({ name: "x", limit: 5, per: 60, key: () => "ada", now: () => now });
        const ask = (): Promise<number | true> =>
          limit(undefined as never).then(
            () => true as const,
            (error: { headers: Record<string, string> }) => Number(error.headers["retry-after"]),
          );
        const answered: number[] = [];
        for (const pause of pauses) {
          now += pause;
          const answer = await ask();
          if (answer === true) answered.push(now);
          else {
            now += answer * 1000;
            expect(await ask()).toBe(true);
            answered.push(now);
          }
        }
        for (const time of answered) {
          const within = answered.filter((other) => other > time - 60_000 && other <= time);
          // The window before is taken as evenly filled: two more is what that costs.
          expect(within.length).toBeLessThanOrEqual(7);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe("counters in memory", () => {
  test("are bounded, and forgotten when their time is over", () => {
    let now = 0;
    const rates = new MemoryRates({ limit: 100, now: () => now });
    for (let index = 0; index < 10_000; index += 1) rates.add(`key ${index}`, 60);
    expect(rates.size).toBe(100);
    expect([rates.get("key 9999"), rates.get("key 0")]).toEqual([1, 0]);
    now = 60_000;
    expect(rates.get("key 9999")).toBe(0);
    for (let index = 0; index < 100; index += 1) rates.add("one", 60);
    expect([rates.get("one"), rates.size]).toEqual([100, 99]);
    for (let index = 0; index < 60; index += 1) rates.add(`new ${index}`, 60);
    expect(rates.size).toBeLessThanOrEqual(100);
    expect(rates.get("one")).toBe(100);
  });

  test("names of Object.prototype are names like others", () => {
    const rates = new MemoryRates();
    for (const key of ["__proto__", "constructor", "toString"])
      expect([rates.get(key), rates.add(key, 1)]).toEqual([0, 1]);
  });
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:3::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
])("%s is of the client %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each([
  [{ name: "" }, TypeError],
  [{ limit: 0 }, RangeError],
  [{ limit: 1.5 }, RangeError],
  [{ per: 0 }, RangeError],
  [{ per: Number.POSITIVE_INFINITY }, RangeError],
])("%o is no limit", (options, error) => {
  expect(() => rateLimit({ name: "x", limit: 5, per: 60, ...options })).toThrow(error);
});
