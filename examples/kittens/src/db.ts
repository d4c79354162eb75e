import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS users (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password TEXT NOT NULL,
    motto    TEXT NOT NULL DEFAULT '',
    about    TEXT NOT NULL DEFAULT '',
    website  TEXT NOT NULL DEFAULT '',
    colour   TEXT NOT NULL,
    joined   TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS posts (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    author  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    text    TEXT NOT NULL,
    caption TEXT NOT NULL DEFAULT '',
    upload  TEXT,
    written TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS posts_by_time ON posts (written DESC, id DESC);
  CREATE INDEX IF NOT EXISTS posts_by_author ON posts (author);
`;

/** Opens the database file, or `":memory:"`, and makes its tables where they are missing. */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  db.exec(SCHEMA);
  return db;
}

/**
 * Empties the tables. Users are numbered from 1 again, so that who is logged in stays so; messages are not, since browsers keep
 * the files of the old ones.
 */
export function clear(db: DatabaseSync): void {
  db.exec("DELETE FROM posts; DELETE FROM users; DELETE FROM sqlite_sequence WHERE name = 'users';");
}
