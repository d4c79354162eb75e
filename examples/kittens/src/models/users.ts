import type { DatabaseSync, SQLOutputValue } from "node:sqlite";

export interface User {
  readonly id: number;
  readonly name: string;
  readonly motto: string;
  readonly about: string;
  readonly website: string;
  readonly colour: string;
  readonly joined: Date;
}

/** What a user may change. */
export type Profile = Pick<User, "motto" | "about" | "website" | "colour">;

export interface NewUser extends Partial<Profile> {
  readonly name: string;
  /** From `hashPassword`, never the password itself. */
  readonly passwordHash: string;
  readonly joined?: Date;
}

export interface Users {
  /** The new user's id, or undefined where the name is taken. */
  add(user: NewUser): number | undefined;
  byId(id: number): User | undefined;
  byName(name: string): User | undefined;
  passwordHash(name: string): string | undefined;
  newest(limit: number): User[];
  update(id: number, profile: Profile): void;
  /** The user and all that the user wrote. */
  remove(id: number): void;
}

/** The first colour of a profile that has chosen none. */
export const PERSIMMON = "#d9622b";

const COLUMNS = "id, name, motto, about, website, colour, joined";

export function createUsers(db: DatabaseSync): Users {
  const add = db.prepare(
    `INSERT INTO users (name, password, motto, about, website, colour, joined) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO NOTHING RETURNING id`,
  );
  const byId = db.prepare(`SELECT ${COLUMNS} FROM users WHERE id = ?`);
  const byName = db.prepare(`SELECT ${COLUMNS} FROM users WHERE name = ?`);
  const password = db.prepare("SELECT password FROM users WHERE name = ?");
  const newest = db.prepare(`SELECT ${COLUMNS} FROM users ORDER BY joined DESC, id DESC LIMIT ?`);
  const update = db.prepare("UPDATE users SET motto = ?, about = ?, website = ?, colour = ? WHERE id = ?");
  const remove = db.prepare("DELETE FROM users WHERE id = ?");
  return {
    add({ name, passwordHash, motto = "", about = "", website = "", colour = PERSIMMON, joined = new Date() }) {
      const row = add.get(name, passwordHash, motto, about, website, colour, joined.toISOString());
      return row === undefined ? undefined : Number(row["id"]);
    },
    byId: (id) => toUser(byId.get(id)),
    byName: (name) => toUser(byName.get(name)),
    passwordHash(name) {
      const row = password.get(name);
      return row === undefined ? undefined : String(row["password"]);
    },
    newest: (limit) => newest.all(limit).map((row) => toUser(row)!),
    update(id, { motto, about, website, colour }) {
      update.run(motto, about, website, colour, id);
    },
    remove(id) {
      remove.run(id);
    },
  };
}

function toUser(row: Record<string, SQLOutputValue> | undefined): User | undefined {
  if (row === undefined) return undefined;
  return {
    id: Number(row["id"]),
    name: String(row["name"]),
    motto: String(row["motto"]),
    about: String(row["about"]),
    website: String(row["website"]),
    colour: String(row["colour"]),
    joined: new Date(String(row["joined"])),
  };
}
