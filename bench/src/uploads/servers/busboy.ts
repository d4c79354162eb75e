import { createWriteStream } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import busboy from "busboy";
import { folder, port, ready } from "../protocol.ts";

createServer((request, response) => {
  const parser = busboy({ headers: request.headers });
  parser.on("file", (_name, file) => {
    file.pipe(createWriteStream(join(folder, "busboy"))).on("close", () => response.end("ok"));
  });
  request.pipe(parser);
}).listen(port, "127.0.0.1", ready);
