import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ampoule } from "./terminal.ts";

const COMMANDS = ["run", "routes", "check", "build", "messages", "secret"];

describe("the command line", () => {
  test("lists its commands when asked, and when nothing was said", async () => {
    for (const word of ["help", "--help", "-h"]) {
      const { code, out } = await ampoule([word]);
      expect(code).toBe(0);
      for (const name of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
    }
    expect((await ampoule([])).code).toBe(2);
  });

  test.each(COMMANDS)("%s explains itself", async (name) => {
    const { code, out } = await ampoule([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^ampoule ${name}`));
  });

  test("the documentation has every command with every option", async () => {
    const page = readFileSync(new URL("../../../../docs/command-line.md", import.meta.url), "utf8");
    for (const name of COMMANDS) {
      const section = page.split(`\n## ${name}\n`)[1]?.split("\n## ")[0] ?? "";
      const { out } = await ampoule([name, "--help"]);
      const options = [...out.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option);
      const documented = [...section.matchAll(/^\| `(--[\w-]+)` \|/gm)].map(([, option]) => option);
      expect(documented, name).toEqual(options);
    }
  });

  test.each([
    [["frobnicate"], 'no command "frobnicate"'],
    [["routes", "--frobnicate"], "--frobnicate"],
    [["routes", "app.ts", "other.ts"], "Too many words: other.ts"],
    [["secret", "app.ts"], "Too many words: app.ts"],
  ])("%j is not understood: 2, and how it is written", async (argv, message) => {
    const { code, error, out } = await ampoule(argv);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(error).toContain(message);
    expect(error).toMatch(/^ampoule /m);
  });

  test("secret makes a new key of 32 bytes each time", async () => {
    const keys = await Promise.all([ampoule(["secret"]), ampoule(["secret"])]);
    const [one, two] = keys.map(({ out }) => out);
    expect(one).not.toBe(two);
    for (const key of [one, two]) expect(Buffer.from(key ?? "", "base64url")).toHaveLength(32);
  });
});

describe("which application is meant", () => {
  test("app.ts, where nothing is named", async () => {
    expect((await ampoule(["routes"])).out).toContain("/note/<int:id>");
  });

  test("the module that is named", async () => {
    expect((await ampoule(["routes", "../opened/app.ts"])).out).toContain("/hook");
  });

  test.each([
    [["routes", "gone.ts"], "There is no module gone.ts"],
    [["routes", "package.ts"], "There is no module package.ts"],
    [["routes", "../opened/banner.ts"], "banner.ts exports no application"],
  ])("%j: says what is missing", async (argv, message) => {
    const { code, error } = await ampoule(argv);
    expect(code).toBe(1);
    expect(error).toContain(message);
  });

  test("no usual module at all", async () => {
    const { code, error } = await ampoule(["routes"], "sealed/templates");
    expect(code).toBe(1);
    expect(error).toContain("There is none of src/app.ts, src/app.js, app.ts, app.js");
  });
});
