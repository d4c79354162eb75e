/**
 * The session that a view sees: a small map of values that belongs to one visitor.
 *
 * It notes that it was looked at, by whatever way (S02), because a page that depends on a session must not be cached for somebody
 * else, and that it was changed, because only then is a cookie sent. A visitor who only reads pages has none.
 */

import { randomId } from "../security/random.ts";
import { freezeValue, type SessionValue } from "./data.ts";

/** What is kept of a session, in a cookie or a store. */
export interface SessionRecord {
  /** When it began or was regenerated, in seconds since 1970: the absolute lifetime counts from here. */
  readonly began: number;
  /** When it was last renewed, in seconds since 1970: the idle lifetime counts from here. */
  readonly renewed: number;
  /** What CSRF tokens are bound to; absent until the first form. */
  readonly csrfId: string | undefined;
  readonly data: ReadonlyMap<string, SessionValue>;
}

/** Which values {@link Session.regenerate} keeps. */
export interface RegenerateOptions {
  /** Their names, or `"all"`. @default none: what an anonymous visitor was given is not carried into an account unasked (S15) */
  readonly keep?: readonly string[] | "all";
}

/** Where a session is in its life; what `commit` acts on. */
export interface SessionState {
  readonly accessed: boolean;
  readonly modified: boolean;
  /** Whether the old id is to be given up. */
  readonly regenerated: boolean;
  /** Whether values of the old one go into the new one. */
  readonly inherits: boolean;
  readonly destroyed: boolean;
}

/** Where a session was found. */
export interface SessionSource {
  /** Whether the request had our cookie at all, good or not. */
  readonly sent: boolean;
  /** The id in the cookie, and the key of its record in a store. */
  readonly stored?: { readonly id: string; readonly key: string };
}

const NO_SOURCE: SessionSource = Object.freeze({ sent: false });
const TOO_LATE_TO_CHANGE =
  "The response has begun, so its cookie can say nothing new: change the session before the first chunk of a stream. " +
  "A form in a streamed page needs its token before: ask for c.session.csrfId";
const TOO_LATE_TO_READ =
  "The response has begun, and says that it is for everybody: look into the session before the first chunk of a stream";
const NO_DATA: ReadonlyMap<string, SessionValue> = new Map();

/**
 * One visitor's session.
 *
 * @example
 * c.session.set("theme", "dark");
 * c.session.get("theme"); // "dark"
 */
export class Session implements Iterable<[string, SessionValue]> {
  readonly #record: SessionRecord | undefined;
  readonly #source: SessionSource;
  readonly #data: ReadonlyMap<string, SessionValue>;
  /** Our own copy of the data, once it was changed. */
  #changed: Map<string, SessionValue> | undefined;
  #csrfId: string | undefined;
  #accessed = false;
  #modified = false;
  #regenerated = false;
  #inherits = false;
  #destroyed = false;
  /** Whether the response is on its way: what would change now is lost. */
  #sealed = false;
  /** Whether caches that others share may keep that response: what was not looked at before must not get into it. */
  #shared = false;

  /** @param record what was found; `undefined` begins anew */
  constructor(record?: SessionRecord, source: SessionSource = NO_SOURCE) {
    this.#record = record;
    this.#source = source;
    this.#data = record?.data ?? NO_DATA;
    this.#csrfId = record?.csrfId;
  }

  #access(): void {
    if (this.#shared && !this.#accessed) throw new Error(TOO_LATE_TO_READ);
    this.#accessed = true;
  }

  #modify(): void {
    if (this.#sealed) throw new Error(TOO_LATE_TO_CHANGE);
    this.#accessed = true;
    this.#modified = true;
    this.#destroyed = false;
  }

  get #view(): ReadonlyMap<string, SessionValue> {
    this.#access();
    return this.#changed ?? this.#data;
  }

  /** For changing: a copy is made at the first change, since the original may serve other requests. */
  get #writable(): Map<string, SessionValue> {
    this.#modify();
    return (this.#changed ??= new Map(this.#data));
  }

  /** A value, or `undefined`. It is frozen: to change it, `set` a new one. */
  get(name: string): SessionValue | undefined {
    return this.#view.get(name);
  }

  has(name: string): boolean {
    return this.#view.has(name);
  }

  /** How many values there are. */
  get size(): number {
    return this.#view.size;
  }

  keys(): IterableIterator<string> {
    return this.#view.keys();
  }

  values(): IterableIterator<SessionValue> {
    return this.#view.values();
  }

  entries(): IterableIterator<[string, SessionValue]> {
    return this.#view.entries();
  }

  [Symbol.iterator](): IterableIterator<[string, SessionValue]> {
    return this.#view.entries();
  }

  /** A read-only view, for templates. */
  view(): ReadonlyMap<string, SessionValue> {
    return this.#view;
  }

  /**
   * Stores a copy of a value.
   *
   * @param value data: text, numbers, booleans, `null`, bigints, dates, URLs; arrays, plain objects, Maps and Sets of them
   * @throws TypeError for anything else
   */
  set(name: string, value: unknown): this {
    const frozen = freezeValue(value, name);
    this.#writable.set(name, frozen);
    return this;
  }

  delete(name: string): boolean {
    return this.#view.has(name) && this.#writable.delete(name);
  }

  /** Removes every value. The session itself stays; to end it, {@link destroy}. */
  clear(): void {
    if (this.#view.size > 0) this.#writable.clear();
  }

  /** Whether it began with this request, and no cookie came that was good. */
  get isNew(): boolean {
    this.#access();
    return this.#record === undefined;
  }

  /** When it began or was regenerated; `undefined` for a new one. */
  get began(): Date | undefined {
    this.#access();
    return this.#record === undefined ? undefined : new Date(this.#record.began * 1000);
  }

  /** What CSRF tokens are bound to: 128 random bits, made when they are first asked for. */
  get csrfId(): string {
    this.#access();
    if (this.#csrfId === undefined) {
      this.#modify();
      this.#csrfId = randomId();
    }
    return this.#csrfId;
  }

  /** {@link csrfId} if there is one already: checking a token makes no session. */
  get existingCsrfId(): string | undefined {
    this.#access();
    return this.#csrfId;
  }

  /**
   * Begins anew for the same visitor: at login, logout and each change of privilege. A new id, a new CSRF id, new lifetimes; tokens of
   * the old one are worth nothing (F22, S15).
   */
  regenerate(options: RegenerateOptions = {}): void {
    const { keep = [] } = options;
    const kept = new Map<string, SessionValue>();
    for (const [name, value] of this.#view) if (keep === "all" || keep.includes(name)) kept.set(name, value);
    this.#modify();
    this.#changed = kept;
    this.#csrfId = randomId();
    this.#regenerated = true;
    this.#inherits = kept.size > 0;
  }

  /** Ends it: the cookie is deleted, and what a store has of it. */
  destroy(): void {
    this.#modify();
    this.#destroyed = true;
    this.#regenerated = true;
    this.#changed = new Map();
    this.#csrfId = undefined;
  }

  /**
   * For the application: the response has begun (D23). From now on changing it throws, and so does looking at it for the first time where
   * the response is for everybody.
   *
   * @param shared whether caches that others share may keep the response
   */
  seal(shared: boolean): void {
    this.#sealed = true;
    this.#shared = shared;
  }

  /** For `Sessions`: what happened to it. */
  state(): SessionState {
    return {
      accessed: this.#accessed,
      modified: this.#modified,
      regenerated: this.#regenerated,
      inherits: this.#inherits,
      destroyed: this.#destroyed,
    };
  }

  /** For `Sessions`: what there is to keep. @param now seconds since 1970 */
  record(now: number): SessionRecord {
    const began = this.#regenerated ? now : (this.#record?.began ?? now);
    return { began, renewed: now, csrfId: this.#csrfId, data: this.#changed ?? this.#data };
  }

  /** For `Sessions`: what it began with. */
  get original(): SessionRecord | undefined {
    return this.#record;
  }

  /** For `Sessions`: where it was found. */
  get source(): SessionSource {
    return this.#source;
  }
}

const nothing =
  'This route takes no session (csrf: "webhook"): a request that other sites may send must not act as the visitor';

/** The session of a route that may not have one: it reads as empty, and changing it throws. */
class NullSession extends Session {
  override set(): never {
    throw new TypeError(nothing);
  }

  override get csrfId(): never {
    throw new TypeError(nothing);
  }

  override regenerate(): never {
    throw new TypeError(nothing);
  }

  override destroy(): void {}
}

/**
 * A session that reads as empty and cannot be changed.
 *
 * @returns a fresh one: committing it does nothing
 */
export function nullSession(): Session {
  return new NullSession();
}
