/**
 * Sessions that live in a store; the cookie holds a random id only.
 *
 * The store is asked under an HMAC of the id, so that whoever reads the store has no cookie to send.
 */

import { findCookie } from "../http/cookies.ts";
import type { ReplyHeaders } from "../reply.ts";
import { decodeBase64url, encodeBase64url } from "../security/base64url.ts";
import { frame } from "../security/frame.ts";
import type { Keys } from "../security/keys.ts";
import type { Mac } from "../security/mac.ts";
import { randomId } from "../security/random.ts";
import type { SessionStore } from "../stores/session-store.ts";
import { decodeRecord, encodeRecord } from "./codec.ts";
import { Session, type SessionRecord, type SessionSource } from "./session.ts";
import {
  deleteCookie,
  forbidSharing,
  isAlive,
  isDue,
  remaining,
  type SessionProblem,
  type SessionSettings,
  sendCookie,
} from "./settings.ts";

/** Bytes of an id. */
const ID_SIZE = 32;
/** Its length as text: checked before anything is done with it (S14). */
const ID_LENGTH = 43;

/** Sessions in a store; see `Sessions`. */
export class StoredSessions {
  readonly sync = false;
  readonly #store: SessionStore;
  readonly #settings: SessionSettings;
  /** Current first; the others find sessions that were begun under a secret that is being retired. */
  readonly #macs: readonly Mac[];

  constructor(store: SessionStore, keys: Keys, settings: SessionSettings) {
    this.#store = store;
    this.#settings = settings;
    this.#macs = keys.macs("session", "store");
  }

  get cookieName(): string {
    return this.#settings.cookieName;
  }

  async open(cookieHeader: string | null): Promise<Session> {
    const id = cookieHeader === null ? undefined : findCookie(cookieHeader, this.#settings.cookieName);
    if (id === undefined) return new Session();
    if (id === null) return this.#refuse("duplicate");
    if (id.length !== ID_LENGTH || decodeBase64url(id)?.length !== ID_SIZE) return this.#refuse("invalid");
    for (const mac of this.#macs) {
      const key = keyOf(mac, id);
      const text = await this.#store.get(key);
      if (text !== undefined) return this.#found({ id, key }, text);
    }
    // An id that we do not know is never adopted: a session gets an id of ours or none (S15).
    return this.#refuse("expired");
  }

  async #found(stored: StoredKey, text: string): Promise<Session> {
    const record = decodeRecord(text);
    if (record === null) return this.#refuse("invalid");
    const { revoked } = this.#settings;
    const expired = !isAlive(record, this.#settings);
    if (
      expired ||
      (revoked !== undefined && (await revoked({ data: record.data, began: new Date(record.began * 1000) })))
    ) {
      await this.#store.delete(stored.key);
      return this.#refuse(expired ? "expired" : "revoked");
    }
    return new Session(record, { sent: true, stored });
  }

  #refuse(problem: SessionProblem): Session {
    this.#settings.report(problem);
    return new Session(undefined, { sent: true });
  }

  async commit(session: Session, headers: ReplyHeaders): Promise<void> {
    const state = session.state();
    if (!state.accessed) return;
    forbidSharing(headers);
    const { original } = session;
    const { sent, stored } = session.source;
    if (!state.modified && !(original !== undefined && isDue(original, this.#settings))) return;
    const record = session.record(this.#settings.seconds());
    const gone = state.destroyed || (record.data.size === 0 && record.csrfId === undefined);
    // What another request ended meanwhile lives on in no new session either (S29). No word of the cookie: it may be a newer one by now.
    if (
      stored !== undefined &&
      state.inherits &&
      !gone &&
      !(await this.#store.update(stored.key, encodeRecord(record), 1))
    )
      return;
    if (stored !== undefined && (gone || state.regenerated)) await this.#store.delete(stored.key);
    if (gone) {
      if (sent) deleteCookie(headers, this.#settings);
    } else if (stored === undefined || state.regenerated) await this.#create(record, headers);
    else await this.#update(stored, record, headers);
  }

  async #create(record: SessionRecord, headers: ReplyHeaders): Promise<void> {
    const id = randomId(ID_SIZE);
    const ttl = remaining(record, this.#settings);
    await this.#store.create(keyOf(this.#macs[0] as Mac, id), encodeRecord(record), ttl);
    sendCookie(headers, id, ttl, this.#settings);
  }

  async #update(stored: StoredKey, record: SessionRecord, headers: ReplyHeaders): Promise<void> {
    const ttl = remaining(record, this.#settings);
    if (await this.#store.update(stored.key, encodeRecord(record), ttl))
      sendCookie(headers, stored.id, ttl, this.#settings);
    // Another request ended it meanwhile: it stays ended (S29).
    else deleteCookie(headers, this.#settings);
  }
}

/** A session's id and what the store knows it by. */
type StoredKey = NonNullable<SessionSource["stored"]>;

function keyOf(mac: Mac, id: string): string {
  return encodeBase64url(mac(frame(["session id", id])));
}
