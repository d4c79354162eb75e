/**
 * The character classes of RFC 9110, and a cursor over one header value.
 *
 * Every header parser of this folder is built on these: one pass, no regular expression with repetition over what came
 * from outside, so that 16 KB of anything costs the same as 16 KB of something sensible (R36, R45, R46).
 */

const TOKEN_CHARACTER = new Uint8Array(128);
for (const character of "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") {
  TOKEN_CHARACTER[character.charCodeAt(0)] = 1;
}

/** RFC 9110 §5.6.2 "tchar". @param code a UTF-16 code unit */
export function isTokenCode(code: number): boolean {
  return code < 128 && TOKEN_CHARACTER[code] === 1;
}

/** RFC 9110 §5.6.2 "token": one or more tchar. */
export function isToken(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isTokenCode(text.charCodeAt(i))) return false;
  return text.length > 0;
}

/** SP or HTAB, the only whitespace inside a header field (RFC 9110 §5.6.3). */
export function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** Removes SP and HTAB at both ends, and nothing else: `trim()` would also take U+2003 and its kin (S09). */
export function trimBlanks(text: string, start = 0, end: number = text.length): string {
  while (start < end && isBlankCode(text.charCodeAt(start))) start++;
  while (end > start && isBlankCode(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Only the digits 0-9, at least one, at most 15 (so that the number is exact): `Number()` takes much more. */
export function parseDigits(text: string): number | null {
  if (text.length === 0 || text.length > 15) return null;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** A position in a header value, with the productions that several headers share. */
export class Cursor {
  readonly text: string;
  position: number;

  constructor(text: string, position = 0) {
    this.text = text;
    this.position = position;
  }

  get done(): boolean {
    return this.position >= this.text.length;
  }

  /** Passes over OWS (RFC 9110 §5.6.3). */
  skipBlanks(): void {
    while (isBlankCode(this.text.charCodeAt(this.position))) this.position++;
  }

  /** Passes over one given character, if it is next. */
  take(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  /** A token, or `null` with the cursor unmoved. */
  token(): string | null {
    const start = this.position;
    while (isTokenCode(this.text.charCodeAt(this.position))) this.position++;
    return this.position === start ? null : this.text.slice(start, this.position);
  }

  /**
   * A quoted-string (RFC 9110 §5.6.4) with its quoted-pairs undone, or `null` with the cursor unmoved when there is
   * none, it does not end, or it holds a control character.
   */
  quotedString(): string | null {
    const { text } = this;
    if (text[this.position] !== '"') return null;
    let value = "";
    let from = this.position + 1;
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x22) {
        this.position = i + 1;
        return value + text.slice(from, i);
      }
      if (code === 0x5c) {
        value += text.slice(from, i);
        from = i + 1;
        i++;
      }
      if (isForbiddenCode(text.charCodeAt(i))) return null;
    }
    return null;
  }

  /** A token or a quoted-string. */
  value(): string | null {
    return this.text[this.position] === '"' ? this.quotedString() : this.token();
  }
}

/** Control characters but HTAB; also NaN, which is the end of the text after a lone backslash. */
function isForbiddenCode(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || code === 0x7f || Number.isNaN(code);
}

/**
 * The rest of a header value as `*( OWS ";" OWS [ name "=" value ] )` (RFC 9110 §5.6.6), names in lower case.
 *
 * @returns `null` when anything else is there, or a name comes twice: two readers would take different ones
 */
export function parseParameters(cursor: Cursor): Map<string, string> | null {
  const parameters = new Map<string, string>();
  for (;;) {
    cursor.skipBlanks();
    if (cursor.done) return parameters;
    if (!cursor.take(";")) return null;
    cursor.skipBlanks();
    const name = cursor.token()?.toLowerCase();
    if (name === undefined) continue;
    if (!cursor.take("=")) return null;
    const value = cursor.value();
    if (value === null || parameters.has(name)) return null;
    parameters.set(name, value);
  }
}
