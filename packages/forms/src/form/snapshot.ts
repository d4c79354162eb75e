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

const encoder = new TextEncoder();

/** Bytes of something inside a list of JSON: what a session is made of, where a letter may be three bytes and a control character six. */
const bytesOf = (entry: unknown): number => encoder.encode(JSON.stringify(entry)).length + 1;

/**
 * Leaves out what is too much: the last of the messages where they need more than half of the room, and the longest texts until the rest
 * fits. Better a part of the input than none.
 *
 * @param limit - bytes of JSON that input and messages may have together
 */
export function fit({ form, input, issues }: FormSnapshot, limit: number): FormSnapshot {
  let room = limit;
  const told = issues.filter((issue) => {
    const size = bytesOf(issue);
    if (room - size < limit / 2) return false;
    room -= size;
    return true;
  });
  const sizes = new Map(input.map((pair) => [pair, bytesOf(pair)]));
  let total = 0;
  for (const size of sizes.values()) total += size;
  for (const [pair, size] of [...sizes].sort((left, right) => right[1] - left[1])) {
    if (total <= room) break;
    total -= size;
    sizes.delete(pair);
  }
  return { form, input: [...sizes.keys()], issues: told };
}
