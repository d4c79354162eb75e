/** The attacker's pages: on a site of their own, and on a sibling sub-domain of each victim's. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Attacker {
  /** The address of the page that {@link show} was given, on this host. */
  url(host: string): string;
  show(html: string): void;
  close(): Promise<void>;
}

export async function startAttacker(): Promise<Attacker> {
  let page = "";
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><title>Kittens</title>${page}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (host) => `http://${host}:${port}/`,
    show(html) {
      page = html;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
