/** A session record as text, for a cookie or a store. */

import { freezeJson, type JsonValue } from "./data.ts";
import type { SessionRecord } from "./session.ts";

/** The text of a record: JSON with short names, since a cookie has 4096 bytes. */
export function encodeRecord(record: SessionRecord): string {
  const data: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const [name, value] of record.data) data[name] = value;
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
    const data = new Map<string, JsonValue>();
    for (const [name, value] of Object.entries(d)) data.set(name, freezeJson(value, name));
    return { began: b, renewed: r, csrfId: c, data };
  } catch {
    return null;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
