/** The memory of an upload, in a process of its own: it is the same for a small file and for one that would not fit. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const MB = 1_048_576;
const index = fileURLToPath(new URL("../../src/index.ts", import.meta.url));
const node = fileURLToPath(new URL("../../src/node/index.ts", import.meta.url));

/** `keep` is the twin: it reads all bytes into memory, as many frameworks do. */
const program = `
import { App } from ${JSON.stringify(index)};
import { serve } from ${JSON.stringify(node)};
const app = new App({ mode: "test", limits: { multipartSize: 2 ** 30, fileSize: 2 ** 30 } });
app.post("/take", { csrf: "webhook" }, async (c) => {
  const { files } = await c.form({ files: true });
  return String(files.get("f").size);
});
app.post("/keep", { csrf: "webhook" }, async (c) => {
  const { files } = await c.form({ files: true });
  return String((await files.get("f").bytes()).length);
});
app.get("/peak", () => String(process.resourceUsage().maxRSS * 1024));
const { url } = await serve(app, { port: 0, signals: false });
console.log(url);
`;

async function start(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, ["--conditions=ampoule:source", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function upload(url: string, size: number): Promise<string> {
  const head = '--xx\r\nContent-Disposition: form-data; name="f"; filename="a.bin"\r\n\r\n';
  const outgoing = request(url, { method: "POST", headers: { "content-type": "multipart/form-data; boundary=xx" } });
  const answered = once(outgoing, "response");
  const chunk = Buffer.alloc(65_536, 120);
  outgoing.write(head);
  for (let sent = 0; sent < size; sent += chunk.length) if (!outgoing.write(chunk)) await once(outgoing, "drain");
  outgoing.end("\r\n--xx--\r\n");
  const [response] = (await answered) as [AsyncIterable<Buffer>];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

/** How much more memory the process has had at most, after a file of this size. */
async function growth(path: string, size: number): Promise<number> {
  const { child, url } = await start();
  try {
    const peak = async (): Promise<number> => Number(await (await fetch(`${url}/peak`)).text());
    await upload(url + path, MB);
    const before = await peak();
    expect(await upload(url + path, size)).toBe(String(size));
    return (await peak()) - before;
  } finally {
    child.kill();
  }
}

describe("the memory of an upload", () => {
  test("does not grow with the file", { timeout: 120_000 }, async () => {
    // The garbage of the network's buffers is collected in lots of some 60 MB.
    expect(await growth("/take", 10 * MB)).toBeLessThan(100 * MB);
    expect(await growth("/take", 150 * MB)).toBeLessThan(100 * MB);
  });

  test("the twin: what keeps all of it does", { timeout: 120_000 }, async () => {
    expect(await growth("/keep", 150 * MB)).toBeGreaterThan(140 * MB);
  });
});
