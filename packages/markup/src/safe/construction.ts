/**
 * The key to the constructors of the safe types.
 *
 * The classes are public, so that `instanceof` and types work; their constructors are not: without this key, which no entry
 * point of the package exports, they throw. So `unsafe.ts` and `trusted.ts` stay the only doors.
 */
export const constructionKey: unique symbol = Symbol("ampoule.markup.construction");

/** The type of {@link constructionKey}. */
export type ConstructionKey = typeof constructionKey;

/** Refuses a constructor that is called without the key, or with anything but text. */
export function demandKey(key: unknown, value: unknown, type: string, door: string): void {
  if (key !== constructionKey) {
    throw new TypeError(
      `${type} cannot be constructed: escape text with \`html\` or \`escape()\`, or assert that it is safe with ${door}() of @ampoule/markup/unsafe.`,
    );
  }
  if (typeof value !== "string") throw new TypeError(`${type} is made of a string, not of ${typeof value}.`);
}
