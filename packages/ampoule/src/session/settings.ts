/** The settings of sessions, checked once, and the rules that both kinds share. */

import { isPrivate, isTargeted } from "../http/cache-control.ts";
import { type CookieAttributes, serializeCookie } from "../http/set-cookie.ts";
import type { ReplyHeaders } from "../reply.ts";
import type { Keys } from "../security/keys.ts";
import type { SessionStore } from "../stores/session-store.ts";
import type { SessionValue } from "./data.ts";
import type { SessionRecord } from "./session.ts";

/** Why a session cookie was not taken: an event for the log. */
export type SessionProblem = "duplicate" | "invalid" | "expired" | "revoked";

/** What a `revoked` hook is told. */
export interface RevocationQuery {
  readonly data: ReadonlyMap<string, SessionValue>;
  /** When the session began or was regenerated: compare it with when the user changed the password, or logged out everywhere. */
  readonly began: Date;
}

/** Settings of `createSessions`. */
export interface SessionOptions {
  readonly keys: Keys;
  /** @default "__Host-session", or "session" where `secure` is false */
  readonly cookieName?: string;
  /** Absolute lifetime in seconds: so long after it began it ends, used or not. @default 1_209_600 (14 days) */
  readonly maxAge?: number;
  /** Idle lifetime in seconds: so long after the last visit it ends. @default 86_400 (one day) */
  readonly idle?: number;
  /** `false` for development over plain HTTP only: the cookie then has another name and no `Secure`. @default true */
  readonly secure?: boolean;
  /** @default "lax" */
  readonly sameSite?: "lax" | "strict";
  /** One session per embedding site (CHIPS). @default false */
  readonly partitioned?: boolean;
  /** The guard `cookies` is off: readable by scripts, sent with other sites' requests. @default false */
  readonly unprotected?: boolean;
  /** Keeps the sessions on the server; without it they are sealed into the cookie. */
  readonly store?: SessionStore;
  /**
   * Asked at each request whether this session was revoked, as a cookie cannot be called back (S16).
   *
   * @example
   * const session: Omit<SessionOptions, "keys"> = {
   *   revoked: async ({ data, began }) => {
   *     const user = await users.find(data.get("user"));
   *     return user !== undefined && began < user.sessionsValidFrom;
   *   },
   * };
   * new App({ mode: "development", session });
   */
  readonly revoked?: (session: RevocationQuery) => boolean | Promise<boolean>;
  /** Told of every cookie that was not taken. */
  readonly onProblem?: (problem: SessionProblem) => void;
  /** Verified cookies that are remembered. @default 1000 */
  readonly cacheSize?: number;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** What the options come to. */
export interface SessionSettings {
  readonly cookieName: string;
  readonly attributes: CookieAttributes;
  readonly maxAge: number;
  readonly idle: number;
  readonly revoked: SessionOptions["revoked"];
  readonly report: (problem: SessionProblem) => void;
  /** Seconds since 1970. */
  readonly seconds: () => number;
}

/** Seconds by which another machine of ours may be ahead. */
const CLOCK_TOLERANCE = 60;

/**
 * Checks the options.
 *
 * @throws RangeError for a lifetime that is none, TypeError for a cookie that browsers would refuse
 */
export function resolveSettings(options: SessionOptions): SessionSettings {
  const { maxAge = 1_209_600, idle = 86_400, secure = true, now = Date.now } = options;
  for (const [name, value] of Object.entries({ maxAge, idle })) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`session.${name} is a whole number of seconds, at least 1`);
  }
  const open = options.unprotected === true;
  const cookieName = options.cookieName ?? (secure && !open ? "__Host-session" : "session");
  const attributes: CookieAttributes = {
    path: "/",
    // Browsers take SameSite=None only with Secure; on localhost they take Secure over plain HTTP.
    secure: secure || open,
    httpOnly: !open,
    sameSite: open ? "none" : (options.sameSite ?? "lax"),
    partitioned: options.partitioned === true,
  };
  // Fails at start-up, not at the first login.
  serializeCookie(cookieName, "", attributes);
  return {
    cookieName,
    attributes,
    maxAge,
    idle,
    revoked: options.revoked,
    report: options.onProblem ?? (() => undefined),
    seconds: () => Math.floor(now() / 1000),
  };
}

/** Whether a record is within both lifetimes, and not from the future (S21). */
export function isAlive(record: SessionRecord, settings: SessionSettings): boolean {
  const now = settings.seconds();
  const age = now - record.began;
  const idle = now - record.renewed;
  return age < settings.maxAge && idle < settings.idle && Math.min(age, idle) >= -CLOCK_TOLERANCE;
}

/** Seconds that are left to a record that is renewed now. */
export function remaining(record: SessionRecord, settings: SessionSettings): number {
  return Math.max(1, Math.min(settings.idle, record.began + settings.maxAge - settings.seconds()));
}

/** Whether a used session is to be written again although nothing changed: its idle time has run by a tenth. */
export function isDue(record: SessionRecord, settings: SessionSettings): boolean {
  return settings.seconds() - record.renewed >= Math.ceil(settings.idle / 10);
}

/** Keeps what depends on a visitor out of every shared cache (S01, S03), whatever the status (S27). */
export function forbidSharing(headers: ReplyHeaders): void {
  headers.vary("Cookie");
  for (const [name] of headers.entries()) if (isTargeted(name)) headers.delete(name);
  if (!isPrivate(headers.get("cache-control"))) headers.set("cache-control", "no-store");
}

/** Sends the cookie. */
export function sendCookie(headers: ReplyHeaders, value: string, maxAge: number, settings: SessionSettings): void {
  headers.append("set-cookie", serializeCookie(settings.cookieName, value, { ...settings.attributes, maxAge }));
}

/** Deletes the cookie, with the very attributes that it was set with (S23). */
export function deleteCookie(headers: ReplyHeaders, settings: SessionSettings): void {
  headers.append(
    "set-cookie",
    serializeCookie(settings.cookieName, "", { ...settings.attributes, maxAge: 0, expires: new Date(0) }),
  );
}
