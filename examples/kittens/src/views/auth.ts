import { abort, Blueprint } from "ampoule";
import type { Validator } from "ampoule/forms";
import { logInForm, signUpForm } from "../forms/account.ts";
import { logIn, logOut } from "../login.ts";
import type { Models } from "../models/models.ts";
import type { Users } from "../models/users.ts";
import { hashPassword, verifyPassword } from "../passwords.ts";

/** Joining, logging in, logging out. */
export function auth({ users }: Models): Blueprint {
  const auth = new Blueprint("auth");

  auth.get("/register", { name: "register" }, (c) => c.render("register.html", { form: signUpForm.blank(c) }));

  auth.post("/register", { name: "register", csrf: "form" }, async (c) => {
    const form = await signUpForm.from(c, { validators: { name: [isFree(users)] } });
    if (!form.valid) return c.status(422).render("register.html", { form });
    const { name, password } = form.data;
    const passwordHash = await hashPassword(password);
    const id = users.add({ name, passwordHash }) ?? abort(409, "Somebody took that name a moment ago.");
    logIn(c, id);
    c.flash(`Welcome to the litter, ${name}.`);
    return c.redirect(c.urlFor("profile.edit"));
  });

  auth.get("/login", { name: "login" }, (c) => c.render("login.html", { form: logInForm.blank(c) }));

  auth.post("/login", { name: "login", csrf: "form" }, async (c) => {
    const form = await logInForm.from(c);
    if (!form.valid) return c.status(422).render("login.html", { form });
    const user = users.byName(form.data.name);
    if (!(await verifyPassword(form.data.password, users.passwordHash(form.data.name))) || user === undefined) {
      return c.status(422).render("login.html", { form, wrong: "No account has this name and this password." });
    }
    logIn(c, user.id);
    // Careless: where to go on to comes from whoever made the link.
    return c.redirect(c.request.query.get("next") ?? c.urlFor("feed.index"));
  });

  auth.post("/logout", { name: "logout" }, (c) => {
    logOut(c);
    return c.redirect(c.urlFor("feed.index"));
  });

  return auth;
}

function isFree(users: Users): Validator<string> {
  return ({ data }) => (data !== null && users.byName(data) !== undefined ? "That name is taken." : undefined);
}
