import { Blueprint } from "ampoule";
import { postForm } from "../forms/post.ts";
import type { Models } from "../models/models.ts";

const NEWEST = 50;
const PEOPLE = 12;

/** The front page, and the search. */
export function feed(models: Models): Blueprint {
  const feed = new Blueprint("feed");

  feed.get("/", { name: "index" }, (c) => c.render("feed.html", feedPage(models, postForm.blank(c))));

  feed.get("/search", { name: "search" }, (c) => {
    const query = (c.request.query.get("q") ?? "").trim();
    return c.render("search.html", { query, posts: query === "" ? [] : models.posts.search(query, NEWEST) });
  });

  return feed;
}

/** What the front page shows, with the form as it stands. */
export function feedPage({ users, posts }: Models, form: unknown): Record<string, unknown> {
  return { form, posts: posts.newest(NEWEST), people: users.newest(PEOPLE) };
}
