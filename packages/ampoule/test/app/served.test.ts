import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { silentLogger } from "../../src/log.ts";
import { type RunningServer, serve } from "../../src/node/index.ts";

let server: RunningServer;

beforeAll(async () => {
  const app = new App({ mode: "development", logger: silentLogger });
  app.get("/", (c) => {
    c.setCookie("a", "1");
    c.setCookie("b", "2");
    return c.markup`<script>1</script><form method="post" action="/up" enctype="multipart/form-data"><input type="file" name="f"></form>`;
  });
  app.post("/up", async (c) => {
    const { fields, files } = await c.form({ files: true });
    const upload = files.get("f");
    return { name: fields.get("name"), size: upload?.size, type: upload?.type, address: c.clientAddress };
  });
  app.get("/user/<int:id>", (c) => `user ${c.params.id}`);
  app.get("/go", (c) => c.redirect("/user/1"));
  app.get("/stream", async function* () {
    for (let i = 0; i < 3; i++) yield `${i};`;
  });
  app.get("/bug", () => {
    throw new Error("details for the developer");
  });
  app.mount("/inner", {
    fetch: async (request) =>
      new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`),
  });
  server = await serve(app, { port: 0, signals: false });
});

afterAll(() => server.close());

const get = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(server.url + path, { redirect: "manual", ...init });

describe("over a real socket", () => {
  test("text, parameters, HEAD", async () => {
    expect(await (await get("/user/7")).text()).toBe("user 7");
    const head = await get("/user/7", { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "6", ""]);
  });

  test("S22 two cookies are two lines", async () => {
    const cookies = (await get("/")).headers.getSetCookie();
    expect(cookies.filter((line) => /^[ab]=/.test(line))).toHaveLength(2);
  });

  test("redirects, streams, errors", async () => {
    const go = await get("/go");
    expect([go.status, go.headers.get("location"), await go.text()]).toEqual([303, "/user/1", ""]);
    expect(await (await get("/stream")).text()).toBe("0;1;2;");
    expect((await get("/none")).status).toBe(404);
    expect((await get("/user/7", { method: "PUT", headers: { origin: server.url } })).status).toBe(405);
    const bug = await get("/bug", { headers: { accept: "text/html" } });
    expect([bug.status, (await bug.text()).includes("details for the developer")]).toEqual([500, true]);
  });

  test("an upload with its token, as a browser sends it; without it nothing is taken", async () => {
    const page = await get("/");
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    const token = /name="csrf_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    const send = (withToken: boolean): Promise<Response> => {
      const body = new FormData();
      if (withToken) body.append("csrf_token", token);
      body.append("name", "ada");
      body.append("f", new File([new Uint8Array(200_000)], "a.bin"));
      return get("/up", { method: "POST", body, headers: { cookie, origin: server.url } });
    };
    expect((await send(false)).status).toBe(403);
    const taken = await send(true);
    expect(await taken.json()).toEqual({
      name: "ada",
      size: 200_000,
      type: "application/octet-stream",
      address: "127.0.0.1",
    });
    expect((await send(true)).status).toBe(409);
  });

  test("F20 F38 without Sec-Fetch-Site the origin decides", async () => {
    const post = (headers: Record<string, string>): Promise<Response> =>
      get("/up", { method: "POST", body: "x", headers });
    expect((await post({ origin: "http://evil.example" })).status).toBe(403);
    expect((await post({ origin: "null" })).status).toBe(403);
    expect((await post({ cookie: "a=1" })).status).toBe(403);
  });

  test("D05 a mounted handler gets the path behind its prefix, however the prefix is written", async () => {
    for (const [path, inner] of [
      ["/inner/secret", "/secret"],
      ["/%69nner/secret", "/secret"],
      ["/%69%6e%6e%65%72/secret", "/secret"],
      ["/inner/", "/"],
      ["/inner/a%2520b", "/a%2520b"],
    ] as const)
      expect(await (await get(path)).text(), path).toBe(`GET ${inner} `);
    expect((await get("/innerx/secret")).status).toBe(404);
  });

  test("a mounted handler gets a request of the platform, body and all", async () => {
    const response = await get("/inner/a/b", { method: "POST", body: "hello", headers: { origin: server.url } });
    expect(await response.text()).toBe("POST /a/b hello");
  });
});
