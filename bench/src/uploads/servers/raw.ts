/** The limit: the raw body piped to a file. */
import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { folder, port, ready } from "../protocol.ts";

createServer(async (request, response) => {
  await pipeline(request, createWriteStream(join(folder, "raw")));
  response.end("ok");
}).listen(port, "127.0.0.1", ready);
