import { describe, expect, test } from "vitest";
import { ampoule } from "./terminal.ts";

/** The first words of the lines below the head. */
function firstWords(out: string): readonly string[] {
  return out
    .split("\n")
    .slice(1)
    .map((line) => line.split(/ {2,}/)[0] ?? "");
}

describe("ampoule routes", () => {
  test("lists every route with its methods and who checks the tokens of its forms", async () => {
    const { code, out } = await ampoule(["routes"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^NAME +METHODS +RULE +TOKEN$/m);
    expect(out).toMatch(/^home +GET +\/$/m);
    expect(out).toMatch(/^note +DELETE +\/note\/<int:id> +token$/m);
    const opened = (await ampoule(["routes"], "opened")).out;
    expect(opened).toMatch(/\/hook +webhook$/m);
    expect(opened).toMatch(/\/old\/ +the mounted application$/m);
  });

  test("in the order they were added, by name, or by rule", async () => {
    expect(firstWords((await ampoule(["routes"])).out)).toEqual(["home", "note", "note", "login", "folder"]);
    const byName = (await ampoule(["routes", "--sort", "name"])).out;
    expect(firstWords(byName)).toEqual(["folder", "home", "login", "note", "note"]);
    expect(firstWords((await ampoule(["routes", "--sort=rule"])).out)).toEqual([
      "home",
      "folder",
      "login",
      "note",
      "note",
    ]);
    expect((await ampoule(["routes", "--sort", "size"])).error).toContain("order, name, rule");
  });

  test.each([
    ["/note/7", /^note .*\nid = 7$/],
    ["DELETE /note/7?x=1", /^note /],
    ["post /login", /^login /],
    ["/login", /^405, \/login has .*POST/],
    ["/note/x", /^404$/],
    ["/folder", /^308 \/folder\/$/],
    ["//folder/", /^308 \/folder\/$/],
    ["/%zz", /^400$/],
  ])("--match %j says what answers", async (request, answer) => {
    const { code, out } = await ampoule(["routes", "--match", request]);
    expect(code).toBe(0);
    expect(out).toMatch(answer);
  });

  test("what is no request is told so", async () => {
    const { code, error } = await ampoule(["routes", "--match", "note"]);
    expect(code).toBe(1);
    expect(error).toContain("POST /note");
  });
});
