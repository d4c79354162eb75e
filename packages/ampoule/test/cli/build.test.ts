import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Environment, PrecompiledLoader, type PrecompiledTemplate } from "@ampoule/templates";
import { expect, test } from "vitest";
import { ampoule } from "./terminal.ts";

test("ampoule build writes a module that renders the application's templates", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ampoule-build-"));
  try {
    const file = join(folder, "templates.mjs");
    const { code, out } = await ampoule(["build", "--out", file]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 templates? in /);
    const { templates } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
      templates: Readonly<Record<string, PrecompiledTemplate>>;
    };
    const page = new Environment({ loader: new PrecompiledLoader(templates) }).getTemplate("home.html");
    expect(page.render({ kind: '"', text: "<b>" })).toContain('<p class="&#34;">&lt;b&gt;</p>');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("ampoule build writes nothing where a template does not compile", async () => {
  const { code, error, out } = await ampoule(["build", "--out", "/dev/null/never"], "opened");
  expect(code).toBe(1);
  expect(out).toBe("");
  expect(error).toContain("wrong.html, line 2");
});
