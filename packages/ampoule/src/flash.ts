/** Messages for the next page that this visitor sees (Flask's `flash`), kept in the session until they are shown. */

/** The part of a session that messages need. */
export interface FlashStore {
  get(name: string): unknown;
  set(name: string, value: FlashedMessage[]): void;
  delete(name: string): unknown;
}

/** A message and what kind it is. */
export type FlashedMessage = [category: string, message: string];

/** Where in the session: the name that Flask uses. */
const KEY = "_flashes";

function isMessage(value: unknown): value is FlashedMessage {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

/**
 * Keeps a message.
 *
 * @param category a word for the page to style it by, as `error`. Flask's own are `message`, `error`, `info`, `warning`
 */
export function addFlash(session: FlashStore, message: string, category: string): void {
  const before = session.get(KEY);
  session.set(KEY, [...(Array.isArray(before) ? before.filter(isMessage) : []), [category, message]]);
}

/** Takes every message out of the session. */
export function takeFlashes(session: FlashStore): readonly FlashedMessage[] {
  const messages = session.get(KEY);
  if (messages === undefined) return [];
  session.delete(KEY);
  return Array.isArray(messages) ? messages.filter(isMessage) : [];
}
