/** The limit's own security: synchronous HMAC over a session cookie and a form token, and pooled random bytes. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const key = randomBytes(32);
const mac = (text: string) => createHmac("sha256", key).update(text).digest("base64url");

let pool = randomBytes(4096);
let at = 0;
export function nonce(): string {
  if (at + 16 > pool.length) {
    pool = randomBytes(4096);
    at = 0;
  }
  at += 16;
  return pool.toString("base64url", at - 16, at);
}

function matches(text: string, signature: string): boolean {
  const expected = Buffer.from(mac(text));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export function sealSession(user: string): string {
  const payload = Buffer.from(JSON.stringify({ user, at: Date.now() })).toString("base64url");
  return `session=${payload}.${mac(payload)}`;
}

export function openSession(cookie: string | undefined): { user: string } | null {
  const value = cookie?.startsWith("session=") === true ? cookie.slice("session=".length) : "";
  const dot = value.lastIndexOf(".");
  if (dot === -1 || !matches(value.slice(0, dot), value.slice(dot + 1))) return null;
  return JSON.parse(Buffer.from(value.slice(0, dot), "base64url").toString()) as { user: string };
}

export function issueToken(user: string): string {
  const text = `${nonce()}.${Date.now()}`;
  return `${text}.${mac(`${user}|${text}`)}`;
}

export function checkToken(user: string, token: string): boolean {
  const dot = token.lastIndexOf(".");
  return dot !== -1 && matches(`${user}|${token.slice(0, dot)}`, token.slice(dot + 1));
}
