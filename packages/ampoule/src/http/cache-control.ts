/** `Cache-Control` (RFC 9111 §5.2): may a cache that serves several visitors keep a response? */

/**
 * Whether a value keeps a response out of shared caches altogether.
 *
 * `private="x-header"` keeps that header out only, `public` takes the word back for some caches, and what merely resembles a directive
 * is an extension that everybody ignores.
 *
 * @param value the header, or `null` where there is none
 */
export function isPrivate(value: string | null): boolean {
  if (value === null) return false;
  const directives = value
    .toLowerCase()
    .split(",")
    .map((directive) => directive.trim());
  if (directives.includes("no-store")) return true;
  return directives.includes("private") && !directives.includes("public");
}

/** Headers that some shared caches ask in place of `Cache-Control`, besides those that RFC 9213 names after it. */
const OTHERS: ReadonlySet<string> = new Set(["surrogate-control", "edge-control", "x-accel-expires"]);

/**
 * Whether a header is `Cache-Control` for some caches alone (RFC 9213 "targeted", as `CDN-Cache-Control`): there it counts, whatever the
 * other one says.
 *
 * @param name in lower case
 */
export function isTargeted(name: string): boolean {
  return name.endsWith("-cache-control") || OTHERS.has(name);
}
