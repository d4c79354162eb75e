/**
 * `Accept`, `Accept-Language` (RFC 9110 §12.5): what a client prefers of what we offer.
 *
 * One pass over the header, a fixed number of members, no sorting of what nobody asks for: quadratic negotiation was a
 * vulnerability elsewhere (R36, R46).
 */

import { Cursor } from "./grammar.ts";

/** More members than any browser sends; what follows is not read. */
const MAX_MEMBERS = 64;

/** One member of the list, as `text/html;level=1;q=0.5`. */
export interface AcceptMember {
  /** The range in lower case, as `text/*`, `en-gb`, `*`. */
  readonly range: string;
  /** 0 (not acceptable) to 1. */
  readonly quality: number;
}

/**
 * Parses a list of weighted members. A member that is malformed is passed over, as it is a preference and no command.
 *
 * @param header `null` or an empty text is an empty list
 */
export function parseAccept(header: string | null): readonly AcceptMember[] {
  const members: AcceptMember[] = [];
  const cursor = new Cursor(header ?? "");
  while (!cursor.done && members.length < MAX_MEMBERS) {
    cursor.skipBlanks();
    const range = mediaOrToken(cursor);
    const quality = range === null ? null : weight(cursor);
    if (range !== null && quality !== null) members.push({ range, quality });
    skipToComma(cursor);
  }
  return members;
}

/** `type/subtype` or a lone token, either part may be `*`, which is a token character. */
function mediaOrToken(cursor: Cursor): string | null {
  const first = cursor.token();
  if (first === null) return null;
  if (!cursor.take("/")) return first.toLowerCase();
  const second = cursor.token();
  return second === null ? null : `${first}/${second}`.toLowerCase();
}

/** The parameters after a range: their `q`, 1 where there is none, `null` where they are malformed. */
function weight(cursor: Cursor): number | null {
  let quality = 1;
  for (;;) {
    cursor.skipBlanks();
    if (!cursor.take(";")) return cursor.done || cursor.text[cursor.position] === "," ? quality : null;
    cursor.skipBlanks();
    const name = cursor.token();
    if (name === null) continue;
    const value = cursor.take("=") ? cursor.value() : "";
    if (value === null) return null;
    if (name === "q" || name === "Q") {
      if (!/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(value)) return null;
      quality = Number(value);
    }
  }
}

/** Past the next comma that is not inside a quoted-string; one that does not end takes all the rest with it. */
function skipToComma(cursor: Cursor): void {
  let quoted = false;
  while (!cursor.done) {
    const character = cursor.text[cursor.position++];
    if (character === '"') quoted = !quoted;
    else if (character === "\\" && quoted) cursor.position++;
    else if (character === "," && !quoted) return;
  }
}

/** How well a range fits an offer: 0 not at all, more the more exact it is. */
type Fit = (range: string, offer: string, quality: number) => number;

const fitMedia: Fit = (range, offer) => {
  if (range === offer) return 3;
  if (range === "*/*") return 1;
  const slash = range.indexOf("/");
  return range.endsWith("/*") && offer.startsWith(range.slice(0, slash + 1)) ? 2 : 0;
};

/** A bound on the tags of languages (RFC 5646 §4.4.1 asks for 35 characters): what is more exact than any part of one. */
const WHOLE_TAG = 1000;

/**
 * RFC 4647: `de` fits `de-CH` (§3.3.1, "basic filtering"), and `de-CH` fits `de`, if less well (§3.4, "lookup"): the longer the part
 * that both have, the better. Somebody who does not want `de-CH` may want `de`.
 */
const fitLanguage: Fit = (range, offer, quality) => {
  if (range === offer) return WHOLE_TAG + 1;
  if (range === "*") return 1;
  if (offer.startsWith(`${range}-`)) return WHOLE_TAG;
  return quality > 0 && range.startsWith(`${offer}-`) ? Math.min(offer.length + 1, WHOLE_TAG - 1) : 0;
};

/** What one offer is worth: the quality and the exactness of the range that fits it most exactly. */
function judge(offer: string, members: readonly AcceptMember[], fit: Fit): { exactness: number; quality: number } {
  const best = { exactness: 0, quality: 0 };
  const lower = offer.toLowerCase();
  for (const { range, quality } of members) {
    const exactness = fit(range, lower, quality);
    if (exactness < best.exactness || exactness === 0) continue;
    // Twice as exact is the same range twice, or two that are cut to the same one: the better wish counts.
    best.quality = exactness === best.exactness ? Math.max(best.quality, quality) : quality;
    best.exactness = exactness;
  }
  return best;
}

function choose<T extends string>(header: string | null, offers: readonly T[], fit: Fit): T | null {
  const members = parseAccept(header);
  if (members.length === 0) return offers[0] ?? null;
  let best: T | null = null;
  let bestQuality = 0;
  let bestExactness = 0;
  for (const offer of offers) {
    const { quality, exactness } = judge(offer, members, fit);
    // Of `text/html, */*` a page is what was named.
    if (quality > bestQuality || (quality > 0 && quality === bestQuality && exactness > bestExactness)) {
      best = offer;
      bestQuality = quality;
      bestExactness = exactness;
    }
  }
  return best;
}

/**
 * The media type that the client likes best of those offered; of equals what it named more exactly, then the first.
 *
 * @param header the `Accept` header; without one everything is as good
 * @returns `null` when none is acceptable
 * @example
 * negotiate("text/html, application/json;q=0.9", ["application/json", "text/html"]); // "text/html"
 */
export function negotiate<T extends string>(header: string | null, offers: readonly T[]): T | null {
  return choose(header, offers, fitMedia);
}

/**
 * The language that the client likes best (`Accept-Language`, RFC 4647); `null` when none fits.
 *
 * @example
 * negotiateLanguage("de-CH, fr;q=0.8", ["en", "de"]); // "de"
 */
export function negotiateLanguage<T extends string>(header: string | null, offers: readonly T[]): T | null {
  return choose(header, offers, fitLanguage);
}
