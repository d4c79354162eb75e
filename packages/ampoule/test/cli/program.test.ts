/** The program itself, in processes of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const main = join(import.meta.dirname, "../../src/cli/main.ts");
const index = join(import.meta.dirname, "../../src/index.ts");

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ampoule-cli-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeApp("one");
});

afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

function writeApp(text: string): void {
  writeFileSync(
    join(folder, "app.ts"),
    `import { App } from ${JSON.stringify(index)};
export const app = new App({ mode: "development" });
app.get("/", () => ${JSON.stringify(text)});
app.get("/key", () => String(process.env.SECRET_KEY));
setInterval(() => {}, 1000);`,
  );
}

/** Starts the program; gives its lines one after the other. */
function start(...argv: readonly string[]): AsyncIterator<string> {
  child = spawn(process.execPath, ["--conditions=ampoule:source", "--no-warnings", main, ...argv], {
    cwd: folder,
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
}

/** The address in the next line that has one. */
async function address(lines: AsyncIterator<string>): Promise<string> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("the program ended");
    const url = /http:\/\/\S+:\d+/.exec(value)?.[0];
    if (url !== undefined) return url;
  }
}

async function textOf(url: string): Promise<string> {
  return (await fetch(url)).text();
}

describe("ampoule run", () => {
  test("serves, and ends on SIGTERM", async () => {
    const url = await address(start("run", "--port", "0", "--no-reload"));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(await textOf(url)).toBe("one");
    const exit = once(child!, "exit");
    child!.kill("SIGTERM");
    await exit;
    await expect(fetch(url)).rejects.toThrow();
  });

  test("serves anew when a module changes, and takes the server with it when it ends", async () => {
    const lines = start("run", "--port", "0");
    expect(await textOf(await address(lines))).toBe("one");
    writeApp("two");
    const url = await address(lines);
    expect(await textOf(url)).toBe("two");
    const exit = once(child!, "exit");
    child!.kill("SIGTERM");
    await exit;
    await expect(fetch(url)).rejects.toThrow();
  }, 20_000);

  test("takes what .env says, but nothing that is set already", async () => {
    writeFileSync(join(folder, ".env"), "SECRET_KEY=from-the-file\nPATH=nowhere\n");
    const url = await address(start("run", "--port", "0", "--no-reload"));
    expect(await textOf(`${url}/key`)).toBe("from-the-file");
  });
});

test("a command ends, whatever the application keeps open", async () => {
  const lines = start("routes");
  const exit = once(child!, "exit");
  expect((await lines.next()).value).toMatch(/^NAME/);
  expect(await exit).toEqual([0, null]);
}, 20_000);

test("a failure is told to the shell", async () => {
  start("routes", "gone.ts");
  expect(await once(child!, "exit")).toEqual([1, null]);
}, 20_000);
