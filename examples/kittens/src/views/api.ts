import { abort, Blueprint } from "ampoule";
import { currentUser } from "../login.ts";
import type { Models } from "../models/models.ts";
import type { Post } from "../models/posts.ts";

const NEWEST = 50;

/** The messages as JSON: an array at the top level, which Flask did not dare until 0.11. */
export function api({ users, posts }: Models): Blueprint {
  const api = new Blueprint("api", { prefix: "/api" });

  api.get("/posts", { name: "posts" }, (c) => {
    if (c.request.query.get("by") !== "me") return c.json(posts.newest(NEWEST).map(toJson));
    const user = currentUser(c, users) ?? abort(401, "Log in to see what you said.");
    return c.json(posts.byAuthor(user.id, NEWEST).map(toJson));
  });

  return api;
}

function toJson({ id, author, text, caption, file, written }: Post): Record<string, unknown> {
  return { id, author: author.name, text, caption, file: file?.name ?? null, written: written.toISOString() };
}
