import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Blueprint } from "../../src/blueprint.ts";
import { BuildError } from "../../src/routing/errors.ts";
import { loadKeys } from "../../src/security/keys.ts";
import { createUrlSigner } from "../../src/security/signed-url.ts";
import { client } from "../../src/testing/client.ts";
import { keepingLogger, production, SECRET } from "../app/setup.ts";

const OTHER = "q8Zr2KfTnX6vBw4LmYc9HsJd3PgEa7UiOt1RkVeSxNc";

/** An application with one signed route, and the same view without. */
function shop(extra: object = {}) {
  const app = production(extra);
  app.get("/receipt/<int:id>", { name: "receipt", signed: true }, (c) => `receipt ${c.params.id}`);
  app.get("/open/<int:id>", { name: "open" }, (c) => `receipt ${c.params.id}`);
  return app;
}

const split = (url: string): [path: string, query: string] => {
  const at = url.indexOf("?");
  return [url.slice(0, at), url.slice(at + 1)];
};

describe("a signed route", () => {
  const app = shop();
  const browser = client(app);
  const link = app.urlFor("receipt", { id: 7, lang: "de" }, { signedFor: 3600 });

  test("answers the URL that was signed, for whoever has it", async () => {
    expect(link).toMatch(/^\/receipt\/7\?lang=de&expires=\d+&signature=[\w-]{43}$/);
    expect(await (await browser.get(link)).text()).toBe("receipt 7");
    expect((await client(app).head(link)).status).toBe(200);
  });

  const [path, query] = split(link);
  test.each<[what: string, url: string]>([
    ["another number", `/receipt/8?${query}`],
    ["no signature", path],
    ["another parameter", `${path}?${query.replace("de", "fr")}`],
    ["a parameter more in front", `${path}?a=1&${query}`],
    ["a parameter more in between", `${path}?${query.replace("&signature", "&a=1&signature")}`],
    ["a parameter more behind", `${path}?${query}&lang=fr`],
    ["a parameter less", `${path}?${query.replace("lang=de&", "")}`],
    ["a longer life", `${path}?${query.replace(/expires=\d+/, "expires=99999999999")}`],
    ["two ends", `${path}?${query.replace(/(expires=)(\d+)/, "$1$2&$1" + "99999999999")}`],
    ["two signatures", `${path}?${query}&${query}`],
    ["a signature that is cut off", link.slice(0, -1)],
    ["a signature that is longer", `${link}A`],
    ["a signature with another spelling of its end", link.replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
    ["an empty signature", link.replace(/signature=.*/, "signature=")],
    ["the parameter in another encoding", `${path}?${query.replace("de", "%64e")}`],
    ["the path in another encoding", `/receipt/%37?${query}`],
    ["a very long query", `${path}?a=${"x".repeat(7900)}&${query}`],
    ["the link of another route", app.urlFor("open", { id: 7 })],
  ])("refuses %s", async (what, url) => {
    const response = await browser.get(what === "the link of another route" ? url.replace("open", "receipt") : url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain("This link is not valid.");
    // The twin: without the option, whatever is asked for is answered.
    const twin = await browser.get(url.replace("/receipt/", "/open/"));
    expect(twin.status).toBe(200);
  });

  test("knows the end of its time, and says so", async () => {
    const keys = loadKeys(SECRET, "production");
    let now = Date.now() - 3_600_000;
    const signer = createUrlSigner(keys, () => now);
    const old = signer.sign("/receipt/7", 3600);
    const late = await browser.get(old);
    expect(late.status).toBe(403);
    expect(await late.text()).toContain("This link has expired.");
    expect(signer.check(...split(old))).toBeNull();
    now += 3_599_000;
    expect(signer.check(...split(old))).toBeNull();
    now += 1000;
    expect(signer.check(...split(old))?.code).toBe("url_expired");
  });

  test("is told apart from every other use of the key, and from other keys", () => {
    const signer = (secret: string | readonly string[]) =>
      createUrlSigner(loadKeys(secret, "production"), () => 1_800_000_000_000);
    const url = signer(SECRET).sign("/receipt/7", 60);
    expect(signer(OTHER).check(...split(url))?.code).toBe("url_signature");
    expect(signer([OTHER, SECRET]).check(...split(url))).toBeNull();
    expect(signer([SECRET, OTHER]).sign("/receipt/7", 60)).toBe(url);
  });

  test("the log knows why", async () => {
    const logger = keepingLogger();
    await client(shop({ logger })).get("/receipt/7?expires=1&signature=x");
    expect(JSON.stringify(logger.records)).toContain("url_signature");
  });

  test("a blueprint's handler answers for the refusal", async () => {
    const outer = production();
    const part = new Blueprint("part", { prefix: "/part" });
    part.get("/file", { name: "file", signed: true }, () => "file");
    part.errorHandler(403, (_c, error) => `no: ${error.code}`);
    outer.register(part);
    expect(await (await client(outer).get("/part/file")).text()).toBe("no: url_signature");
    const signed = outer.urlFor("part.file", {}, { signedFor: 60, external: true, anchor: "x" });
    expect(signed).toMatch(/^https:\/\/app\.example\/part\/file\?expires=\d+&signature=[\w-]+#x$/);
    expect(await (await client(outer).get(signed)).text()).toBe("file");
  });

  test("templates sign as well", async () => {
    const templates = { "mail.html": "{{ url_for('receipt', id=7, _signed_for=60) }}" };
    const mailer = production({}, templates);
    mailer.get("/receipt/<int:id>", { name: "receipt", signed: true }, (c) => `receipt ${c.params.id}`);
    mailer.get("/mail", (c) => c.render("mail.html"));
    const url = (await (await client(mailer).get("/mail")).text()).replaceAll("&amp;", "&");
    expect(await (await client(mailer).get(url)).text()).toBe("receipt 7");
  });
});

describe("a URL that would be of no use is found where it is built", () => {
  const app = shop();

  test.each<
    [what: string, name: string, params: Record<string, unknown>, signedFor: number | undefined, message: RegExp]
  >([
    ["unsigned, of a signed route", "receipt", { id: 7 }, undefined, /has to be signed/],
    ["signed, of another", "open", { id: 7 }, 60, /give its route the option signed/],
    ["for no time", "receipt", { id: 7 }, 0, /at least 1/],
    ["for half a second", "receipt", { id: 7 }, 0.5, /at least 1/],
    ["for ever", "receipt", { id: 7 }, Number.POSITIVE_INFINITY, /at least 1/],
    ["with a parameter of the signature's", "receipt", { id: 7, expires: 9 }, 60, /"expires" belongs to the signature/],
    ["too long", "receipt", { id: 7, text: "x".repeat(8000) }, 60, /at most 8000/],
  ])("%s", (_what, name, params, signedFor, message) => {
    const build = (): string => app.urlFor(name, params, { signedFor });
    expect(build).toThrow(BuildError);
    expect(build).toThrow(message);
  });
});

test("whatever the parameters are, the signed URL is answered and no change of it is", async () => {
  const app = production();
  app.get("/f/<path:name>", { name: "f", signed: true }, (c) =>
    JSON.stringify([c.params.name, c.request.query.get("q")]),
  );
  const browser = client(app);
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const segment = text.filter(
    (value) => !/[\\/\p{Cc}]/u.test(value) && !/^\.{1,2}$/.test(value) && value.isWellFormed(),
  );
  await fc.assert(
    fc.asyncProperty(
      segment,
      text.filter((value) => !value.includes("\0")),
      fc.nat(),
      async (name, q, place) => {
        const url = app.urlFor("f", { name, q }, { signedFor: 60 });
        expect(await (await browser.get(url)).json()).toEqual([name, q]);
        const at = 3 + (place % (url.length - 3));
        const changed = url.slice(0, at) + (url[at] === "a" ? "b" : "a") + url.slice(at + 1);
        expect((await browser.get(changed)).status).not.toBe(200);
      },
    ),
    { numRuns: 60 },
  );
});
