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
