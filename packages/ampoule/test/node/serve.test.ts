import { afterEach, describe, expect, test } from "vitest";
import type { ConnectionInfo } from "../../src/host.ts";
import { readBytes, readChunks } from "../../src/http/body.ts";
import { toNativeRequest } from "../../src/http/native.ts";
import { createResponse } from "../../src/http/response.ts";
import type { Fetcher } from "../../src/node/listener.ts";
import { type RunningServer, type ServeOptions, serve } from "../../src/node/serve.ts";
import { exchange, statuses } from "./raw.ts";

const open: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

type Handler = (request: Request, info: ConnectionInfo) => Response | Promise<Response>;

async function start(handler: Handler, options: ServeOptions = {}): Promise<RunningServer> {
  const app: Fetcher = { fetch: (request, info) => handler(request, info ?? {}) };
  const server = await serve(app, { port: 0, signals: false, ...options });
  open.push(server);
  return server;
}

const light = (info: ConnectionInfo, body: string, headers: Record<string, string | readonly string[]> = {}) =>
  (info.createResponse ?? createResponse)(body, 200, { "content-type": "text/plain; charset=utf-8", ...headers });

describe("serving", () => {
  test("passes a standard Request and sends a standard Response", async () => {
    const server = await start(async (request, info) => {
      expect(request).toBeInstanceOf(Request);
      expect(request.headers).toBeInstanceOf(Headers);
      expect(request.headers.get("X-Custom")).toBe("a, b");
      expect(request.headers.has("x-none")).toBe(false);
      expect([...request.headers.keys()]).toContain("x-custom");
      expect(request.url).toBe(`${server.url}/p%C3%A4th?q=1`);
      expect(info.remoteAddress).toBe("127.0.0.1");
      return new Response(`${request.method} ${await request.text()}`, { headers: { "x-answer": "yes" } });
    });
    const response = await fetch(`${server.url}/päth?q=1`, {
      method: "POST",
      body: "bödy",
      headers: [
        ["x-custom", "a"],
        ["x-custom", "b"],
      ],
    });
    expect([response.status, response.headers.get("x-answer"), await response.text()]).toEqual([
      200,
      "yes",
      "POST bödy",
    ]);
  });

  test("a light response is a Response to everybody", async () => {
    const server = await start((_, info) => {
      const response = light(info, "hello", { "set-cookie": ["a=1", "b=2"] });
      expect(response).toBeInstanceOf(Response);
      expect([response.status, response.ok]).toEqual([200, true]);
      return response;
    });
    expect(await (await fetch(server.url)).text()).toBe("hello");
    const changing = await start((_, info) => {
      const response = light(info, "hello");
      response.headers.set("x-late", "1");
      return response;
    });
    const answer = await fetch(changing.url);
    expect([answer.headers.get("x-late"), await answer.text()]).toEqual(["1", "hello"]);
    const reading = await start(async (_, info) => new Response(`${await light(info, "hello").text()}!`));
    expect(await (await fetch(reading.url)).text()).toBe("hello!");
  });

  test("S22 two cookies are two header lines, light or native", async () => {
    for (const native of [false, true]) {
      const server = await start((_, info) => {
        if (!native) return light(info, "x", { "set-cookie": ["a=1; Path=/", "b=2; Path=/"] });
        const response = new Response("x");
        response.headers.append("set-cookie", "a=1; Path=/");
        response.headers.append("set-cookie", "b=2; Path=/");
        return response;
      });
      expect((await fetch(server.url)).headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
    }
  });

  test("a body can be read as bytes, chunks or through the native request, once", async () => {
    const server = await start(async (request, info) => {
      const way = new URL(request.url).pathname;
      if (way === "/bytes") {
        const size = (await readBytes(request, 1e6)).length;
        await expect(readBytes(request, 1e6)).rejects.toThrow(/read already/);
        return light(info, String(size));
      }
      let size = 0;
      if (way === "/chunks") for await (const chunk of readChunks(request)) size += chunk.length;
      else {
        const native = new Request(toNativeRequest(request), { headers: { "x-new": "1" } });
        size = (await native.arrayBuffer()).byteLength;
      }
      return light(info, String(size));
    });
    for (const way of ["bytes", "chunks", "native"]) {
      const response = await fetch(`${server.url}/${way}`, { method: "POST", body: "x".repeat(300_000) });
      expect(await response.text(), way).toBe("300000");
    }
  });

  test("R08 headers named like members of Object.prototype are headers", async () => {
    const server = await start((request, info) =>
      light(
        info,
        JSON.stringify([
          request.headers.get("constructor"),
          request.headers.get("toString"),
          request.headers.get("__proto__"),
          request.headers.has("hasownproperty"),
        ]),
      ),
    );
    const { text } = await exchange(
      server,
      "GET / HTTP/1.1\r\nHost: h\r\n__proto__: x\r\ntoString: y\r\nConnection: close\r\n\r\n",
    );
    expect(text).toContain('[null,"y","x",false]');
  });

  test("D22 HEAD, 204 and 304 have no body, and lengths that fit", async () => {
    const server = await start((request, info) => {
      const status = Number(new URL(request.url).pathname.slice(1));
      return (info.createResponse ?? createResponse)("five!", status, { "content-type": "text/plain" });
    });
    const raw = async (line: string) =>
      (await exchange(server, `${line} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`)).text;
    expect(await raw("HEAD /200")).toMatch(/content-length: 5\r\n(?:.*\r\n)*\r\n$/);
    for (const status of [204, 304]) {
      const text = await raw(`GET /${status}`);
      expect(text).toMatch(/\r\n\r\n$/);
      expect(text.toLowerCase()).not.toMatch(/content-length|transfer-encoding/);
    }
    expect(await raw("GET /200")).toMatch(/content-length: 5\r\n(?:.*\r\n)*\r\nfive!$/);
  });

  test("D27 lengths are of bytes", async () => {
    const server = await start((_, info) => light(info, "ü€😀"));
    const { text } = await exchange(server, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    expect(text).toContain("content-length: 9");
  });

  test("D17 a stream goes as fast as the client reads, and ends when the client does", async () => {
    let pulled = 0;
    let cancelled: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    const server = await start(() => {
      const stream = new ReadableStream({
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(65_536));
        },
        cancel: () => cancelled(),
      });
      return new Response(stream);
    });
    const { connect } = await import("node:net");
    const socket = connect(server.port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = pulled;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(pulled).toBe(before);
    expect(pulled * 65_536).toBeLessThan(50_000_000);
    socket.destroy();
    await gone;
  });

  test("a stream that fails is cut off, so that nobody takes the part for the whole", async () => {
    const server = await start(() => {
      let sent = false;
      return new Response(
        new ReadableStream({
          pull(controller) {
            if (sent) controller.error(new Error("no more"));
            else controller.enqueue(new TextEncoder().encode("part"));
            sent = true;
          },
        }),
      );
    });
    const response = await fetch(server.url);
    await expect(response.text()).rejects.toThrow();
  });

  test("the signal of a request aborts when the client goes away", async () => {
    let aborted = false;
    const done = Promise.withResolvers<void>();
    const server = await start((request, info) => {
      request.signal.addEventListener("abort", () => {
        aborted = true;
        done.resolve();
      });
      return new Promise((resolve) => {
        setTimeout(() => resolve(light(info, "late")), 1000);
      });
    });
    await fetch(server.url, { signal: AbortSignal.timeout(50) }).catch(() => undefined);
    await done.promise;
    expect(aborted).toBe(true);
  });

  test("V12 H01 whatever fails is one clean 500, and the process lives", async () => {
    const errors: unknown[] = [];
    const failures: readonly (readonly [string, Handler])[] = [
      [
        "throws",
        () => {
          throw new Error("secret <img>");
        },
      ],
      ["rejects", () => Promise.reject(new Error("secret <img>"))],
      ["a header with a line break", (_, info) => light(info, "x", { "x-bad": "a\r\nSet-Cookie: evil=1" })],
      ["a header that no header can hold", (_, info) => light(info, "x", { "x-bad": "€" })],
    ];
    for (const [name, handler] of failures) {
      const server = await start(handler, { onError: (error) => errors.push(error) });
      const response = await fetch(server.url);
      expect(response.status, name).toBe(500);
      expect(await response.text()).toBe("500 Internal Server Error\n");
      expect(response.headers.get("set-cookie")).toBeNull();
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("x-frame-options")).toBe("DENY");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
    expect(errors).toHaveLength(failures.length);
  });
});

describe("R23 R24 R27 R28 H15 messages that two readers would read differently", () => {
  const rows: readonly (readonly [string, string, readonly number[]])[] = [
    ["two lengths", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", [400]],
    [
      "a length and an encoding",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      [400],
    ],
    [
      "an encoding before another",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
      [400],
    ],
    [
      "an encoding with a blank in its name",
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
      [400],
    ],
    ["a length with a sign", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +1\r\n\r\na", [400]],
    ["a length in hexadecimal", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x1\r\n\r\na", [400]],
    ["lines that end in LF alone", "GET / HTTP/1.1\nHost: h\n\n", [400]],
    ["a CR alone", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rB: c\r\n\r\n", [400]],
    ["the end of headers after a lone CR", "GET / HTTP/1.1\r\nHost: h\r\n\rX", [400]],
    ["a folded header", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", [400]],
    ["NUL in a header", "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", [400]],
    ["no Host", "GET / HTTP/1.1\r\n\r\n", [400]],
    ["an empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", [400]],
    ["no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", [400]],
    ["two Hosts", "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", [400]],
    [
      "two Origins",
      "POST / HTTP/1.1\r\nHost: h\r\nOrigin: http://h\r\nOrigin: http://evil\r\nContent-Length: 0\r\n\r\n",
      [400],
    ],
    [
      "two content types",
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n\r\n",
      [400],
    ],
    ["user information in Host", "GET / HTTP/1.1\r\nHost: evil.com:fake@legit\r\n\r\n", [400]],
    ["@ in Host", "GET / HTTP/1.1\r\nHost: h@evil\r\n\r\n", [400]],
    ["a path in Host", "GET / HTTP/1.1\r\nHost: h/.evil\r\n\r\n", [400]],
    ["a fragment in Host", "GET / HTTP/1.1\r\nHost: h#\r\n\r\n", [400]],
    ["a backslash in Host", "GET / HTTP/1.1\r\nHost: h\\evil\r\n\r\n", [400]],
    ["a port that is none", "GET / HTTP/1.1\r\nHost: h:99999\r\n\r\n", [400]],
    ["another host in the target", "GET http://evil/admin HTTP/1.1\r\nHost: h\r\n\r\n", [400]],
    ["another scheme in the target", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", [400]],
    ["the asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", [400]],
    ["a backslash in the target", "GET /\\evil HTTP/1.1\r\nHost: h\r\n\r\n", [400]],
    ["a fragment in the target", "GET /a#b HTTP/1.1\r\nHost: h\r\n\r\n", [400]],
    ["CONNECT", "CONNECT h:80 HTTP/1.1\r\nHost: h\r\n\r\n", []],
    ["HTTP/0.9", "GET /\r\n\r\n", [400]],
    ["HTTP/2 by prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]],
  ];
  for (const [name, bytes, expected] of rows) {
    test(name, async () => {
      const seen: string[] = [];
      const server = await start(async (request, info) => {
        seen.push(request.url);
        await readBytes(request, 100);
        return light(info, "answered");
      });
      const answer = await exchange(server, bytes.replace("\r\n\r\n", "\r\nX-Test: 1\r\n\r\n"));
      expect(statuses(answer), answer.text).toEqual(expected);
      expect(answer.text).not.toContain("answered");
      expect(seen).toEqual([]);
    });
  }

  test("the absolute form of our own host is the origin form", async () => {
    const server = await start((request, info) => light(info, request.url));
    for (const [target, url] of [
      ["http://h/a?b", "http://h/a?b"],
      ["http://H", "http://h/"],
      ["//x/y", "http://h//x/y"],
      ["/a/../b", "http://h/b"],
      ["/a/%2e%2e/b", "http://h/b"],
      ["/%2f..", "http://h/%2f.."],
    ] as const) {
      const { text } = await exchange(server, `GET ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`);
      expect(text.split("\r\n\r\n")[1], target).toBe(url);
    }
  });

  test("R23 an encoding in other letters is the same encoding, and what follows is the next request", async () => {
    const server = await start(async (request, info) =>
      light(info, `[${new TextDecoder().decode(await readBytes(request, 100))}]`),
    );
    const one = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: ChuNked\r\n\r\n3;ext=1\r\nabc\r\n0\r\n\r\n";
    const answer = await exchange(server, one + one);
    expect(statuses(answer)).toEqual([200, 200]);
    expect(answer.text.match(/\[abc\]/g)).toHaveLength(2);
  });

  test("F30 an upgrade reaches the guards as the request that it is", async () => {
    const server = await start((request, info) => light(info, `${request.method} ${request.headers.get("upgrade")}`));
    const bytes = "GET /socket HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    const answer = await exchange(server, bytes);
    expect(statuses(answer)).toEqual([200]);
    expect(answer.text).toContain("GET websocket");
  });

  test("R23 a body that nobody read is not taken for the next request", async () => {
    const server = await start((_, info) => light(info, "unread"));
    const smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    const answer = await exchange(
      server,
      `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
    );
    expect(statuses(answer)).toEqual([200]);
  });

  test("R24 Node's lenient parser is refused", async () => {
    const before = process.env["NODE_OPTIONS"];
    process.env["NODE_OPTIONS"] = "--insecure-http-parser";
    await expect(serve({ fetch: () => new Response() }, { port: 0 })).rejects.toThrow(/insecure-http-parser/);
    if (before === undefined) delete process.env["NODE_OPTIONS"];
    else process.env["NODE_OPTIONS"] = before;
  });
});

describe("R34 clients that take their time", () => {
  test("headers that do not come end the connection", async () => {
    const server = await start((_, info) => light(info, "x"), { headersTimeout: 300, requestTimeout: 500 });
    const answer = await exchange(server, "GET / HTTP/1.1\r\nHost: h\r\n", 3000);
    expect(answer.closed).toBe(true);
    expect(statuses(answer)).toEqual([408]);
  });

  test("one byte now and then ends the connection as well", async () => {
    const server = await start(async (request, info) => light(info, String((await readBytes(request, 1e6)).length)), {
      headersTimeout: 300,
      requestTimeout: 700,
      onError: () => undefined,
    });
    const { connect } = await import("node:net");
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n");
    const drip = setInterval(() => socket.write("x"), 100);
    const closed = new Promise<boolean>((resolve) => {
      socket.on("close", () => resolve(true));
      setTimeout(() => resolve(false), 5000);
    });
    socket.resume();
    expect(await closed).toBe(true);
    clearInterval(drip);
  });

  test("a body that stalls ends the connection, and is no error of ours", async () => {
    const outcome = Promise.withResolvers<unknown>();
    const server = await start(
      async (request, info) => {
        await readBytes(request, 1e6).catch((error: unknown) => outcome.resolve(error));
        return light(info, "x");
      },
      { bodyIdleTimeout: 200 },
    );
    const answer = exchange(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc", 3000);
    expect(await outcome.promise).toMatchObject({ status: 408, code: "body_stalled" });
    expect((await answer).closed).toBe(true);
  });

  test("an idle connection is closed also after a body was read in chunks, or left", async () => {
    for (const way of ["read", "left"]) {
      const server = await start(
        async (request, info) => {
          const chunks = readChunks(request);
          await chunks.next();
          if (way === "read") await chunks.next();
          return light(info, "x");
        },
        { keepAliveTimeout: 300, bodyIdleTimeout: 1000 },
      );
      const answer = await exchange(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na", 4000);
      expect(statuses(answer), way).toEqual([200]);
      expect(answer.closed, way).toBe(true);
    }
  });

  test("a client that does not read its answer is dropped", async () => {
    const { connect } = await import("node:net");
    for (const kind of ["text", "stream"]) {
      let cancelled = kind === "text";
      const server = await start(
        (_, info) => {
          if (kind === "text") return light(info, "x".repeat(50_000_000));
          const stream = new ReadableStream({
            pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
            cancel: () => {
              cancelled = true;
            },
          });
          return new Response(stream);
        },
        { sendIdleTimeout: 300 },
      );
      const socket = connect(server.port, "127.0.0.1");
      const gone = new Promise<boolean>((resolve) => {
        socket.on("close", () => resolve(true));
        socket.on("error", () => resolve(true));
        setTimeout(() => resolve(false), 8000);
      });
      socket.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      await new Promise((resolve) => socket.once("data", resolve));
      socket.pause();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const connections = await new Promise((resolve) => server.server.getConnections((_, count) => resolve(count)));
      expect(connections, kind).toBe(0);
      expect(cancelled, kind).toBe(true);
      socket.destroy();
      await gone;
    }
  }, 20_000);

  test("an idle connection is closed, one in use is not", async () => {
    const server = await start(
      async (request, info) => {
        await readBytes(request, 100);
        return light(info, "x");
      },
      { keepAliveTimeout: 300, bodyIdleTimeout: 100 },
    );
    const answer = await exchange(server, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na", 4000);
    expect(statuses(answer)).toEqual([200]);
    expect(answer.closed).toBe(true);
  });

  test("too many or too large headers are a 431", async () => {
    const server = await start((request, info) => light(info, String([...request.headers].length)));
    expect(statuses(await exchange(server, `GET / HTTP/1.1\r\nHost: h\r\nX: ${"y".repeat(20_000)}\r\n\r\n`))).toEqual([
      431,
    ]);
    const many = (count: number) => `GET / HTTP/1.1\r\nHost: h\r\n${"X: y\r\n".repeat(count)}\r\n`;
    expect(statuses(await exchange(server, many(99)))).toEqual([200]);
    expect(statuses(await exchange(server, many(100)))).toEqual([431]);
    expect(statuses(await exchange(server, many(2500)))).toEqual([431]);
    expect(statuses(await exchange(server, `GET /${"y".repeat(20_000)} HTTP/1.1\r\nHost: h\r\n\r\n`))).toEqual([431]);
  });
});

describe("R35 an answer while the request is still coming in", () => {
  test("reaches a client that goes on sending", async () => {
    const server = await start((_, info) => light(info, "too large", {}));
    const body = "x".repeat(8_000_000);
    for (const connection of ["keep-alive", "close"]) {
      const answer = await exchange(
        server,
        `POST / HTTP/1.1\r\nHost: h\r\nConnection: ${connection}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        1000,
      );
      expect(statuses(answer), connection).toEqual([200]);
      expect(answer.text).toContain("too large");
    }
  });

  test("reaches a client whose body somebody began to read and left off, at once", async () => {
    const held: unknown[] = [];
    const server = await start(async (request, info) => {
      const chunks = readChunks(request);
      held.push(chunks, await chunks.next());
      return light(info, "refused");
    });
    const body = "x".repeat(1_000_000);
    const before = performance.now();
    const answer = await exchange(
      server,
      `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /next HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
      1000,
    );
    expect(statuses(answer)[0]).toBe(200);
    expect(answer.text).toContain("refused");
    expect(performance.now() - before).toBeLessThan(1800);
    expect(held).toHaveLength(4);
  });

  test("reaches one that sends without an end, and then cuts it off", async () => {
    const server = await start((_, info) => light(info, "too large"));
    const { connect } = await import("node:net");
    const socket = connect(server.port, "127.0.0.1");
    let text = "";
    socket.on("data", (data) => {
      text += data.toString();
    });
    socket.on("error", () => undefined);
    socket.write("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    const feed = setInterval(() => socket.write(`10000\r\n${"x".repeat(65_536)}\r\n`), 5);
    await new Promise((resolve) => socket.on("close", resolve));
    clearInterval(feed);
    expect(text).toContain("too large");
  }, 15_000);

  test("a client that asks before it sends is not told to send what is refused", async () => {
    const server = await start(
      async (request, info) => {
        if (request.url.endsWith("/read")) await readBytes(request, 100);
        return light(info, "answer");
      },
      { onError: () => undefined },
    );
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n`;
    const refused = await exchange(server, head("/refused"));
    expect(statuses(refused)).toEqual([200]);
    expect(refused.closed).toBe(true);
    const read = await exchange(server, head("/read"));
    expect(statuses(read)).toEqual([100]);
  });
});

describe("R10 R12 bodies that break off", () => {
  test("at every byte: no error escapes, and the process serves on", async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", note);
    process.on("uncaughtException", note);
    const server = await start(async (request, info) => {
      try {
        if (request.url.endsWith("/b")) await readBytes(request, 50);
        else for await (const _ of readChunks(request));
        return light(info, "whole");
      } catch (error) {
        return (info.createResponse ?? createResponse)(String((error as { status?: number }).status), 400, {});
      }
    });
    const { connect } = await import("node:net");
    for (const path of ["/a", "/b"]) {
      const message = `POST ${path} HTTP/1.1\r\nHost: h\r\nContent-Length: 60\r\n\r\n${"x".repeat(60)}`;
      for (let length = message.length - 62; length <= message.length; length += 3) {
        await new Promise<void>((resolve) => {
          const socket = connect(server.port, "127.0.0.1", () => {
            socket.write(message.slice(0, length));
            setTimeout(() => {
              socket.resetAndDestroy();
              resolve();
            }, 5);
          });
        });
      }
    }
    expect(await (await fetch(`${server.url}/a`, { method: "POST", body: "x" })).text()).toBe("whole");
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("unhandledRejection", note);
    process.off("uncaughtException", note);
    expect(unhandled).toEqual([]);
  });
});

describe("the end", () => {
  test("finishes what is under way, takes nothing new, and closes what is idle", async () => {
    const server = await start(async (request, info) => {
      if (request.url.endsWith("/slow")) await new Promise((resolve) => setTimeout(resolve, 300));
      return light(info, "finished");
    });
    await fetch(`${server.url}/idle`).then((response) => response.text());
    const slow = fetch(`${server.url}/slow`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closing = server.close();
    const response = await slow;
    expect(await response.text()).toBe("finished");
    await closing;
    await expect(fetch(server.url)).rejects.toThrow();
  });

  test("does not wait longer than it is told to", async () => {
    const server = await start(() => new Promise(() => undefined), { shutdownTimeout: 200 });
    const hanging = fetch(server.url).catch(() => "cut off");
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = performance.now();
    await server.close();
    expect(performance.now() - before).toBeLessThan(2000);
    expect(await hanging).toBe("cut off");
  });
});
