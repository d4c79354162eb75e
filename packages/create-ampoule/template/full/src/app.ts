import { App, type Mode } from "ampoule";
import { defineForm, string, submit } from "ampoule/forms";

const signForm = defineForm({
  name: string({ label: "Your name", required: true, maxLength: 40 }),
  send: submit({ label: "Sign the guest book" }),
});

export interface Options {
  /** @default "production" */
  readonly mode?: Mode;
  readonly secretKey: string | undefined;
  readonly origin: string;
}

/** The application, apart from where it listens: tests make one of their own. */
export function createApp({ mode = "production", secretKey, origin }: Options): App {
  const app = new App({
    root: import.meta.url,
    templates: "../templates",
    static: "../static",
    mode,
    secretKey,
    origin,
  });
  const guests: string[] = [];

  app.get("/", { name: "home" }, (c) => c.render("home.html", { form: signForm.blank(c), guests }));

  app.post("/", { csrf: "form" }, async (c) => {
    const form = await signForm.from(c);
    if (!form.valid) return c.status(422).render("home.html", { form, guests });
    guests.push(form.data.name);
    c.flash(`Welcome, ${form.data.name}!`);
    return c.redirect(c.urlFor("home"));
  });

  return app;
}
