/** Keyword arguments of a template's call as a record. It has no prototype: a keyword is a name, whatever it is. */
export function keywords(kwargs: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const record = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of kwargs) record[name] = value;
  return record;
}
