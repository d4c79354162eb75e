import { mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ChoiceLoader, DictLoader, Environment, FunctionLoader, type Loader, PrefixLoader } from "../../src/index.ts";
import { FileSystemLoader } from "../../src/node.ts";
import { caught } from "../backends.ts";

function render(loader: Loader, name: string): string {
  return new Environment({ loader }).getTemplate(name).render();
}

describe("loaders", () => {
  test("DictLoader finds own keys only", () => {
    const loader = new DictLoader({ a: "A" });
    expect(render(loader, "a")).toBe("A");
    for (const name of ["constructor", "toString", "__proto__"]) expect(loader.load(name)).toBeNull();
    expect(render(new DictLoader(new Map([["constructor", "C"]])), "constructor")).toBe("C");
  });

  test("FunctionLoader asks a function", () => {
    const loader = new FunctionLoader((name) =>
      name === "a" ? "A" : name === "b" ? { source: "B", filename: "b.html" } : undefined,
    );
    expect([render(loader, "a"), render(loader, "b")]).toEqual(["A", "B"]);
    expect(() => render(loader, "c")).toThrow("c");
    expect(() => new Environment({ loader }).listTemplates()).toThrow("cannot list");
  });

  test("ChoiceLoader takes the first that knows", () => {
    const loader = new ChoiceLoader([new DictLoader({ a: "1" }), new DictLoader({ a: "2", b: "B" })]);
    expect([render(loader, "a"), render(loader, "b")]).toEqual(["1", "B"]);
    expect(loader.list()).toEqual(["a", "b"]);
  });

  test("PrefixLoader goes by the first part", () => {
    const loader = new PrefixLoader({ x: new DictLoader({ a: "A", "b/c": "C" }) });
    expect([render(loader, "x/a"), render(loader, "x/b/c")]).toEqual(["A", "C"]);
    expect(loader.list()).toEqual(["x/a", "x/b/c"]);
    for (const name of ["a", "y/a", "constructor/a", "x"]) expect(loader.load(name), name).toBeNull();
    expect(render(new PrefixLoader({ x: new DictLoader({ a: "A" }) }, ":"), "x:a")).toBe("A");
    expect(() => new PrefixLoader({}, "")).toThrow(TypeError);
  });
});

describe("FileSystemLoader", () => {
  const root = mkdtempSync(join(tmpdir(), "ampoule-"));
  const first = join(root, "first");
  const second = join(root, "second");
  mkdirSync(join(first, "sub"), { recursive: true });
  mkdirSync(second);
  writeFileSync(join(first, "a.html"), "first");
  writeFileSync(join(first, "sub", "b.html"), "{% include './c.html' %}é");
  writeFileSync(join(first, "sub", "c.html"), "C");
  writeFileSync(join(second, "a.html"), "second");
  writeFileSync(join(second, "d.html"), "D");
  writeFileSync(join(root, "secret.html"), "secret");
  symlinkSync(join(root, "secret.html"), join(first, "link.html"));
  symlinkSync(root, join(first, "linked"));
  symlinkSync(join(first, "a.html"), join(first, "inside.html"));

  test("looks into its folders in order", () => {
    const loader = new FileSystemLoader([first, second]);
    expect(["a.html", "sub/b.html", "./d.html", "inside.html"].map((name) => render(loader, name))).toEqual([
      "first",
      "Cé",
      "D",
      "first",
    ]);
    expect(loader.list()).toEqual(["a.html", "d.html", "inside.html", "sub/b.html", "sub/c.html"]);
  });

  test.each([
    "../secret.html",
    "sub/../../secret.html",
    "sub/../a.html",
    join(root, "secret.html"),
    "..\\secret.html",
    "C:\\secret.html",
    "C:/secret.html",
    "link.html",
    "linked/secret.html",
    "a.html\0.txt",
    "",
    ".",
    "sub",
    "nope.html",
  ])("%j leads nowhere", (name) => {
    expect(new FileSystemLoader(first).load(name)).toBeNull();
  });

  test("links may be followed where that was asked for", () => {
    expect(render(new FileSystemLoader(first, { followLinks: true }), "link.html")).toBe("secret");
  });

  test("a changed file is loaded again; errors name the file", () => {
    const file = join(second, "changing.html");
    writeFileSync(file, "1");
    const env = new Environment({ loader: new FileSystemLoader(second) });
    expect(env.getTemplate("changing.html").render()).toBe("1");
    writeFileSync(file, "2{{ x.y }}");
    utimesSync(file, new Date(), new Date(Date.now() + 5000));
    expect(caught(() => env.getTemplate("changing.html").render())).toMatchObject({ filename: file, line: 1 });
  });
});
