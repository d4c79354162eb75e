/**
 * Whether two texts are equal, in a time that depends on their lengths only: two signatures as text.
 *
 * @example
 * equalTexts("ab", "ab"); // true
 * equalTexts("ab", "ac"); // false
 */
export function equalTexts(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}

/**
 * Whether two byte strings are equal, in a time that depends on their lengths only.
 *
 * Both sides are always digests of a fixed length here, so the length gives nothing away; it never throws on a mismatch.
 *
 * @example
 * equalBytes(new Uint8Array([1, 2]), new Uint8Array([1, 2])); // true
 * equalBytes(new Uint8Array([1, 2]), new Uint8Array([1, 3])); // false
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= left[index]! ^ right[index]!;
  return difference === 0;
}
