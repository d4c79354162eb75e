/**
 * `npm run bench -- http`: requests per second against raw `node:http`, every server in a process of its own, in turn in
 * each round. Needs `wrk` (Debian: apt-get install wrk). Loopback only; a round lasts seconds and ends by itself.
 */
import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, table } from "../harness.ts";
import { type Form, paths } from "./protocol.ts";

const servers = ["raw", "ampoule", "bare-hono-node-server", "bare-srvx", "hono", "fastify", "express"] as const;
const workloads = ["plain", "page", "submit"] as const;
type Workload = (typeof workloads)[number];

const quick = process.argv.includes("--quick");
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");
const chosen = servers.filter((name) => name === "raw" || only === undefined || only.includes(name));
const rounds = quick ? 3 : 7;
const seconds = quick ? 1 : 2;
const BODIES = 60_000;

if (spawnSync("wrk", ["--version"]).error !== undefined) {
  console.error("This benchmark drives its load with wrk, which is not here (Debian: apt-get install wrk).");
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), "ampoule-bench-"));

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
}

async function start(name: string, port: number): Promise<Running> {
  const child = fork(join(import.meta.dirname, "servers", `${name}.ts`), [String(port)], {
    execArgv: ["--conditions=ampoule:source"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) => reject(new Error(`${name} ended with ${code} before it listened`)));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

interface Measured {
  readonly rate: number;
  /** Milliseconds. */
  readonly p99: number;
}

function load(url: string, args: readonly string[], script: readonly string[] = []): Measured {
  const { stdout } = spawnSync("wrk", ["-t1", "-c32", `-d${seconds}s`, "--latency", ...args, url, ...script], {
    encoding: "utf8",
  });
  const failures = /Non-2xx or 3xx responses: (\d+)/.exec(stdout);
  if (failures !== null) throw new Error(`${url}: ${failures[1]} requests were refused\n${stdout}`);
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  const [, amount, unit] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout)!;
  return { rate, p99: Number(amount) * { us: 0.001, ms: 1, s: 1000 }[unit as "us" | "ms" | "s"]! };
}

async function prepare(running: Running): Promise<{ cookie: string; file: string }> {
  const response = await fetch(`${running.url}${paths.prepare}?n=${BODIES}`);
  const set = response.headers.getSetCookie().map((line) => line.split(";")[0]!);
  const form = (await response.json()) as Form;
  const file = join(work, `${running.child.pid}.txt`);
  writeFileSync(file, form.bodies.join("\n"));
  return { cookie: [form.cookie, ...set].filter((part) => part !== "").join("; "), file };
}

async function measure(running: Running, workload: Workload): Promise<Measured> {
  const { cookie, file } = await prepare(running);
  const url = running.url + paths[workload];
  if (workload === "submit") return load(url, ["-s", join(import.meta.dirname, "submit.lua")], ["--", file, cookie]);
  return load(url, workload === "page" ? ["-H", `cookie: ${cookie}`] : []);
}

const running = new Map<string, Running>();
for (const [i, name] of chosen.entries()) running.set(name, await start(name, 43_100 + i));

const ratios = new Map<string, Record<Workload, number[]>>();
const latency = new Map<string, number[]>();
const absolute: Record<Workload, number[]> = { plain: [], page: [], submit: [] };
for (const name of chosen) {
  ratios.set(name, { plain: [], page: [], submit: [] });
  latency.set(name, []);
}
try {
  for (let round = -1; round < rounds; round++) {
    for (const workload of workloads) {
      const limit = await measure(running.get("raw")!, workload);
      if (round >= 0) absolute[workload].push(limit.rate);
      for (const name of chosen) {
        const { rate, p99 } = name === "raw" ? limit : await measure(running.get(name)!, workload);
        if (round < 0) continue; // the first round only warms up
        ratios.get(name)![workload].push(rate / limit.rate);
        if (workload === "page") latency.get(name)!.push(p99 / limit.p99);
      }
    }
  }
} finally {
  for (const { child } of running.values()) child.kill();
  rmSync(work, { recursive: true, force: true });
}

const rows = chosen.map((name) => [
  name === "raw" ? "raw node:http (limit)" : name,
  ...workloads.map((workload) =>
    name === "raw"
      ? `${(median(absolute[workload]) / 1000).toFixed(1)} k/s`
      : median(ratios.get(name)![workload]).toFixed(2),
  ),
  median(latency.get(name)!).toFixed(2),
]);
console.log(
  "Requests per second against raw node:http (larger is better); p99 of the page against the limit's (smaller is better)\n",
);
console.log(
  table(["stack", "plain text + parameter", "secured page", "form POST with CSRF check", "p99 of the page"], rows),
);
