/** What a visitor, and an attacker, do with the application, and what they get. Runs inside of the host. */
import { type createApp, ORIGIN } from "./app.ts";

/** A step, and what came of it: equal on all hosts. */
export type Journal = readonly (readonly [step: string, outcome: string])[];

type App = ReturnType<typeof createApp>;

const PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
  (character) => character.charCodeAt(0),
);

/** Headers that the application, not the host, answers for. */
const HEADERS = [
  "content-type",
  "content-disposition",
  "content-security-policy",
  "x-content-type-options",
  "cross-origin-resource-policy",
  "cache-control",
  "location",
  "vary",
];

/** Replaces what is random in every run: tokens, nonces, keys of stored files. */
function masked(text: string): string {
  return text
    .replace(/v1\.[\w.-]{40,}/g, "TOKEN")
    .replace(/nonce([-=]"?)[\w-]{16,}/g, "nonce$1NONCE")
    .replace(/\/picture\/[\w.-]+/g, "/picture/KEY");
}

class Visitor {
  readonly #app: App;
  #cookie = "";

  constructor(app: App) {
    this.#app = app;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async send(
    path: string,
    init: RequestInit & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    const url = path.startsWith("/") ? `${ORIGIN}${path}` : path;
    const headers = { ...(this.#cookie === "" ? {} : { cookie: this.#cookie }), ...init.headers };
    const response = await this.#app.fetch(new Request(url, { ...init, headers }));
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.#cookie = set.split(";", 1)[0] ?? "";
    return response;
  }

  post(path: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send(path, { method: "POST", body, headers: { origin: ORIGIN, ...headers } });
  }
}

async function told(response: Response): Promise<string> {
  const headers = HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  return masked([`${response.status}`, ...headers, "", await response.text()].join("\n"));
}

function tokenIn(page: string): string {
  return /name="csrf_token" value="([^"]+)"/.exec(page)?.[1] ?? "";
}

function fieldsWith(token: string, fields: Readonly<Record<string, string | File>>): FormData {
  const form = new FormData();
  form.set("csrf_token", token);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Goes through the application. */
export async function visit(app: App): Promise<Journal> {
  const journal: [string, string][] = [];
  const tell = async (step: string, response: Response): Promise<void> => {
    journal.push([step, await told(response)]);
  };
  const visitor = new Visitor(app);
  const hostile = encodeURIComponent(`javascript:alert("1")<img src=x onerror='alert(1)'>`);

  await tell("a page with a hostile value", await visitor.send(`/hello/${hostile}`));
  await tell("the same as a stream", await visitor.send(`/stream/${hostile}`));

  const token = tokenIn(await (await visitor.send("/hello/Minka")).text());
  const save = new URLSearchParams({ csrf_token: token });
  await tell("a form without a token", await visitor.post("/hello/Minka", new URLSearchParams()));
  await tell("a form from another site", await visitor.post("/hello/Minka", save, { origin: "https://evil.example" }));
  await tell("a form of ours", await visitor.post("/hello/Minka", save));
  await tell("the page after it, with its message", await visitor.send("/hello/Minka"));
  await tell("the same form again", await visitor.post("/hello/Minka", save));

  const empty = tokenIn(await (await visitor.send("/new")).text());
  await tell("a form with a mistake", await visitor.post("/new", fieldsWith(empty, { title: "" })));
  const filled = tokenIn(await (await visitor.send("/new")).text());
  const picture = new File([PNG], "../dot.png", { type: "text/html" });
  const stored = await visitor.post("/new", fieldsWith(filled, { title: "Dot", picture }));
  const answer = (await stored.clone().json()) as { readonly url?: string };
  await tell("an upload", stored);
  const sent = await visitor.send(answer.url ?? "/");
  journal.push([
    "the upload, sent back",
    `${sent.headers.get("content-type")} ${(await sent.arrayBuffer()).byteLength}`,
  ]);

  await tell("a session begins", await visitor.send("/visits"));
  await tell("and goes on", await visitor.send("/visits"));
  const forged = `${visitor.cookie.slice(0, -2)}AA`;
  await tell("with a forged cookie it begins anew", await visitor.send("/visits", { headers: { cookie: forged } }));

  await tell("an address of another host", await visitor.send("https://evil.example/visits"));
  await tell("a mistake of the programmer's", await visitor.send("/broken"));
  await tell("an error that was meant", await visitor.send("/teapot"));
  await tell("a path that is none", await visitor.send("/%ff"));
  await tell(
    "a method that is not there",
    await visitor.send("/visits", { method: "DELETE", headers: { origin: ORIGIN } }),
  );
  return journal;
}
