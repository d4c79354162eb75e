/**
 * Opening and committing sessions: the door between a request's `Cookie` header and a response's.
 *
 * Anything that is wrong with a cookie means a new session and a word to the log; there is no second try with another
 * decoder (S28).
 */

import { findCookie } from "../http/cookies.ts";
import { CookieTooLargeError } from "../http/set-cookie.ts";
import type { ReplyHeaders } from "../reply.ts";
import { BoundedCache } from "../stores/bounded-cache.ts";
import { decodeRecord, encodeRecord } from "./codec.ts";
import type { SessionValue } from "./data.ts";
import { createSealer, type Sealer } from "./sealed.ts";
import { Session, type SessionRecord } from "./session.ts";
import {
  deleteCookie,
  forbidSharing,
  isAlive,
  isDue,
  remaining,
  resolveSettings,
  type SessionOptions,
  type SessionSettings,
  sendCookie,
} from "./settings.ts";
import { StoredSessions } from "./stored.ts";
import { toJson } from "./value-json.ts";

/** The sessions of an application. */
export interface Sessions {
  readonly cookieName: string;
  /** Whether {@link open} and {@link commit} answer at once: then a session can be opened when it is first asked for. */
  readonly sync: boolean;
  /** The session of a request. @param cookieHeader `null` where there is none */
  open(cookieHeader: string | null): Session | Promise<Session>;
  /** Writes what happened to it into the response's headers. */
  commit(session: Session, headers: ReplyHeaders): void | Promise<void>;
}

/**
 * Prepares sessions: sealed cookies, or a store if one is given.
 *
 * @example
 * createSessions({ keys: app.settings.keys }).cookieName; // "__Host-session"
 */
export function createSessions(options: SessionOptions): Sessions {
  const settings = resolveSettings(options);
  if (options.store !== undefined) return new StoredSessions(options.store, options.keys, settings);
  return new CookieSessions(createSealer(options.keys, settings.cookieName), settings, options.cacheSize ?? 1000);
}

/** Sessions that live in their cookie. */
class CookieSessions implements Sessions {
  readonly #sealer: Sealer;
  readonly #settings: SessionSettings;
  /** Values that were opened before: what was authentic then is so now; lifetimes and revocation are asked each time. */
  readonly #opened: BoundedCache<string, SessionRecord>;

  constructor(sealer: Sealer, settings: SessionSettings, cacheSize: number) {
    this.#sealer = sealer;
    this.#settings = settings;
    this.#opened = new BoundedCache(cacheSize);
  }

  get cookieName(): string {
    return this.#settings.cookieName;
  }

  get sync(): boolean {
    return this.#settings.revoked === undefined;
  }

  open(cookieHeader: string | null): Session | Promise<Session> {
    const value = cookieHeader === null ? undefined : findCookie(cookieHeader, this.#settings.cookieName);
    if (value === undefined) return new Session();
    // Two cookies of our name: one is not ours, and nobody can say which (S09).
    if (value === null) return this.#refuse("duplicate");
    const record = this.#read(value);
    if (record === null) return this.#refuse("invalid");
    if (!isAlive(record, this.#settings)) return this.#refuse("expired");
    const { revoked } = this.#settings;
    if (revoked === undefined) return new Session(record, SENT);
    return Promise.resolve(revoked({ data: record.data, began: new Date(record.began * 1000) })).then((is) =>
      is ? this.#refuse("revoked") : new Session(record, SENT),
    );
  }

  #read(value: string): SessionRecord | null {
    const known = this.#opened.get(value);
    if (known !== undefined) return known;
    const text = this.#sealer.open(value);
    const record = text === null ? null : decodeRecord(text);
    if (record !== null) this.#opened.set(value, record);
    return record;
  }

  #refuse(problem: "duplicate" | "invalid" | "expired" | "revoked"): Session {
    this.#settings.report(problem);
    return new Session(undefined, SENT);
  }

  commit(session: Session, headers: ReplyHeaders): void {
    const state = session.state();
    if (!state.accessed) return;
    forbidSharing(headers);
    const { original } = session;
    if (!state.modified && !(original !== undefined && isDue(original, this.#settings))) return;
    const record = session.record(this.#settings.seconds());
    if (state.destroyed || (record.data.size === 0 && record.csrfId === undefined)) {
      if (session.source.sent) deleteCookie(headers, this.#settings);
      return;
    }
    const value = this.#sealer.seal(encodeRecord(record));
    try {
      sendCookie(headers, value, remaining(record, this.#settings), this.#settings);
    } catch (error) {
      throw error instanceof CookieTooLargeError
        ? new CookieTooLargeError(error.cookie, error.size, sizes(record))
        : error;
    }
    this.#opened.set(value, record);
  }
}

const SENT = Object.freeze({ sent: true });

/** Says what takes the room (S17). */
function sizes(record: SessionRecord): string {
  const bytesOf = (value: SessionValue): number => new TextEncoder().encode(JSON.stringify(toJson(value))).length;
  const list = [...record.data].map(([name, value]) => [name, bytesOf(value)] as const);
  list.sort((a, b) => b[1] - a[1]);
  const largest = list.slice(0, 5).map(([name, size]) => `${JSON.stringify(name)} ${size}`);
  return ` In the session, before sealing: ${largest.join(", ")} bytes. A server-side store has no such limit.`;
}
