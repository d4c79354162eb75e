import { randomBytes } from "node:crypto";
import type { Command } from "../command.ts";

/** Bytes of a key: as many as HMAC-SHA-256 has (RFC 2104 §3). */
const KEY_BYTES = 32;

export const secret: Command = {
  summary: "print a new secret key",
  usage: "ampoule secret\n\nPrints a new key for SECRET_KEY: 32 random bytes, in base64url.",
  options: {},
  words: 0,
  async run(_args, terminal) {
    terminal.out(randomBytes(KEY_BYTES).toString("base64url"));
    return 0;
  },
};
