import { request } from "node:https";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningServer, serve } from "../../src/node/serve.ts";
import { compileHeaders } from "../../src/security/headers.ts";
import { checkOrigin, compileOrigins } from "../../src/security/origin.ts";
import { compileProxies, isSecure } from "../../src/security/proxy.ts";
import { CERTIFICATE, PRIVATE_KEY } from "./certificate.ts";

let server: RunningServer;
let behind: RunningServer;

beforeAll(async () => {
  const answer = (count: number) => {
    const proxies = compileProxies(count);
    const origins = compileOrigins({ proxies });
    const headers = compileHeaders();
    return serve(
      {
        fetch(req, info) {
          const refusal = checkOrigin(req, origins, info);
          const secure = isSecure(req, info, proxies);
          return new Response(refusal?.detail ?? req.url, {
            status: refusal?.status ?? 200,
            headers: headers.headersFor("text", undefined, secure),
          });
        },
      },
      { port: 0, signals: false, ...(count === 0 ? { tls: { key: PRIVATE_KEY, cert: CERTIFICATE } } : {}) },
    );
  };
  [server, behind] = [await answer(0), await answer(1)];
});

afterAll(async () => {
  await Promise.all([server.close(), behind.close()]);
});

/** POSTs over TLS; `fetch` has no way to trust a certificate of one's own. */
function post(headers: Record<string, string>): Promise<{ status: number; hsts: string | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: "localhost", port: server.port, method: "POST", ca: CERTIFICATE, headers },
      (incoming) => {
        let text = "";
        incoming.on("data", (chunk) => {
          text += String(chunk);
        });
        incoming.on("end", () =>
          resolve({ status: incoming.statusCode ?? 0, hsts: incoming.headers["strict-transport-security"], text }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end();
  });
}

describe("F09 over a real TLS connection", () => {
  test("our origin is https, and HSTS is sent", async () => {
    const own = `https://localhost:${server.port}`;
    expect(server.url).toBe(`https://127.0.0.1:${server.port}`);
    const fine = await post({ cookie: "a=b", origin: own });
    expect([fine.status, fine.text, fine.hsts]).toEqual([200, `${own}/`, "max-age=31536000; includeSubDomains"]);
    for (const origin of [`http://localhost:${server.port}`, "https://localhost", "https://evil.example", "null"]) {
      expect((await post({ cookie: "a=b", origin })).status, origin).toBe(403);
    }
    expect((await post({ cookie: "a=b" })).status).toBe(403);
  });

  test("behind a proxy that ends TLS its word counts, and only its last", async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(behind.url, { method: "POST", headers: { cookie: "a=b", ...headers } });
    const own = `https://127.0.0.1:${behind.port}`;
    const fine = await ask({ origin: own, "x-forwarded-proto": "https" });
    expect([fine.status, fine.headers.get("strict-transport-security")]).toEqual([
      200,
      "max-age=31536000; includeSubDomains",
    ]);
    const plain = await ask({ origin: own, "x-forwarded-proto": "https, http" });
    expect([plain.status, plain.headers.get("strict-transport-security")]).toEqual([403, null]);
  });
});

describe("R34 a connection that says nothing", () => {
  for (const kind of ["plain", "TLS"] as const) {
    test(`is closed when the headers should have come: ${kind}`, async () => {
      const silent = await serve(
        { fetch: () => new Response("x") },
        {
          port: 0,
          signals: false,
          headersTimeout: 300,
          ...(kind === "TLS" ? { tls: { key: PRIVATE_KEY, cert: CERTIFICATE } } : {}),
        },
      );
      const socket = connect(silent.port, "127.0.0.1");
      const closed = new Promise<boolean>((resolve) => {
        socket
          .on("error", () => undefined)
          .on("close", () => resolve(true))
          .resume();
        setTimeout(() => resolve(false), 3000).unref();
      });
      expect(await closed).toBe(true);
      socket.destroy();
      await silent.close();
    }, 15_000);
  }
});
