/** Escapers for URLs from which code or documents become part of the page. */
import { isResourceUrl, textOfResourceUrl } from "../safe/resource-url.ts";
import { beginsAsWritten } from "./beginnings.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import type { Escaper, ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { encodeComponent, encodePath } from "./percent.ts";
import { isLocalUrl, rootedPath } from "./url.ts";
import { plainText } from "./values.ts";

/**
 * A whole URL: only a `ResourceUrl` will do.
 *
 * `arg`: `"local"` where a plain string will do too, if it stays with the page's own origin; `"local/"` if the author's `/`
 * follows, with which a value that ends in one would begin a host. Behind that, the author's own beginnings.
 */
export function escapeResource(value: unknown, toText: ToText, arg?: string): string {
  return escapeHtml(wholeResource(value, toText, arg));
}

function wholeResource(value: unknown, toText: ToText, arg = ""): string {
  if (isResourceUrl(value)) return textOfResourceUrl(value);
  const text = plainText(value, toText);
  // Nothing to load is nothing to block: `<link href="{{ theme_url or '' }}">`.
  if (text.trim() === "") return "";
  const [local, ...beginnings] = arg.split(" ");
  if (local === "local" && isLocalUrl(text)) return text;
  if (local === "local/" && isLocalUrl(`${text}/`)) return text;
  if (beginsAsWritten(text, beginnings, local === "local/" ? "/" : "")) return text;
  return blocked("resource", "What loads code or documents needs a ResourceUrl, as url_for() returns.", BLOCKED_URL);
}

/** `.` and `..`, in the spellings that the URL parser takes for them (WHATWG URL, "double-dot URL path segment"). */
const dotSegment = /^(?:\.|%2e){1,2}$/i;

function keptSegment(segment: string): string {
  if (!dotSegment.test(segment)) return segment;
  // `%2E` would still be a dot to the URL parser; `%252E` is the text "%2E".
  return blocked("resourcePath", "The path climbs out of the author's folder.", segment.replace(/\.|%2e/gi, "%252E"));
}

/**
 * A value in the path behind the author's origin and folder: it stays below, and opens neither query nor fragment.
 *
 * `arg`: `"root"` or `"rootEnd"`, as for paths of links.
 */
export function escapeResourcePath(value: unknown, toText: ToText, arg?: string): string {
  return escapeHtml(resourcePath(value, toText, arg));
}

function resourcePath(value: unknown, toText: ToText, arg?: string): string {
  const text = plainText(value, toText);
  if (text === "") return rootedPath(text, arg);
  const path = encodePath(rootedPath(text, "root")).replace(/[?#]/g, encodeURIComponent);
  return path.split("/").map(keptSegment).join("/");
}

const parts: Readonly<Record<string, Escaper>> = {
  resource: wholeResource,
  resourcePath,
  resourceQuery: (value, toText) => encodeComponent(plainText(value, toText)),
  resourceFragment: (value, toText) => encodePath(plainText(value, toText)),
};

/** Does the `arg` of a string in another language say that it is a URL from which code is loaded? */
export function isResourceRule(arg: string | undefined): arg is `resource${string}` {
  return arg?.startsWith("resource") === true;
}

/**
 * A value in a URL from which a script or a style loads code: `import "…"`, `@import "…"`. Text, to be escaped for its string.
 *
 * @param rule What the machine says of such a URL in HTML: the escaper, a space, its `arg`
 */
export function resourceText(value: unknown, toText: ToText, rule: string): string {
  const [name = "", ...arg] = rule.split(" ");
  return parts[name]!(value, toText, arg.length === 0 ? undefined : arg.join(" "));
}
