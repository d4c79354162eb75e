/** A form's input and errors as plain data, for the page after a redirect. Never has passwords, files or anything sensitive in it. */
export interface FormSnapshot {
  /** The id of the form that it is of. */
  readonly form: string;
  /** Names and texts. */
  readonly input: readonly (readonly [name: string, value: string])[];
  /** What was wrong: the field's name (`""` for the form itself), a code, the message. */
  readonly issues: readonly (readonly [name: string, code: string, message: string])[];
}

/** Where a form is kept: the same form can be twice in a page, with two prefixes. */
export function memoryKey(id: string, prefix: string): string {
  return prefix + id;
}

const isTuple = (value: unknown, length: number): boolean =>
  Array.isArray(value) && value.length === length && value.every((item) => typeof item === "string");

/** Whether something that comes out of a session is a snapshot of this form. */
export function isSnapshot(value: unknown, form: string): value is FormSnapshot {
  if (typeof value !== "object" || value === null) return false;
  const { form: id, input, issues } = value as Partial<Record<keyof FormSnapshot, unknown>>;
  return (
    id === form &&
    Array.isArray(input) &&
    input.every((pair) => isTuple(pair, 2)) &&
    Array.isArray(issues) &&
    issues.every((issue) => isTuple(issue, 3))
  );
}

/** Leaves out the longest texts until the rest fits: better a part of the input than none. */
export function fit(
  input: readonly (readonly [string, string])[],
  limit: number,
): readonly (readonly [string, string])[] {
  const size = (pairs: readonly (readonly [string, string])[]): number =>
    pairs.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  let kept = input;
  while (size(kept) > limit) {
    const longest = kept.reduce((most, pair) => (pair[1].length > most[1].length ? pair : most));
    kept = kept.filter((pair) => pair !== longest);
  }
  return kept;
}
