/**
 * Resource isolation: data of ours is not loaded into pages of others as a script, style, image or plug-in (J01).
 *
 * The array attack of the Flask manual, `<script src="https://victim/api/posts.json">`, ended with the browsers that leaked
 * it; this ends it for those to come. Only requests that a browser itself marks as such are refused.
 *
 * @see https://www.w3.org/TR/fetch-metadata/ §2, "resource isolation policy"
 */

import type { ReplyKind } from "../reply.ts";
import { quoteForLog, type Refusal } from "./refusal.ts";

/** Destinations that put a response into the page that asked, without that page being able to read it. */
const EMBEDDED: ReadonlySet<string> = new Set([
  "audio",
  "audioworklet",
  "embed",
  "font",
  "image",
  "manifest",
  "object",
  "paintworklet",
  "report",
  "script",
  "serviceworker",
  "sharedworker",
  "style",
  "track",
  "video",
  "worker",
  "xslt",
]);

/** Kinds of replies that no page embeds. Static files and uploads have `Cross-Origin-Resource-Policy` to say who may. */
const DATA: ReadonlySet<ReplyKind> = new Set<ReplyKind>(["json", "html", "text"]);

/**
 * Decides whether a reply of this kind may go to where the browser wants to put it.
 *
 * @returns `null` when it may
 */
export function checkIsolation(request: Request, kind: ReplyKind): Refusal | null {
  if (!DATA.has(kind)) return null;
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none") return null;
  const destination = headers.get("sec-fetch-dest");
  if (destination === null || !EMBEDDED.has(destination)) return null;
  return {
    status: 403,
    code: "isolation",
    message: "This cannot be loaded into a page of another site.",
    detail: `${kind} was asked for with Sec-Fetch-Site ${quoteForLog(site)} and Sec-Fetch-Dest ${quoteForLog(destination)}`,
  };
}
