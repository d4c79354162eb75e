import type { DatabaseSync } from "node:sqlite";
import { createPosts, type Posts } from "./posts.ts";
import { createUsers, type Users } from "./users.ts";

/** All that the views know of the data. */
export interface Models {
  readonly users: Users;
  readonly posts: Posts;
}

export function createModels(db: DatabaseSync): Models {
  return { users: createUsers(db), posts: createPosts(db) };
}
