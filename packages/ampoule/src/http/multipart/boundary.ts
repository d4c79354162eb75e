/** The boundary of a multipart body, and the search for it. */

import type { HttpError } from "../../errors.ts";
import type { ContentType } from "../content-type.ts";
import { malformed } from "../percent.ts";

/** RFC 2046 §5.1.1 "bchars"; its grammar allows 1 to 70 of them, the last no space. */
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]$/;

/**
 * The boundary parameter.
 *
 * @throws HttpError 400 when it is missing or not one by RFC 2046 (R43; a boundary that comes twice is no
 * {@link ContentType} to begin with)
 */
export function boundaryOf(contentType: ContentType): string {
  const boundary = contentType.parameters.get("boundary");
  if (boundary === undefined || !BOUNDARY.test(boundary)) throw badBoundary();
  return boundary;
}

function badBoundary(): HttpError {
  return malformed("malformed_multipart", "The boundary of the multipart body is missing or malformed.");
}

const CR = 0x0d;

/**
 * Finds `CR LF -- boundary` in linear time, whatever the bytes and the boundary are (R02).
 *
 * Two facts make that simple. CR is only at the start of the needle, so after a failed comparison the next chance is where it
 * failed, never before. And where the byte a needle's length ahead is not in the needle at all, nothing up to there can
 * match: ordinary data is crossed in leaps of 40 bytes or so.
 */
export class BoundarySearch {
  /** The whole delimiter: CR LF, two hyphens, the boundary. */
  readonly needle: Uint8Array;
  readonly #inNeedle = new Uint8Array(256);

  constructor(boundary: string) {
    this.needle = new TextEncoder().encode(`\r\n--${boundary}`);
    for (const byte of this.needle) this.#inNeedle[byte] = 1;
  }

  /** Where the needle begins at or after `from`, or -1. */
  find(bytes: Uint8Array, from: number): number {
    const { needle } = this;
    const size = needle.length;
    const last = bytes.length - size;
    let at = from;
    while (at <= last) {
      const windowEnd = at + size;
      if (this.#inNeedle[bytes[windowEnd - 1] as number] === 0) {
        at = windowEnd;
        continue;
      }
      while (at < windowEnd && bytes[at] !== CR) at++;
      if (at === windowEnd) continue;
      if (at > last) return -1;
      let matched = 1;
      while (matched < size && bytes[at + matched] === needle[matched]) matched++;
      if (matched === size) return at;
      at += matched;
    }
    return -1;
  }

  /**
   * Where a needle begins that the end of `bytes` cuts off: what is before it is data for certain.
   *
   * @param from nothing before it is looked at
   * @returns `bytes.length` when the end can be no beginning of a needle
   */
  cutOff(bytes: Uint8Array, from: number): number {
    const { needle } = this;
    for (let at = Math.max(from, bytes.length - needle.length + 1); at < bytes.length; at++) {
      if (bytes[at] !== CR) continue;
      let matched = 1;
      while (at + matched < bytes.length && bytes[at + matched] === needle[matched]) matched++;
      if (at + matched === bytes.length) return at;
    }
    return bytes.length;
  }
}
