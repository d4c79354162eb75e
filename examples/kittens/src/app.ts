import { App, HttpError, type Logger, type UploadStorage } from "ampoule";
import { ago, day } from "./format.ts";
import { UNSEALED } from "./guards.ts";
import { currentUser } from "./login.ts";
import type { Models } from "./models/models.ts";
import { DEMO } from "./seed/people.ts";
import { account } from "./views/account.ts";
import { api } from "./views/api.ts";
import { auth } from "./views/auth.ts";
import { feed } from "./views/feed.ts";
import { greet } from "./views/greet.ts";
import { posts } from "./views/posts.ts";
import { profile } from "./views/profile.ts";

export interface KittensOptions {
  readonly models: Models;
  readonly uploads: UploadStorage;
  /** As browsers see it: `http://127.0.0.1:5000`. */
  readonly origin: string;
  readonly secretKey: Uint8Array;
  /** Whether the guards are on, as they are unless somebody switches them off. */
  readonly sealed: boolean;
  /** @default the console */
  readonly logger?: Logger | undefined;
}

/** Makes the application: the same for both, but for `guards`. */
export function createKittens({ models, uploads, origin, secretKey, sealed, logger }: KittensOptions): App {
  const app = new App({
    root: import.meta.url,
    templates: "../templates",
    static: "../static",
    secretKey,
    origin,
    guards: sealed ? {} : UNSEALED,
    ...(logger === undefined ? {} : { logger }),
  });

  app.templateFilter("ago", ago);
  app.templateFilter("day", day);
  app.contextProcessor((c) => ({ sealed, demo: DEMO, me: currentUser(c, models.users) }));
  app.errorHandler(HttpError, (c, { status, title, detail }) => c.render("error.html", { status, title, detail }));

  app.register(feed(models));
  app.register(auth(models));
  app.register(posts(models, uploads));
  app.register(profile(models));
  app.register(account(models, uploads));
  app.register(greet());
  app.register(api(models));
  return app;
}
