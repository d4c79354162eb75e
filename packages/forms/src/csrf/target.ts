/**
 * The action a token is bound to: the path that a form posts to, or `null` where it posts to a foreign origin and must never carry a
 * token.
 *
 * The query is left out, as in Rails' per-form tokens: scripts and redirects may add to it, and what a handler does is decided by
 * method and path.
 *
 * @param action - the form's `action` attribute; absent or empty means the page itself
 * @param pageUrl - absolute URL of the page that shows the form
 * @returns the path, percent-encoded as the URL standard serialises it
 * @throws TypeError where `pageUrl` is not absolute
 * @example
 * csrfTarget("/user/delete?x=1", "https://kittens.example/me"); // "/user/delete"
 * csrfTarget("//evil.example/", "https://kittens.example/me"); // null
 */
export function csrfTarget(action: string | undefined, pageUrl: string): string | null {
  const page = new URL(pageUrl);
  const target = URL.parse(action ?? "", page);
  return target !== null && target.origin === page.origin && target.origin !== "null" ? target.pathname : null;
}
