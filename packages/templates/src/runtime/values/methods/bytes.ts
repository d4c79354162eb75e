/** The methods of `bytes` that templates have use for. */
import { decode } from "../text/codecs.ts";
import { givenText } from "./given.ts";
import { type MethodTable, methodTable } from "./method.ts";

export const bytesMethods: MethodTable = methodTable([
  [
    "decode",
    { params: ["encoding", "errors"], keywords: "allowed" },
    (_tools, self: Uint8Array, encoding: unknown = "utf-8", errors: unknown = "strict") =>
      decode(self, givenText("decode", encoding), givenText("decode", errors)),
  ],
  [
    "hex",
    { params: [] },
    (_tools, self: Uint8Array) => Array.from(self, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  ],
]);
