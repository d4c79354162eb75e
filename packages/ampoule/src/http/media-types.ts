/** The `Content-Type` that a file is sent with, by the extension of its name. */

import mime from "mime/lite";

/** Types outside `text/` whose text is UTF-8 and needs to say so. */
const TEXT: ReadonlySet<string> = new Set([
  "application/javascript",
  "application/json",
  "application/manifest+json",
  "application/xml",
  "image/svg+xml",
]);

/**
 * A type with its charset; `application/octet-stream` for an extension that is not known (D21: never none).
 *
 * @param name a file name
 */
export function mediaTypeOf(name: string): string {
  const type = mime.getType(name) ?? "application/octet-stream";
  return type.startsWith("text/") || TEXT.has(type) ? `${type}; charset=utf-8` : type;
}
