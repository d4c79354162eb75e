/** The methods of `bytes` that templates have use for. */
import { valueError } from "../failures.ts";
import { givenText } from "./given.ts";
import { type MethodTable, methodTable } from "./method.ts";

function decode(self: Uint8Array, encoding: unknown): string {
  const name = encoding === undefined ? "utf-8" : givenText("decode", encoding);
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(self);
  } catch (cause) {
    if (cause instanceof RangeError) throw valueError(`unknown encoding: ${name}`);
    throw valueError(`'${name}' codec can't decode the bytes`);
  }
}

export const bytesMethods: MethodTable = methodTable([
  [
    "decode",
    { params: ["encoding", "errors"] },
    (_tools, self: Uint8Array, encoding: unknown) => decode(self, encoding),
  ],
  [
    "hex",
    { params: [] },
    (_tools, self: Uint8Array) => Array.from(self, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  ],
]);
