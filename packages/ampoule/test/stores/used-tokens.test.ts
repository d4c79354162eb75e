import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { MemoryUsedTokens, type UsedTokens } from "@ampoule/forms";
import { describe, expect, test } from "vitest";
import { App, SqliteUsedTokens } from "../../src/index.ts";
import { client } from "../../src/testing/index.ts";

const stores: Readonly<Record<string, (now: () => number) => UsedTokens>> = {
  MemoryUsedTokens: (now) => new MemoryUsedTokens({ now }),
  SqliteUsedTokens: (now) => new SqliteUsedTokens(new DatabaseSync(":memory:"), { now }),
};

describe.each(Object.entries(stores))("%s", (_name, make) => {
  test("say yes once for an id", async () => {
    const used = make(Date.now);
    expect(await used.consume("one", 60)).toBe(true);
    expect(await used.consume("one", 60)).toBe(false);
    expect(await used.consume("two", 60)).toBe(true);
  });

  test("remember an id as long as its token lives", async () => {
    let time = 1_800_000_000_000;
    const used = make(() => time);
    await used.consume("one", 7200);
    time += 7_199_000;
    for (let i = 0; i < 10; i++) await used.consume(`other ${i}`, 60);
    expect(await used.consume("one", 60)).toBe(false);
  });
});

test("SqliteUsedTokens take away what has expired", () => {
  let time = 1_800_000_000_000;
  const db = new DatabaseSync(":memory:");
  const used = new SqliteUsedTokens(db, { now: () => time });
  for (let i = 0; i < 100; i++) used.consume(`id ${i}`, 60);
  time += 121_000;
  used.consume("last", 60);
  expect(db.prepare("SELECT count(*) AS n FROM ampoule_used_token").get()).toEqual({ n: 1 });
});

const program = `
import { DatabaseSync } from "node:sqlite";
import { SqliteUsedTokens } from ${JSON.stringify(join(import.meta.dirname, "../../src/stores/sqlite.ts"))};
const db = new DatabaseSync(process.argv[2], { timeout: 20_000 });
db.exec("PRAGMA journal_mode = WAL");
const used = new SqliteUsedTokens(db);
let taken = 0;
for (let i = 0; i < 300; i++) if (used.consume("id " + i, 600)) taken++;
console.log(taken);
`;

/** How many of the same 300 ids one process got. */
async function taken(script: string, file: string): Promise<number> {
  const child = spawn(process.execPath, ["--conditions=ampoule:source", "--no-warnings", script, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += String(chunk);
  });
  await once(child, "close");
  return Number(text);
}

test("of several processes one gets an id, whichever it is", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-sqlite-"));
  try {
    const script = join(folder, "program.mjs");
    writeFileSync(script, program);
    // The file is there before they begin: they race for ids, not for the journal.
    const db = new DatabaseSync(join(folder, "app.db"));
    db.exec("PRAGMA journal_mode = WAL");
    new SqliteUsedTokens(db);
    const all = await Promise.all(Array.from({ length: 3 }, () => taken(script, join(folder, "app.db"))));
    db.close();
    expect(all.reduce((sum, count) => sum + count)).toBe(300);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);

describe("a form that is sent to two processes", () => {
  const secretKey = "4tVQmVzJ0bq3h1pN8sXw2yLkR6uTfE9cGdAiOoZjHnM";

  /** The statuses of sending one form twice, each time to the other process. */
  async function statuses(usedTokens: () => UsedTokens): Promise<readonly number[]> {
    const processes = [usedTokens(), usedTokens()].map((used) => {
      const app = new App({ mode: "test", secretKey, csrf: { usedTokens: used } });
      app.get("/", (c) => c.markup`<form method="post"></form>`);
      app.post("/", () => "done");
      return app;
    });
    let turn = 0;
    const browser = client({ fetch: (request, connection) => processes[turn++ % 2]!.fetch(request, connection) });
    const page = await browser.get("/");
    return [(await browser.submit(page, "form")).status, (await browser.submit(page, "form")).status];
  }

  test("is accepted once where they share a store", async () => {
    const db = new DatabaseSync(":memory:");
    expect(await statuses(() => new SqliteUsedTokens(db))).toEqual([200, 409]);
  });

  test("twin: is accepted twice where each has a memory of its own", async () => {
    expect(await statuses(() => new MemoryUsedTokens())).toEqual([200, 200]);
  });
});
