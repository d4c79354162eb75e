import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connections, open, request, serveSealed, startsSealed, until, wait } from "./sealed.ts";

const start = startsSealed();

describe("R34 a client that takes nothing of its answer is dropped, however it asked", () => {
  const BIG = "x".repeat(30_000_000);
  /** More than the system takes, and then a last piece that waits alone. */
  async function* lastPiece(): AsyncGenerator<string> {
    yield "x".repeat(8_000_000);
  }
  const rows: readonly (readonly [name: string, bytes: string, late?: string])[] = [
    ["a plain answer", request("GET /big")],
    ["a stream whose last piece waits", request("GET /last")],
    ["an early answer whose request ends later", request("GET /big", ["Content-Length: 2"], "a"), "b"],
    ["an early answer whose request never ends", request("GET /big", ["Content-Length: 2"], "a")],
    ["a streamed early answer", request("GET /last", ["Content-Length: 2"], "a"), "b"],
  ];
  for (const [name, bytes, late] of rows) {
    test(name, async () => {
      const { server } = await start(
        (app) => {
          app.get("/big", () => BIG);
          app.get("/last", lastPiece);
        },
        { sendIdleTimeout: 300, requestTimeout: 60_000 },
      );
      const socket = await open(server, bytes);
      socket.pause();
      await wait(100);
      if (late !== undefined) socket.write(late);
      await until(async () => (await connections(server)) === 0, 6000);
      socket.destroy();
    }, 15_000);
  }
});

describe("a client that goes away", () => {
  test("in the middle of a stream ends the generator, its finally and the teardown", async () => {
    const events: string[] = [];
    const { server } = await start((app) => {
      app.teardownRequest(() => {
        events.push("teardown");
      });
      app.get("/ticks", async function* () {
        try {
          for (;;) {
            yield "tick\n";
            await wait(10);
          }
        } finally {
          events.push("finally");
        }
      });
    });
    const socket = await open(server, request("GET /ticks"));
    await new Promise((resolve) => socket.once("data", resolve));
    socket.resetAndDestroy();
    await until(() => events.includes("teardown"));
    expect(events).toEqual(["finally", "teardown"]);
  });

  test("before its answer is there costs nobody anything", async () => {
    const { server, log } = await start((app) => {
      app.get("/slow", async () => {
        await wait(150);
        return "late";
      });
    });
    for (let i = 0; i < 50; i++) (await open(server, request("GET /slow"))).resetAndDestroy();
    await wait(400);
    expect(await connections(server)).toBe(0);
    expect(log.filter((line) => !line.includes(" info "))).toEqual([]);
  });

  test("before its answer is there ends a stream that has nothing to say, and aborts whoever asks late", async () => {
    const told: string[] = [];
    const { server } = await start((app) => {
      app.get("/quiet", async (c) => {
        await wait(200);
        if (c.request.raw.signal.aborted) told.push("aborted");
        return new ReadableStream<Uint8Array>({
          pull: () => new Promise(() => undefined),
          cancel: () => {
            told.push("cancelled");
          },
        });
      });
    });
    const socket = await open(server, request("GET /quiet"));
    await wait(50);
    socket.destroy();
    await until(() => told.length === 2);
    expect(told).toEqual(["aborted", "cancelled"]);
  });

  test("R11 in the middle of an upload leaves no file, at whichever byte", async () => {
    const directory = mkdtempSync(join(tmpdir(), "ampoule-gone-"));
    const sealed = await start(
      (app) => {
        app.post("/up", { csrf: "webhook" }, async (c) => ({ n: (await c.form({ files: true })).files.size }));
      },
      {},
      { uploads: { directory, memory: 10 } },
    );
    const head = '--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n';
    const body = `${head}${"x".repeat(200)}`;
    for (let i = 0; i < body.length; i += 9) {
      const message = request("POST /up", ["Content-Type: multipart/form-data; boundary=b", "Content-Length: 5000"]);
      const socket = await open(sealed.server, message + body.slice(0, i));
      await wait(5);
      socket.resetAndDestroy();
    }
    await until(() => readdirSync(directory).length === 0);
    rmSync(directory, { recursive: true });
  });

  test("while it is being refused is no error", async () => {
    const { server, log } = await start((app) => {
      app.post("/big", { csrf: "webhook" }, async (c) => `${(await c.request.bytes()).length}`);
    });
    for (let i = 0; i < 20; i++) {
      const socket = await open(server, request("POST /big", ["Content-Length: 9000000"], "x".repeat(100_000)));
      socket.resetAndDestroy();
    }
    await until(async () => (await connections(server)) === 0);
    expect(log.filter((line) => line.includes(" error "))).toEqual([]);
  });
});

describe("R34 slow senders", () => {
  test("of headers, of a body, and of both, are cut off; others are served meanwhile", async () => {
    const { server } = await start(
      (app) => {
        app.post("/text", { csrf: "webhook" }, async (c) => `${(await c.request.text()).length}`);
      },
      { headersTimeout: 400, requestTimeout: 800, bodyIdleTimeout: 300 },
    );
    const drips = [
      request("GET /ok", ["X: slow"]),
      request("POST /text", ["Content-Length: 1000"], "x".repeat(1000)),
      request("POST /text", ["Transfer-Encoding: chunked"], "1\r\nx\r\n".repeat(200)),
    ];
    const ended = drips.map(async (bytes) => {
      const socket = await open(server, bytes.slice(0, 20));
      let at = 20;
      const timer = setInterval(() => socket.write(bytes.slice(at, ++at)), 50);
      await new Promise((resolve) => socket.once("close", resolve).resume());
      clearInterval(timer);
      return at < bytes.length;
    });
    expect((await fetch(`${server.url}/ok`, { headers: { host: "app.example" } }).catch(() => null))?.status).toBe(421);
    expect(await Promise.all(ended)).toEqual([true, true, true]);
  }, 15_000);
});

describe("the end of the server", () => {
  test("comes in time, whatever is under way", async () => {
    const sealed = await serveSealed(
      (app) => {
        app.get("/never", () => new Promise<string>(() => undefined));
        app.get("/endless", async function* () {
          for (;;) {
            yield "x";
            await wait(10);
          }
        });
        app.post("/text", { csrf: "webhook" }, async (c) => `${(await c.request.text()).length}`);
      },
      { shutdownTimeout: 300 },
    );
    const { server } = sealed;
    await open(server, request("GET /never"));
    await open(server, request("GET /endless"));
    await open(server, request("POST /text", ["Content-Length: 100"], "half"));
    await open(server, "GET /ok HT");
    await wait(50);
    const began = Date.now();
    await sealed.close();
    expect(Date.now() - began).toBeLessThan(3000);
    expect(await connections(server)).toBe(0);
    expect(sealed.escaped).toEqual([]);
    expect(sealed.log.filter((line) => line.includes(" error "))).toEqual([]);
  });
});
