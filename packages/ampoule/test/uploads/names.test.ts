import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentDisposition } from "../../src/http/content-disposition.ts";
import { isPlainSegment, safeJoin, secureFilename } from "../../src/uploads/names.ts";

describe("D08 names that some system takes for something else", () => {
  test("are none on every system", () => {
    for (const name of [
      "CON",
      "con",
      "con.txt",
      "Con.tar.gz",
      "PRN",
      "AUX",
      "NUL",
      "NUL ",
      "nul.",
      "COM1",
      "COM9.log",
      "COM0",
      "COM¹",
      "com².txt",
      "LPT³.x",
      "CONIN$",
      "conout$.txt",
      "CLOCK$",
      "NUL:",
      "x:$DATA",
      "a::$DATA",
      "C:x",
      "C:",
      "a.",
      "a ",
      "a..",
      ".",
      "..",
      "",
      "a/b",
      "a\\b",
      "a\0",
      "a\n",
      "a?b",
      "a*b",
      'a"b',
      "a<b",
      "a|b",
      "CON .txt",
      "\ud800",
    ]) {
      expect(isPlainSegment(name), JSON.stringify(name)).toBe(false);
      expect(safeJoin("/root", `x/${name}`), JSON.stringify(name)).toSatisfy(
        (path: string | null) => path === null || name === "a/b",
      );
    }
    for (const name of [
      "a",
      "a.txt",
      "console",
      "connect.js",
      "COM10",
      "nullable",
      "Ünïcode.png",
      "a b",
      ".hidden",
      "aux1",
      "com",
      "LPTX",
    ]) {
      expect(isPlainSegment(name), name).toBe(true);
    }
  });

  test("R14 a joined path stays in its folder, whatever the name", () => {
    const piece = fc.constantFrom("..", ".", "/", "\\", "a", "//", "%2e", "C:", "\0", "CON", " ", "host", "~");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = safeJoin("/root", pieces.join(""));
        if (path === null) return;
        expect(new URL(`file://${path.replaceAll("%", "%25")}`).pathname.startsWith("/root/")).toBe(true);
        expect(path).not.toMatch(/[\\\0:]|\/\.\.?(\/|$)|\/\//);
      }),
      { numRuns: 3000 },
    );
    expect(safeJoin("/root", "//host/share")).toBeNull();
    // Joined to nothing, a path would begin at the root of the disk.
    expect(() => safeJoin("", "etc/passwd")).toThrow(/needs a folder/);
  });
});

describe("secureFilename", () => {
  test("keeps what people recognise", () => {
    for (const [given, kept] of [
      ["My Kätzchen.png", "My_Katzchen.png"],
      ["../../etc/passwd", "etc_passwd"],
      ["C:\\Users\\me\\cat.png", "C_Users_me_cat.png"],
      ["straße.txt", "strasse.txt"],
      ["ｆｕｌｌ.png", "full.png"],
      ["a\u202egnp.exe", "agnp.exe"],
      [".htaccess", "htaccess"],
      ["con.txt", "_con.txt"],
      ["NUL", "_NUL"],
      ["日本", ""],
      ["...", ""],
      ["", ""],
      ["a\0b\r\n", "ab"],
    ]) {
      expect(secureFilename(given ?? ""), JSON.stringify(given)).toBe(kept);
    }
    expect(secureFilename(`${"x".repeat(300)}.jpeg`)).toMatch(/^x{95}\.jpeg$/);
  });

  test("is an ordinary name or nothing, for every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const name = secureFilename(text);
        expect(name === "" || (isPlainSegment(name) && /^[\w-][\w.-]{0,100}$/.test(name)), JSON.stringify(name)).toBe(
          true,
        );
        expect(secureFilename(name)).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("D11 the name of a download", () => {
  const rows: readonly (readonly [string, string])[] = [
    ["cat.png", 'attachment; filename="cat.png"'],
    ["Kätzchen.png", "attachment; filename=\"K_tzchen.png\"; filename*=UTF-8''K%C3%A4tzchen.png"],
    [
      "猫😺.png",
      "attachment; filename=\"____.png\"; filename*=UTF-8''%E7%8C%AB%F0%9F%98%BA.png".replace("____", "___"),
    ],
    [
      'a";filename="evil.exe',
      "attachment; filename=\"a_;filename=_evil.exe\"; filename*=UTF-8''a%22%3Bfilename%3D%22evil.exe",
    ],
    ["a\\b/c.txt", 'attachment; filename="a_b_c.txt"'],
    ["a\r\nSet-Cookie: x", 'attachment; filename="aSet-Cookie_ x"'],
    ["100%.txt", "attachment; filename=\"100_.txt\"; filename*=UTF-8''100%25.txt"],
    ["exe.\u202egnp", 'attachment; filename="exe.gnp"'],
    [".htaccess", 'attachment; filename="_htaccess"'],
    ["..", 'attachment; filename="_"'],
    ["", 'attachment; filename="download"'],
    ["a. . .", 'attachment; filename="a"'],
  ];
  for (const [name, header] of rows) {
    test(JSON.stringify(name), () => {
      expect(contentDisposition("attachment", name)).toBe(header);
    });
  }

  test("keeps the extension of a long one", () => {
    expect(contentDisposition("inline", `${"x".repeat(300)}.png`)).toBe(`inline; filename="${"x".repeat(146)}.png"`);
    expect(contentDisposition("attachment")).toBe("attachment");
  });

  test("is one parameter of one header, for every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const header = contentDisposition("attachment", name);
        expect(header).toMatch(
          /^attachment; filename="[^"\\%\x00-\x1f\x7f-\uffff]+"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]+)?$/,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
