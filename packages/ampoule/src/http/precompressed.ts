/**
 * Files that were compressed ahead of time, and lie beside the ones that they stand for: `style.css.br` beside `style.css`.
 *
 * Nothing is compressed while it is sent. What a page holds of a visitor and of an attacker is never compressed together (BREACH).
 */

import { parseAccept } from "./accept.ts";

/** A content coding (RFC 9110 §8.4.1), and how such a file's name ends. */
export interface Coding {
  readonly name: "br" | "zstd" | "gzip";
  readonly ending: ".br" | ".zst" | ".gz";
}

/** The smallest first, as files usually come out. */
const CODINGS: readonly Coding[] = [
  { name: "br", ending: ".br" },
  { name: "zstd", ending: ".zst" },
  { name: "gzip", ending: ".gz" },
];

/**
 * The codings that a client takes, what it likes best first (RFC 9110 §12.5.3). One that it does not name is not sent.
 *
 * @param header `Accept-Encoding`
 */
export function acceptedCodings(header: string | null): readonly Coding[] {
  if (header === null) return [];
  const qualities = new Map(parseAccept(header).map(({ range, quality }) => [range, quality]));
  const qualityOf = ({ name }: Coding): number =>
    qualities.get(name) ?? (name === "gzip" ? qualities.get("x-gzip") : undefined) ?? qualities.get("*") ?? 0;
  const accepted = CODINGS.filter((coding) => qualityOf(coding) > 0);
  return accepted.sort((a, b) => qualityOf(b) - qualityOf(a));
}
