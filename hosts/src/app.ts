/** The application that every host has to answer for in the same way: pages, forms, uploads, JSON, sessions, streams. */
import { App, abort, MemoryStorage, silentLogger, Upload } from "ampoule";
import { defineForm, file, string } from "ampoule/forms";
import type { Loader } from "ampoule/templates";

export const ORIGIN = "https://kittens.example";

/** Compiled ahead of time for all hosts, since Workers make no code of strings. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  "base.html": "<!doctype html><title>{% block title %}Kittens{% endblock %}</title>{% block main %}{% endblock %}",
  "page.html": `{% extends "base.html" %}
{% block title %}{{ name }}{% endblock %}
{% block main %}
<p title={{ name }} style="color: {{ name }}"><a href="{{ name }}">{{ name }}</a>, {{ 7 // 2 }} {{ [1, 2]|sum }}</p>
<script>greet("{{ name }}", {{ { "name": name }|tojson }});</script>
{% for message in get_flashed_messages() %}<p role="status">{{ message }}</p>{% endfor %}
<form method="post"><button>Save</button></form>
{% endblock %}`,
};

const note = defineForm({
  title: string({ required: true, maxLength: 80 }),
  picture: file({ of: Upload, types: ["image/png"], maxSize: 100_000 }),
});

/** @param loader of `TEMPLATES`, compiled */
export function createApp(loader: Loader): App {
  const pictures = new MemoryStorage();
  const app = new App({
    origin: ORIGIN,
    secretKey: "cGFwZXIgYm94ZXMgYXJlIGJldHRlciB0aGFuIGJhc2tldHMh",
    templates: loader,
    logger: silentLogger,
  });
  app.get("/hello/<name>", (c) => c.render("page.html", { name: c.params.name }));
  app.post("/hello/<name>", (c) => {
    c.flash(`Saved ${c.params.name}`);
    return c.redirect(c.urlFor("/hello/<name>", { name: c.params.name }));
  });
  app.get("/new", (c) => c.html(note.blank(c).render()));
  app.post("/new", { csrf: "form" }, async (c) => {
    const form = await note.from(c);
    if (!form.valid) return c.status(422).html(form.render());
    const { title, picture } = form.data;
    const stored = picture === null ? null : await picture.store(pictures);
    return { title, type: stored?.type ?? null, url: stored && c.urlFor("picture", { key: stored.key }) };
  });
  app.get("/picture/<key>", { name: "picture" }, (c) => c.sendUpload(pictures, { key: c.params.key }));
  app.get("/visits", (c) => {
    const visits = Number(c.session.get("visits") ?? 0) + 1;
    c.session.set("visits", visits);
    return { visits };
  });
  app.get("/stream/<name>", (c) => c.renderStream("page.html", { name: c.params.name }));
  app.get("/teapot", () => abort(418, "short and stout"));
  app.get("/broken", () => {
    throw new Error("a secret of the programmer's");
  });
  return app;
}
