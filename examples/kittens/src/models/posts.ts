import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { type Attachment, isPicture } from "./attachment.ts";

export interface Post {
  readonly id: number;
  readonly text: string;
  readonly caption: string;
  readonly file: (Attachment & { readonly picture: boolean }) | undefined;
  readonly written: Date;
  readonly author: { readonly id: number; readonly name: string; readonly colour: string };
}

export interface NewPost {
  readonly author: number;
  readonly text: string;
  readonly caption?: string;
  readonly file?: Attachment | undefined;
  readonly written?: Date;
}

export interface Posts {
  add(post: NewPost): number;
  byId(id: number): Post | undefined;
  newest(limit: number): Post[];
  byAuthor(author: number, limit: number): Post[];
  /** The newest posts whose text or caption contains `words`, letter case aside. */
  search(words: string, limit: number): Post[];
  /** The attachments of everything that the author wrote, or anybody. */
  files(author?: number): Attachment[];
  remove(id: number): void;
}

const SELECT = `SELECT posts.id, text, caption, upload, written, author, users.name, users.colour
  FROM posts JOIN users ON users.id = posts.author`;
const NEWEST_FIRST = "ORDER BY written DESC, posts.id DESC LIMIT ?";

export function createPosts(db: DatabaseSync): Posts {
  const add = db.prepare("INSERT INTO posts (author, text, caption, upload, written) VALUES (?, ?, ?, ?, ?)");
  const byId = db.prepare(`${SELECT} WHERE posts.id = ?`);
  const newest = db.prepare(`${SELECT} ${NEWEST_FIRST}`);
  const byAuthor = db.prepare(`${SELECT} WHERE author = ? ${NEWEST_FIRST}`);
  const search = db.prepare(`${SELECT} WHERE instr(lower(text || char(10) || caption), lower(?)) > 0 ${NEWEST_FIRST}`);
  const files = db.prepare("SELECT upload FROM posts WHERE author = coalesce(?, author) AND upload IS NOT NULL");
  const remove = db.prepare("DELETE FROM posts WHERE id = ?");
  return {
    add({ author, text, caption = "", file, written = new Date() }) {
      const upload = file === undefined ? null : JSON.stringify(file);
      return Number(add.run(author, text, caption, upload, written.toISOString()).lastInsertRowid);
    },
    byId(id) {
      const row = byId.get(id);
      return row === undefined ? undefined : toPost(row);
    },
    newest: (limit) => newest.all(limit).map(toPost),
    byAuthor: (author, limit) => byAuthor.all(author, limit).map(toPost),
    search: (words, limit) => search.all(words, limit).map(toPost),
    files: (author) => files.all(author ?? null).map((row) => toAttachment(row["upload"])!),
    remove(id) {
      remove.run(id);
    },
  };
}

function toPost(row: Record<string, SQLOutputValue>): Post {
  const file = toAttachment(row["upload"]);
  return {
    id: Number(row["id"]),
    text: String(row["text"]),
    caption: String(row["caption"]),
    file: file === undefined ? undefined : { ...file, picture: isPicture(file) },
    written: new Date(String(row["written"])),
    author: { id: Number(row["author"]), name: String(row["name"]), colour: String(row["colour"]) },
  };
}

function toAttachment(json: SQLOutputValue | undefined): Attachment | undefined {
  return typeof json === "string" ? (JSON.parse(json) as Attachment) : undefined;
}
