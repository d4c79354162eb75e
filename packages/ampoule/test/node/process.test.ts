import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src/node/index.ts", import.meta.url));

const program = `
import { serve } from ${JSON.stringify(source)};
const app = { fetch: async (request) => {
  await new Promise((resolve) => setTimeout(resolve, request.url.endsWith("/slow") ? 500 : 0));
  return new Response("finished");
} };
const one = await serve(app, { port: 0 });
const two = await serve(app, { port: 0 });
console.log(one.url, two.url);
`;

describe("a process that serves", () => {
  test("on SIGTERM every server of it finishes what is under way", async () => {
    const child = spawn(process.execPath, ["--conditions=ampoule:source", "--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const [one, two] = line.toString().trim().split(" ");
    const answers = Promise.all(
      [fetch(`${one}/slow`), fetch(`${two}/slow`)].map(async (response) => (await response).text()),
    );
    await fetch(`${one}/quick`).then((response) => response.text());
    await new Promise((resolve) => setTimeout(resolve, 100));
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect(await answers).toEqual(["finished", "finished"]);
    const [code, signal] = (await exit) as [number | null, string | null];
    expect([code, signal]).toEqual([null, "SIGTERM"]);
  });
});
