import { expect, test } from "vitest";
import { App } from "../../src/index.ts";

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
