/**
 * Whether two byte strings are equal, in a time that depends on their lengths only.
 *
 * Both sides are always digests of a fixed length here, so the length gives nothing away; it never throws on a mismatch.
 *
 * @example equalBytes(expected, given)
 */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index += 1) difference |= left[index]! ^ right[index]!;
  return difference === 0;
}
