import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DiskStorage } from "../../src/uploads/disk-storage.ts";
import { statuses } from "../node/raw.ts";
import { gif, jpeg, png } from "../uploads/samples.ts";
import { attack, request, type Sealed, serveSealed } from "./sealed.ts";

const base = mkdtempSync(join(tmpdir(), "ampoule-attack-"));
const spool = join(base, "spool");
const storage = new DiskStorage(join(base, "stored"));
let sealed: Sealed;

beforeAll(async () => {
  mkdirSync(spool);
  mkdirSync(join(base, "static"));
  writeFileSync(join(base, "static/a.txt"), "0123456789");
  writeFileSync(join(base, "static/page.html"), "<script>alert(1)</script>");
  writeFileSync(join(base, "static/a.svg"), "<svg onload='alert(1)'/>");
  writeFileSync(join(base, "static/big.txt"), "x".repeat(1_000_000));
  symlinkSync("/etc/passwd", join(base, "static/passwd.txt"));
  symlinkSync("/dev/zero", join(base, "static/zero.txt"));
  sealed = await serveSealed(
    (app) => {
      app.post("/up", { csrf: "webhook" }, async (c) => {
        const { fields, files } = await c.form({ files: true });
        const upload = files.get("f");
        const stored = await upload?.store(storage);
        return {
          fields: [...fields],
          files: files.size,
          key: stored?.key ?? null,
          type: upload?.type ?? null,
          name: upload?.name ?? null,
          picture: upload?.is(["image/*"]) ?? null,
        };
      });
      app.post("/fails", { csrf: "webhook" }, async (c) => {
        await c.form({ files: true });
        throw new Error("after the upload");
      });
      app.get("/file/<key>", (c) =>
        c.sendUpload(storage, { key: c.params.key, name: c.request.query.get("name") ?? "x" }, { inline: "media" }),
      );
    },
    {},
    { root: pathToFileURL(join(base, "app.js")).href, uploads: { directory: spool, memory: 10 } },
  );
});
afterAll(async () => {
  await sealed.close();
  rmSync(base, { recursive: true });
});

function multipart(body: string | Uint8Array, path = "/up", boundary = "b"): Buffer {
  const bytes = typeof body === "string" ? Buffer.from(body, "latin1") : body;
  const headers = [`Content-Type: multipart/form-data; boundary=${boundary}`, `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(request(`POST ${path}`, [...headers, "Connection: close"])), bytes]);
}

function part(head: string, content = "x"): string {
  return `--b\r\n${head}\r\n\r\n${content}\r\n`;
}

const END = "--b--\r\n";
const field = (parameters: string, more = ""): string => part(`Content-Disposition: form-data; ${parameters}${more}`);

function json(text: string): Record<string, unknown> {
  return JSON.parse(text.split("\r\n\r\n")[1] ?? "") as Record<string, unknown>;
}

describe("R04 R07 R13 R42 R43 R44 parts that two readers would read differently", () => {
  const rows: readonly (readonly [name: string, body: string, outcome: number | Record<string, unknown>])[] = [
    ["no name", field('filename="a"') + END, 400],
    ["no disposition", part("Content-Type: text/plain") + END, 400],
    [
      "two dispositions",
      part('Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"') + END,
      400,
    ],
    ["a disposition of another kind", part('Content-Disposition: attachment; name="a"') + END, 400],
    ["a name twice", field('name="a"; name="b"') + END, 400],
    ["a file name twice", field('name="f"; filename="a.png"; filename="a.html"') + END, 400],
    ["a file name in other letters", field('name="f"; FileName="a"; filename="b"') + END, 400],
    ["a quote that does not end", field('name="a') + END, 400],
    [
      "a file name for programs of RFC 8187 alone",
      field("name=\"f\"; filename*=UTF-8''evil.html") + END,
      { files: 0, fields: [["f", "x"]] },
    ],
    [
      "both file names",
      field('name="f"; filename="a.txt"; filename*=UTF-8\'\'b.html') + END,
      { files: 1, name: "a.txt" },
    ],
    ["a path as the file name", field('name="f"; filename="../../../etc/passwd"') + END, { files: 1, name: "passwd" }],
    ["a path of another system", field('name="f"; filename="C:\\\\x\\\\cmd.exe"') + END, { files: 1, name: "cmd.exe" }],
    ["NUL in the file name", field('name="f"; filename="a.png\0.html"') + END, 400],
    ["a line break in the file name", field('name="f"; filename="a\nX: b"') + END, 400],
    ["an encoded line break", field('name="f"; filename="a%0d%0aX: b"') + END, { files: 1, name: "a%0d%0aX: b" }],
    ["nothing but dots", field('name="f"; filename=".."') + END, { files: 1 }],
    ["a file that is none", field('name="f"; filename=""') + END, { files: 0, fields: [] }],
    [
      "multipart in multipart",
      part(
        'Content-Disposition: form-data; name="a"\r\nContent-Type: multipart/mixed; boundary=c',
        "--c\r\n\r\nx\r\n--c--",
      ) + END,
      { files: 0, fields: [["a", "--c\r\n\r\nx\r\n--c--"]] },
    ],
    [
      "base64",
      part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64', "eA==") + END,
      400,
    ],
    [
      "quoted-printable",
      part('Content-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: quoted-printable') + END,
      400,
    ],
    [
      "a field in UTF-16",
      part('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-16') + END,
      415,
    ],
    [
      "a field in UTF-7",
      part('Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=utf-7') + END,
      415,
    ],
    ["a field that is not UTF-8", part('Content-Disposition: form-data; name="a"', "\xff") + END, 400],
    [
      "names of Object.prototype",
      field('name="__proto__"') + field('name="constructor"') + END,
      {
        fields: [
          ["__proto__", "x"],
          ["constructor", "x"],
        ],
      },
    ],
    ["a folded header", part('Content-Disposition: form-data;\r\n name="a"') + END, 400],
    ["a blank before the colon", part('Content-Disposition : form-data; name="a"') + END, 400],
    ["line feeds alone", `--b\nContent-Disposition: form-data; name="a"\n\nx\n--b--\n`, 400],
    ["a boundary that goes on", `--bc\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--bc--\r\n`, 400],
    [
      "a boundary within the content",
      part('Content-Disposition: form-data; name="a"', "x--b\r\ny") + END,
      { fields: [["a", "x--b\r\ny"]] },
    ],
    ["a preamble of 5 KB", `${"p".repeat(5000)}\r\n${field('name="a"')}${END}`, 413],
    ["an epilogue of 5 KB", field('name="a"') + END + "e".repeat(5000), 413],
    ["a part behind the end", field('name="a"') + END + field('name="b"') + END, { fields: [["a", "x"]] }],
    ["a header of 17 KB", part(`X: ${"y".repeat(17_000)}`) + END, 413],
    ["seventeen headers", part("X: y\r\n".repeat(17)) + END, 413],
    ["a thousand parts and one", field('name="a"').repeat(1001) + END, 413],
    ["twenty-one files", field('name="f"; filename="a"').repeat(21) + END, 413],
    ["a name of 300 bytes", field(`name="${"n".repeat(300)}"`) + END, 413],
    ["a field of 600 KB", part('Content-Disposition: form-data; name="a"', "x".repeat(600_000)) + END, 413],
    ["no end", field('name="a"'), 400],
    ["nothing at all", "", 400],
  ];
  for (const [name, body, outcome] of rows) {
    test(name, async () => {
      const answer = await attack(sealed, multipart(body), 3000);
      if (typeof outcome === "number") expect(statuses(answer), answer.text).toEqual([outcome]);
      else expect(json(answer.text)).toMatchObject(outcome);
      expect(readdirSync(spool)).toEqual([]);
    });
  }

  for (const boundary of ["", '""', "a b c ", "x".repeat(71), "a; boundary=b", "ä", "a\tb", '"a\\"b"'])
    test(`the boundary ${JSON.stringify(boundary)}`, async () => {
      expect([400, 415]).toContain(
        statuses(await attack(sealed, multipart(field('name="a"') + END, "/up", boundary), 3000))[0],
      );
    });

  test("R11 an error behind the upload leaves no file", async () => {
    const bytes = multipart(
      field('name="f"; filename="a"').replace("\r\nx\r\n", `\r\n${"x".repeat(100_000)}\r\n`) + END,
      "/fails",
    );
    expect(statuses(await attack(sealed, bytes, 3000))).toEqual([500]);
    expect(readdirSync(spool)).toEqual([]);
  });
});

describe("R38 D10 a file of two kinds runs as neither", () => {
  const html = "<!doctype html><script>alert(document.domain)</script>";
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(html, "utf16le")]);
  const behind = (head: Uint8Array, text: string): Buffer => Buffer.concat([head, Buffer.from(text)]);
  const IMAGE = "inline";
  const rows: readonly (readonly [
    name: string,
    filename: string,
    bytes: Uint8Array,
    type: RegExp,
    disposition: string,
  ])[] = [
    [
      "a GIF that is a script",
      "a.gif",
      Buffer.from("GIF89a/*\0\0*/=1;alert(1)//".padEnd(64, " ")),
      /^image\/gif$/,
      IMAGE,
    ],
    ["a GIF with an archive behind it", "a.gif", behind(gif(1, 1), "PK\x03\x04other.class"), /^image\/gif$/, IMAGE],
    ["a JPEG with a page in its comment", "a.jpg", behind(jpeg(1, 1), html), /^image\/jpeg$/, IMAGE],
    ["a PNG with a page behind it", "a.html", behind(png(1, 1), html), /^image\/png$/, IMAGE],
    [
      "a JPEG without a size",
      "a.jpg",
      behind(Uint8Array.of(0xff, 0xd8, 0xff), html),
      /^(?:application\/octet-stream|image\/jpeg)$/,
      "",
    ],
    ["a page", "a.html", Buffer.from(html), /^application\/octet-stream$/, "attachment"],
    ["a page called a picture", "a.html.png", Buffer.from(html), /^application\/octet-stream$/, "attachment"],
    [
      "a page behind a byte order mark",
      "a.png",
      Buffer.from(`\ufeff${html}`),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "a page behind blanks",
      "a.txt",
      Buffer.from(" ".repeat(3000) + html),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "a page behind 5 KB of blanks",
      "a.txt",
      Buffer.from(" ".repeat(5000) + html),
      /^text\/plain; charset=utf-8$/,
      "attachment",
    ],
    ["a page in UTF-16", "a.txt", utf16, /^application\/octet-stream$/, "attachment"],
    [
      "a page in UTF-7",
      "a.txt",
      Buffer.from("+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
      /^text\/plain; charset=utf-8$/,
      "attachment",
    ],
    [
      "XHTML",
      "a.xhtml",
      Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "a style sheet of XML",
      "a.xml",
      Buffer.from('<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#x"?><x/>'),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "SVG",
      "a.svg",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "SVG in capitals behind a doctype",
      "a.svg",
      Buffer.from('<!DOCTYPE SVG [<!ENTITY a "b">]><SVG ONLOAD=alert(1)>'),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "SVG behind a comment",
      "a.png",
      Buffer.from(`<!--${"-".repeat(2000)}--><svg onload=alert(1)>`),
      /^application\/octet-stream$/,
      "attachment",
    ],
    [
      "SVG with a prefix",
      "a.svg",
      Buffer.from('<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>'),
      /^text\/plain; charset=utf-8$/,
      "attachment",
    ],
    [
      "MHTML",
      "a.mht",
      Buffer.from(`MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}`),
      /^text\/plain; charset=utf-8$/,
      "attachment",
    ],
    ["a PDF with a page in it", "a.pdf", Buffer.from(`%PDF-1.7\n${html}`), /^application\/pdf$/, "attachment"],
    [
      "a page that pretends to be Flash",
      "a.swf",
      Buffer.from(`CWS\x0e${html}`),
      /^application\/octet-stream$/,
      "attachment",
    ],
    ["a script", "a.js", Buffer.from("alert(1)"), /^text\/plain; charset=utf-8$/, "attachment"],
    [
      "a style sheet",
      "a.css",
      Buffer.from("body{background:url(//other.example)}"),
      /^text\/plain; charset=utf-8$/,
      "attachment",
    ],
    ["WebAssembly", "a.wasm", Buffer.from("\0asm\x01\0\0\0", "latin1"), /^application\/octet-stream$/, "attachment"],
    ["an archive that is a page", "a.zip", Buffer.from(`PK\x03\x04${html}`), /^application\/zip$/, "attachment"],
    ["nothing", "a.png", new Uint8Array(), /^(?:text\/plain; charset=utf-8|application\/octet-stream)$/, "attachment"],
  ];
  for (const [name, filename, bytes, type, disposition] of rows) {
    test(name, async () => {
      const head = `--b\r\nContent-Disposition: form-data; name="f"; filename="${filename}"\r\nContent-Type: text/html\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n${END}`)]);
      const kept = json((await attack(sealed, multipart(body), 3000)).text);
      if (disposition === "attachment") expect(kept["picture"]).toBe(false);
      const sent = await attack(
        sealed,
        request(`GET /file/${kept["key"]}?name=${filename}`, ["Connection: close"]),
        3000,
      );
      const header = (key: string): string => new RegExp(`^${key}: (.*)\r$`, "m").exec(sent.text)?.[1] ?? "";
      expect(header("content-type")).toMatch(type);
      expect(header("content-disposition")).toMatch(new RegExp(`^${disposition}`));
      expect(header("x-content-type-options")).toBe("nosniff");
      expect(header("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
      expect(header("cross-origin-resource-policy")).toBe("same-origin");
      await storage.delete(String(kept["key"]));
    });
  }
});

describe("D13 D15 R46 ranges, conditions and links of static files", () => {
  const rows: readonly (readonly [header: string, status: number, body?: string])[] = [
    ["Range: bytes=0-3", 206, "0123"],
    ["Range: bytes=-3", 206, "789"],
    ["Range: bytes=8-", 206, "89"],
    ["Range: bytes=5-999999999999999", 206, "56789"],
    ["Range: bytes=10-", 416],
    ["Range: bytes=-0", 416],
    ["Range: bytes=0-0,-1", 200],
    [`Range: bytes=${"0-9,".repeat(1000)}0-9`, 200],
    ["Range: bytes=5-4", 200],
    ["Range: bytes=99999999999999999999-", 200],
    ["Range: bytes=0x1-2", 200],
    ["Range: bytes=-", 200],
    ["Range: bytes=1e1-", 200],
    ["Range: items=0-1", 200],
    ["Range: bytes", 200],
    ['Range: bytes=0-3\r\nIf-Range: "evil"', 200],
    ["If-None-Match: *", 304],
    ['If-None-Match: "a", W/"b", "c"', 200],
    [`If-None-Match: ${'"a",'.repeat(2000)}`, 200],
    ['If-None-Match: "', 200],
    ['If-Match: "evil"', 412],
    ["If-Match: *", 200],
    ["If-Modified-Since: Thu, 01 Jan 2099 00:00:00 GMT", 304],
    ["If-Modified-Since: evil", 200],
    [`If-Modified-Since: ${"9".repeat(10_000)}`, 200],
    ["If-Unmodified-Since: Thu, 01 Jan 1970 00:00:01 GMT", 412],
  ];
  for (const [header, status, body] of rows) {
    test(header.slice(0, 60), async () => {
      const answer = await attack(sealed, request("GET /static/a.txt", [header, "Connection: close"]), 3000);
      expect(statuses(answer)).toEqual([status]);
      const content = answer.text.slice(answer.text.indexOf("\r\n\r\n") + 4);
      if (status === 200) expect(content).toBe("0123456789");
      if (body !== undefined) expect(content).toBe(body);
      if (status === 304) expect(content).toBe("");
    });
  }

  for (const path of [
    "passwd.txt",
    "zero.txt",
    "A.TXT",
    "a.txt.",
    "a.txt%20",
    "a.txt::$DATA",
    "a.txt/",
    ".",
    "con.txt",
    "nul",
    "%00a.txt",
    "a.txt%00.svg",
  ])
    test(`/static/${path} is not found`, async () => {
      const answer = await attack(sealed, request(`GET /static/${path}`, ["Connection: close"]), 3000);
      expect([400, 404]).toContain(statuses(answer)[0]);
    });

  for (const path of ["page.html", "a.svg"])
    test(`/static/${path} runs nothing`, async () => {
      const { text } = await attack(sealed, request(`GET /static/${path}`, ["Connection: close"]), 3000);
      expect(text).toContain("content-security-policy: default-src 'none'; frame-ancestors 'none'");
    });
});
