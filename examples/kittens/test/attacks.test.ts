import { attribute, client, queryPage, textOf } from "ampoule/testing";
import { describe, expect, it } from "vitest";
import { type Kittens, makeKittens, member, say } from "./support/kittens.ts";

const CROSS_SITE = { origin: "http://localhost:5002", "sec-fetch-site": "cross-site" };

/** What mallory writes, on the sealed application and on its twin. */
const TWINS = [
  ["sealed", true],
  ["unsealed", false],
] as const;

async function withMallory(sealed: boolean, profile: Record<string, string> = {}): Promise<Kittens> {
  const kittens = makeKittens({ sealed });
  const mallory = await member(kittens.app, "mallory");
  if (Object.keys(profile).length > 0) {
    const answer = await mallory.submit(await mallory.get("/user/edit"), "form#profile", profile);
    expect(answer.status).toBe(303);
  }
  return kittens;
}

describe.each(TWINS)("%s: what a user typed", (_name, sealed) => {
  it(`is ${sealed ? "text" : "HTML"} in a message`, async () => {
    const { app } = await withMallory(sealed);
    await say(await member(app), { text: "<img src=x onerror=steal()>" });
    const page = await client(app).get("/");
    expect(await queryPage(page, 'img[src="x"]')).toHaveLength(sealed ? 0 : 1);
  });

  it(`${sealed ? "stays in" : "leaves"} an attribute without quotes`, async () => {
    const { app, posts, users } = await withMallory(sealed);
    const file = { key: "x", name: "x.png", type: "image/png", claimedType: "image/png", size: 1, width: 1, height: 1 };
    posts.add({ author: users.byName("mallory")!.id, text: "x", caption: "Kitten onmouseover=steal()", file });
    const [image] = await queryPage(await client(app).get("/"), 'img[src="/posts/1/file"]');
    expect(attribute(image!, "onmouseover")).toBe(sealed ? null : "steal()");
    expect(attribute(image!, "alt")).toBe(sealed ? "Kitten onmouseover=steal()" : "Kitten");
  });

  it(`${sealed ? "cannot be" : "can be"} a javascript: link`, async () => {
    const { app } = await withMallory(sealed, { website: "javascript:steal()" });
    const [link] = await queryPage(await client(app).get("/user/mallory"), ".profile__website");
    expect(attribute(link!, "href")).toBe(sealed ? "about:invalid#blocked" : "javascript:steal()");
  });

  it(`${sealed ? "stays in" : "leaves"} a string of a script`, async () => {
    const { app } = await withMallory(sealed, { motto: "Meow\\", website: "};steal()//" });
    const scripts = (await queryPage(await client(app).get("/user/mallory"), "script")).map(textOf);
    const source = scripts.find((script) => script.includes("const profile"))!;
    const stolen: string[] = [];
    // What a browser does with the script, judged by what the script does.
    new Function("steal", source)(() => stolen.push("stolen"));
    expect(stolen).toEqual(sealed ? [] : ["stolen"]);
  });

  it(`${sealed ? "stays in" : "leaves"} a declaration of a style`, async () => {
    const { app } = await withMallory(sealed, { colour: "red} body { display: none }" });
    const [style] = await queryPage(await client(app).get("/user/mallory"), "style");
    expect(textOf(style!).includes("display")).toBe(!sealed);
  });

  it(`is ${sealed ? "plain text" : "HTML"} in a string that a view returns`, async () => {
    const { app } = await withMallory(sealed);
    const answer = await client(app).get("/greet", { query: { name: "<b>you</b>" } });
    expect(answer.headers.get("content-type")).toBe(`text/${sealed ? "plain" : "html"}; charset=utf-8`);
    expect(await answer.text()).toBe("Meow, <b>you</b>! Do come in.");
  });

  it(`gets into the page as Markup, and ${sealed ? "no script of it may run" : "its scripts run"}`, async () => {
    const { app } = await withMallory(sealed, { about: "<img src=x onerror=steal()>" });
    const page = await client(app).get("/user/mallory");
    expect(await queryPage(page, 'img[src="x"]')).toHaveLength(1);
    const policy = page.headers.get("content-security-policy") ?? "";
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1];
    if (sealed) expect(scripts).toMatch(/^'nonce-[\w-]{22}' 'strict-dynamic'$/);
    else expect(policy).toBe("");
  });
});

describe.each(TWINS)("%s: uploaded files", (_name, sealed) => {
  it.each([
    ["kitten.html", "text/html", "<script>steal()</script>"],
    ["kitten", "unknown/unknown", "<html><script>steal()</script>"],
    ["kitten.svg", "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><script>steal()</script></svg>'],
  ])(`%s of type %s ${sealed ? "can only be saved" : "runs in the site"}`, async (name, type, content) => {
    const { app } = makeKittens({ sealed });
    const browser = await member(app);
    await say(browser, { text: "x", file: new File([content], name, { type }) });
    const file = await browser.get("/posts/1/file");
    expect(file.headers.get("content-disposition")).toMatch(sealed ? /^attachment/ : /^inline/);
    expect(file.headers.get("x-content-type-options")).toBe(sealed ? "nosniff" : null);
    expect(file.headers.get("content-security-policy")?.includes("sandbox")).toBe(sealed ? true : undefined);
    if (sealed) expect(file.headers.get("content-type")).not.toMatch(/html|xml/);
    else expect(file.headers.get("content-type")).toBe(type);
  });
});

describe.each(TWINS)("%s: requests in the victim's name", (_name, sealed) => {
  const expected = sealed ? "stays" : "is gone";

  it.each([
    ["by a form", { body: "", headers: { ...CROSS_SITE, "content-type": "application/x-www-form-urlencoded" } }],
    ["by fetch", { body: "", headers: { ...CROSS_SITE, "content-type": null } }],
    ["as text/plain", { body: "confirm=yes", headers: { ...CROSS_SITE, "content-type": "text/plain" } }],
    ["from a sandbox", { body: "", headers: { ...CROSS_SITE, origin: "null" } }],
  ])(`%s: the profile ${expected}`, async (_how, request) => {
    const { app, users } = makeKittens({ sealed });
    const victim = await member(app);
    // The cookie goes along here in any case: the guards must hold without SameSite as well.
    const cookie = victim.cookies.header({ url: new URL(victim.origin), crossSite: false, topLevelGet: true });
    const answer = await client(app).post("/user/delete", { ...request, headers: { ...request.headers, cookie } });
    expect(answer.status).toBe(sealed ? 403 : 303);
    expect(users.byName("minka") === undefined).toBe(!sealed);
  });

  it(`a token of another form does not help: the profile ${expected}`, async () => {
    const { app, users } = makeKittens({ sealed });
    const victim = await member(app);
    const [field] = await queryPage(await victim.get("/"), 'input[name="csrf_token"]');
    const token = field === undefined ? "none" : attribute(field, "value")!;
    const answer = await victim.post("/user/delete", { form: { csrf_token: token } });
    expect(answer.status).toBe(sealed ? 403 : 303);
    expect(users.byName("minka") === undefined).toBe(!sealed);
  });

  it(`the same request twice posts ${sealed ? "once" : "twice"}`, async () => {
    const { app, posts } = makeKittens({ sealed });
    const victim = await member(app);
    const page = await victim.get("/");
    await victim.submit(page, 'form[action="/posts"]', { text: "Once" });
    await victim.submit(page, 'form[action="/posts"]', { text: "Once" });
    expect(posts.newest(9)).toHaveLength(sealed ? 1 : 2);
  });
});

describe.each(TWINS)("%s: other sites", (_name, sealed) => {
  it(`${sealed ? "cannot" : "can"} load the API as a script`, async () => {
    const victim = await member(makeKittens({ sealed }).app);
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script" };
    const cookie = victim.cookies.header({ url: new URL(victim.origin), crossSite: false, topLevelGet: true });
    const answer = await victim.get("/api/posts?by=me", { headers: { ...headers, cookie } });
    expect(answer.status).toBe(sealed ? 403 : 200);
  });

  it(`${sealed ? "cannot" : "can"} frame a page`, async () => {
    const victim = await member(makeKittens({ sealed }).app);
    const { headers } = await victim.get("/user/delete");
    expect(headers.get("x-frame-options")).toBe(sealed ? "DENY" : null);
    expect(headers.get("content-security-policy")?.includes("frame-ancestors 'none'")).toBe(sealed ? true : undefined);
  });

  it.each(["//localhost:5002/phish", "http://localhost:5002/phish", "/\\localhost:5002"])(
    `${sealed ? "are not" : "are"} where a login goes on to: %s`,
    async (next) => {
      const { app } = await withMallory(sealed);
      const browser = client(app);
      const page = await browser.get("/login", { query: { next } });
      const answer = await browser.submit(page, "form#log-in", { name: "mallory", password: "purr-purr-purr" });
      if (sealed) expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
      else expect(answer.headers.get("location")).toBe(next);
    },
  );
});
