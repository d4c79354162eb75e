/** A session record as text, for a cookie or a store. */

import type { SessionValue } from "./data.ts";
import type { SessionRecord } from "./session.ts";
import type { Json } from "./tagged.ts";
import { fromJson, toJson } from "./value-json.ts";

/** The text of a record: JSON with short names, since a cookie has 4096 bytes. */
export function encodeRecord(record: SessionRecord): string {
  const data: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [name, value] of record.data) data[name] = toJson(value);
  return JSON.stringify({ b: record.began, r: record.renewed, c: record.csrfId, d: data });
}

/**
 * The record of a text that we wrote.
 *
 * It was authenticated before, so a text that is no record was written by another version of the application.
 *
 * @returns `null` for what is no record
 */
export function decodeRecord(text: string): SessionRecord | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null) return null;
    const { b, r, c, d } = parsed as Record<string, unknown>;
    if (!isTime(b) || !isTime(r) || !(c === undefined || typeof c === "string")) return null;
    if (typeof d !== "object" || d === null || Array.isArray(d)) return null;
    const data = new Map<string, SessionValue>();
    for (const [name, value] of Object.entries(d)) data.set(name, fromJson(value as Json, name));
    return { began: b, renewed: r, csrfId: c, data };
  } catch {
    return null;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
