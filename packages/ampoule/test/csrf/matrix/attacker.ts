/** The attacker's pages: on a site of their own, and on a sibling sub-domain of each victim's. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Attacker {
  /** Puts up a page. @returns its address on this host */
  show(host: string, html: string): string;
  close(): Promise<void>;
}

export async function startAttacker(): Promise<Attacker> {
  const pages: string[] = [];
  const server = createServer((request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>Kittens</title>${pages[Number(request.url?.slice(1))] ?? ""}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    show: (host, html) => `http://${host}:${port}/${pages.push(html) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
