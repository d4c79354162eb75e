/**
 * Sessions, used tokens and counters in SQLite: what several processes of one machine share, and what a restart does not end.
 *
 * One statement each, so that SQLite itself makes them atomic.
 */
import type { UsedTokens } from "@ampoule/forms";
import type { RateStore } from "./rate-store.ts";
import type { SessionStore } from "./session-store.ts";

/** A prepared statement, as far as the stores use it. */
export interface SqliteStatement {
  /** The first row, as an object. */
  get(...values: (string | number)[]): unknown;
  /** How many rows it wrote. */
  run(...values: (string | number)[]): { readonly changes: number | bigint };
}

/**
 * A connection, as far as the stores use it: `DatabaseSync` of `node:sqlite` has this, and so have the classes `Database` of
 * `bun:sqlite` and of `better-sqlite3`.
 *
 * Let it wait for other processes instead of failing at once: `new DatabaseSync("app.db", { timeout: 5000 })`, and once
 * `PRAGMA journal_mode = WAL`, so that readers do not wait for writers.
 */
export interface SqliteDatabase {
  /** Runs statements that give nothing back. */
  exec(sql: string): unknown;
  /** A statement with `?` for values. */
  prepare(sql: string): SqliteStatement;
}

/** Settings of {@link SqliteSessions}, {@link SqliteUsedTokens} and {@link SqliteRates}. */
export interface SqliteStoreOptions {
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** Seconds between two looks for what has expired: often enough to stay small, rarely enough to cost nothing. */
const SWEEP_INTERVAL = 60;

/** The part that the stores have in common: a table whose rows expire. */
class ExpiringTable {
  readonly #now: () => number;
  readonly #sweep: SqliteStatement;
  #swept = 0;

  /** @param name of ours; never from outside */
  constructor(db: SqliteDatabase, name: string, columns: string, now: () => number = Date.now) {
    db.exec(`CREATE TABLE IF NOT EXISTS ${name} (${columns}, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
    db.exec(`CREATE INDEX IF NOT EXISTS ${name}_expires ON ${name} (expires)`);
    this.#now = now;
    this.#sweep = db.prepare(`DELETE FROM ${name} WHERE expires <= ?`);
  }

  /** In seconds. */
  get now(): number {
    return Math.floor(this.#now() / 1000);
  }

  /** Before something is written: forgets what has expired, now and then. */
  sweep(): void {
    const { now } = this;
    if (now - this.#swept < SWEEP_INTERVAL) return;
    this.#swept = now;
    this.#sweep.run(now);
  }
}

/**
 * Sessions in a table `ampoule_session`, which is made where it is missing.
 *
 * @example
 * import { DatabaseSync } from "node:sqlite";
 * const db = new DatabaseSync(":memory:");
 * new App({ mode: "development", session: { store: new SqliteSessions(db) } });
 */
export class SqliteSessions implements SessionStore {
  readonly #table: ExpiringTable;
  readonly #get: SqliteStatement;
  readonly #create: SqliteStatement;
  readonly #update: SqliteStatement;
  readonly #delete: SqliteStatement;

  /** Prepares the table. @throws what the database throws */
  constructor(db: SqliteDatabase, options: SqliteStoreOptions = {}) {
    this.#table = new ExpiringTable(db, "ampoule_session", "key TEXT PRIMARY KEY, value TEXT NOT NULL", options.now);
    this.#get = db.prepare("SELECT value FROM ampoule_session WHERE key = ? AND expires > ?");
    this.#create = db.prepare("INSERT INTO ampoule_session (key, value, expires) VALUES (?, ?, ?)");
    this.#update = db.prepare("UPDATE ampoule_session SET value = ?, expires = ? WHERE key = ? AND expires > ?");
    this.#delete = db.prepare("DELETE FROM ampoule_session WHERE key = ?");
  }

  async get(key: string): Promise<string | undefined> {
    const row = this.#get.get(key, this.#table.now) as { readonly value: string } | null | undefined;
    return row?.value;
  }

  async create(key: string, value: string, ttl: number): Promise<void> {
    this.#table.sweep();
    this.#create.run(key, value, this.#table.now + ttl);
  }

  async update(key: string, value: string, ttl: number): Promise<boolean> {
    const { now } = this.#table;
    return Number(this.#update.run(value, now + ttl, key, now).changes) === 1;
  }

  async delete(key: string): Promise<void> {
    this.#delete.run(key);
  }
}

/**
 * Used tokens of forms in a table `ampoule_used_token`, which is made where it is missing: a form is accepted once, whichever
 * process it comes to.
 *
 * @example
 * import { DatabaseSync } from "node:sqlite";
 * const used = new SqliteUsedTokens(new DatabaseSync(":memory:"));
 * new App({ mode: "development", csrf: { usedTokens: used } });
 * used.consume("RgD0Yg4lTnyhK2b1sZcW7Q", 7200); // true
 * used.consume("RgD0Yg4lTnyhK2b1sZcW7Q", 7200); // false
 */
export class SqliteUsedTokens implements UsedTokens {
  readonly #table: ExpiringTable;
  readonly #insert: SqliteStatement;

  /** Prepares the table. @throws what the database throws */
  constructor(db: SqliteDatabase, options: SqliteStoreOptions = {}) {
    this.#table = new ExpiringTable(db, "ampoule_used_token", "id TEXT PRIMARY KEY", options.now);
    this.#insert = db.prepare("INSERT INTO ampoule_used_token (id, expires) VALUES (?, ?) ON CONFLICT DO NOTHING");
  }

  /** Records an id; `false` where it was recorded before. @throws what the database throws: the form is then refused */
  consume(id: string, ttlSeconds: number): boolean {
    this.#table.sweep();
    return Number(this.#insert.run(id, this.#table.now + Math.max(1, Math.ceil(ttlSeconds))).changes) === 1;
  }
}

/**
 * Counters of rate limits in a table `ampoule_rate`, which is made where it is missing: a limit is one limit, whichever process is asked.
 *
 * @example
 * import { DatabaseSync } from "node:sqlite";
 * const rates = new SqliteRates(new DatabaseSync(":memory:"));
 * const attempts = rateLimit({ name: "login", limit: 5, per: 300, store: rates });
 * rates.add("login:ada", 60); // 1
 * rates.add("login:ada", 60); // 2
 */
export class SqliteRates implements RateStore {
  readonly #table: ExpiringTable;
  readonly #add: SqliteStatement;
  readonly #get: SqliteStatement;

  /** Prepares the table. @throws what the database throws */
  constructor(db: SqliteDatabase, options: SqliteStoreOptions = {}) {
    this.#table = new ExpiringTable(db, "ampoule_rate", "key TEXT PRIMARY KEY, count INTEGER NOT NULL", options.now);
    // One that has expired and was not swept yet begins anew.
    this.#add = db.prepare(
      "INSERT INTO ampoule_rate (key, count, expires) VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET " +
        "count = CASE WHEN expires <= ? THEN 1 ELSE count + 1 END, " +
        "expires = CASE WHEN expires <= ? THEN excluded.expires ELSE expires END RETURNING count",
    );
    this.#get = db.prepare("SELECT count FROM ampoule_rate WHERE key = ? AND expires > ?");
  }

  /** @throws what the database throws: the request is then refused */
  add(key: string, ttl: number): number {
    this.#table.sweep();
    const { now } = this.#table;
    return countOf(this.#add.get(key, now + ttl, now, now));
  }

  get(key: string): number {
    return countOf(this.#get.get(key, this.#table.now));
  }
}

const countOf = (row: unknown): number => Number((row as { readonly count: number } | null | undefined)?.count ?? 0);
