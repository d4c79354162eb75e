import { html } from "@ampoule/markup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { App } from "../../src/app.ts";
import { createEventStream, formatEvent, type ServerSentEvent } from "../../src/http/event-stream.ts";
import { client } from "../../src/testing/index.ts";
import { connections, open, request, serveSealed, until } from "../attacks/sealed.ts";

/** What a browser dispatches (WHATWG HTML §9.2.6). */
function parse(stream: string): { type: string; data: string; id: string }[] {
  const events: { type: string; data: string; id: string }[] = [];
  let [type, data, id] = ["", "", ""];
  for (const line of stream.split(/\r\n|\r|\n/)) {
    if (line === "") {
      if (data !== "") events.push({ type: type || "message", data: data.slice(0, -1), id });
      [type, data] = ["", ""];
      continue;
    }
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") type = value;
    else if (name === "data") data += `${value}\n`;
    else if (name === "id" && !value.includes("\0")) id = value;
  }
  return events;
}

const EVIL = "\r\n\r\nevent: evil\rid: evil\ndata: evil\n\n";

describe("D16 a value stays in its event", () => {
  const rows: readonly (readonly [ServerSentEvent | string, { type: string; data: string; id: string }])[] = [
    ["hello", { type: "message", data: "hello", id: "" }],
    ["", { type: "message", data: "", id: "" }],
    ["a\nb\rc\r\nd", { type: "message", data: "a\nb\nc\nd", id: "" }],
    [" a", { type: "message", data: " a", id: "" }],
    [EVIL, { type: "message", data: EVIL.replaceAll(/\r\n|\r/g, "\n"), id: "" }],
    [
      { data: 1, event: EVIL },
      { type: "  event: evil id: evil data: evil  ", data: "1", id: "" },
    ],
    [
      { data: 1, id: EVIL },
      { type: "message", data: "1", id: "  event: evil id: evil data: evil  " },
    ],
    [
      { data: 1, id: "7\0" },
      { type: "message", data: "1", id: "" },
    ],
    [{ data: { a: EVIL } }, { type: "message", data: JSON.stringify({ a: EVIL }), id: "" }],
    [
      { data: null, event: "x", id: "7", retry: 5 },
      { type: "x", data: "null", id: "7" },
    ],
  ];
  for (const [event, seen] of rows)
    test(JSON.stringify(event), () => expect(parse(formatEvent(event))).toEqual([seen]));

  test("for every text, in every place", () => {
    const text = fc.string({ unit: fc.constantFrom("\r", "\n", "\0", ":", " ", "data", "a", "\u2028", "\ufeff") });
    fc.assert(
      fc.property(text, text, text, (data, event, id) => {
        const events = parse(formatEvent({ data, event, id }) + formatEvent("next"));
        expect(events).toHaveLength(2);
        expect(events[0]?.data).toBe(data.replaceAll(/\r\n|\r/g, "\n"));
        expect(events[1]).toMatchObject({ data: "next", type: "message" });
      }),
    );
  });

  test("the twin: without the splitting, a chat message is an event of its author's choice", () => {
    expect(parse(`data: ${EVIL}\n\n`)).toContainEqual({ type: "evil", data: "evil", id: "evil" });
  });

  test("Markup is its text, what cannot be said is an error", () => {
    expect(formatEvent(html`<b>${"<"}</b>`)).toBe("data: <b>&lt;</b>\n\n");
    expect(() => formatEvent({ data: undefined })).toThrow(/undefined/);
    for (const retry of [-1, 1.5, Number.NaN]) expect(() => formatEvent({ data: "", retry })).toThrow(RangeError);
    for (const heartbeat of [-1, Number.NaN, 1e9])
      expect(() => createEventStream(async function* () {}, { heartbeat })).toThrow(RangeError);
  });
});

describe("c.eventStream", () => {
  test("sends events with their type, uncached, under the policy of data", async () => {
    const app = new App({ mode: "test" });
    app.get("/", (c) =>
      c.eventStream(async function* () {
        yield "one";
        yield { event: "two", data: [2] };
      }),
    );
    const response = await client(app).get("/");
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(await response.text()).toBe(":\n\ndata: one\n\nevent: two\ndata: [2]\n\n");
  });

  test("says at once that it is there, and now and then that it still is", async () => {
    const stream = createEventStream(
      async function* () {
        await new Promise((resolve) => setTimeout(resolve, 110));
        yield "late";
      },
      { heartbeat: 0.04 },
    );
    const seen: string[] = [];
    for await (const chunk of stream) seen.push(new TextDecoder().decode(chunk));
    expect(seen.slice(0, 2)).toEqual([":\n\n", ":\n\n"]);
    expect(seen.at(-1)).toBe("data: late\n\n");
  });

  test("ends its source when the client goes away, even one that waits for ever; the teardown runs", async () => {
    const events: string[] = [];
    const sealed = await serveSealed((app) => {
      app.teardownRequest(() => {
        events.push("teardown");
      });
      app.get("/news", (c) =>
        c.eventStream(async function* (signal) {
          yield "first";
          try {
            await new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("gone"))));
          } finally {
            events.push("source");
          }
        }),
      );
      app.get("/deaf", (c) =>
        c.eventStream(async function* () {
          yield "first";
          await new Promise(() => undefined);
        }),
      );
    });
    for (const path of ["/news", "/deaf"]) {
      const socket = await open(sealed.server, request(`GET ${path}`));
      let text = "";
      socket.on("data", (bytes) => {
        text += bytes.toString();
      });
      await until(() => text.includes("data: first"));
      socket.resetAndDestroy();
      await until(async () => (await connections(sealed.server)) === 0);
    }
    await until(() => events.length === 3);
    expect(events.sort()).toEqual(["source", "teardown", "teardown"]);
    expect(sealed.escaped).toEqual([]);
    await sealed.close();
  });

  test("D17 asks its source no faster than the client reads", async () => {
    let made = 0;
    const sealed = await serveSealed(
      (app) => {
        app.get("/flood", (c) =>
          c.eventStream(async function* () {
            for (;;) {
              made++;
              yield "x".repeat(100_000);
            }
          }),
        );
      },
      { sendIdleTimeout: 300 },
    );
    const socket = await open(sealed.server, request("GET /flood"));
    socket.pause();
    await until(async () => (await connections(sealed.server)) === 0);
    expect(made).toBeLessThan(200);
    socket.destroy();
    await sealed.close();
  });

  test("an error of the source ends the stream, and is in the log", async () => {
    const sealed = await serveSealed((app) => {
      app.get("/bug", (c) =>
        c.eventStream(async function* () {
          yield "first";
          await new Promise((resolve) => setTimeout(resolve, 5));
          throw new Error("a bug in the source");
        }),
      );
    });
    const socket = await open(sealed.server, request("GET /bug"));
    let text = "";
    socket.on("data", (bytes) => {
      text += bytes.toString();
    });
    await new Promise((resolve) => socket.once("close", resolve));
    expect(text).toContain("data: first");
    expect(text).not.toContain("a bug");
    expect(sealed.log.join("\n")).toContain("a bug in the source");
    await sealed.close();
  });
});
