/**
 * The headers of one part of a `multipart/form-data` body (RFC 7578 §4).
 *
 * Only what a form's part has is read: `Content-Disposition` with a name and perhaps a file name, and `Content-Type`. What
 * is ambiguous is refused, because somebody before us may have read it the other way.
 */

import { type ContentType, parseContentType } from "../content-type.ts";
import { isToken, trimBlanks } from "../grammar.ts";
import { LimitError, type Limits } from "../limits.ts";
import { decodeUtf8, malformed } from "../percent.ts";
import { parseDisposition } from "./disposition.ts";

/** What the headers of a part say. */
export interface PartHead {
  /** The field's name. */
  readonly name: string;
  /** The file's name as the client has it: data, never a path. Absent for a text field; `""` where no file was chosen. */
  readonly filename: string | undefined;
  /** What the client believes the type to be. */
  readonly contentType: ContentType | null;
}

/** RFC 7578 §4.7 deprecates the header; these values change nothing, the others would. */
const PLAIN_ENCODINGS: ReadonlySet<string> = new Set(["7bit", "8bit", "binary"]);

/**
 * Parses the headers of a part.
 *
 * @param bytes the lines without the empty one at the end
 * @throws HttpError 400 for what is malformed, 415 for a transfer encoding; {@link LimitError} for a limit
 */
export function parsePartHead(bytes: Uint8Array, limits: Limits): PartHead {
  const text = decodeUtf8(bytes);
  const lines = text.split("\r\n");
  if (lines.length > limits.partHeaderCount) throw new LimitError("partHeaderCount", limits.partHeaderCount);
  const headers = new Map<string, string>();
  for (const line of lines) {
    // Also finds a bare CR or LF, an obs-fold (R44: its line begins with a blank, so its name is no token) and NUL.
    if (hasControl(line)) throw malformedHead();
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!isToken(name) || headers.has(name)) throw malformedHead();
    headers.set(name, trimBlanks(line, colon + 1));
  }
  const encoding = headers.get("content-transfer-encoding");
  if (encoding !== undefined && !PLAIN_ENCODINGS.has(encoding.toLowerCase())) {
    throw malformed(
      "malformed_multipart",
      "A part of the form is in a transfer encoding, which RFC 7578 does away with.",
    );
  }
  const disposition = parseDisposition(headers.get("content-disposition") ?? "");
  if (disposition === null) throw malformedHead();
  checkSize(disposition.name, limits.nameSize);
  checkSize(disposition.filename ?? "", limits.nameSize);
  const type = headers.get("content-type");
  // An unreadable type is no reason to refuse the part: what a file is, its own bytes say.
  return { ...disposition, contentType: type === undefined ? null : parseContentType(type) };
}

function malformedHead(): Error {
  return malformed("malformed_multipart", "The headers of a part of the form are malformed.");
}

/** C0 controls but HTAB, and DEL. */
function hasControl(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}

/** @throws LimitError when `text` is longer than `limit` bytes in UTF-8 */
function checkSize(text: string, limit: number): void {
  // A UTF-16 unit is one to three bytes: most names need no counting.
  if (text.length * 3 <= limit) return;
  if (text.length > limit || new TextEncoder().encode(text).length > limit) throw new LimitError("nameSize", limit);
}
