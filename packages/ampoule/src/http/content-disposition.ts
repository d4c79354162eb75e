/** `Content-Disposition` of a response (RFC 6266): what a download is called on the visitor's disk. */

/** Characters of RFC 8187 `attr-char`; all else is percent-encoded. */
const ATTR_CHAR = /[^A-Za-z0-9!#$&+.^_`|~-]/gu;
/** Reading direction, joiners and other invisible characters: `exe.gnp` for `png.exe`. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const encoder = new TextEncoder();

/**
 * Writes the header.
 *
 * The name is cleaned of what separates folders or hides, and written twice where it is not plain ASCII: as a quoted fallback, and in
 * UTF-8 for everything since 2010. No character of it can end the quotes or choose another extension (D11).
 *
 * @param type `attachment` saves, `inline` shows
 * @param filename what the visitor shall see, from any source
 * @example
 * contentDisposition("attachment", "Kätzchen.png");
 * // → `attachment; filename="K_tzchen.png"; filename*=UTF-8''K%C3%A4tzchen.png`
 */
export function contentDisposition(type: "attachment" | "inline", filename?: string): string {
  if (filename === undefined) return type;
  const name = cleanName(filename);
  const ascii = name.replaceAll(/[^\x20-\x7e]/g, "_").replaceAll(/["\\%]/g, "_");
  const simple = `${type}; filename="${ascii}"`;
  return ascii === name ? simple : `${simple}; filename*=UTF-8''${encodeExtValue(name)}`;
}

/** A name without folders, controls and tricks, of at most 150 characters, never hidden, never empty. */
function cleanName(filename: string): string {
  let name = filename
    .toWellFormed()
    .replaceAll(/[\x00-\x1f\x7f-\x9f]/g, "")
    .replaceAll(INVISIBLE, "")
    .replaceAll(/[/\\:*?<>|]/g, "_")
    .trim();
  if (name.startsWith(".")) name = `_${name.slice(1)}`;
  if (name.length > 150) {
    const dot = name.lastIndexOf(".");
    const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : "";
    name = `${name.slice(0, 150 - extension.length).toWellFormed()}${extension}`;
  }
  return name.replaceAll(/[ .]+$/g, "") || "download";
}

/** RFC 8187 §3.2.1: UTF-8, percent-encoded. */
function encodeExtValue(text: string): string {
  return text.replaceAll(ATTR_CHAR, (character) =>
    [...encoder.encode(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  );
}
