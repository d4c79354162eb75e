/** What every store of sessions does, each held against the same behaviour. */
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { MemorySessions, type SessionStore, SqliteSessions } from "../../src/index.ts";

const KEY = "k".repeat(43);

interface Clocked {
  readonly now: () => number;
}

const stores: Readonly<Record<string, (options: Clocked) => SessionStore>> = {
  MemorySessions: (options) => new MemorySessions(options),
  SqliteSessions: (options) => new SqliteSessions(new DatabaseSync(":memory:"), options),
};

describe.each(Object.entries(stores))("%s", (_name, make) => {
  let time = 1_800_000_000_000;
  const later = (seconds: number): void => {
    time += seconds * 1000;
  };
  const store = (): SessionStore => make({ now: () => time });

  test("gives back what was created, and nothing for another key", async () => {
    const sessions = store();
    await sessions.create(KEY, "text \0 “so”", 60);
    expect(await sessions.get(KEY)).toBe("text \0 “so”");
    expect(await sessions.get("other")).toBeUndefined();
  });

  test("updates what exists", async () => {
    const sessions = store();
    await sessions.create(KEY, "one", 60);
    expect(await sessions.update(KEY, "two", 60)).toBe(true);
    expect(await sessions.get(KEY)).toBe("two");
  });

  test("S29 never creates by an update: what was ended meanwhile stays ended", async () => {
    const sessions = store();
    await sessions.create(KEY, "one", 60);
    await sessions.delete(KEY);
    expect(await sessions.update(KEY, "two", 60)).toBe(false);
    expect(await sessions.get(KEY)).toBeUndefined();
    await sessions.delete(KEY);
  });

  test("forgets when the time is over, which an update prolongs", async () => {
    const sessions = store();
    await sessions.create(KEY, "one", 60);
    later(59);
    expect(await sessions.get(KEY)).toBe("one");
    await sessions.update(KEY, "two", 60);
    later(59);
    expect(await sessions.get(KEY)).toBe("two");
    later(2);
    expect(await sessions.get(KEY)).toBeUndefined();
    expect(await sessions.update(KEY, "three", 60)).toBe(false);
  });
});

describe("SqliteSessions", () => {
  test("keep what they have over a restart, and share it", async () => {
    const db = new DatabaseSync(":memory:");
    await new SqliteSessions(db).create(KEY, "kept", 60);
    expect(await new SqliteSessions(db).get(KEY)).toBe("kept");
  });

  test("take away what has expired, so that the table does not grow", async () => {
    const db = new DatabaseSync(":memory:");
    let time = 1_800_000_000_000;
    const sessions = new SqliteSessions(db, { now: () => time });
    for (let i = 0; i < 100; i++) await sessions.create(`key ${i}`, "x", 30);
    time += 61_000;
    await sessions.create(KEY, "x", 30);
    expect(db.prepare("SELECT count(*) AS n FROM ampoule_session").get()).toEqual({ n: 1 });
  });

  test("take every text as data, never as SQL", async () => {
    const sessions = new SqliteSessions(new DatabaseSync(":memory:"));
    const hostile = "'; DROP TABLE ampoule_session; --";
    await sessions.create(hostile, hostile, 60);
    expect(await sessions.get(hostile)).toBe(hostile);
  });
});
