import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const index = fileURLToPath(new URL("../../src/index.ts", import.meta.url));

const program = `
import cluster from "node:cluster";
import { App } from ${JSON.stringify(index)};
if (cluster.isPrimary && process.env.ALONE === undefined) {
  for (const shared of ["", "1"]) await new Promise((done) => cluster.fork({ SHARED: shared }).once("exit", done));
} else {
  const said = [];
  const logger = { info() {}, warn: (_fields, text) => said.push(text), error() {} };
  const csrf = process.env.SHARED === "1" ? { usedTokens: { consume: () => true } } : {};
  const app = new App({ secretKey: "f3Xq0mX1n8y7v2s9d4k6j5h1g0a2z3w4e5r6t7y8u9i", origin: "https://a.example", logger, csrf });
  await app.fetch(new Request("https://a.example/"));
  const word = said.some((text) => text.includes("worker of a cluster")) ? "warned" : "silent";
  process.stdout.write(word + "\\n", () => process.exit(0));
}
`;

async function run(env: Readonly<Record<string, string>>): Promise<string[]> {
  const file = join(folder, "program.mjs");
  writeFileSync(file, program);
  const child = spawn(process.execPath, ["--conditions=ampoule:source", file], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += String(chunk);
  });
  await once(child, "close");
  return text.trim().split("\n");
}

const folder = mkdtempSync(join(tmpdir(), "ampoule-cluster-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a worker of a cluster is told that its used tokens are its own, unless it has a store", async () => {
  expect(await run({})).toEqual(["warned", "silent"]);
  expect(await run({ ALONE: "1" })).toEqual(["silent"]);
});
