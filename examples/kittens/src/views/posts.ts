import { abort, Blueprint, type UploadStorage } from "ampoule";
import { postForm } from "../forms/post.ts";
import { membersOnly } from "../login.ts";
import type { Models } from "../models/models.ts";
import { feedPage } from "./feed.ts";

/** Saying something, unsaying it, and the files that came with it. */
export function posts(models: Models, uploads: UploadStorage): Blueprint {
  const { users, posts } = models;
  const blueprint = new Blueprint("posts", { prefix: "/posts" });

  blueprint.post(
    "",
    { name: "add", csrf: "form" },
    membersOnly(users, async (c, user) => {
      const form = await postForm.from(c);
      if (!form.valid) return c.status(422).render("feed.html", feedPage(models, form));
      const { text, caption, file } = form.data;
      const id = posts.add({
        author: user.id,
        text,
        caption: caption ?? "",
        file: file === null ? undefined : await file.store(uploads),
      });
      return c.redirect(c.urlFor("feed.index", {}, { anchor: `post-${id}` }));
    }),
  );

  blueprint.post(
    "/<int:id>/delete",
    { name: "remove" },
    membersOnly<{ id: number }>(users, async (c, user) => {
      const post = posts.byId(c.params.id) ?? abort(404);
      if (post.author.id !== user.id) abort(403, "Only its author can delete a message.");
      posts.remove(post.id);
      if (post.file !== undefined) await uploads.delete(post.file.key);
      return c.redirect(c.urlFor("profile.show", { name: user.name }));
    }),
  );

  blueprint.get("/<int:id>/file", { name: "file" }, (c) => {
    const file = posts.byId(c.params.id)?.file ?? abort(404);
    return c.sendUpload(uploads, file);
  });

  return blueprint;
}
