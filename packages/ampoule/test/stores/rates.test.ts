import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { App, MemoryRates, type RateStore, rateLimit, SqliteRates } from "../../src/index.ts";
import { client } from "../../src/testing/index.ts";

const stores: Readonly<Record<string, (now: () => number) => RateStore>> = {
  MemoryRates: (now) => new MemoryRates({ now }),
  SqliteRates: (now) => new SqliteRates(new DatabaseSync(":memory:"), { now }),
};

describe.each(Object.entries(stores))("%s", (_name, make) => {
  test("count each key by itself", async () => {
    const rates = make(Date.now);
    expect([await rates.add("a", 60), await rates.add("a", 60), await rates.add("b", 60)]).toEqual([1, 2, 1]);
    expect([await rates.get("a"), await rates.get("b"), await rates.get("c")]).toEqual([2, 1, 0]);
  });

  test("forget a counter so many seconds after its first addition, swept or not", async () => {
    let time = 1_800_000_000_000;
    const rates = make(() => time);
    await rates.add("a", 60);
    time += 59_000;
    expect(await rates.add("a", 60)).toBe(2);
    time += 1000;
    expect(await rates.get("a")).toBe(0);
    expect(await rates.add("a", 60)).toBe(1);
    time += 59_000;
    expect(await rates.get("a")).toBe(1);
  });

  test("keys are data, whatever is in them", async () => {
    const rates = make(Date.now);
    for (const key of ["'; DROP TABLE ampoule_rate; --", "__proto__", "", "\0", "😀".repeat(100)])
      expect([await rates.add(key, 60), await rates.get(key)], key).toEqual([1, 1]);
  });
});

test("two processes with one file have one limit", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-rates-"));
  const connections = [1, 2].map(() => new DatabaseSync(join(folder, "app.db"), { timeout: 5000 }));
  try {
    const processes = connections.map((db) => {
      const app = new App({ mode: "test" });
      app.beforeRequest(rateLimit({ name: "all", limit: 4, per: 600, store: new SqliteRates(db) }));
      app.get("/", () => "x");
      return app;
    });
    let turn = 0;
    const browser = client({ fetch: (request, connection) => processes[turn++ % 2]!.fetch(request, connection) });
    const statuses: number[] = [];
    for (let index = 0; index < 6; index += 1) statuses.push((await browser.get("/")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
  } finally {
    for (const db of connections) db.close();
    rmSync(folder, { recursive: true });
  }
});
