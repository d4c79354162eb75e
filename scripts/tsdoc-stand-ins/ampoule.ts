/** What the examples of `ampoule` take for granted. */
import { DictLoader } from "@ampoule/templates";
import { App, type Context, type Limits, MemoryStorage, type UploadStorage } from "ampoule";
import { type Client, client } from "ampoule/testing";
import { DEFAULT_LIMITS } from "../../packages/ampoule/src/http/limits.ts";

interface User {
  readonly name: string;
  readonly sessionsValidFrom: Date;
}

export interface StandIns {
  /** An application without routes. */
  readonly app: App;
  /** A request for `/user/7`, in an application that has the route `profile`. */
  readonly c: Context;
  /** On an application with a login. */
  readonly browser: Client;
  readonly users: { find(id: unknown): User | undefined };
  readonly kittens: ReadonlyMap<number, string>;
  readonly pictures: UploadStorage;
  readonly form: Readonly<Record<string, string>>;
  readonly limits: Limits;
}

const templates = new DictLoader({
  "404.html": "<p>Nothing here.</p>",
  "admin/index.html": "<p>Administration</p>",
  "busy.html": "<p>Come again later.</p>",
  "index.html": "<p>{{ kittens|length }} kittens</p>",
  "login.html": '<form method="post" id="login"><input name="name"><input type="password" name="password"></form>',
  "new.html": "<p>{{ form.error }}</p>",
  "user.html": "<p>{{ user.name }}</p>",
});

const ada: User = { name: "Ada", sessionsValidFrom: new Date(0) };

function applicationWithLogin(): App {
  const app = new App({ mode: "test", templates });
  app.get("/", (c) => `Hello ${String(c.session.get("user"))}`);
  app.get("/login", (c) => c.render("login.html"));
  app.post("/login", async (c) => {
    c.session.set("user", (await c.form()).fields.get("name") ?? "");
    return c.redirect("/");
  });
  return app;
}

/** Runs an example. */
export async function withStandIns(run: (names: StandIns) => Promise<unknown>): Promise<void> {
  const problems: unknown[] = [];
  const around = new App({ mode: "test", templates });
  around.get("/user/<int:id>", { name: "profile" }, async (c) => {
    const names: StandIns = {
      app: new App({ mode: "test", templates }),
      c,
      browser: client(applicationWithLogin()),
      users: { find: (id) => (id === 7 ? ada : undefined) },
      kittens: new Map([[1, "Tom"]]),
      pictures: new MemoryStorage(),
      form: { error: "The name is missing." },
      limits: DEFAULT_LIMITS,
    };
    await run(names).catch((error: unknown) => problems.push(error));
    return "";
  });
  await client(around).get("/user/7");
  if (problems.length > 0) throw problems[0];
}
