import { Blueprint, type UploadStorage } from "ampoule";
import { logOut, membersOnly } from "../login.ts";
import type { Models } from "../models/models.ts";

/** Leaving: asked for first, then done. */
export function account({ users, posts }: Models, uploads: UploadStorage): Blueprint {
  const account = new Blueprint("account", { prefix: "/user" });

  account.get(
    "/delete",
    { name: "remove" },
    membersOnly(users, (c) => c.render("delete.html")),
  );

  account.post(
    "/delete",
    { name: "remove" },
    membersOnly(users, async (c, user) => {
      const files = posts.files(user.id);
      users.remove(user.id);
      await Promise.all(files.map(({ key }) => uploads.delete(key)));
      logOut(c);
      c.flash(`${user.name} has left. The sofa is cold.`);
      return c.redirect(c.urlFor("feed.index"));
    }),
  );

  return account;
}
