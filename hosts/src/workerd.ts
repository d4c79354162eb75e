/** Starts workerd with a bundle, on loopback. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("There is no port to listen on");
  return address.port;
}

function config(port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
`;
}

/** How long workerd may take to answer first, in milliseconds. */
const PATIENCE = 20_000;

/**
 * What the worker answers.
 *
 * @param binary the path of workerd
 * @param worker the path of the bundle
 * @throws Error with what workerd printed, where it gives no answer
 */
export async function askWorker(binary: string, worker: string): Promise<string> {
  const port = await freePort();
  const path = join(dirname(worker), "config.capnp");
  writeFileSync(path, config(port));
  const child = spawn(binary, ["serve", path], { stdio: ["ignore", "ignore", "pipe"] });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  try {
    const response = await firstAnswer(child, `http://127.0.0.1:${port}/`);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  } catch (error) {
    throw new Error(`workerd gave no answer\n${complaints}`, { cause: error });
  } finally {
    child.kill();
  }
}

async function firstAnswer(child: ChildProcess, url: string): Promise<Response> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (child.exitCode !== null || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
