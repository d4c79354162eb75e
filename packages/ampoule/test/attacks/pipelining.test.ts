import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { exchange, statuses } from "../node/raw.ts";
import { connections, open, request, startsSealed, until, wait } from "./sealed.ts";

const start = startsSealed();

describe("R34 many requests in one packet", () => {
  const PAGE = 200_000;
  const REQUESTS = 100;

  test("are answered one after the other, so that nothing is made for a client that reads nothing, and it is dropped", async () => {
    let made = 0;
    const { server } = await start(
      (app) =>
        app.get("/page", () => {
          made += 1;
          return "x".repeat(PAGE);
        }),
      { sendIdleTimeout: 300 },
    );
    const socket = await open(server, request("GET /page").repeat(REQUESTS));
    socket.pause();
    await wait(100);
    await until(async () => (await connections(server)) === 0, 6000);
    // What the system takes for the socket's two ends is its own.
    expect(made).toBeLessThan(REQUESTS);
    socket.destroy();
  }, 15_000);

  test("the twin: Node by itself makes all the answers at once and holds them", async () => {
    let made = 0;
    const server = createServer((_, outgoing) => {
      made += 1;
      outgoing.end("x".repeat(PAGE));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const socket = await open({ port }, request("GET /page").repeat(REQUESTS));
    socket.pause();
    await until(() => made === REQUESTS, 3000);
    socket.destroy();
    server.close();
  });

  test("are answered in their order, whichever takes longest", async () => {
    const { server } = await start((app) => {
      app.get("/slow", async () => {
        await wait(100);
        return "slow";
      });
      app.get("/stream", function* () {
        yield "str";
        yield "eam";
      });
    });
    const packet = ["/slow", "/ok", "/stream", "/slow", "/ok"].map((path) => request(`GET ${path}`)).join("");
    const answer = await exchange(server, packet, 500);
    expect(statuses(answer)).toEqual([200, 200, 200, 200, 200]);
    expect(answer.text.match(/^(?:slow|fine|str|eam)/gm)).toEqual(["slow", "fine", "str", "eam", "slow", "fine"]);
  });

  test("bodies that wait for their turn are read when it comes", async () => {
    const { server } = await start((app) => {
      app.get("/slow", async () => {
        await wait(100);
        return "slow";
      });
      app.post("/size", { csrf: "webhook" }, async (c) => `${(await c.request.bytes()).length} bytes`);
    });
    const post = request("POST /size", ["Content-Length: 300000"], "x".repeat(300_000));
    const answer = await exchange(server, request("GET /slow") + post + post + request("GET /ok"), 500);
    expect(statuses(answer)).toEqual([200, 200, 200, 200]);
    expect(answer.text.match(/300000 bytes/g)).toHaveLength(2);
  });

  test("more than any client has under way end the connection", async () => {
    let made = 0;
    const { server } = await start((app) =>
      app.get("/never", () => {
        made += 1;
        return new Promise<string>(() => undefined);
      }),
    );
    const socket = await open(server, request("GET /never").repeat(1000));
    await wait(100);
    await until(async () => (await connections(server)) === 0, 3000);
    expect(made).toBe(1);
    socket.destroy();
  });

  test("none of those that wait begins when the client has gone", async () => {
    let made = 0;
    const { server } = await start((app) => {
      app.get("/slow", async () => {
        await wait(200);
        return "slow";
      });
      app.get("/next", () => {
        made += 1;
        return "next";
      });
    });
    const socket = await open(server, request("GET /slow") + request("GET /next").repeat(5));
    await wait(50);
    socket.destroy();
    await wait(400);
    expect(made).toBe(0);
  });
});
