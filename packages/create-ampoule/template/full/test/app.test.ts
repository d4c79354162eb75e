import assert from "node:assert/strict";
import { test } from "node:test";
import { client } from "ampoule/testing";
import { createApp } from "../src/app.ts";

test("a guest signs the book", async () => {
  const browser = client(createApp({ secretKey: "test-only-".repeat(5), origin: "http://localhost" }));
  const page = await browser.get("/");
  await browser.submit(page, "form", { name: "Ada" });
  assert.match(await (await browser.get("/")).text(), /<li>Ada<\/li>/);
});
