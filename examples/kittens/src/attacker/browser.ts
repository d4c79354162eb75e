/**
 * A browser without a screen: cookies and redirects, over the network. With it the attacker's site uses the target
 * as anybody with an account may, and with nothing but what the target sends to everybody.
 */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async get(path: string): Promise<string> {
    const response = await this.#send(path, { method: "GET" });
    return response.text();
  }

  /** What a form on the page `from` would send to `action`; the token, where the page has one, comes first. */
  async prepare(from: string, action: string, fields: Iterable<readonly [string, string | File]>): Promise<Recorded> {
    const token = tokenOf(await this.get(from), action);
    const form = new FormData();
    if (token !== undefined) form.append("csrf_token", token);
    for (const [name, value] of fields) form.append(name, value);
    const encoded = new Response(form);
    const headers = { "content-type": encoded.headers.get("content-type") ?? "" };
    return { token, path: action, init: { method: "POST", headers, body: await encoded.bytes() } };
  }

  /** The same bytes as often as one likes. */
  async submit(recorded: Recorded): Promise<Response> {
    const response = await this.#send(recorded.path, recorded.init);
    await response.body?.cancel();
    return response;
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(new URL(path, this.#origin), {
      ...init,
      redirect: "manual",
      headers: {
        ...init.headers,
        origin: this.#origin,
        "sec-fetch-site": "same-origin",
        cookie: Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";", 1);
      const equals = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  }
}

export interface Recorded {
  readonly token: string | undefined;
  readonly path: string;
  readonly init: RequestInit;
}

/** The token in the page's form for `action`; a form without an action posts to the page itself. */
function tokenOf(page: string, action: string): string | undefined {
  for (const form of page.split("<form").slice(1)) {
    const [tag = ""] = form.split(">", 1);
    if (!tag.includes('method="post"')) continue;
    if (tag.includes("action=") && !tag.includes(`action="${action}"`)) continue;
    const inside = form.slice(0, form.indexOf("</form>"));
    const token = /name="csrf_token"[^>]{0,40}value="([^"]{1,1000})"/.exec(inside)?.[1];
    if (token !== undefined) return token;
  }
  return undefined;
}
