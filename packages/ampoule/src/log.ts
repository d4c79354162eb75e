/**
 * The log: structured records for any logger that looks like pino, or lines on the console.
 *
 * What comes from outside can hold line breaks, terminal escapes and text that runs backwards; a line of the log shows
 * them as escapes, so that nobody can forge a line or hide one (V06).
 */

/** A record's fields. */
export type LogFields = Readonly<Record<string, unknown>>;

/** What Ampoule asks of a logger: pino, bunyan and `console`-like wrappers have it. */
export interface Logger {
  /** What happens as it should. */
  info(fields: LogFields, message: string): void;
  /** What was refused, or looks like a mistake in the configuration. */
  warn(fields: LogFields, message: string): void;
  /** What nobody expected, with its `error`. */
  error(fields: LogFields, message: string): void;
}

/**
 * C0 without tab, DEL, C1, the line ends of Unicode, zero-width characters, and everything that changes the direction
 * of writing (Trojan Source, CVE-2021-42574).
 */
const HIDDEN = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Text with its invisible and line-breaking characters written as escapes. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Names whose values are never shown (V05): in the log, and on the development error page. */
const SECRET_NAME = /secret|passw|token|key|auth|cookie|session|credential|signature/i;

/** Whether a value of this name has to be masked. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** What stands in place of a secret. */
export const MASKED = "[hidden]";

function fieldText(name: string, value: unknown): string {
  if (isSecretName(name)) return MASKED;
  if (value instanceof Error) return visibleText(`${value.name}: ${value.message}`);
  if (typeof value === "string") return JSON.stringify(visibleText(value));
  if (typeof value === "object" && value !== null) return visibleText(JSON.stringify(value) ?? "");
  return String(value);
}

/** What stands in place of a value that throws when it is looked at: a record must not be lost, nor fail its request. */
const UNREADABLE = "[unreadable]";

function readable(write: () => string): string {
  try {
    return write();
  } catch {
    return UNREADABLE;
  }
}

/** The stack of an error and of its causes, with each line's hidden characters shown. */
function stackText(error: unknown): string {
  const lines: string[] = [];
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    const stack = (current.stack ?? String(current)).split("\n").map(visibleText);
    lines.push(...stack.map((line, index) => (depth > 0 && index === 0 ? `caused by: ${line}` : line)));
  }
  return lines.map((line) => `\n    ${line.trim()}`).join("");
}

/** One record as a line, with the stack of its `error` below. */
export function formatRecord(level: string, fields: LogFields, message: string, time: Date = new Date()): string {
  const parts = Object.entries(fields)
    .filter(([name, value]) => value !== undefined && name !== "error")
    .map(([name, value]) => ` ${name}=${readable(() => fieldText(name, value))}`);
  return `${time.toISOString()} ${level} ${visibleText(message)}${parts.join("")}${readable(() => stackText(fields["error"]))}`;
}

/**
 * Lines on the console: information on standard output, the rest on standard error.
 *
 * @example
 * const logger: Logger = { ...consoleLogger, info: () => {} };
 * new App({ mode: "development", logger });
 */
export const consoleLogger: Logger = {
  info: (fields, message) => console.log(formatRecord("info ", fields, message)),
  warn: (fields, message) => console.warn(formatRecord("warn ", fields, message)),
  error: (fields, message) => console.error(formatRecord("error", fields, message)),
};

/**
 * Says nothing: for tests.
 *
 * @example
 * new App({ mode: "development", logger: silentLogger });
 */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
