import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import type { CsrfCrypto } from "../../src/csrf/crypto.ts";
import { type Csrf, type CsrfOptions, createCsrf } from "../../src/csrf/csrf.ts";
import type { CsrfScope } from "../../src/csrf/token.ts";
import { MemoryUsedTokens } from "../../src/csrf/used.ts";

const prepared = new WeakMap<Uint8Array, KeyObject>();
const keyObject = (bytes: Uint8Array): KeyObject =>
  prepared.get(bytes) ?? prepared.set(bytes, createSecretKey(bytes)).get(bytes)!;

export const nodeCrypto: CsrfCrypto = {
  hmac: (key, data) => createHmac("sha256", keyObject(key)).update(data).digest(),
  randomBytes,
};

export const key: Uint8Array = randomBytes(32);

export const session = (): string => randomBytes(16).toString("base64url");

export const newCsrf = (options: Partial<CsrfOptions> = {}): Csrf =>
  createCsrf({ crypto: nodeCrypto, keys: [key], usedTokens: new MemoryUsedTokens(), ...options });

export const scopeOf = (changes: Partial<CsrfScope> = {}): CsrfScope => ({
  session: "s".repeat(22),
  form: "login",
  method: "POST",
  action: "/login",
  ...changes,
});
