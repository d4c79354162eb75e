import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createProject } from "../src/create.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "create-ampoule-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a new project", () => {
  test("has its name, its pages and a test", () => {
    const { name, files } = createProject({ directory: join(folder, "Guest Book") });
    expect(name).toBe("guest-book");
    expect(JSON.parse(readFileSync(join(folder, "Guest Book", "package.json"), "utf8")).name).toBe("guest-book");
    expect(files).toEqual(
      expect.arrayContaining([
        ".env",
        ".gitignore",
        "src/app.ts",
        "templates/base.html",
        "static/style.css",
        "test/app.test.ts",
        "AGENTS.md",
        "tsconfig.json",
      ]),
    );
  });

  test("--minimal is one source file", () => {
    const { files } = createProject({ directory: join(folder, "tiny"), minimal: true });
    expect(files.filter((file) => file.startsWith("src"))).toEqual(["src/main.ts"]);
  });

  test("gets a key of its own that only its owner can read and that git ignores", () => {
    const read = (name: string) => {
      const { directory } = createProject({ directory: join(folder, name) });
      expect(readFileSync(join(directory, ".gitignore"), "utf8")).toContain(".env");
      expect(statSync(join(directory, ".env")).mode & 0o077).toBe(0);
      return /^SECRET_KEY=(.*)$/m.exec(readFileSync(join(directory, ".env"), "utf8"))![1]!;
    };
    const keys = [read("one"), read("two")];
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(Buffer.from(key, "base64url")).toHaveLength(32);
  });
});

describe("a folder that cannot be used", () => {
  test("one that holds something is left as it is", () => {
    writeFileSync(join(folder, "mine.txt"), "precious");
    expect(() => createProject({ directory: folder })).toThrow(/not empty/);
    expect(readFileSync(join(folder, "mine.txt"), "utf8")).toBe("precious");
  });

  test("one without a letter or digit has no package name", () => {
    expect(() => createProject({ directory: join(folder, "···") })).toThrow(/package name/);
  });
});
