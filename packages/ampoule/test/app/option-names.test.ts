import { describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { Blueprint } from "../../src/blueprint.ts";
import { writeJson } from "../../src/json/write.ts";
import { serve } from "../../src/node/serve.ts";

/** What comes out of a variable, a file or JavaScript: the compiler has not seen it. */
const unseen = (options: object): never => options as never;
const make = (options: object): App => new App(unseen({ mode: "test", ...options }));

describe("an option that does not exist is an error with the nearest name", () => {
  test.each([
    [{ secretkey: "x" }, /new App has no option "secretkey"\. Did you mean "secretKey"\?/],
    [{ trustedHost: [] }, /Did you mean "trustedHosts"\?/],
    [{ session: { maxage: 60 } }, /new App\(\{ session \}\) has no option "maxage"\. Did you mean "maxAge"\?/],
    // What the framework decides by itself is no option.
    [{ session: { secure: false } }, /has no option "secure"/],
    [{ csrf: { lifeTime: 60 } }, /Did you mean "lifetime"\?/],
    [{ headers: { cps: false } }, /headers has no option "cps"\. Did you mean "csp"\?/],
    [{ session: 60 }, /The options of new App\(\{ session \}\) are an object/],
  ])("of an application: %j", (options, message) => expect(() => make(options)).toThrow(message));

  test("of a route, and a view where options stand", () => {
    const app = make({});
    const view = (): string => "";
    expect(() => app.get("/a", unseen({ nmae: "x" }), view)).toThrow(
      /The route "\/a" has no option "nmae"\. Did you mean "name"\?/,
    );
    expect(() => app.post("/a", unseen({ csrf: false }), view)).toThrow(/says csrf: false\. Write "form"/);
    expect(() => app.get("/a", unseen({ headers: { cps: false } }), view)).toThrow(/Did you mean "csp"\?/);
    expect(() => app.get("/a", unseen(view), view)).toThrow(/has two views.*app\.beforeRequest/);
    expect(() => app.get("/a", { name: "a" }, view)).not.toThrow();
  });

  test("of a blueprint and its registration", () => {
    expect(() => new Blueprint("b", unseen({ url_prefix: "/b" }))).toThrow(/blueprint "b".*Did you mean "prefix"\?/);
    expect(() => make({}).register(new Blueprint("b"), unseen({ url_prefix: "/b" }))).toThrow(
      /Did you mean "prefix"\?/,
    );
    expect(() => make({}).register("b" as never)).toThrow(/takes a blueprint/);
    expect(() => new Blueprint("a").register("b" as never)).toThrow(/takes a blueprint/);
  });
});

describe("a setting of another kind is an error that says what to write", () => {
  test.each([
    [{ trustedHosts: "a.example" }, /trustedHosts is a list, as \["a\.example"\]/],
    [{ redirects: "https://a.example" }, /redirects is a list/],
    [{ trustedOrigins: "https://a.example" }, /trustedOrigins is a list/],
    [{ proxies: true }, /proxies is how many proxies.*not true/],
    [{ origin: "a.example" }, /origin: "a\.example".*"https:\/\/app\.example"/],
  ])("%j", (options, message) => expect(() => make(options)).toThrow(message));

  test("of an error handler", () => {
    const view = (): string => "";
    expect(() => make({}).errorHandler("404" as never, view)).toThrow(/for a status, as 404, or for a class/);
    expect(() => make({}).errorHandler(404, undefined as never)).toThrow(/is a function/);
  });

  test("of a promise in JSON", () => {
    expect(() => writeJson({ user: Promise.resolve(1) })).toThrow("$.user is a Promise: await it first");
  });

  test("of a plugin, and of what is mounted", () => {
    expect(() => make({}).use((() => {}) as never)).toThrow(/takes a plugin.*not a function\. .*app\.beforeRequest/);
    expect(() => make({}).use({ name: "x" } as never)).toThrow(/takes a plugin, \{ name, setup\(app\)/);
    expect(() => make({}).mount("/x", {} as never)).toThrow(/has a fetch\(request\)/);
    expect(() => make({}).mount("/x", undefined as never)).toThrow(/has a fetch\(request\)/);
  });

  test("of a folder that is not there", () => {
    expect(() => make({ root: import.meta.url, static: "assetss" })).toThrow(/no folder "assetss" for static files/);
    expect(() => make({ root: import.meta.url })).not.toThrow();
  });

  test("of a server", async () => {
    await expect(serve(make({}), unseen({ port: 0, hostname: "0.0.0.0" }))).rejects.toThrow(
      /serve has no option "hostname"\. Did you mean "host"\?/,
    );
  });
});
