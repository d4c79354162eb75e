/**
 * Which part of a URL a literal text ends in (WHATWG URL §4.4, as far as a value can tell the parts apart).
 *
 * `start` nothing yet · `scheme:xy` letters that may become a scheme · `maybe` a value stands before, so a scheme may
 * still come · `authority` · `root` just behind a leading `/` · `path` · `key` and `value` of a query · `fragment` ·
 * `opaque` behind a scheme without `//` · `unknown` two ways, the scheme fixed in both · `script` behind `javascript:`
 */

/** Schemes whose rest a browser runs or shows as a page: a value may not become part of that. */
const RUNNING = /^(?:javascript|vbscript|livescript|mocha|blob|filesystem|view-source)$/;
const RASTER_DATA = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon|svg\+xml)[;,]/;
/** A scheme is told within this many characters; more of the text is never looked at again. */
const SCHEME_LENGTH = 48;

/** The part after `text`, which stands directly behind `part`. `text` has its character references decoded. */
export function stepUrl(part: string, text: string): string {
  let current = part === "" ? "start" : part;
  for (const char of text.replace(/[\t\n\r]/g, "")) {
    const colon = current.indexOf(":");
    switch (colon === -1 ? current : current.slice(0, colon)) {
      case "start":
        if (char <= " ") break; // leading white space and controls are dropped by the URL parser
        if (char === "/" || char === "\\") current = "root";
        else current = afterPath(char) ?? (/[a-z]/i.test(char) ? `scheme:${char.toLowerCase()}` : "path");
        break;
      case "scheme": {
        const scheme = current.slice(colon + 1);
        if (char === ":") current = behindScheme(scheme);
        else if (/[a-z0-9+.-]/i.test(char) && scheme.length < SCHEME_LENGTH) current += char.toLowerCase();
        else current = afterPath(char) ?? "path";
        break;
      }
      case "slashes": // behind `https:`
        current = char === "/" || char === "\\" ? "authority" : (afterPath(char) ?? "path");
        break;
      case "data": {
        const text = current + char.toLowerCase();
        current = RASTER_DATA.test(text) ? "opaque" : text.length > SCHEME_LENGTH ? "script" : text;
        break;
      }
      case "maybe":
        if (char === ":") current = "colon";
        else if (char === "/" || char === "\\") current = "path";
        else current = afterPath(char) ?? current;
        break;
      case "schemeValue": // a value that was checked to be a scheme
        current = char === ":" ? "slashes" : "unknown";
        break;
      case "root":
        current = char === "/" || char === "\\" ? "authority" : (afterPath(char) ?? "path");
        break;
      case "authority":
        if (char !== "/" && char !== "\\") current = afterPath(char) ?? "host";
        break;
      case "host":
        if (char === "/" || char === "\\") current = "path";
        else current = afterPath(char) ?? current;
        break;
      case "path":
      case "opaque":
      case "unknown":
        current = afterPath(char) ?? current;
        break;
      case "key":
        if (char === "=") current = "value";
        else if (char === "#") current = "fragment";
        break;
      case "value":
        if (char === "&") current = "key";
        else if (char === "#") current = "fragment";
        break;
    }
  }
  return current;
}

function afterPath(char: string): string | undefined {
  return char === "?" ? "key" : char === "#" ? "fragment" : undefined;
}

function behindScheme(scheme: string): string {
  if (RUNNING.test(scheme)) return "script";
  if (scheme === "data") return "data:";
  return /^(?:https?|ftps?|wss?)$/.test(scheme) ? "slashes" : "opaque";
}

/** Parts whose scheme can still change. */
export function schemeIsOpen(part: string): boolean {
  return part === "" || part === "start" || part === "maybe" || part.startsWith("scheme:");
}

/** Rule 2 of the joins: the same value, another part of it. Null where one part runs code. */
export function joinUrl(a: string, b: string): string | null {
  if (a === b) return a;
  for (const part of [a, b]) if (part === "script" || part === "colon" || part.startsWith("data:")) return null;
  return schemeIsOpen(a) || schemeIsOpen(b) ? "maybe" : "unknown";
}
