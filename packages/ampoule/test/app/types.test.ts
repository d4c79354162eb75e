import { expect, test } from "vitest";
import { type AnyContext, App, type Context, type View } from "../../src/index.ts";

declare module "../../src/index.ts" {
  interface State {
    user?: { readonly name: string };
  }
  interface RouteNames {
    profile: "/user/<int:id>";
  }
}

test("an application says what its state holds and how its routes are named", async () => {
  const app = new App({ mode: "test" });
  app.get("/user/<int:id>", { name: "profile" }, (c) => {
    const name: string | undefined = c.state.user?.name;
    return `${name} ${c.urlFor("profile", { id: c.params.id, tab: "posts" })}`;
  });
  app.beforeRequest((c) => {
    c.state.user = { name: "ada" };
    // @ts-expect-error it is an object
    const wrong: number = c.state.user;
    expect(wrong).toEqual({ name: "ada" });
  });
  expect(await (await app.fetch(new Request("http://localhost/user/7"))).text()).toBe("ada /user/7?tab=posts");
  // @ts-expect-error the parameter is missing
  expect(() => app.urlFor("profile", {})).toThrow(/needs "id"/);
  // @ts-expect-error a number is needed
  expect(() => app.urlFor("profile", { id: "x" })).toThrow(/whole number/);
});

test("a page may be rendered with an object of whatever type", async () => {
  interface Page {
    readonly title: string;
  }
  class Visitor {
    readonly name: string = "Ada";
  }
  const page: Page = { title: "Home" };
  const app = new App({ mode: "test" });
  app.contextProcessor(() => new Visitor());
  app.get("/", (c) => c.renderString("{{ title }} of {{ name }}", page));
  // @ts-expect-error a text has no names
  app.get("/wrong", (c) => c.renderString("", "text"));
  expect(await (await app.fetch(new Request("http://localhost/"))).text()).toBe("Home of Ada");
});

test("a function around a view does not lose the parameters of the rule", async () => {
  const app = new App({ mode: "test" });
  const isMember = (c: AnyContext): boolean => c.request.query.has("member");
  const membersOnly =
    <P>(view: View<P>): View<P> =>
    (c) =>
      isMember(c) ? view(c) : c.redirect("/login");
  app.get(
    "/a/<int:id>",
    membersOnly((c) => `a ${c.params.id + 1}`),
  );
  app.get(
    "/b/<int:id>",
    { name: "b" },
    membersOnly(async (c) => `b ${c.params.id + 1}`),
  );
  app.get(
    "/c/<int:id>",
    { defaults: { page: 1 } },
    membersOnly((c) => `c ${c.params.id + c.params.page}`),
  );
  app.route("/d/<int:id>", {}, { get: membersOnly((c) => `d ${c.params.id + 1}`) });
  const wrong = membersOnly<{ readonly id: number }>((c) => {
    // @ts-expect-error: the rule says `id`
    return `${c.params.name}`;
  });
  app.get("/e/<int:id>", { name: "e" }, wrong);

  for (const name of ["a", "b", "c", "d"]) {
    const answer = async (query: string) => app.fetch(new Request(`http://localhost/${name}/7${query}`));
    expect((await answer("")).status).toBe(303);
    expect(await (await answer("?member")).text()).toBe(`${name} 8`);
  }
});

test("what a route is given as defaults has its type in the view, as a value that others take the place of", () => {
  const app = new App({ mode: "test" });
  const list = (c: Context<{ readonly page: number }>): string => `page ${c.params.page === 2 ? "two" : c.params.page}`;
  app.get("/", { name: "list", defaults: { page: 1 } }, list);
  app.get("/<int:page>", { name: "list" }, list);
  app.route("/views", { defaults: { page: 1 } }, { get: (c) => c.params.page.toFixed() });
  // @ts-expect-error there is no such option
  expect(() => app.get("/misspelled", { nmae: "x" }, () => "")).toThrow(/Did you mean "name"/);
  // @ts-expect-error there is no such method
  expect(() => app.route("/misspelled", {}, { gett: () => "" })).toThrow(/has a view for "gett"/);
  expect(() => app.route("/both", { methods: ["GET"] }, { get: () => "" })).toThrow(
    /views by method and the option `methods`/,
  );
});
