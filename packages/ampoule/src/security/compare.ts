/**
 * Whether two byte strings are equal, in a time that tells nothing of where they differ (F34).
 *
 * The length is no secret here: both are digests of a fixed size.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}
