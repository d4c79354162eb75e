/** Names that mean something to JavaScript: as keys of `form.data` they would be structure, not data. */
const structural: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  "prototype",
  "then",
  "toJSON",
  "__html__",
]);

/** Members of forms, which a field of the same name would hide. */
export const reservedNames = [
  "addError",
  "data",
  "errors",
  "fields",
  "formErrors",
  "form_errors",
  "valid",
  "submitted",
  "meta",
  "problem",
  "render",
  "validate",
  "remember",
  "snapshot",
  "hiddenTag",
  "hidden_tag",
  "csrfToken",
  "csrf_token",
  "errorSummary",
  "error_summary",
] as const;

/** A name that no field may have; its HTML name can still be this word, through the option `name`. */
export type ReservedName = (typeof reservedNames)[number];

const reserved: ReadonlySet<string> = new Set(reservedNames);

/** Letters, digits and underscores: usable in templates, and never in conflict with the separators of nested names. */
const keyPattern = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/**
 * What is wrong with a field's key, or `undefined`.
 *
 * @example nameProblem("__proto__"); // "is a word of JavaScript itself"
 */
export function nameProblem(key: string): string | undefined {
  if (structural.has(key)) return "is a word of JavaScript itself";
  if (reserved.has(key)) return "is a member of every form";
  if (!keyPattern.test(key)) return "must be letters, digits and underscores, not beginning with a digit";
  return undefined;
}

/** What is wrong with an HTML name given with the option `name`, or `undefined`. */
export function htmlNameProblem(name: string): string | undefined {
  if (name === "") return "is empty";
  if (structural.has(name)) return "is a word of JavaScript itself";
  // HTML gives these two a meaning of their own (WHATWG, "constructing the entry list").
  if (name === "_charset_" || name === "isindex") return "has a meaning of its own in HTML";
  return /[\s\p{Cc}]/u.test(name) ? "has white space or control characters in it" : undefined;
}
