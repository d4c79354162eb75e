import { defineForm, email, file, MemoryUsedTokens, string, textArea } from "@ampoule/forms";
import { unsafeMarkup } from "@ampoule/markup/unsafe";
import { describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import type { AppOptions } from "../../src/app-options.ts";
import { type Client, client } from "../../src/testing/client.ts";
import { attribute } from "../../src/testing/dom.ts";
import { queryPage } from "../../src/testing/visits.ts";
import { MemoryStorage } from "../../src/uploads/memory-storage.ts";
import type { Upload } from "../../src/uploads/upload.ts";
import { keepingLogger, production } from "./setup.ts";

const signup = defineForm(
  { name: string({ required: true }), mail: email() },
  { id: "signup", onDuplicate: "/welcome" },
);

const TEMPLATES = {
  "signup.html":
    '<form id="signup" method="post">{{ form.hidden_tag() }}{{ form.name() }}{{ form.mail() }}</form>{{ form.error_summary() }}',
  "own.html": "{{ form.render() }}",
};

interface Site {
  readonly app: App;
  readonly browser: Client;
  readonly saved: string[];
  /** Moves the clock, in seconds. */
  readonly wait: (seconds: number) => void;
}

function site(csrf: "form" | undefined, options: AppOptions = {}, template = "signup.html"): Site {
  const saved: string[] = [];
  let now = Date.now();
  const app = production(
    { csrf: { now: () => now }, session: { now: () => now, idle: 86_400 }, ...options },
    TEMPLATES,
  );
  app.route(
    "/signup",
    { methods: ["GET", "POST"], name: "signup", ...(csrf === undefined ? {} : { csrf }) },
    async (c) => {
      const form = await signup.from(c);
      if (!form.valid) return c.render(template, { form });
      saved.push(form.data.name);
      return c.redirect("/welcome");
    },
  );
  app.get("/welcome", () => "welcome");
  return { app, browser: client(app), saved, wait: (seconds) => void (now += seconds * 1000) };
}

describe.each([["form"], [undefined]] as const)("a form of @ampoule/forms on a route with csrf: %j", (csrf) => {
  test("is shown, filled in, validated, and its data used once", async () => {
    const { browser, saved } = site(csrf);
    const page = await browser.get("/signup");
    expect(await queryPage(page, 'input[name="csrf_token"]')).toHaveLength(1);
    const invalid = await browser.submit(page, "#signup", { mail: "not an address" });
    expect(await invalid.clone().text()).toContain('value="not an address"');
    const done = await browser.submit(invalid, "#signup", { name: "Ada", mail: "ada@example.org" });
    expect([done.status, done.headers.get("location"), saved]).toEqual([303, "/welcome", ["Ada"]]);
  });

  test("F23 Back after a failed validation and a second try with the old page works", async () => {
    const { browser, saved } = site(csrf);
    const page = await browser.get("/signup");
    expect((await browser.submit(page, "#signup", { name: "" })).status).toBe(200);
    expect((await browser.submit(page, "#signup", { name: "Ada" })).status).toBe(303);
    expect(saved).toEqual(["Ada"]);
  });

  test("F25 a double click saves once", async () => {
    const { browser, saved } = site(csrf);
    const page = await browser.get("/signup");
    await Promise.all([1, 2, 3].map(() => browser.submit(page, "#signup", { name: "Ada" })));
    expect(saved).toEqual(["Ada"]);
  });

  test("F19 without a token nothing is saved", async () => {
    const { browser, saved } = site(csrf);
    await browser.get("/signup");
    expect((await browser.post("/signup", { form: { name: "Eve" } })).status).toBe(403);
    expect(saved).toEqual([]);
  });

  test("a form that prints its own <form> has its token too", async () => {
    const { browser, saved } = site(csrf, {}, "own.html");
    const page = await browser.get("/signup");
    expect(await queryPage(page, 'input[name="csrf_token"]')).toHaveLength(1);
    expect((await browser.submit(page, "form", { name: "Ada" })).status).toBe(303);
    expect(saved).toEqual(["Ada"]);
  });
});

describe('csrf: "form" lets the form answer for its token', () => {
  test("a token that has expired: the form comes back with what was typed, and one click sends it", async () => {
    const { browser, saved, wait } = site("form");
    const page = await browser.get("/signup");
    wait(3 * 3600);
    const again = await browser.submit(page, "#signup", { name: "Ada" });
    expect(again.status).toBe(200);
    const [field] = await queryPage(again, 'input[name="name"]');
    expect(field === undefined ? null : attribute(field, "value")).toBe("Ada");
    expect((await browser.submit(again, "#signup")).status).toBe(303);
    expect(saved).toEqual(["Ada"]);
  });

  test("a session that has ended: likewise", async () => {
    const { browser, saved } = site("form");
    const page = await browser.get("/signup");
    browser.cookies.clear();
    const again = await browser.submit(page, "#signup", { name: "Ada" });
    expect(again.status).toBe(200);
    expect((await browser.submit(again, "#signup")).status).toBe(303);
    expect(saved).toEqual(["Ada"]);
  });

  test("a duplicate leads to where the first one led", async () => {
    const { browser, saved } = site("form");
    const page = await browser.get("/signup");
    await browser.submit(page, "#signup", { name: "Ada" });
    const second = await browser.submit(page, "#signup", { name: "Ada" });
    expect([second.status, second.headers.get("location"), saved]).toEqual([303, "/welcome", ["Ada"]]);
  });

  test("a view that validates no form would be unprotected, so it is an error and its answer is not sent", async () => {
    const logger = keepingLogger();
    const app = production({ logger });
    app.post("/delete", { csrf: "form" }, () => "deleted");
    const response = await client(app).post("/delete", { form: {} });
    expect(response.status).toBe(500);
    expect(String(logger.records.find(({ level }) => level === "error")?.fields["error"])).toMatch(/validated no form/);
  });
});

test("on a plain route a token that has expired is a page that says what to do", async () => {
  const { browser, saved, wait } = site(undefined);
  const page = await browser.get("/signup");
  wait(3 * 3600);
  const refused = await browser.submit(page, "#signup", { name: "Ada" });
  expect([refused.status, saved]).toEqual([403, []]);
  expect(await refused.text()).toContain("open for too long");
});

test("the enhancement script is told where to go, and the page behind gets its messages", async () => {
  const app = production({}, { ...TEMPLATES, "next.html": "{{ get_flashed_messages()|join }}" });
  app.get("/form", async (c) => c.render("signup.html", { form: signup.blank(c) }));
  app.post("/form", { csrf: "form" }, async (c) => {
    if (!(await signup.from(c)).valid) return c.empty(422);
    c.flash("saved");
    return c.redirect("/next");
  });
  app.get("/next", (c) => c.render("next.html"));
  const browser = client(app);
  const answer = await browser.submit(
    await browser.get("/form"),
    "#signup",
    { name: "Ada" },
    { headers: { "x-ampoule-enhance": "1" } },
  );
  expect([answer.status, answer.headers.get("location"), await answer.json()]).toEqual([
    200,
    null,
    { location: "/next" },
  ]);
  expect(await (await browser.get("/next")).text()).toBe("saved");
});

test("a store of used tokens that is full refuses forms for a while, and says so", async () => {
  const app = production({ csrf: { usedTokens: new MemoryUsedTokens({ limit: 1 }) } });
  app.get("/", (c) => c.markup`<form id="f" method="post" action="/"></form>`);
  app.post("/", () => "posted");
  const browser = client(app);
  const page = await browser.get("/");
  const other = await browser.get("/");
  expect((await browser.submit(page, "#f")).status).toBe(200);
  const refused = await browser.submit(other, "#f");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "60"]);
});

test("errors and input survive a redirect, once", async () => {
  const app = production({}, TEMPLATES);
  app.get("/form", async (c) => c.render("signup.html", { form: await signup.from(c) }));
  app.post("/form", { csrf: "form" }, async (c) => {
    const form = await signup.from(c);
    if (form.valid) return "saved";
    await form.remember();
    return c.redirect("/form");
  });
  const browser = client(app, { followRedirects: true });
  const shown = await browser.submit(await browser.get("/form"), "#signup", { mail: "wrong" });
  expect(await shown.clone().text()).toContain('value="wrong"');
  expect(await (await browser.get("/form")).text()).not.toContain('value="wrong"');
});

test("whatever is sent, what waits for the next page fits into a cookie", async () => {
  const app = production();
  const lines = { signature: string({ maxLength: 3 }), text: textArea({ maxLength: 3 }) };
  const notes = ["one", "two", "three"].map((id) => [`/${id}`, defineForm(lines, { id })] as const);
  for (const [path, note] of notes) {
    app.get(path, async (c) => c.html((await note.from(c)).render()));
    app.post(path, { csrf: "form" }, async (c) => {
      const form = await note.from(c);
      if (!form.valid) await form.remember();
      return c.redirect(path);
    });
  }
  const browser = client(app);
  for (const letter of ["日", "😀", "\u0001"]) {
    for (const [path] of notes) {
      const sent = { signature: letter.repeat(300), text: letter.repeat(700) };
      expect((await browser.submit(await browser.get(path), "form", sent)).status).toBe(303);
    }
    expect(await (await browser.get("/three")).text()).toContain("longer than 3 characters");
  }
});

test("a JSON body, where the form takes one", async () => {
  const api = defineForm({ name: string({ required: true }) }, { json: true });
  const app = production();
  app.post("/api", { csrf: "form" }, async (c) => {
    const form = await api.from(c);
    return form.valid ? c.json(form.data) : c.json(form.errors, { status: 422 });
  });
  app.post("/strict", async (c) => ((await signup.from(c)).valid ? "x" : "y"));
  const browser = client(app);
  expect(await (await browser.post("/api", { json: { name: "Ada" } })).json()).toEqual({ name: "Ada" });
  expect((await browser.post("/api", { json: {} })).status).toBe(422);
  expect((await browser.post("/strict", { json: { name: "Ada" } })).status).toBe(415);
});

describe("uploads", () => {
  const PNG = Uint8Array.from(
    atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
    (char) => char.charCodeAt(0),
  );
  const picture = defineForm({ title: string(), picture: file() }, { id: "picture" });

  function gallery(options: AppOptions = {}): { app: App; browser: Client; storage: MemoryStorage; keys: string[] } {
    const storage = new MemoryStorage();
    const keys: string[] = [];
    const app = production(options, {
      "p.html":
        '<form id="f" method="post" enctype="multipart/form-data">{{ form.title() }}{{ form.picture() }}</form>',
    });
    app.route("/", { methods: ["GET", "POST"], name: "index", csrf: "form" }, async (c) => {
      const form = await picture.from(c);
      if (!form.valid) return c.render("p.html", { form });
      const upload = form.data.picture as unknown as Upload;
      keys.push((await upload.store(storage)).key);
      return c.redirect("/");
    });
    app.get("/upload/<string:key>", (c) => c.sendUpload(storage, { key: c.params.key, name: "evil.html" }));
    app.post("/raw", async (c) => {
      const { fields, files } = await c.form({ files: true });
      return {
        fields: [...fields.keys()],
        files: [...files].map(([name, upload]) => [name, upload.name, upload.size, upload.type]),
      };
    });
    app.post("/none", async (c) => [...(await c.form()).fields.keys()]);
    app.get(
      "/raw",
      (
        c,
      ) => c.markup`<form id="r" method="post" action="/raw" enctype="multipart/form-data"><input name="a"><input type="file" name="f"></form>
      <form id="n" method="post" action="/none" enctype="multipart/form-data"><input type="file" name="f"></form>`,
    );
    return { app, browser: client(app), storage, keys };
  }

  test("a file of a form is stored, and sent back in a sandbox", async () => {
    const { browser, keys } = gallery();
    const page = await browser.get("/");
    expect(
      (await browser.submit(page, "#f", { title: "x", picture: new File([PNG], "a.png", { type: "image/png" }) }))
        .status,
    ).toBe(303);
    const sent = await browser.get(`/upload/${keys[0]}`);
    expect(sent.headers.get("content-type")).toBe("image/png");
    expect(sent.headers.get("content-security-policy")).toContain("sandbox");
    const evil = await browser.submit(await browser.get("/"), "#f", {
      picture: new File(["<script>alert(1)</script>"], "a.html", { type: "text/html" }),
    });
    expect(evil.status).toBe(303);
    const attachment = await browser.get(`/upload/${keys[1]}`);
    expect(attachment.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(attachment.headers.get("content-type")).not.toContain("html");
  });

  test("the twin: with the guard `uploads` off it is shown as what it claims to be", async () => {
    const { browser, keys } = gallery({ guards: { uploads: { off: "to show what it guards against" } } });
    await browser.submit(await browser.get("/"), "#f", { picture: new File(["<script>alert(1)</script>"], "a.html") });
    const sent = await browser.get(`/upload/${keys[0]}`);
    expect(sent.headers.get("content-type")).toContain("text/html");
    expect(sent.headers.get("content-disposition")).not.toMatch(/^attachment/);
  });

  test("files by hand: only where the view asks for them", async () => {
    const { browser } = gallery();
    const page = await browser.get("/raw");
    const upload = new File(["text"], "a.txt", { type: "text/plain" });
    expect(await (await browser.submit(page, "#r", { a: "1", f: upload })).json()).toEqual({
      fields: ["csrf_token", "a"],
      files: [["f", "a.txt", 4, "text/plain"]],
    });
    expect((await browser.submit(page, "#n", { f: upload })).status).toBe(400);
  });

  test("a forged upload is refused before a byte of it is read", async () => {
    const { app } = gallery();
    let read = 0;
    const boundary = "xxxx";
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="f"; filename="a.bin"\r\n\r\n`;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          read++;
          controller.enqueue(new TextEncoder().encode(read === 1 ? head : "x".repeat(1000)));
        },
      },
      { highWaterMark: 0 },
    );
    const headers = {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      origin: "https://app.example",
      host: "app.example",
    };
    const response = await app.fetch(
      new Request("https://app.example/raw", { method: "POST", headers, body, duplex: "half" } as RequestInit),
    );
    expect(response.status).toBe(403);
    expect(read).toBeLessThan(4);
  });
});

test("two one-time tokens in one form are refused, and the log says which line to remove", async () => {
  const logger = keepingLogger();
  const copied = '<form id="f" method="post">{{ other }}</form>';
  const app = production({ logger }, { "p.html": copied });
  app.route("/", { methods: ["GET", "POST"], name: "index" }, (c) => {
    const [other] = /<input[^>]*>/.exec(String(c.markup`<form method="post"></form>`)) ?? [];
    return c.render("p.html", { other: unsafeMarkup(other ?? "") });
  });
  const browser = client(app);
  expect((await browser.submit(await browser.get("/"), "#f")).status).toBe(403);
  expect(logger.records.map(({ fields }) => fields["note"]).join()).toMatch(/two fields "csrf_token".*remove/);
});

const comment = defineForm({ text: textArea({ maxLength: 20 }) });
test("what a form says of itself as a whole reaches the visitor", async () => {
  const app = production();
  app.post("/", { csrf: "form" }, async (c) => {
    const form = await comment.from(c);
    return c.json(form.valid);
  });
  const many = Array.from({ length: 1500 }, (_, i) => [`f${i}`, "x"]);
  expect((await client(app).post("/", { form: Object.fromEntries(many) as Record<string, string> })).status).toBe(413);
});
