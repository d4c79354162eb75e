/** One application gives the same answers on Node, Bun, Deno and workerd: pages, forms, tokens, uploads, sessions, errors. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Build, build } from "../src/build.ts";
import type { Journal } from "../src/visit.ts";
import { askWorker } from "../src/workerd.ts";

const run = promisify(execFile);
const CONDITIONS = "--conditions=ampoule:source";
const main = join(import.meta.dirname, "../src/main.ts");

/** The binary that `npm run test:hosts` installed. */
function installed(name: string): string {
  return join(import.meta.dirname, "../node_modules/.bin", name);
}

function hasHost(name: string): boolean {
  if (existsSync(installed(name))) return true;
  if (process.env["AMPOULE_REQUIRE_ALL"] === "1")
    throw new Error(`${name} is not installed: npm run test:hosts installs it`);
  console.warn(`\n  SKIPPED: ${name} is not installed. npm run test:hosts installs it.\n`);
  return false;
}

let folder = "";
let made: Build;

async function journalOf(binary: string, ...options: readonly string[]): Promise<Journal> {
  const { stdout } = await run(binary, [...options, main, made.templates]);
  return JSON.parse(stdout) as Journal;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ampoule-hosts-"));
  made = await build(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("on Node", () => {
  test("it is what it should be", async () => {
    const journal = new Map(await journalOf(process.execPath, CONDITIONS));
    const status = (step: string) => Number(journal.get(step)?.split("\n", 1)[0]);
    expect(journal.get("a page with a hostile value")).toContain(
      '<a href="about:invalid#blocked">javascript:alert(&#34;1&#34;)&lt;img',
    );
    expect(status("a form without a token")).toBe(403);
    expect(status("a form from another site")).toBe(403);
    expect(status("a form of ours")).toBe(303);
    expect(journal.get("the page after it, with its message")).toContain('<p role="status">Saved Minka</p>');
    expect(status("the same form again")).toBe(409);
    expect(status("a form with a mistake")).toBe(422);
    expect(journal.get("an upload")).toContain('"type":"image/png"');
    expect(journal.get("the upload, sent back")).toBe("image/png 70");
    expect(journal.get("and goes on")).toContain('{"visits":2}');
    expect(journal.get("with a forged cookie it begins anew")).toContain('{"visits":1}');
    expect(status("an address of another host")).toBe(421);
    expect(journal.get("a mistake of the programmer's")).not.toContain("secret");
  });
});

describe.each([
  ["bun", ["run", CONDITIONS]],
  ["deno", ["run", "--allow-all", "--no-lock", "--node-modules-dir=manual", CONDITIONS]],
] as const)("on %s", (name, options) => {
  test.skipIf(!hasHost(name))("it is the same", async () => {
    expect(await journalOf(installed(name), ...options)).toEqual(await journalOf(process.execPath, CONDITIONS));
  });
});

describe("on workerd", () => {
  test.skipIf(!hasHost("workerd"))("it is the same, where no code can be made of strings", async () => {
    const journal = JSON.parse(await askWorker(installed("workerd"), made.worker)) as Journal;
    expect(journal).toEqual(await journalOf(process.execPath, CONDITIONS));
  });
});
