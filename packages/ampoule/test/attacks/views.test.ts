import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { App } from "../../src/app.ts";
import { HttpError } from "../../src/errors.ts";
import { statuses } from "../node/raw.ts";
import { attack, connections, open, request, type Sealed, serveSealed, until } from "./sealed.ts";

/** Every trap throws. */
const trapped: object = new Proxy(
  {},
  new Proxy({} as ProxyHandler<object>, {
    get() {
      return () => {
        throw new Error("evil trap");
      };
    },
  }),
);

function hostileError(members: PropertyDescriptorMap): Error {
  return Object.defineProperties(new Error("evil"), members);
}
const throwing: PropertyDescriptor = {
  get() {
    throw new Error("evil getter");
  },
};
const cycle = new Error("evil");
cycle.cause = cycle;

const THEN = ["t", "hen"].join("");
const THROWN: readonly (readonly [name: string, thrown: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 7],
  ["a string", "evil"],
  ["a symbol", Symbol("evil")],
  ["a function", () => "evil"],
  ["an object without a prototype", Object.create(null)],
  ["a thenable", Object.fromEntries([[THEN, (_: unknown, reject: (error: unknown) => void) => reject("evil")]])],
  ["a proxy whose traps throw", trapped],
  ["a huge message", new Error("evil".repeat(1_000_000))],
  ["a message with line breaks", new Error("evil\r\nSet-Cookie: evil=1\r\n\r\n<script>")],
  ["an error that is its own cause", cycle],
  ["an error whose message throws", hostileError({ message: throwing })],
  ["an error whose stack throws", hostileError({ stack: throwing })],
  ["an error whose name is no text", hostileError({ name: { value: Symbol("evil") } })],
  ["an error whose cause throws", hostileError({ cause: throwing })],
  ["an error whose status is evil", Object.assign(new Error("evil"), { status: "evil", headers: { evil: "1" } })],
  ["an error with a null prototype", Object.setPrototypeOf(new Error("evil"), null)],
  ["an HttpError with a header that splits", new HttpError(400, { headers: { "x-a": "evil\r\nb" } })],
  ["an aggregate of a thousand", new AggregateError(Array.from({ length: 1000 }, () => new Error("evil")))],
  ["a stack overflow", "overflow"],
];

const VALUES: readonly (readonly [name: string, value: unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["a number", 7],
  ["a symbol", Symbol("evil")],
  ["a proxy whose traps throw", trapped],
  ["an object that holds itself", cycleOf()],
  ["an instance of a class", new (class Evil {})()],
  ["a status that is none", { toJSON: () => undefined }],
  ["a stream that was read", lockedStream()],
  ["a response whose body was read", usedResponse()],
  ["a network error", Response.error()],
  ["a generator that throws at once", "generator"],
];

function cycleOf(): object {
  const value: Record<string, unknown> = {};
  value["self"] = value;
  return value;
}

function lockedStream(): ReadableStream {
  const stream = new ReadableStream();
  stream.getReader();
  return stream;
}

function usedResponse(): Response {
  const response = new Response("evil");
  void response.text();
  return response;
}

function overflow(): never {
  return overflow();
}

function declare(app: App): void {
  const raise = (thrown: unknown): never => {
    if (thrown === "overflow") return overflow();
    throw thrown;
  };
  THROWN.forEach(([, thrown], i) => {
    app.get(`/throw/${i}` as "/", { name: `throw${i}` }, () => raise(thrown));
    app.get(`/reject/${i}` as "/", { name: `reject${i}` }, async () => {
      await Promise.resolve();
      return raise(thrown);
    });
    app.get(`/stream/${i}` as "/", { name: `stream${i}` }, async function* () {
      yield "begun";
      await new Promise((resolve) => setTimeout(resolve, 5));
      raise(thrown);
    });
  });
  VALUES.forEach(([, value], i) => {
    app.get(`/value/${i}` as "/", { name: `value${i}` }, (() => {
      if (value !== "generator") return value;
      const next = (): never => {
        throw new Error("evil");
      };
      return Object.assign(Object.create({ [Symbol.iterator]: () => undefined }) as object, { next });
    }) as () => string);
  });
  app.get("/never", (c) => {
    c.request.raw.signal.addEventListener("abort", () => told.push("gone"));
    return new Promise<string>(() => undefined);
  });
}

/** What a view was told of its client. */
const told: string[] = [];

let sealed: Sealed;
beforeAll(async () => {
  sealed = await serveSealed(declare, { shutdownTimeout: 500 });
});
afterAll(() => sealed.close());

describe("V12 D20 whatever a view throws is one clean 500", () => {
  THROWN.forEach(([name], i) => {
    for (const way of ["throw", "reject"]) {
      test(`${name}, ${way}`, async () => {
        const answer = await attack(sealed, request(`GET /${way}/${i}`, ["Connection: close"]), 2000);
        expect(statuses(answer)).toEqual([500]);
        expect(answer.text).toContain("x-content-type-options: nosniff");
        expect(answer.text).not.toMatch(/set-cookie/i);
      });
    }

    test(`${name}, behind the first piece of a stream, breaks it off`, async () => {
      const answer = await attack(sealed, request(`GET /stream/${i}`), 2000);
      expect(statuses(answer)).toEqual([200]);
      expect(answer.text).toContain("begun");
      expect(answer.text).not.toContain("\r\n0\r\n");
      expect(answer.closed).toBe(true);
    });
  });
});

describe("what cannot be sent is a clean 500", () => {
  VALUES.forEach(([name], i) => {
    test(name, async () => {
      const answer = await attack(sealed, request(`GET /value/${i}`, ["Connection: close"]), 2000);
      expect([500, 502], answer.text).toContain(statuses(answer)[0]);
    });
  });
});

test("a view that never answers holds up its own visitor only, and is told when he has left", async () => {
  const sockets = await Promise.all(Array.from({ length: 20 }, () => open(sealed.server, request("GET /never"))));
  await attack(sealed, request("GET /value/0", ["Connection: close"]), 2000);
  expect(told).toEqual([]);
  for (const socket of sockets) socket.resetAndDestroy();
  await until(() => told.length === 20);
  await until(async () => (await connections(sealed.server)) === 0);
});
