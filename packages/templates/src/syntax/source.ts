/** What the stages of the parser share about the text that they read, above all for their errors. */
import { type ErrorDetails, TemplateAssertionError, TemplateSyntaxError } from "../errors.ts";
import type { Span } from "./nodes.ts";

/** A source and what it is called. */
export interface Source {
  readonly text: string;
  readonly name: string | null;
  readonly filename: string | null;
}

/** What a syntax error may say besides its message and place. */
export interface FailDetails extends Pick<ErrorDetails, "code" | "cure"> {
  /** Well-formed, but impossible: a `TemplateAssertionError`. */
  readonly assertion?: boolean;
}

/** Makes the error for a place in a source. */
export function syntaxError(
  source: Source,
  message: string,
  span: Span,
  details: FailDetails = {},
): TemplateSyntaxError {
  const ErrorClass = details.assertion === true ? TemplateAssertionError : TemplateSyntaxError;
  return new ErrorClass(message, {
    ...(details.code === undefined ? {} : { code: details.code }),
    cure: details.cure,
    line: span.line,
    column: span.column,
    length: span.length,
    templateName: source.name,
    filename: source.filename,
    source: source.text,
  });
}
