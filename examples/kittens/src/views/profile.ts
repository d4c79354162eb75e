import { abort, Blueprint } from "ampoule";
import { unsafeMarkup } from "ampoule/unsafe";
import { profileForm } from "../forms/profile.ts";
import { membersOnly } from "../login.ts";
import type { Models } from "../models/models.ts";
import { PERSIMMON } from "../models/users.ts";

const NEWEST = 50;

/** What others see of a user, and where the user changes it. */
export function profile({ users, posts }: Models): Blueprint {
  const profile = new Blueprint("profile", { prefix: "/user" });

  profile.get("/<name>", { name: "show" }, (c) => {
    const user = users.byName(c.params.name) ?? abort(404, "Nobody of that name lives here.");
    // Careless: the line breaks are ours, the text between them is the user's. `nl2br` in the template does it well.
    const about = unsafeMarkup(user.about.replaceAll("\n", "<br>"));
    return c.render("profile.html", { user, about, posts: posts.byAuthor(user.id, NEWEST) });
  });

  profile.get(
    "/edit",
    { name: "edit" },
    membersOnly(users, (c, user) => c.render("edit.html", { form: profileForm.blank(c, { defaults: { ...user } }) })),
  );

  profile.post(
    "/edit",
    { name: "edit", csrf: "form" },
    membersOnly(users, async (c, user) => {
      const form = await profileForm.from(c);
      if (!form.valid) return c.status(422).render("edit.html", { form });
      const { motto, about, website, colour } = form.data;
      users.update(user.id, {
        motto: motto ?? "",
        about: about ?? "",
        website: website ?? "",
        colour: colour ?? PERSIMMON,
      });
      c.flash("Saved. Very becoming.");
      return c.redirect(c.urlFor("profile.show", { name: user.name }));
    }),
  );

  return profile;
}
