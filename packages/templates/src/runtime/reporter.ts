/** Saying of an error where in which template it happened. */
import { TemplateError, withLink, withLocation } from "../errors.ts";
import type { TemplateLocation } from "../places.ts";
import { endlessRecursion, limit } from "./values/failures.ts";

/** Takes what was thrown and the position that generated code has remembered; returns what to throw on. */
export type Reporter = (error: unknown, position: number) => unknown;

/** The template that the positions are in. */
export interface ReportedTemplate {
  readonly name: string | null;
  readonly filename: string | null;
  /** Null for templates compiled ahead of time. */
  readonly source: string | null;
}

/** Steps of the way to an error that are told. A runaway recursion has thousands, all alike. */
const mostLinks = 20;

/** Errors of the application that have a place in a template already. */
const located = new WeakSet<object>();
const links = new WeakMap<object, number>();

function isLocated(error: unknown): boolean {
  if (error instanceof TemplateError) return error.line !== undefined;
  return typeof error === "object" && error !== null && located.has(error);
}

const overflowMessages = ["Maximum call stack size exceeded", "too much recursion"];

/** The engine's own stack is used up: by a template that includes itself, or a macro that never ends. */
function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TemplateError) return false;
  // No pattern here: compiling one needs the very stack that is missing, and says so in the last of the messages.
  const { message } = error;
  return overflowMessages.some((known) => message.startsWith(known)) || message.endsWith(": Stack overflow");
}

/** A text has become longer than any string can be. */
function isTooLong(error: unknown): boolean {
  return error instanceof RangeError && error.message === "Invalid string length";
}

/** What the engine of JavaScript says in its own way, said as an error of the template. */
function translated(error: unknown): unknown {
  if (isStackOverflow(error)) return endlessRecursion();
  return isTooLong(error) ? limit("the text is longer than a string can be") : error;
}

export function createReporter(template: ReportedTemplate, descriptions: ReadonlyMap<number, string>): Reporter {
  return (thrown, position) => {
    if (position === 0) return thrown;
    const error = translated(thrown);
    const line = Math.floor(position / 4096);
    if (!isLocated(error)) {
      if (typeof error === "object" && error !== null) located.add(error);
      return withLocation(error, locationOf(template, line, position % 4096));
    }
    if (typeof error !== "object" || error === null) return error;
    const count = links.get(error) ?? 0;
    if (count >= mostLinks) return error;
    links.set(error, count + 1);
    return withLink(error, { template: template.name, line, what: descriptions.get(position) ?? "call" });
  };
}

function locationOf({ name, filename, source }: ReportedTemplate, line: number, column: number): TemplateLocation {
  const location = { templateName: name, filename, line, column };
  if (source === null) return location;
  const text = source.split("\n", line)[line - 1] ?? "";
  return { ...location, source, length: pathLength(text, column - 1) };
}

/** The length of the name or path that begins at a place: what is underlined. */
function pathLength(line: string, start: number): number {
  let end = start;
  while (end < line.length && isPathCharacter(line.charCodeAt(end))) end++;
  return Math.max(1, end - start);
}

/** Letters, digits, `_` and `.` */
function isPathCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 46
  );
}
