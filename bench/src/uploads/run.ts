/**
 * `npm run bench -- uploads`: 50 MB to disk against piping the raw body, and the memory of each server: at its peak, and how much of that
 * came with the uploads. The servers run from their sources; compiling them is most of the memory that ours has before.
 */
import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, table } from "../harness.ts";

const servers = ["raw", "ampoule", "busboy", "multer", "fastify"] as const;
const rounds = process.argv.includes("--quick") ? 3 : 7;
const folder = mkdtempSync(join(tmpdir(), "ampoule-uploads-"));
const file = randomBytes(50 * 1024 * 1024);

async function start(name: string, port: number): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "servers", `${name}.ts`), [String(port), folder], {
    execArgv: ["--conditions=ampoule:source"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
  });
  return child;
}

async function upload(name: string, port: number): Promise<number> {
  const form = new FormData();
  form.append("file", new Blob([file]), "photo.bin");
  const begin = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: name === "raw" ? file : form });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${name}: ${response.status} ${text.slice(0, 200)}`);
  return performance.now() - begin;
}

const running = new Map<string, { child: ChildProcess; port: number }>();
const ratios = new Map<string, number[]>(servers.map((name) => [name, []]));
const raw: number[] = [];
const peaks = new Map<string, number>();
const before = new Map<string, number>();

/** The most memory that a server has had so far, in MB. */
async function peakOf(child: ChildProcess): Promise<number> {
  const answer = new Promise<number>((resolve) =>
    child.once("message", (message) => resolve((message as { peak: number }).peak)),
  );
  child.send("peak");
  return answer;
}
try {
  for (const [i, name] of servers.entries())
    running.set(name, { child: await start(name, 43_200 + i), port: 43_200 + i });
  for (const [name, { child }] of running) before.set(name, await peakOf(child));
  for (let round = -1; round < rounds; round++) {
    const limit = await upload("raw", running.get("raw")!.port);
    if (round >= 0) raw.push(limit);
    for (const name of servers) {
      const time = name === "raw" ? limit : await upload(name, running.get(name)!.port);
      if (round >= 0) ratios.get(name)!.push(time / limit);
    }
  }
  for (const [name, { child }] of running) peaks.set(name, await peakOf(child));
} finally {
  for (const { child } of running.values()) child.kill();
  rmSync(folder, { recursive: true, force: true });
}

console.log(`50 MB to disk; piping the raw body takes ${median(raw).toFixed(0)} ms here (smaller is better)\n`);
console.log(
  table(
    ["server", "time × raw", "peak memory, MB", "with the uploads"],
    servers.map((name) => [
      name,
      median(ratios.get(name)!).toFixed(2),
      peaks.get(name)!.toFixed(0),
      `+${(peaks.get(name)! - before.get(name)!).toFixed(0)}`,
    ]),
  ),
);
