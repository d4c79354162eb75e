import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { equalBytes } from "./compare.ts";
import { digestLength } from "./crypto.ts";
import { frame } from "./frame.ts";
import { isSessionId, type TokenSettings } from "./token.ts";

const purpose = "ampoule/forms/csrf/session";

const sessionToken = (settings: TokenSettings, key: Uint8Array, session: string): Uint8Array =>
  settings.crypto.hmac(key, frame([purpose, session]));

/**
 * The session's token for `fetch`, under a fresh one-time pad: no two responses share its bytes, so compressing it next to reflected
 * input tells nothing (BREACH, CVE-2013-3587).
 *
 * @returns 86 characters of base64url: pad, then token XOR pad
 * @throws TypeError without a usable session id
 */
export function maskedToken(settings: TokenSettings, session: string): string {
  if (!isSessionId(session)) throw new TypeError("a masked CSRF token needs a session id");
  const pad = settings.crypto.randomBytes(digestLength);
  const token = sessionToken(settings, settings.keys[0]!, session);
  const masked = new Uint8Array(digestLength * 2);
  masked.set(pad);
  for (let index = 0; index < digestLength; index += 1) masked[digestLength + index] = token[index]! ^ pad[index]!;
  return encodeBase64url(masked);
}

/** Whether `value` is a masked token of this session. Never throws on anything from outside. */
export function verifyMasked(settings: TokenSettings, value: unknown, session: unknown): boolean {
  if (!isSessionId(session) || typeof value !== "string") return false;
  const masked = decodeBase64url(value, digestLength * 2);
  if (masked === null) return false;
  const token = new Uint8Array(digestLength);
  for (let index = 0; index < digestLength; index += 1) token[index] = masked[index]! ^ masked[digestLength + index]!;
  let matches = false;
  for (const key of settings.keys) matches = equalBytes(sessionToken(settings, key, session), token) || matches;
  return matches;
}
