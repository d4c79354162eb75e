import { html } from "@ampoule/markup";
import { describe, expect, test } from "vitest";
import { JsonWriteError } from "../../src/json/write.ts";
import { Reply } from "../../src/reply.ts";
import { client } from "../../src/testing/client.ts";
import type { View } from "../../src/views.ts";
import { keepingLogger, production } from "./setup.ts";

async function answer(view: View): Promise<Response> {
  const app = production();
  app.get("/", view);
  return client(app).get("/");
}

describe("D21 what a view returns decides the type, and only Markup is HTML", () => {
  test.each<[name: string, view: View, type: string | null, body: string]>([
    ["Markup", () => html`<p>${"<i>"}</p>`, "text/html; charset=utf-8", "<p>&lt;i&gt;</p>"],
    ["a string", () => "<script>alert(1)</script>", "text/plain; charset=utf-8", "<script>alert(1)</script>"],
    ["an object", () => ({ a: 1 }), "application/json; charset=utf-8", '{"a":1}'],
    ["an array", () => [1, 2], "application/json; charset=utf-8", "[1,2]"],
    ["an empty string", () => "", "text/plain; charset=utf-8", ""],
    ["bytes", () => new TextEncoder().encode("x"), "application/octet-stream", "x"],
    ["a promise of Markup", async () => html`<b>later</b>`, "text/html; charset=utf-8", "<b>later</b>"],
    ["c.json of a string", (c) => c.json("a"), "application/json; charset=utf-8", '"a"'],
    ["c.text", (c) => c.text("t", { status: 418 }), "text/plain; charset=utf-8", "t"],
    ["c.html", (c) => c.html(html`<i></i>`), "text/html; charset=utf-8", "<i></i>"],
    [
      "c.bytes with a type",
      (c) => c.bytes("a,b", { contentType: "text/csv; charset=utf-8" }),
      "text/csv; charset=utf-8",
      "a,b",
    ],
    ["c.empty", (c) => c.empty(), null, ""],
    ["a Response", () => new Response("hi", { headers: { "content-type": "text/markdown" } }), "text/markdown", "hi"],
  ])("%s", async (_, view, type, body) => {
    const response = await answer(view);
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toBe(body);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each<[name: string, view: unknown, message: RegExp]>([
    ["nothing", () => undefined, /returned nothing/],
    ["null", () => null, /returned nothing/],
    ["a number", () => 42, /returned a number/],
    ["a boolean", () => true, /returned a boolean/],
    ["an object of a class", () => new Map(), /Map/],
    ["NaN in JSON (J09)", () => ({ a: Number.NaN }), /NaN/],
  ])("%s is a mistake that the log explains, and a plain 500 outside", async (_, view, message) => {
    const logger = keepingLogger();
    const app = production({ logger });
    app.get("/", { name: "broken" }, view as View);
    const response = await client(app).get("/");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toMatch(message);
    const logged = logger.records.find((record) => record.level === "error")?.fields["error"];
    expect((logged as Error).message).toMatch(message);
  });

  test("the twin: with the guard `text` off a string is sent as HTML", async () => {
    const app = production({ guards: { text: { off: "to show what it guards against" } } });
    app.get("/<name>", (c) => `<h1>${c.params.name}</h1>`);
    const response = await client(app).get("/%3Cscript%3E");
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toBe("<h1><script></h1>");
  });
});

test("J01 JSON is an array if you like, and no other page can load it as a script", async () => {
  const app = production();
  app.get("/api/posts", () => [{ text: "</script>" }]);
  const browser = client(app);
  const own = await browser.get("/api/posts");
  expect(await own.text()).toBe('[{"text":"\\u003c/script\\u003e"}]');
  expect(own.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  const stolen = await browser.get("/api/posts", {
    headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" },
  });
  expect(stolen.status).toBe(403);
  expect(await stolen.text()).not.toContain("script");
});

test("J10 there is no JSONP", async () => {
  const app = production();
  app.get("/api", () => ({ a: 1 }));
  expect(await (await client(app).get("/api?callback=alert")).text()).toBe('{"a":1}');
});

test("J09 what JSON cannot say is found before a header is sent", () => {
  expect(() => new Reply("json", null)).not.toThrow();
  const app = production();
  app.get("/", (c) => {
    expect(() => c.json({ a: [1n] })).toThrow(JsonWriteError);
    return "found";
  });
  return expect(
    client(app)
      .get("/")
      .then((response) => response.text()),
  ).resolves.toBe("found");
});

describe("status and headers", () => {
  test("c.status, c.headers and c.setCookie apply to whatever is returned", async () => {
    const response = await answer((c) => {
      c.status(201).headers.set("x-a", "1");
      c.setCookie("theme", "dark");
      c.setCookie("n", "1", { maxAge: 60 });
      return html`<p>made</p>`;
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-a")).toBe("1");
    expect(response.headers.getSetCookie()).toEqual([
      "theme=dark; Path=/; Secure; HttpOnly; SameSite=Lax",
      "n=1; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax",
    ]);
  });

  test("c.reply gives a value a status and headers", async () => {
    const response = await answer((c) => c.reply({ ok: false }, { status: 422, headers: { "x-b": "2" } }));
    expect([response.status, response.headers.get("x-b"), await response.text()]).toEqual([422, "2", '{"ok":false}']);
  });

  test("an own status wins over c.status", async () => {
    const response = await answer((c) => {
      c.status(201);
      return c.text("no", { status: 409 });
    });
    expect(response.status).toBe(409);
  });

  test("204 and 304 have no body, whatever was returned", async () => {
    for (const status of [204, 205, 304]) {
      const response = await answer((c) => c.text("text", { status }));
      expect([response.status, await response.text(), response.headers.get("content-type")]).toEqual([
        status,
        "",
        null,
      ]);
    }
  });

  test("HEAD answers as GET does, without the body", async () => {
    const app = production();
    app.get("/", (c) => {
      c.headers.set("etag", '"1"');
      return html`<p>text</p>`;
    });
    const response = await client(app).head("/");
    expect([response.status, await response.text(), response.headers.get("etag")]).toEqual([200, "", '"1"']);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  test.each([0, 100, 199, 600, 1.5, Number.NaN])("%s is no status", async (status) => {
    await answer((c) => {
      expect(() => c.status(status)).toThrow(RangeError);
      expect(() => c.text("x", { status })).toThrow(RangeError);
      return "x";
    });
  });
});

describe("H01 D24 headers cannot be split", () => {
  test.each(["a\r\nset-cookie: x=1", "a\nb", "a\0b", "a\rb", "\u2028", "ä\u0100"])(
    "%j is refused where it is set",
    async (value) => {
      let thrown: unknown;
      const app = production();
      app.get("/", (c) => {
        try {
          c.headers.set("x-user", value);
        } catch (error) {
          thrown = error;
        }
        expect(() => c.headers.append("x-user", value)).toThrow(TypeError);
        expect(() => c.text("", { headers: { location: value } })).toThrow(TypeError);
        expect(() => c.text("", { contentType: value })).toThrow(TypeError);
        expect(() => Object.assign(c.text(""), { contentType: value })).toThrow(TypeError);
        expect(() => c.setCookie(value, "")).toThrow(TypeError);
        expect(() => c.setCookie("a", "", { path: `/${value}` })).toThrow(TypeError);
        return "clean";
      });
      const response = await client(app).get("/");
      expect(thrown).toBeInstanceOf(TypeError);
      expect(await response.text()).toBe("clean");
      expect(response.headers.get("set-cookie")).toBeNull();
    },
  );

  test("unhandled it is a clean 500 with its security headers", async () => {
    const response = await answer((c) => {
      c.headers.set("x-user", "a\r\nb: c");
      return "never";
    });
    expect(response.status).toBe(500);
    expect(response.headers.get("b")).toBeNull();
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each([
    "content-security-policy",
    "X-Frame-Options",
    "strict-transport-security",
    "Refresh",
    "content-length",
    "transfer-encoding",
    "a b",
    "",
    "__proto__",
    "x\n",
  ])("the header %j cannot be set by hand", async (name) => {
    await answer((c) => {
      expect(() => c.headers.set(name, "x")).toThrow(TypeError);
      return "x";
    });
  });

  test("names of Object.prototype are plain headers", async () => {
    const response = await answer((c) => {
      c.headers.set("toString", "1");
      c.headers.set("constructor", "2");
      expect(c.headers.get("valueOf")).toBeNull();
      return "x";
    });
    expect([response.headers.get("tostring"), response.headers.get("constructor")]).toEqual(["1", "2"]);
  });
});
