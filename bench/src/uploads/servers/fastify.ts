import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import multipart from "@fastify/multipart";
import Fastify from "fastify";
import { folder, port, ready } from "../protocol.ts";

const app = Fastify({ bodyLimit: 2 ** 30 });
await app.register(multipart, { limits: { fileSize: 2 ** 30 } });
app.post("/", async (request) => {
  const part = await request.file();
  await pipeline(part!.file, createWriteStream(join(folder, "fastify")));
  return "ok";
});
await app.listen({ port, host: "127.0.0.1" });
ready();
