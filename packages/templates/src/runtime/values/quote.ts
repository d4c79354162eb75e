/** Strings and bytes as Python writes them in source: `repr('it''s')`. */

/** Categories that `str.isprintable()` refuses, the plain space apart. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const plainText = /^[ !#-&(-[\]-~]*$/;
const named: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function escapeUnprintable(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** `repr(text)`: single quotes, double ones where that saves escapes. */
export function quote(text: string): string {
  if (plainText.test(text)) return `'${text}'`;
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = mark;
  for (const character of text) {
    const escape = named.get(character);
    if (escape !== undefined) out += escape;
    else if (character === mark) out += `\\${mark}`;
    else out += character !== " " && unprintable.test(character) ? escapeUnprintable(character) : character;
  }
  return out + mark;
}

/** A text with escapes for what is not ASCII: Python's `ascii()` of what `repr` gives. */
export function toAscii(text: string): string {
  return text.replaceAll(/[^\0-\x7f]/gu, escapeUnprintable);
}

/** `repr(bytes)` */
export function quoteBytes(bytes: Uint8Array): string {
  let single = false;
  let double = false;
  for (const byte of bytes) {
    if (byte === 0x27) single = true;
    else if (byte === 0x22) double = true;
  }
  const mark = single && !double ? '"' : "'";
  let out = `b${mark}`;
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const escape = named.get(character);
    if (escape !== undefined) out += escape;
    else if (character === mark) out += `\\${mark}`;
    else out += byte < 0x20 || byte > 0x7e ? `\\x${hex(byte, 2)}` : character;
  }
  return out + mark;
}
