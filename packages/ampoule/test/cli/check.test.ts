import { Environment, PrecompiledLoader } from "@ampoule/templates";
import { describe, expect, test } from "vitest";
import { checkEnvironment } from "../../src/cli/checks/templates.ts";
import { ampoule } from "./terminal.ts";

interface Row {
  readonly severity: string;
  readonly check: string;
  readonly place: string;
  readonly message: string;
}

async function rows(env: Readonly<Record<string, string>> = {}): Promise<readonly Row[]> {
  const { out } = await ampoule(["check", "--json"], "opened", env);
  return out.split("\n").map((line) => JSON.parse(line) as Row);
}

describe("ampoule check", () => {
  test("finds nothing where nothing was opened", async () => {
    expect(await ampoule(["check", "--strict"])).toEqual({ code: 0, out: "no errors, 0 to review", error: "" });
  });

  test("lists everything that somebody answers for, with its place", async () => {
    const reviews = (await rows()).filter(({ severity }) => severity === "review");
    const listed = reviews.map(({ check, place }) => `${check} ${place}`);
    expect(listed).toEqual([
      "template templates/mail.txt:1:1",
      "safe templates/page.html:1:30",
      "unquoted templates/page.html:1:13",
      "guard guards.redirects",
      "headers headers",
      "csrf POST /hook",
      "cors GET /feed",
      "mount GET, POST, PUT, PATCH, DELETE, OPTIONS /old/",
      "mount GET, POST, PUT, PATCH, DELETE, OPTIONS /old/<path:path>",
      "unsafe banner.ts:4:31",
    ]);
    expect(reviews.find(({ check }) => check === "guard")?.message).toContain("A link shortener");
    expect(reviews.find(({ check }) => check === "unsafe")?.message).toContain('unsafeMarkup("<b>Kittens</b>")');
  });

  test("fails for a template that does not compile, and shows where", async () => {
    const { code, out } = await ampoule(["check"], "opened");
    expect(code).toBe(1);
    expect(out).toMatch(/^error {2}templates\/wrong\.html:2:12$/m);
    expect(out).toMatch(/^error {2}templates\/wrong\.html:3:\d+$/m);
    expect(out).toContain("> 3 | {{ title|nosuch }}");
    expect(out).toMatch(/2 errors, 10 to review$/);
  });

  test("fails for what production refuses to start with", async () => {
    const [first, ...rest] = await rows({ SECRET_KEY: "short" });
    expect(first).toMatchObject({ severity: "error", check: "start", place: "app.ts" });
    expect(first?.message).toMatch(/key/i);
    // The sources are looked at all the same.
    expect(rest.map(({ check }) => check)).toEqual(["unsafe"]);
  });

  test("an application is made as the environment says", async () => {
    expect((await rows({ ORIGIN: "not an origin" }))[0]).toMatchObject({ severity: "error", check: "start" });
  });

  test("says so where templates cannot be checked", () => {
    const unlisted = { load: () => null };
    const ahead = new PrecompiledLoader({
      "a.html": { format: 1, mode: "contextual", textState: "", blocks: [], variants: [], factory: () => ({}) },
    });
    for (const loader of [unlisted, ahead]) {
      const [finding, ...more] = checkEnvironment(new Environment({ loader }), "/");
      expect(finding).toMatchObject({ severity: "review", check: "templates" });
      expect(finding?.message).toMatch(/^the templates are not checked: ./);
      expect(more).toEqual([]);
    }
  });
});
