import { attribute, client, queryPage, textOf } from "ampoule/testing";
import { describe, expect, it } from "vitest";
import { makeKittens, member, PASSWORD, picture, say } from "./support/kittens.ts";

describe("joining", () => {
  it("makes an account, logs in, and asks for the profile", async () => {
    const { app, users } = makeKittens();
    const browser = await member(app);
    expect(users.byName("minka")?.name).toBe("minka");
    const page = await browser.get("/user/edit");
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Welcome to the litter, minka.");
  });

  it.each([
    ["a name that is taken", { name: "MINKA", password: PASSWORD, repeat: PASSWORD }, "That name is taken."],
    ["a name that is part of an address", { name: "edit", password: PASSWORD, repeat: PASSWORD }, "taken by the house"],
    ["a name with a slash", { name: "a/b", password: PASSWORD, repeat: PASSWORD }, "Letters, digits"],
    ["a short password", { name: "otto", password: "short", repeat: "short" }, "10"],
    ["two different passwords", { name: "otto", password: PASSWORD, repeat: "something else" }, "another password"],
  ])("refuses %s, beside the field", async (_what, input, words) => {
    const { app, users } = makeKittens();
    await member(app);
    const browser = client(app);
    const answer = await browser.submit(await browser.get("/register"), "form#sign-up", input);
    expect(answer.status).toBe(422);
    const errors = await queryPage(answer, ".field__errors");
    expect(errors.map(textOf).join()).toContain(words);
    expect(await queryPage(answer, '[aria-invalid="true"]')).toHaveLength(1);
    expect(users.byName(input.name)?.name ?? "minka").toBe("minka");
    const passwords = await queryPage(answer, 'input[type="password"]');
    expect(passwords.map((field) => attribute(field, "value") ?? "")).toEqual(["", ""]);
  });
});

describe("logging in", () => {
  it("needs the right password, and says no more than that", async () => {
    const { app } = makeKittens();
    await member(app);
    const browser = client(app);
    for (const input of [
      { name: "minka", password: "wrong" },
      { name: "nobody", password: PASSWORD },
    ]) {
      const answer = await browser.submit(await browser.get("/login"), "form#log-in", input);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain("No account has this name and this password.");
    }
    const answer = await browser.submit(await browser.get("/login"), "form#log-in", {
      name: "minka",
      password: PASSWORD,
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/");
  });

  it("goes on to the page that asked for it", async () => {
    const { app } = makeKittens();
    await (await member(app)).get("/");
    const browser = client(app);
    const sent = await browser.get("/user/edit");
    expect(sent.headers.get("location")).toBe("/login?next=%2Fuser%2Fedit");
    const page = await browser.get(sent.headers.get("location")!);
    const answer = await browser.submit(page, "form#log-in", { name: "minka", password: PASSWORD });
    expect(answer.headers.get("location")).toBe("/user/edit");
  });

  it("gives the session a new life, so that one prepared by somebody else is worth nothing", async () => {
    const { app } = makeKittens();
    await member(app);
    const browser = client(app);
    const page = await browser.get("/login");
    const before = browser.cookies.header({ url: new URL(browser.origin), crossSite: false, topLevelGet: true });
    await browser.submit(page, "form#log-in", { name: "minka", password: PASSWORD });
    const attacker = client(app, { headers: { cookie: before } });
    expect(await (await attacker.get("/")).text()).not.toContain("Log out");
  });

  it("ends with logging out", async () => {
    const { app } = makeKittens();
    const browser = await member(app);
    const answer = await browser.submit(await browser.get("/"), 'form[action="/logout"]');
    expect(answer.status).toBe(303);
    expect((await browser.get("/user/edit")).status).toBe(303);
  });
});

describe("leaving", () => {
  it("asks first", async () => {
    const { app, users } = makeKittens();
    const browser = await member(app);
    expect(await (await browser.get("/user/delete")).text()).toContain("Leave us for good?");
    expect(users.byName("minka")).toBeDefined();
  });

  it("takes the profile, the messages and the files", async () => {
    const { app, users, posts, uploads } = makeKittens();
    const browser = await member(app);
    await say(browser, { text: "Me!", file: picture() });
    const [file] = posts.files();
    expect(await uploads.open(file!.key)).not.toBeNull();
    const answer = await browser.submit(
      await browser.get("/user/delete"),
      "form#confirm",
      {},
      { followRedirects: true },
    );
    expect(await answer.text()).toContain("minka has left.");
    expect(users.byName("minka")).toBeUndefined();
    expect(posts.newest(9)).toEqual([]);
    expect(await uploads.open(file!.key)).toBeNull();
    expect((await browser.get("/user/minka")).status).toBe(404);
    expect((await browser.get("/user/edit")).status).toBe(303);
  });

  it("is for members", async () => {
    const { app } = makeKittens();
    expect((await client(app).get("/user/delete")).headers.get("location")).toBe("/login?next=%2Fuser%2Fdelete");
  });
});
