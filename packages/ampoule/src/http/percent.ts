/**
 * Percent-decoding with one policy for path, query and form: what is malformed is refused (R31).
 *
 * `%`, `%zz`, overlong and truncated UTF-8 and encoded surrogates are a 400, and so is NUL, which no form sends and many a
 * C library behind us would take for the end of the text.
 */

import { badRequest, type HttpError } from "../errors.ts";

/** A 400 with a code of its own: nothing of the request is repeated. */
export function malformed(code: string, detail: string): HttpError {
  return badRequest({ code, detail });
}

/**
 * Decodes `%XX` once, strictly.
 *
 * @throws HttpError 400 `malformed_encoding` when an escape is malformed, is not UTF-8, or gives NUL
 * @example
 * decodePercent("caf%C3%A9"); // "café"
 */
export function decodePercent(text: string): string {
  if (text.includes("%")) {
    try {
      // decodeURIComponent refuses everything that is not exact UTF-8: overlong forms and surrogates too.
      text = decodeURIComponent(text);
    } catch (cause) {
      throw badRequest({
        code: "malformed_encoding",
        detail: "The percent-encoding of the request is malformed.",
        cause,
      });
    }
  }
  if (text.includes("\0")) throw malformed("malformed_encoding", "The request holds a NUL character.");
  return text;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes as UTF-8 text. @throws HttpError 400 `malformed_utf8` when they are none */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw badRequest({ code: "malformed_utf8", detail: "The text of the request is not UTF-8.", cause });
  }
}
