/** Which URLs may stand where a browser navigates or fetches. */
import { decodeReferences } from "../text/references.ts";

/** The safelist of `registerProtocolHandler` (WHATWG HTML §8.9.1.1), and the schemes that browsers and mail programs handle. */
const standardSchemes =
  "http https ftp ftps mailto tel sms smsto fax callto geo maps bitcoin im irc ircs magnet matrix mms news nntp " +
  "openpgp4fpr sftp sip sips ssh urn webcal wtai xmpp cid mid";

const allowed = new Set(standardSchemes.split(" "));

/** What browsers run, show as a page of another's content, or resolve to such. */
const running: ReadonlySet<string> = new Set(
  "javascript vbscript livescript mocha data blob filesystem view-source about file jar res resource chrome".split(" "),
);

/**
 * Lets more schemes stand in URLs, for the whole process: `["slack", "zoommtg"]`.
 *
 * @throws TypeError for what is no scheme, and for those that run code or show foreign content.
 * @example
 * allowUrlSchemes(["slack"]);
 * isAllowedUrl("slack://channel?id=7"); // true
 * allowUrlSchemes(["javascript"]); // throws TypeError
 */
export function allowUrlSchemes(schemes: Iterable<string>): void {
  for (const given of schemes) {
    const scheme = given.toLowerCase();
    if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) throw new TypeError(`'${given}' is no name of a URL scheme.`);
    if (running.has(scheme)) throw new TypeError(`URLs with '${scheme}:' can run code and are never allowed.`);
    allowed.add(scheme);
  }
}

/** What the URL parser drops before it looks (WHATWG URL §4.4): leading controls and space; tab and newline anywhere. */
const leading = /^[\0-\x20]+/;
const anywhere = /[\t\n\r]/g;
const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/;
/** By far the most URLs of a page, for which none of this needs to be done. */
const plainly = /^(?:[/?#]|https?:\/\/)/;
/** What stands before the first character that ends all hope of a scheme. */
const head = /^[^/?#]*/;

/** The scheme of a URL as a browser would see it, in lower case; `""` for a relative one. */
export function schemeOf(url: string): string {
  const match = scheme.exec(url.replace(anywhere, "").replace(leading, ""));
  return match?.[1]?.toLowerCase() ?? "";
}

/** Pictures inside the URL: formats that hold pixels only. SVG is a document and can hold scripts. */
const rasterData = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)(?:;base64)?,/i;

function isAllowedScheme(name: string, url: string, image: boolean): boolean {
  if (name === "" || allowed.has(name)) return true;
  return image && name === "data" && rasterData.test(url.replace(anywhere, "").replace(leading, ""));
}

/**
 * May the URL stand where a browser navigates, or (`image`) fetches a picture?
 *
 * Relative URLs may, and those with a scheme of the list. A URL whose *character references* spell a forbidden scheme is
 * refused as well: some later reader might decode it once too often.
 *
 * @example
 * isAllowedUrl("/search?q=1"); // true
 * isAllowedUrl(" java\tscript:alert(1)"); // false
 */
export function isAllowedUrl(url: string, image = false): boolean {
  if (plainly.test(url)) return true;
  const name = schemeOf(url);
  if (name !== "") return isAllowedScheme(name, url, image);
  if (head.exec(url)?.[0].includes("&") !== true) return true;
  const decoded = decodeReferences(url);
  return isAllowedScheme(schemeOf(decoded), decoded, image);
}
