import { client, queryPage, textOf } from "ampoule/testing";
import { describe, expect, it } from "vitest";
import { makeKittens, member, picture, say } from "./support/kittens.ts";

describe("a message", () => {
  it("appears on the feed and on its author's profile", async () => {
    const { app } = makeKittens();
    const browser = await member(app);
    const answer = await say(browser, { text: "Five minutes\nmore" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/#post-1"]);
    for (const path of ["/", "/user/minka"]) {
      const page = await client(app).get(path);
      expect((await queryPage(page, ".post__text")).map(textOf)).toEqual(["Five minutes\nmore"]);
    }
  });

  it("with a picture shows it; with a text offers it", async () => {
    const { app } = makeKittens();
    const browser = await member(app);
    await say(browser, { text: "One", caption: "Me, asleep", file: picture() });
    await say(browser, { text: "Two", file: new File(["fish"], "soup.txt", { type: "text/plain" }) });
    const page = await browser.get("/");
    const [image] = await queryPage(page, 'img[src="/posts/1/file"]');
    expect(Object.fromEntries(image!.attrs.map(({ name, value }) => [name, value]))).toMatchObject({
      alt: "Me, asleep",
      src: "/posts/1/file",
    });
    expect(textOf((await queryPage(page, ".attachment"))[0]!)).toContain("soup.txt");
    const file = await browser.get("/posts/1/file");
    expect(file.headers.get("content-type")).toBe("image/png");
    expect(file.headers.get("content-disposition")).toMatch(/^inline/);
    const text = await browser.get("/posts/2/file");
    expect(text.headers.get("content-disposition")).toMatch(/^attachment.*soup\.txt/);
    expect(await text.text()).toBe("fish");
  });

  it("needs a text, and keeps the caption when there is none", async () => {
    const { app, posts } = makeKittens();
    const browser = await member(app);
    const answer = await say(browser, { text: " ", caption: "Kept" });
    expect(answer.status).toBe(422);
    expect(await queryPage(answer, 'textarea[aria-invalid="true"]')).toHaveLength(1);
    expect(await queryPage(answer, 'input[value="Kept"]')).toHaveLength(1);
    expect(posts.newest(1)).toEqual([]);
  });

  it("is deleted by its author and by nobody else", async () => {
    const { app, posts, uploads } = makeKittens();
    const minka = await member(app, "minka");
    await say(minka, { text: "Mine", file: picture() });
    const [file] = posts.files();
    const otto = await member(app, "otto");
    await say(otto, { text: "His" });
    const forbidden = await otto.submit(await otto.get("/"), 'form[action="/posts/2/delete"]', {});
    expect(forbidden.status).toBe(303);
    expect((await otto.post("/posts/1/delete", { headers: { "x-csrf-token": "no" } })).status).toBe(403);
    expect(posts.byId(1)).toBeDefined();
    await minka.submit(await minka.get("/"), 'form[action="/posts/1/delete"]');
    expect(posts.byId(1)).toBeUndefined();
    expect(await uploads.open(file!.key)).toBeNull();
  });
});

describe("the search", () => {
  it("finds messages and shows what was looked for", async () => {
    const { app } = makeKittens();
    await say(await member(app), { text: "The <wool> is mine" });
    const found = await client(app).get("/search", { query: { q: "<WOOL>" } });
    expect(await queryPage(found, ".post")).toHaveLength(1);
    expect(textOf((await queryPage(found, "h1"))[0]!)).toBe("“<WOOL>”");
    expect(await queryPage(await client(app).get("/search?q=dog"), ".post")).toHaveLength(0);
    expect((await client(app).get("/search")).status).toBe(200);
  });
});

describe("the API", () => {
  it("answers a top-level array", async () => {
    const { app } = makeKittens();
    await say(await member(app), { text: "</script>" });
    const answer = await client(app).get("/api/posts");
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    const body = await answer.text();
    expect(body).toMatch(/^\[\{"id":1,"author":"minka"/);
    expect(body).not.toContain("<");
    expect(JSON.parse(body)).toMatchObject([{ text: "</script>", file: null }]);
  });

  it("tells members, and them only, what they said themselves", async () => {
    const { app } = makeKittens();
    const minka = await member(app, "minka");
    await say(minka, { text: "Mine" });
    await say(await member(app, "otto"), { text: "His" });
    expect((await client(app).get("/api/posts?by=me")).status).toBe(401);
    expect(await (await minka.get("/api/posts?by=me")).json()).toMatchObject([{ author: "minka" }]);
  });
});

describe("a page that is not there", () => {
  it.each(["/nothing", "/user/nobody", "/posts/99/file", "/posts/x/file"])("%s is a 404 that says so", async (path) => {
    const answer = await client(makeKittens().app).get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Back to the kittens");
  });
});
