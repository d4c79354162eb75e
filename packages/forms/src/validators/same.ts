/** Decimals and bigints by their text; JSON has no word for the latter. */
const asText = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

/**
 * Whether two values of fields are written alike: decimals, lists and groups are objects, and new ones each time. Nothing and an
 * empty text are the same.
 */
export function sameValue(left: unknown, right: unknown): boolean {
  return Object.is(left, right) || JSON.stringify(left ?? "", asText) === JSON.stringify(right ?? "", asText);
}
