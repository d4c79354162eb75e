import type { AnyContext, Context, View, ViewResult } from "ampoule";
import type { User, Users } from "./models/users.ts";

declare module "ampoule" {
  interface State {
    user?: User | undefined;
  }
}

/** Where the session keeps who is logged in. */
const KEY = "user";

export function logIn(c: AnyContext, id: number): void {
  // What somebody else may have put into this browser's session before the login must not survive it (session fixation).
  c.session.regenerate();
  c.session.set(KEY, id);
}

export function logOut(c: AnyContext): void {
  c.session.clear();
  c.session.regenerate();
  c.state.user = undefined;
}

/** The user who is logged in; looked up once for each request. */
export function currentUser(c: AnyContext, users: Users): User | undefined {
  const id = c.session.get(KEY);
  return (c.state.user ??= typeof id === "number" ? users.byId(id) : undefined);
}

/** A view for members: everybody else is sent to the login first. */
export function membersOnly<P>(
  users: Users,
  view: (c: Context<P>, user: User) => ViewResult | Promise<ViewResult>,
): View<P> {
  return (c) => {
    const user = currentUser(c, users);
    return user === undefined ? c.redirect(c.urlFor("auth.login", { next: c.path })) : view(c, user);
  };
}
