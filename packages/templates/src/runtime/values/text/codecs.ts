/** Python's `str.encode` and `bytes.decode` for the encodings that pages are made of. */
import { valueError } from "../failures.ts";

type Handler = (code: number) => string;

/** What stands for a character that the encoding does not have, by the name of the error handler. */
const encodingHandlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["ignore", () => ""],
  ["replace", () => "?"],
  ["xmlcharrefreplace", (code) => `&#${code};`],
  ["backslashreplace", backslash],
]);

/** What stands for a byte that means nothing. */
const decodingHandlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["ignore", () => ""],
  ["replace", () => "\ufffd"],
  ["backslashreplace", backslash],
]);

function backslash(code: number): string {
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}

/** How many characters an encoding of single bytes has; the others are UTF-8. */
const sizes: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ...["utf-8", "utf8", "u8", "utf"].map((name) => [name, null] as const),
  ...["ascii", "us-ascii", "646"].map((name) => [name, 0x80] as const),
  ...["latin-1", "latin1", "latin", "iso-8859-1", "iso8859-1", "8859", "l1", "cp819"].map(
    (name) => [name, 0x100] as const,
  ),
]);

function sizeOf(encoding: string): number | null {
  const size = sizes.get(encoding.toLowerCase().replaceAll(/[_ ]/g, "-"));
  if (size === undefined) throw valueError(`unknown encoding: ${encoding}`);
  return size;
}

function handler(handlers: ReadonlyMap<string, Handler>, name: string, message: string): Handler {
  if (name === "strict") throw valueError(message);
  const found = handlers.get(name);
  if (found === undefined) throw valueError(`unknown error handler name '${name}'`);
  return found;
}

/** `text.encode(encoding, errors)` */
export function encode(text: string, encoding: string, errors: string): Uint8Array<ArrayBuffer> {
  const size = sizeOf(encoding);
  if (size === null) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < size) bytes.push(code);
    else {
      const message = `'${encoding}' codec can't encode character '${backslash(code)}': ordinal not in range(${size})`;
      for (const unit of handler(encodingHandlers, errors, message)(code)) bytes.push(unit.charCodeAt(0));
    }
  }
  return Uint8Array.from(bytes);
}

function decodeUtf8(bytes: Uint8Array, errors: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const handle = handler(decodingHandlers, errors, "'utf-8' codec can't decode the bytes");
    if (errors === "backslashreplace") throw valueError("'utf-8' is decoded with 'strict', 'replace' or 'ignore'");
    // What was written as U+FFFD is not distinguished from what had to be replaced.
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replaceAll("\ufffd", handle(0xfffd));
  }
}

/** `bytes.decode(encoding, errors)` */
export function decode(bytes: Uint8Array, encoding: string, errors: string): string {
  const size = sizeOf(encoding);
  if (size === null) return decodeUtf8(bytes, errors);
  let text = "";
  for (const byte of bytes) {
    const message = `'${encoding}' codec can't decode byte 0x${byte.toString(16)}: ordinal not in range(${size})`;
    text += byte < size ? String.fromCharCode(byte) : handler(decodingHandlers, errors, message)(byte);
  }
  return text;
}
