import { expect, test } from "vitest";
import { reservedNames } from "../../src/data/names.ts";
import { defineForm, string } from "../../src/index.ts";

test("every member of forms is a reserved name, so that no field can hide one", () => {
  const form = defineForm({ ok: string() }).blank();
  const members = [...Object.getOwnPropertyNames(Object.getPrototypeOf(form)), ...Object.keys(form)].filter(
    (name) => name !== "ok",
  );
  const known: readonly string[] = [...reservedNames, "constructor"];
  for (const member of members) expect(known, member).toContain(member);
  for (const name of reservedNames) expect(name in form, name).toBe(true);
});

test("two prefixes of one form are remembered apart", async () => {
  const kept = new Map<string, unknown>();
  const memory = {
    save: (key: string, value: unknown) => void kept.set(key, value),
    take: (key: string) => kept.get(key),
  };
  const form = defineForm({ a: string({ maxLength: 1 }) }, { id: "f" });
  for (const prefix of ["left", "right"]) {
    const context = {
      request: { method: "POST", url: "https://x.example/" },
      forms: { memory, read: async () => ({ form: [[`${prefix}-a`, `${prefix}!`]] as [string, string][] }) },
    };
    await (await form.from(context, { prefix })).remember();
  }
  const shown = await form.from(
    { request: { method: "GET", url: "https://x.example/" }, forms: { memory, read: async () => ({ form: [] }) } },
    { prefix: "right" },
  );
  expect([...kept.keys()]).toEqual(["left-f", "right-f"]);
  expect(shown.a.value).toBe("right!");
});
