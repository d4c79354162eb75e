import { mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
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

  test("a loader that gives something else says so at once", () => {
    const loads = [() => Promise.resolve({ source: "late" }), () => 5, () => ({ text: "x" }), () => ({ source: 5 })];
    for (const load of loads) {
      const loader = { load } as unknown as Loader;
      const env = new Environment({ loader });
      expect(() => env.getTemplate("a.html")).toThrow(/the loader gave .* for the template "a.html"/);
      expect(() => env.fromString("{% include 'a.html' ignore missing %}").render()).toThrow(TypeError);
    }
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

  test("a folder may be a URL, such as that beside a module", () => {
    const loader = new FileSystemLoader([pathToFileURL(`${join(root, "none")}/`), pathToFileURL(`${second}/`)]);
    expect(render(loader, "d.html")).toBe("D");
    expect(render(new FileSystemLoader(pathToFileURL(second)), "d.html")).toBe("D");
    expect(() => new FileSystemLoader(new URL("https://example.org/"))).toThrow(TypeError);
  });

  test("a file of one folder does not hide a folder of the next", () => {
    writeFileSync(join(second, "sub"), "a file");
    expect(render(new FileSystemLoader([second, first]), "sub/c.html")).toBe("C");
    expect(render(new FileSystemLoader([second, first]), "sub")).toBe("a file");
  });

  test("a name that no file can have is no template", () => {
    symlinkSync("loop.html", join(first, "loop.html"));
    const env = new Environment({ loader: new FileSystemLoader(first) });
    for (const name of ["a".repeat(5000), "a/".repeat(5000), "a.html/b", "loop.html"]) {
      expect(caught(() => env.getTemplate(name))).toMatchObject({ name: "TemplateNotFound" });
      expect(env.fromString("[{% include name ignore missing %}]").render({ name })).toBe("[]");
    }
  });

  test("files are read in their encoding, without a byte order mark, and never with letters lost", () => {
    writeFileSync(join(second, "utf8.html"), "\uFEFFé 文字");
    writeFileSync(join(second, "latin1.html"), Buffer.from("é", "latin1"));
    writeFileSync(join(second, "sjis.html"), Buffer.from([0x95, 0xb6, 0x8e, 0x9a]));
    expect(render(new FileSystemLoader(second), "utf8.html")).toBe("é 文字");
    expect(render(new FileSystemLoader(second, { encoding: "latin1" }), "latin1.html")).toBe("é");
    expect(render(new FileSystemLoader(second, { encoding: "shift_jis" }), "sjis.html")).toBe("文字");
    expect(() => render(new FileSystemLoader(second), "latin1.html")).toThrow("latin1.html is not written in utf-8");
    expect(() => new FileSystemLoader(second, { encoding: "klingon" })).toThrow(RangeError);
  });

  test("links may be followed where that was asked for", () => {
    expect(render(new FileSystemLoader(first, { followLinks: true }), "link.html")).toBe("secret");
  });

  test("T36 what is left on Object.prototype opens no way out of the folder", () => {
    Reflect.set(Object.prototype, "followLinks", true);
    try {
      expect(new FileSystemLoader(first).load("link.html")).toBeNull();
      expect(new FileSystemLoader(first, {}).load("link.html")).toBeNull();
    } finally {
      Reflect.deleteProperty(Object.prototype, "followLinks");
    }
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
