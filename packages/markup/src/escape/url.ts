/** Escapers for URLs that are navigated to, or fetched as passive content. All give text for a quoted attribute. */
import { isResourceUrl } from "../safe/resource-url.ts";
import { isSafeUrl } from "../safe/safe-url.ts";
import { decodeReferences } from "../text/references.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { encodeComponent, encodeLabels, encodePath } from "./percent.ts";
import { isAllowedUrl, schemeOf } from "./scheme.ts";
import { plainText } from "./values.ts";

const schemeReason = "The URL has a scheme that is not on the list of allowed ones.";

function isPromised(value: unknown): boolean {
  return isSafeUrl(value) || isResourceUrl(value);
}

/** A URL's text if it may stand in a page, else the inert one. */
export function checkedUrl(escaper: string, text: string, image: boolean): string {
  return isAllowedUrl(text, image) ? text : blocked(escaper, schemeReason, BLOCKED_URL);
}

/** Two slashes, of either kind, lead to another host. */
const otherHost = /^[\0-\x20]*[/\\][\t\n\r]*[/\\]/;

/** Does the URL stay on this site, wherever the page is? */
export function isLocalUrl(url: string): boolean {
  return schemeOf(url) === "" && !otherHost.test(url) && isAllowedUrl(url);
}

function escapeLocalUrl(value: unknown, text: string): string {
  if (isResourceUrl(value) || isLocalUrl(text)) return escapeHtml(text);
  return blocked("url", "The form and its secret token would go to another site.", BLOCKED_URL);
}

/** A refresh drops a quote before its URL and ends it at the next one (HTML §4.2.5.3): no quote is left to be one. */
function escapeRefreshUrl(text: string): string {
  return escapeHtml(
    checkedUrl(
      "url",
      text.replace(/["']/g, (quote) => (quote === '"' ? "%22" : "%27")),
      false,
    ),
  );
}

function beginsLocally(url: string): boolean {
  const first = url.charCodeAt(0);
  return first === 47 || first === 63 || first === 35;
}

/**
 * A value that begins a URL. The text stays as it was written.
 *
 * `arg`: `"image"` where pictures inside the URL may stand, `"local"` where it must not leave the site, `"refresh"` in the
 * content of a refresh.
 */
export function escapeUrl(value: unknown, toText: ToText, arg?: string): string {
  // By far the most URLs: strings that begin with a `/`, `?` or `#`, behind which nothing is a scheme.
  if ((arg === undefined || arg === "image") && typeof value === "string" && beginsLocally(value))
    return escapeHtml(value);
  const text = plainText(value, toText);
  if (arg === "local") return escapeLocalUrl(value, text);
  if (arg === "refresh") return escapeRefreshUrl(text);
  return escapeHtml(isPromised(value) ? text : checkedUrl("url", text, arg === "image"));
}

function isBlank(text: string): boolean {
  return /^[\0-\x20]*$/.test(text);
}

/**
 * A value where the scheme may still be coming: it is the whole from the attribute's start that counts.
 *
 * `arg`: the attribute's text so far, as printed.
 */
export function escapeUrlContinue(value: unknown, toText: ToText, arg = ""): string {
  const before = decodeReferences(arg, "attribute");
  const text = plainText(value, toText);
  if (isBlank(before)) {
    if (isPromised(value) || isAllowedUrl(text)) return escapeHtml(text);
    // In a capture, what stands before it is not known here: `about:` might become a part of another scheme.
    return blocked("urlContinue", schemeReason, "#blocked");
  }
  if (isAllowedUrl(before + text)) return escapeHtml(encodePath(text));
  return blocked("urlContinue", schemeReason, encodeComponent(text));
}

/**
 * A value before the author's `:`. It may be an allowed scheme, or text in which the scheme is settled (`http://host` in
 * `{{ base }}:{{ port }}`). `arg`: the attribute's text so far, as printed.
 */
export function escapeUrlScheme(value: unknown, toText: ToText, arg = ""): string {
  const before = decodeReferences(arg, "attribute");
  const text = plainText(value, toText);
  if (isAllowedUrl(`${before}${text}:`)) return escapeHtml(isBlank(before) ? text : encodePath(text));
  // Behind a `#`, neither what is printed nor what the author adds can be a scheme any more.
  return blocked("urlScheme", schemeReason, isBlank(before) ? BLOCKED_URL : "#blocked");
}

/** A leading slash of either kind would turn `/` into `//host`. */
const leadingSlashes = /^[/\\]+/;

/**
 * A value directly behind the author's leading `/`, such that both together begin no `//host`.
 *
 * `arg` as in {@link escapeUrlPath}.
 */
export function rootedPath(text: string, arg: string | undefined): string {
  // `/./` is `/` to the URL parser, but with a slash behind it (`/{{ language }}/{{ page }}`) it is still a path.
  if (text === "") return arg === "root" ? "./" : "";
  return arg === undefined ? text : text.replace(leadingSlashes, encodeURIComponent);
}

/**
 * A value in the path, or where it is not known in which part.
 *
 * `arg`: `"root"` directly behind the author's leading `/`; `"rootEnd"` if what follows is known to be no slash either.
 */
export function escapeUrlPath(value: unknown, toText: ToText, arg?: string): string {
  return escapeHtml(encodePath(rootedPath(plainText(value, toText), arg)));
}

/** A value in front of the rest of the author's host: what could end the host there makes the URL an invalid one. */
export function escapeUrlAuthority(value: unknown, toText: ToText): string {
  return encodeLabels(plainText(value, toText));
}

/** A value of a query's parameter: it reads back as it is. */
export function escapeUrlQuery(value: unknown, toText: ToText): string {
  return encodeComponent(plainText(value, toText));
}

/** A query, or parts of one, or a value that is URL-encoded already. */
export function escapeUrlQueryRaw(value: unknown, toText: ToText): string {
  return escapeHtml(encodePath(plainText(value, toText)).replaceAll("#", "%23"));
}

/** A value behind the author's `#`. */
export function escapeUrlFragment(value: unknown, toText: ToText): string {
  return escapeHtml(encodePath(plainText(value, toText)));
}

/** `ping`: URLs with white space between. */
export function escapePing(value: unknown, toText: ToText): string {
  const text = plainText(value, toText);
  if (isPromised(value)) return escapeHtml(text);
  const urls = text.split(/[\t\n\f\r ]+/).filter((url) => url !== "");
  if (urls.every((url) => isAllowedUrl(url))) return escapeHtml(text);
  return escapeHtml(urls.map((url) => checkedUrl("ping", url, false)).join(" "));
}

/** HTML §4.2.5.3, shared declarative refresh steps, without what only parsers forgive. */
const refresh = /^([0-9]{1,9})(?:\.[0-9.]*)?\s*(?:[;,]\s*(?:url\s*=\s*)?([\s\S]*))?$/i;

/** A URL in quotes ends at the same quote. */
function unquoted(url: string): string {
  const quote = url.charAt(0);
  if (quote !== '"' && quote !== "'") return url;
  const end = url.indexOf(quote, 1);
  return end === -1 ? url.slice(1) : url.slice(1, end);
}

/** The whole content of `<meta http-equiv=refresh>`: written anew from seconds and URL. */
export function escapeMetaRefresh(value: unknown, toText: ToText): string {
  const match = refresh.exec(plainText(value, toText).trim());
  if (!match) return blocked("metaRefresh", "The value is neither a number of seconds nor `seconds; url=…`.", "");
  const [, seconds = "", rest = ""] = match;
  const url = unquoted(rest);
  return escapeHtml(url === "" ? seconds : `${seconds};url=${checkedUrl("metaRefresh", url, false)}`);
}
