/** URLs that are checked once, where they come in. */
import { isAllowedUrl } from "./escape/scheme.ts";
import { createSafeUrl, type SafeUrl } from "./safe/safe-url.ts";

/**
 * Checks that a URL may stand where the browser navigates, and remembers it in the type.
 *
 * @param url Relative, or with a scheme of the allow-list: `https`, `mailto`, `tel`…
 * @throws TypeError for any other scheme (`javascript:`, `data:`…), however it is spelled.
 *
 * @example
 * const website: SafeUrl = safeUrl(input.website);
 * html`<a href="${website}">Website</a>`; // '<a href="https://kittens.example/">Website</a>'
 * safeUrl("javascript:alert(1)"); // throws TypeError
 */
export function safeUrl(url: string): SafeUrl {
  if (typeof url !== "string") throw new TypeError(`A URL is a string, not ${typeof url}.`);
  if (!isAllowedUrl(url)) {
    throw new TypeError(
      "The URL's scheme is not allowed. Allow it with allowUrlSchemes(), or ask for an http address.",
    );
  }
  return createSafeUrl(url);
}
