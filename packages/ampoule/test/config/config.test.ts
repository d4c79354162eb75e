import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type } from "arktype";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ConfigError, fromEnvironment, fromJsonFile, fromValues, loadConfig } from "../../src/config.ts";

const folder = mkdtempSync(join(tmpdir(), "ampoule-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const schema = z.object({
  secretKey: z.string(),
  debug: z.boolean().default(false),
  mail: z.object({ host: z.string(), port: z.number() }),
  tags: z.array(z.string()).default([]),
});

describe("sources", () => {
  test("later ones win, member by member", () => {
    const config = loadConfig(schema, [
      fromValues({ secretKey: "from the program", mail: { host: "localhost", port: 25 } }),
      fromJsonFile(file("a.json", '{"mail": {"port": 465}, "tags": ["x"]}')),
      fromEnvironment("KITTENS", {
        KITTENS_SECRET_KEY: "from the environment",
        KITTENS_MAIL__HOST: "mail.example",
        OTHER_DEBUG: "true",
      }),
    ]);
    expect(config).toEqual({
      secretKey: "from the environment",
      debug: false,
      mail: { host: "mail.example", port: 465 },
      tags: ["x"],
    });
  });

  test("variables: JSON where it is JSON, names in camel case, two underscores nest", () => {
    const { values } = fromEnvironment("APP", {
      APP_DEBUG: "true",
      APP_PORT: "8000",
      APP_NAME: "a name",
      APP_ZIP: '"007"',
      APP_TAGS: '["a", "b"]',
      APP_A__B__C_D: "1",
      APP_: "ignored",
      APPLE: "ignored",
      APP_GONE: undefined,
    });
    expect(values).toEqual({
      debug: true,
      port: 8000,
      name: "a name",
      zip: "007",
      tags: ["a", "b"],
      a: { b: { cD: 1 } },
    });
  });

  test("names of Object.prototype are names", () => {
    const { values } = fromEnvironment("APP", { APP___PROTO__: "1", APP_CONSTRUCTOR: "2", APP_TOSTRING__VALUEOF: "3" });
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(values)).toBeNull();
    expect(values["constructor"]).toBe(2);
    const merged = loadConfig(z.any(), [
      fromJsonFile(file("p.json", '{"__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 1}}}')),
      fromValues({ a: {} }),
    ]);
    expect((merged as { polluted?: unknown }).polluted).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test("files: missing ones, if they may be; never code", () => {
    expect(fromJsonFile(join(folder, "none.json"), { optional: true }).values).toEqual({});
    expect(() => fromJsonFile(join(folder, "none.json"))).toThrow(/cannot be read/);
    expect(() => fromJsonFile(file("b.json", "module.exports = {}"))).toThrow(/is not JSON/);
    expect(() => fromJsonFile(file("c.json", "[1]"))).toThrow(/must hold an object/);
    expect(fromJsonFile(pathToFileURL(file("d.json", '{"a": 1}'))).values).toEqual({ a: 1 });
  });
});

describe("schemas", () => {
  test("all that is wrong at once, by its place, without the values", () => {
    const load = (): unknown =>
      loadConfig(schema, [fromValues({ secretKey: 7, mail: { host: "hunter2", port: "x" } })]);
    expect(load).toThrow(ConfigError);
    try {
      load();
    } catch (error) {
      expect((error as ConfigError).problems).toHaveLength(2);
      expect((error as Error).message).toMatch(/read from the program/);
      expect((error as Error).message).toMatch(/secretKey: [\s\S]*mail\.port: /);
      expect((error as Error).message).not.toContain("hunter2");
    }
  });

  test("any Standard Schema will do", () => {
    const source = fromValues({ port: 1 });
    expect(loadConfig(v.object({ port: v.number() }), [source])).toEqual({ port: 1 });
    expect(loadConfig(type({ port: "number" }), [source])).toEqual({ port: 1 });
    expect(() => loadConfig(v.object({ port: v.string() }), [source])).toThrow(/port: /);
    expect(() => loadConfig(type({ port: "string" }), [source])).toThrow(/port: /);
  });

  test("an asynchronous schema is a mistake", () => {
    expect(() =>
      loadConfig(
        z.object({}).refine(async () => true),
        [],
      ),
    ).toThrow(/synchronous/);
  });
});
