/** What a client remembers of its responses: where they came from, and the text of pages. */

import { type Element, parsePage } from "./dom.ts";
import { select } from "./selector.ts";

/** What the client remembers of a response. */
export interface Visit {
  readonly url: URL;
  readonly text: () => Promise<string>;
  readonly history: readonly Response[];
}

const visits = new WeakMap<Response, Visit>();

/**
 * The URL that a response of a client came from, after redirects.
 *
 * @throws TypeError for a response that no client has got
 *
 * @example
 * app.get("/", () => "Home");
 * app.get("/old", (c) => c.redirect("/"));
 * const page = await client(app).get("/old", { followRedirects: true });
 * urlOf(page); // "http://localhost/"
 */
export function urlOf(response: Response): string {
  return visitOf(response).url.href;
}

/**
 * The redirects that led to a response of a client.
 *
 * @throws TypeError for a response that no client has got
 *
 * @example
 * app.get("/", () => "Home");
 * app.get("/old", (c) => c.redirect("/"));
 * const page = await client(app).get("/old", { followRedirects: true });
 * historyOf(page).map(urlOf); // ["http://localhost/old"]
 */
export function historyOf(response: Response): readonly Response[] {
  return visitOf(response).history;
}

/**
 * The elements of a page that match a selector, on the tree that a browser would build. The body can still be read.
 *
 * @throws TypeError for a response that no client has got
 *
 * @example
 * app.get("/", () => html`<ul><li>One</li><li>Two</li></ul>`);
 * const page = await client(app).get("/");
 * (await queryPage(page, "li")).map(textOf); // ["One", "Two"]
 */
export async function queryPage(response: Response, selector: string): Promise<readonly Element[]> {
  return select(parsePage(await visitOf(response).text()), selector);
}

/** @throws TypeError for a response that no client has got */
export function visitOf(response: Response): Visit {
  const visit = visits.get(response);
  if (visit === undefined) throw new TypeError("This response does not come from a test client");
  return visit;
}

/** Keeps the text of a page, so that it can be submitted although its body was read. */
export function remember(response: Response, url: URL, history: readonly Response[]): void {
  let text: Promise<string> | undefined;
  const isPage = response.headers.get("content-type")?.startsWith("text/html") === true;
  if (isPage && !response.bodyUsed) {
    text = response.clone().text();
    // Whoever reads the response sees the error; nobody may ever ask for the copy.
    text.catch(() => undefined);
  }
  visits.set(response, {
    url,
    history,
    text: () =>
      text ??
      Promise.reject(
        new TypeError(`${url.href} is no HTML page: it is ${response.headers.get("content-type") ?? "empty"}`),
      ),
  });
}
