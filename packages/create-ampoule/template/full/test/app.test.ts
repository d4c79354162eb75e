import assert from "node:assert/strict";
import { test } from "node:test";
import { client } from "ampoule/testing";
import { createApp } from "../src/app.ts";

test("an empty name is answered with the form", async () => {
  const browser = client(createApp({ mode: "test", secretKey: undefined, origin: "http://localhost" }));
  const answer = await browser.submit(await browser.get("/"), "form", { name: "" });
  assert.equal(answer.status, 422);
  assert.match(await answer.text(), /This field is required/);
});

test("a guest signs the book", async () => {
  const browser = client(createApp({ secretKey: "test-only-".repeat(5), origin: "http://localhost" }));
  const page = await browser.get("/");
  await browser.submit(page, "form", { name: "Ada" });
  assert.match(await (await browser.get("/")).text(), /<li>Ada<\/li>/);
});
