import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ampoule } from "./terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "ampoule-messages-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("ampoule messages collects every message once, with its places, context, plural and comment", async () => {
  const file = join(folder, "messages.pot");
  const { code, out } = await ampoule(["messages", "--out", file], "translated");
  expect([code, out.split(" ")[0]]).toEqual([0, "4"]);
  const [header, ...entries] = readFileSync(file, "utf8").trimEnd().split("\n\n");
  expect(header).toContain("charset=UTF-8");
  expect(entries).toEqual([
    '#. on the button\n#: templates/a.html:2\n#: templates/b.html:1\nmsgid "Send"\nmsgstr ""',
    "#: templates/a.html:3\n#, python-format\n" +
      'msgid "One cat of %(owner)s"\nmsgid_plural "%(count)s cats of \\"%(owner)s\\""\nmsgstr[0] ""\nmsgstr[1] ""',
    '#: templates/a.html:4\nmsgctxt "verb"\nmsgid "Open"\nmsgstr ""',
    '#: templates/b.html:2\nmsgid ""\n"Two\\n"\n"lines"\nmsgstr ""',
  ]);
});

test("what gettext's own tools read", async ({ skip }) => {
  if (spawnSync("msgfmt", ["--version"]).status !== 0) {
    const advice = "msgfmt is not installed: apt-get install gettext";
    if (process.env["AMPOULE_REQUIRE_ALL"] === "1") throw new Error(advice);
    console.warn(advice);
    skip(advice);
  }
  const file = join(folder, "checked.pot");
  await ampoule(["messages", "--out", file], "translated");
  const { status, stderr } = spawnSync("msgfmt", ["--check-format", "-o", "/dev/null", file], { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});
