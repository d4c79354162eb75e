/** The application that is attacked, as sealed as it gets, and its twins: with one layer alone, and without guards. */
import { randomBytes } from "node:crypto";
import { defineForm, string } from "@ampoule/forms";
import { DictLoader } from "@ampoule/templates";
import { App } from "../../../src/app.ts";
import type { AnyContext } from "../../../src/context.ts";
import { abort } from "../../../src/errors.ts";
import type { GuardSwitches } from "../../../src/guards.ts";
import { silentLogger } from "../../../src/log.ts";
import { type RunningServer, serve } from "../../../src/node/index.ts";

/** A request that may change something, as it arrived, and what became of it. */
export interface Arrival {
  readonly path: string;
  readonly site: string | null;
  readonly origin: string | null;
  /** 0 until it is answered. */
  status: number;
}

export type VictimName = "sealed" | "layer1" | "layer2" | "unsealed";

export interface Victim {
  readonly name: VictimName;
  readonly origin: string;
  /** The host of which this application's host is a part, and the attacker's sibling as well. */
  readonly domain: string;
  readonly cookieName: string;
  readonly arrivals: Arrival[];
  /** What views have done, and for whom. */
  readonly deeds: string[];
  /** Milliseconds that views take. */
  delay: number;
  /** Milliseconds that tokens have aged by. */
  passed: number;
  reset(): void;
  close(): Promise<void>;
}

const TEMPLATES = {
  "base.html": `<!doctype html><html lang="en"><head><title>Notes</title>{% block head %}{% endblock %}</head><body><main>{% block main %}{% endblock %}</main></body></html>`,
  "login.html": `{% extends "base.html" %}{% block main %}<form method="post" action="/login">
    <label>Name <input name="name"></label><button>Log in</button></form>{% endblock %}`,
  "give.html": `{% extends "base.html" %}{% block main %}<form method="post" action="/give"><button>Give everything</button></form>{% endblock %}`,
  "note.html": `{% extends "base.html" %}{% block main %}<a href="/done">Elsewhere</a>
    <form method="post" action="/note" novalidate>{{ form.text.label }} {{ form.text() }}<button>Send</button></form>
    {% for error in form.text.errors %}<p class="error">{{ error }}</p>{% endfor %}{% for error in form.form_errors %}<p class="error">{{ error }}</p>{% endfor %}{% endblock %}`,
  "quiet.html": `{% extends "note.html" %}{% block head %}<meta name="referrer" content="no-referrer">{% endblock %}`,
  "done.html": `{% extends "base.html" %}{% block main %}<p>Thank you.</p>{% endblock %}`,
} as const;

const OFF = { off: "the twin that shows what the guard is for" };
/** The twins' cookies go along with everybody's requests, so that nothing but the layers can stop one. */
const EXPOSED = { cookies: OFF, headers: OFF } as const;
const GUARDS: Readonly<Record<VictimName, GuardSwitches>> = {
  sealed: {},
  layer1: { ...EXPOSED, token: OFF },
  layer2: { ...EXPOSED, origin: OFF },
  unsealed: { ...EXPOSED, token: OFF, origin: OFF },
};

const SAFE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

const note = defineForm(
  { text: string({ label: "Note", required: true }) },
  { id: "note", action: "/note", onDuplicate: "/done" },
);

function userOf(c: AnyContext): string {
  const user = c.session.get("user");
  return typeof user === "string" ? user : abort(401);
}

function addViews(app: App, victim: Pick<Victim, "deeds" | "delay">): void {
  const delayed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, victim.delay));
  app.get("/", (c) => c.text(String(c.session.get("user") ?? "nobody")));
  app.get("/done", (c) => c.render("done.html"));
  app.get("/login", (c) => c.render("login.html"));
  app.post("/login", { name: "enter" }, async (c) => {
    const { fields } = await c.form();
    c.session.regenerate();
    c.session.set("user", fields.get("name") ?? "");
    return c.redirect("/");
  });
  app.get("/give", (c) => c.render("give.html"));
  // Looks at no body, so that every type of body is as good as any other.
  app.post("/give", { name: "given" }, (c) => {
    victim.deeds.push(userOf(c));
    return c.redirect("/done");
  });
  app.get("/careless", (c) => {
    victim.deeds.push(userOf(c));
    return c.redirect("/done");
  });
  app.post("/api", async (c) => {
    const user = userOf(c);
    await c.request.json();
    victim.deeds.push(user);
    return c.json({ done: true });
  });
  app.post("/hop", { csrf: "webhook" }, (c) => c.redirect("/give", { status: 307 }));
  app.get("/note", async (c) => {
    await delayed();
    return c.render("note.html", { form: note.blank(c) });
  });
  app.get("/quiet", (c) => c.render("quiet.html", { form: note.blank(c) }));
  app.post("/note", { name: "noted", csrf: "form" }, async (c) => {
    const form = await note.from(c);
    if (!form.valid) return c.html(c.render("note.html", { form }), { status: 422 });
    victim.deeds.push(form.data.text);
    await delayed();
    return c.redirect("/done");
  });
}

/** Starts one on the loopback, under a site name of its own. */
export async function startVictim(name: VictimName): Promise<Victim> {
  const arrivals: Arrival[] = [];
  let app: App | undefined;
  const running: RunningServer = await serve(
    {
      async fetch(request, connection) {
        if (app === undefined) return new Response(null, { status: 503 });
        if (SAFE.has(request.method)) return app.fetch(request, connection);
        const { headers } = request;
        const arrival = {
          path: new URL(request.url).pathname,
          site: headers.get("sec-fetch-site"),
          origin: headers.get("origin"),
          status: 0,
        };
        arrivals.push(arrival);
        const response = await app.fetch(request, connection);
        arrival.status = response.status;
        return response;
      },
    },
    { port: 0, signals: false, shutdownTimeout: 500 },
  );
  const domain = `${name}.localhost`;
  const victim: Victim = {
    name,
    domain,
    origin: `http://app.${domain}:${running.port}`,
    cookieName: name === "sealed" ? "__Host-session" : "session",
    arrivals,
    deeds: [],
    delay: 0,
    passed: 0,
    reset() {
      arrivals.length = 0;
      victim.deeds.length = 0;
      victim.delay = 0;
      victim.passed = 0;
    },
    close: () => running.close(),
  };
  app = new App({
    secretKey: randomBytes(32),
    origin: victim.origin,
    logger: silentLogger,
    templates: new DictLoader(TEMPLATES),
    csrf: { now: () => Date.now() + victim.passed },
    guards: GUARDS[name],
  });
  addViews(app, victim);
  return victim;
}
