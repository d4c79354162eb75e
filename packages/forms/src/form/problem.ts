import type { FieldSet } from "../core/field-set.ts";
import type { FieldNode } from "../core/node.ts";
import type { Issue } from "../protocol.ts";

/** One thing that is wrong, for programs. */
export interface ProblemError {
  /** The field's `name` in HTML; `""` for the form. */
  readonly name: string;
  /** The field's `id` in HTML; `""` for the form. */
  readonly id: string;
  /** Where it is in the data: a JSON pointer (RFC 6901) as a URI fragment. */
  readonly pointer: string;
  /** A key of the catalogue, such as `tooShort`, or the word that a validator gave. */
  readonly code: string;
  /** The message. */
  readonly detail: string;
}

/** A form's errors as problem details (RFC 9457). */
export interface FormProblem {
  /** RFC 9457: nothing beyond the status. */
  readonly type: "about:blank";
  /** The reason phrase. */
  readonly title: "Unprocessable Content";
  /** To answer with. */
  readonly status: 422;
  /** For programs. */
  readonly code: "form_invalid";
  /** One sentence in the language of the form. */
  readonly detail: string;
  /** Everything that is wrong, in the order of the form. */
  readonly errors: readonly ProblemError[];
  /** A new CSRF token, where the old one is the problem. */
  readonly token?: string;
}

/** A field with something wrong, and the keys that lead to it. */
export interface FieldIssue {
  readonly path: readonly string[];
  readonly field: FieldNode | undefined;
  readonly issue: Issue;
}

function* below(node: FieldNode, path: readonly string[]): Iterable<FieldIssue> {
  for (const issue of node.issues) yield { path, field: node, issue };
  for (const child of node.children())
    yield* below(child, [...path, child.index === undefined ? child.key : String(child.index)]);
}

/** Everything that is wrong with a form, in the order of its fields; the form itself first. */
export function* allIssues(set: FieldSet): Iterable<FieldIssue> {
  for (const issue of set.issues) yield { path: [], field: undefined, issue };
  for (const node of set.nodes) yield* below(node, [node.key]);
}

const escaped = (key: string): string => encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));

const toPointer = (path: readonly string[]): string => `#${path.map((key) => `/${escaped(key)}`).join("")}`;

/** The problem details of a form. */
export function problemOf(set: FieldSet, detail: string, token: string | undefined): FormProblem {
  const errors = Array.from(allIssues(set), ({ path, field, issue }) => ({
    name: field?.name ?? "",
    id: field?.id ?? "",
    pointer: toPointer(path),
    code: issue.code,
    detail: issue.message,
  }));
  return {
    type: "about:blank",
    title: "Unprocessable Content",
    status: 422,
    code: "form_invalid",
    detail,
    errors,
    ...(token !== undefined && { token }),
  };
}
