/**
 * The one place where the path of a request is taken apart and percent-decoded.
 *
 * Router, static files and guards all see these segments and nothing else, so they cannot disagree about what was asked
 * for (D05, F08, R27). The order is fixed: split at the slashes first, then decode each segment exactly once; what
 * would then mean something else to a second reader (an encoded slash or backslash, a dot segment, a control
 * character) is refused rather than interpreted.
 */

/** A path that can be routed. */
export interface CanonicalPath {
  /** Decoded, without empty ones except the last: `/a/` is `["a", ""]`, `/` is `[""]`. */
  readonly segments: readonly string[];
  /** Where the same path is written canonically, when it was not: `//a///b` should have been `/a/b`. Still encoded. */
  readonly redirect: string | undefined;
}

/** Why a path is refused: `malformed` is not percent-encoded UTF-8, `unreachable` names nothing that can exist. */
export type PathRefusal = "malformed" | "unreachable" | "too-long";

/** RFC 9112 §3 asks for at least 8000 octets in a request line; nobody needs more in a path. */
export const MAX_PATH = 8192;

/** C0, DEL, C1: no address has one for a good reason, and logs and file systems trip over them. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/;

/**
 * The path of an absolute URL as `Request.url` has it, still encoded, without query and fragment.
 *
 * Cheaper than `new URL`, which parsed this text already.
 */
export function rawPath(url: string): string {
  const scheme = url.indexOf("://");
  const start = url.indexOf("/", scheme < 0 ? 0 : scheme + 3);
  if (start < 0) return "/";
  let end = start;
  for (; end < url.length; end++) {
    const code = url.charCodeAt(end);
    if (code === 63 || code === 35) break;
  }
  return url.slice(start, end);
}

/** The query of an absolute URL, without the question mark; empty where there is none. */
export function rawQuery(url: string): string {
  const start = url.indexOf("?");
  if (start < 0) return "";
  const hash = url.indexOf("#", start);
  return hash < 0 ? url.slice(start + 1) : url.slice(start + 1, hash);
}

function decodeSegment(segment: string): string | PathRefused {
  let decoded: string;
  try {
    // Fatal for truncated escapes, overlong forms and lone surrogates, as RFC 3629 asks.
    decoded = decodeURIComponent(segment);
  } catch {
    return MALFORMED;
  }
  if (CONTROLS.test(decoded)) return MALFORMED;
  return decoded.includes("/") || decoded.includes("\\") ? UNREACHABLE : decoded;
}

/** Kept apart from strings by type, so that no segment can be mistaken for a refusal. */
interface PathRefused {
  readonly refused: PathRefusal;
}
const MALFORMED: PathRefused = { refused: "malformed" };
const UNREACHABLE: PathRefused = { refused: "unreachable" };
const TOO_LONG: PathRefused = { refused: "too-long" };

/**
 * The segments of a path that has nothing to decode, to refuse or to redirect, as nearly all have; else `undefined`.
 *
 * One pass, since every request goes this way.
 */
function plainSegments(raw: string): readonly string[] | undefined {
  const { length } = raw;
  if (length > MAX_PATH || raw.charCodeAt(0) !== 47) return undefined;
  const segments: string[] = [];
  let start = 1;
  for (let i = 1; i < length; i++) {
    const code = raw.charCodeAt(i);
    if (code === 47) {
      // An empty segment, or one that begins with a dot and may be nothing but dots.
      if (i === start || raw.charCodeAt(start) === 46) return undefined;
      segments.push(raw.slice(start, i));
      start = i + 1;
    } else if (code === 37 || code === 92 || code < 32 || code > 126) return undefined;
  }
  if (raw.charCodeAt(start) === 46) return undefined;
  segments.push(raw.slice(start));
  return segments;
}

/**
 * Splits and decodes a path.
 *
 * @param raw begins with a slash, percent-encoded
 * @returns the path, or why it is refused
 */
export function canonicalPath(raw: string): CanonicalPath | PathRefused {
  const plain = plainSegments(raw);
  if (plain !== undefined) return { segments: plain, redirect: undefined };
  if (raw.charCodeAt(0) !== 47) return UNREACHABLE;
  if (raw.length > MAX_PATH) return TOO_LONG;
  const pieces = raw.slice(1).split("/");
  const last = pieces.length - 1;
  let empty = false;
  for (let i = 0; i <= last; i++) {
    const piece = pieces[i] ?? "";
    if (piece === "") {
      empty ||= i < last;
      continue;
    }
    const decoded = decodeSegment(piece);
    if (typeof decoded !== "string") return decoded;
    if (decoded === "." || decoded === "..") return UNREACHABLE;
    pieces[i] = decoded;
  }
  if (!empty) return { segments: pieces, redirect: undefined };
  return {
    segments: pieces.filter((piece, index) => piece !== "" || index === last),
    redirect: `/${raw
      .split("/")
      .filter((piece) => piece !== "")
      .join("/")}${pieces[last] === "" && pieces.some(Boolean) ? "/" : ""}`,
  };
}
