import { beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../src/db.ts";
import { createPosts, type Posts } from "../src/models/posts.ts";
import { createUsers, type Users } from "../src/models/users.ts";

let users: Users;
let posts: Posts;

beforeEach(() => {
  const db = openDatabase(":memory:");
  users = createUsers(db);
  posts = createPosts(db);
});

function join(name: string): number {
  return users.add({ name, passwordHash: "!" })!;
}

describe("users", () => {
  it("have names that are taken in any letter case", () => {
    join("Minka");
    expect(users.add({ name: "mINKA", passwordHash: "!" })).toBeUndefined();
    expect(users.byName("minka")?.name).toBe("Minka");
  });

  it("never come with their password", () => {
    const id = users.add({ name: "minka", passwordHash: "secret-hash" })!;
    expect(JSON.stringify([users.byId(id), users.newest(9)])).not.toContain("secret-hash");
    expect(users.passwordHash("minka")).toBe("secret-hash");
  });

  it("keep what is typed as data, quotes and semicolons too", () => {
    const id = join("minka");
    const motto = `'); DROP TABLE users; --"`;
    users.update(id, { motto, about: "\0", website: "", colour: "#123456" });
    expect(users.byId(id)).toMatchObject({ motto, about: "\0" });
  });

  it("take their messages with them", () => {
    const [minka, otto] = [join("minka"), join("otto")];
    posts.add({ author: minka, text: "Mine" });
    posts.add({ author: otto, text: "His" });
    users.remove(minka);
    expect(posts.newest(9).map((post) => post.text)).toEqual(["His"]);
  });
});

describe("posts", () => {
  it("come newest first, with their author", () => {
    const id = join("minka");
    posts.add({ author: id, text: "old", written: new Date("2026-01-01T00:00:00Z") });
    posts.add({ author: id, text: "new", written: new Date("2026-01-02T00:00:00Z") });
    expect(posts.newest(9).map((post) => [post.text, post.author.name])).toEqual([
      ["new", "minka"],
      ["old", "minka"],
    ]);
    expect(posts.newest(1)).toHaveLength(1);
  });

  it("are found by a part of their text or caption, percent signs and all", () => {
    const id = join("minka");
    posts.add({ author: id, text: "100% wool" });
    posts.add({ author: id, text: "", caption: "Wool, again" });
    expect(posts.search("WOOL", 9)).toHaveLength(2);
    expect(posts.search("%", 9)).toHaveLength(1);
    expect(posts.search("_", 9)).toHaveLength(0);
  });
});
