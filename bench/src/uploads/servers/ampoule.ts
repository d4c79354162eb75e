/** Ours with every check on: types proven by bytes, random names, limits in the stream. Only the token is another benchmark's. */
import { App, DiskStorage } from "ampoule";
import { serve } from "ampoule/node";
import { folder, port, ready } from "../protocol.ts";

const storage = new DiskStorage(folder);
const app = new App({
  secretKey: "f3Xq0mX1n8y7v2s9d4k6j5h1g0a2z3w4e5r6t7y8u9i",
  origin: `http://127.0.0.1:${port}`,
  limits: { multipartSize: 2 ** 30, fileSize: 2 ** 30 },
});
app.post("/", { csrf: "webhook" }, async (c) => {
  const { files } = await c.form({ files: true });
  await files.get("file")!.store(storage);
  return "ok";
});
await serve(app, { port });
ready();
