import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, test } from "vitest";
import { abort } from "../../src/errors.ts";
import { formatRecord, visibleText } from "../../src/log.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production } from "./setup.ts";

const TIME = new Date(0);

describe("V06 a line of the log is one line, and shows what is hidden", () => {
  test.each([
    ["a\nb", "a\\u000ab"],
    ["a\r\nforged entry", "a\\u000d\\u000aforged entry"],
    ["\x1b[31mred", "\\u001b[31mred"],
    ["\x9b31m", "\\u009b31m"],
    ["user\u202egnp.exe", "user\\u202egnp.exe"],
    ["a\u200bb", "a\\u200bb"],
    ["\u2028", "\\u2028"],
    ["\b\x7f", "\\u0008\\u007f"],
    ["tab\tstays, äß😀 too", "tab\tstays, äß😀 too"],
  ])("%j", (text, shown) => {
    expect(visibleText(text)).toBe(shown);
    const line = formatRecord("info ", { path: text, nested: { text } }, text, TIME);
    expect(line.split("\n")).toHaveLength(1);
    expect(line).toContain(shown);
  });

  test("an error's stack is indented below, its message shown likewise", () => {
    const error = new Error("line one\n2026-01-01 info forged", { cause: new Error("\x1b[2Jdeeper") });
    const lines = formatRecord("error", { error }, "A request failed", TIME).split("\n");
    expect(lines[0]).toBe("1970-01-01T00:00:00.000Z error A request failed");
    expect(lines.slice(1).every((line) => line.startsWith("    "))).toBe(true);
    expect(lines.join("\n")).toContain("caused by: Error: \\u001b[2Jdeeper");
  });
});

test("V05 values of names that sound secret are not written", () => {
  const line = formatRecord(
    "info ",
    { password: "a1", apiKey: "a2", sessionId: "a3", authorization: "a4", "set-cookie": "a5", path: "shown" },
    "x",
    TIME,
  );
  expect(line).not.toMatch(/a[1-5]/);
  expect(line).toContain('path="shown"');
});

test("refusals are structured events, with what differed", async () => {
  const logger = keepingLogger();
  const app = production({ logger });
  app.post("/", () => "x");
  const browser = client(app);
  await browser.get("/", { headers: { host: "evil.example\u00a0" } });
  await browser.post("/", { headers: { "sec-fetch-site": "cross-site" } });
  await browser.post("/", { form: {} });
  const refused = logger.records
    .filter(({ message }) => message === "A request was refused")
    .map(({ fields }) => fields["code"]);
  expect(refused).toEqual([expect.stringMatching(/^host_/), "csrf_origin", "csrf_token"]);
});

test("what is not ours to log is not logged: a 404 is no event", async () => {
  const logger = keepingLogger();
  const app = production({ logger });
  app.get("/gone", () => abort(410, "Gone."));
  const browser = client(app);
  await browser.get("/none");
  await browser.get("/gone");
  expect(logger.records).toEqual([]);
});

test("channels tell observers what happens, under Flask's names", async () => {
  const seen: string[] = [];
  const names = [
    "request_started",
    "request_finished",
    "request_exception",
    "request_tearing_down",
    "request_refused",
    "template_rendered",
    "message_flashed",
  ];
  const listeners = names.map((name) => {
    const listener = (): void => {
      seen.push(name);
    };
    subscribe(`ampoule:${name}`, listener);
    return [`ampoule:${name}`, listener] as const;
  });
  try {
    const app = production({}, { "p.html": "x" });
    app.get("/plain", () => "plain");
    app.get("/page", (c) => {
      c.flash("x");
      return c.render("p.html");
    });
    app.get("/bug", () => {
      throw new Error("bug");
    });
    const browser = client(app);
    await browser.get("/page");
    expect(seen.splice(0)).toEqual([
      "request_started",
      "message_flashed",
      "template_rendered",
      "request_finished",
      "request_tearing_down",
    ]);
    await browser.get("/plain");
    expect(seen.splice(0)).toEqual(["request_started", "request_finished", "request_tearing_down"]);
    await browser.get("/bug");
    expect(seen.splice(0)).toEqual([
      "request_started",
      "request_exception",
      "request_finished",
      "request_tearing_down",
    ]);
    await browser.post("/page", { headers: { "sec-fetch-site": "cross-site" } });
    expect(seen.splice(0)).toEqual(["request_started", "request_refused", "request_finished", "request_tearing_down"]);
  } finally {
    for (const [name, listener] of listeners) unsubscribe(name, listener);
  }
});
