/** Types are equal, not only assignable to each other. */
export type Equal<Left, Right> =
  (<T>() => T extends Left ? 1 : 2) extends <T>() => T extends Right ? 1 : 2 ? true : false;

/** An intersection or mapped type written out, for comparison. */
export type Plain<T> = { [Key in keyof T]: T[Key] };

/** Compiles only if the type is `true`: `holds<Equal<A, B>>(true)`. */
export function holds<Truth extends boolean>(_truth: Truth): void {}
