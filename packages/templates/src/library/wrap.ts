/** Python's `textwrap.wrap`, in linear time: text in lines of at most `width` characters. */
import { typeError } from "../runtime/values/failures.ts";
import { characters } from "../runtime/values/iteration.ts";
import { isSpaceCharacter } from "../runtime/values/text/parts.ts";

export interface WrapOptions {
  readonly width: number;
  /** Is the width an int? A word cannot be cut at a float. */
  readonly isWhole: boolean;
  /** Break words longer than a line. */
  readonly breakLongWords: boolean;
  /** Break after hyphens. */
  readonly breakOnHyphens: boolean;
}

/** One character per place: the text itself, or its characters where some take two units. */
type Characters = string | readonly string[];

function textBetween(text: Characters, start: number, end: number): string {
  return typeof text === "string" ? text.slice(start, end) : text.slice(start, end).join("");
}

/** A stretch of the text that is not broken: `[start, end)`. */
interface Chunk {
  readonly start: number;
  readonly end: number;
}

const spaces = /[\t\n\v\f\r ]/;
const wordPunctuation = /[\p{L}\p{N}_!"'&.,?]/u;
const letter = /[\p{L}\p{Nl}\p{No}_]/u;
const wordCharacter = /[\p{L}\p{N}_]/u;

class Splitter {
  readonly #text: Characters;
  readonly #options: WrapOptions;
  constructor(text: Characters, options: WrapOptions) {
    this.#text = text;
    this.#options = options;
  }

  #is(pattern: RegExp, at: number): boolean {
    const character = this.#text[at];
    return character !== undefined && pattern.test(character);
  }

  #skip(pattern: RegExp, from: number): number {
    let at = from;
    while (this.#is(pattern, at)) at++;
    return at;
  }

  /** The end of a dash of two or more hyphens between words, or -1. */
  #dash(at: number): number {
    if (this.#text[at] !== "-" || !this.#is(wordPunctuation, at - 1)) return -1;
    const end = this.#skip(/-/, at);
    return end - at >= 2 && this.#is(wordCharacter, end) ? end : -1;
  }

  /** May the word be broken after the hyphen at `at`? */
  #isHyphenation(at: number): boolean {
    if (this.#text[at] !== "-") return false;
    const isAfterWord =
      (this.#is(letter, at - 1) && this.#is(letter, at - 2)) ||
      (this.#is(wordPunctuation, at - 1) && this.#text[at - 2] === "-" && this.#is(letter, at - 3));
    if (!isAfterWord || !this.#is(letter, at + 1)) return false;
    return this.#is(letter, at + 2) || (this.#text[at + 2] === "-" && this.#is(letter, at + 3));
  }

  #word(start: number): number {
    if (!this.#options.breakOnHyphens) return this.#wordEnd(start);
    const dash = this.#dash(start);
    if (dash !== -1) return dash;
    for (let at = start + 1; ; at++) {
      if (this.#isHyphenation(at)) return at + 1;
      if (at >= this.#text.length || this.#is(spaces, at) || this.#dash(at) !== -1) return at;
    }
  }

  #wordEnd(start: number): number {
    let at = start;
    while (at < this.#text.length && !this.#is(spaces, at)) at++;
    return at;
  }

  chunks(): Chunk[] {
    const chunks: Chunk[] = [];
    for (let start = 0; start < this.#text.length; ) {
      const end = this.#is(spaces, start) ? this.#skip(spaces, start) : this.#word(start);
      chunks.push({ start, end });
      start = end;
    }
    return chunks;
  }
}

class Wrapper {
  readonly #text: Characters;
  readonly #options: WrapOptions;
  readonly #chunks: readonly Chunk[];
  /** The next chunk, and how much of it is used up. */
  #next = 0;
  #from = 0;

  constructor(text: Characters, options: WrapOptions) {
    this.#text = text;
    this.#options = options;
    this.#chunks = new Splitter(text, options).chunks();
  }

  #peek(): Chunk | undefined {
    const chunk = this.#chunks[this.#next];
    return chunk === undefined ? undefined : { start: Math.max(chunk.start, this.#from), end: chunk.end };
  }

  #isSpace({ start, end }: Chunk): boolean {
    for (let at = start; at < end; at++) if (!isSpaceCharacter(this.#text[at]!)) return false;
    return true;
  }

  lines(): string[] {
    const lines: string[] = [];
    while (this.#next < this.#chunks.length) {
      const line = this.#line(lines.length === 0);
      if (line.length > 0) lines.push(textBetween(this.#text, line[0]!.start, line.at(-1)!.end));
    }
    return lines;
  }

  /** The chunks of one line; they lie side by side in the text. */
  #line(isFirst: boolean): Chunk[] {
    const { width } = this.#options;
    const line: Chunk[] = [];
    let length = 0;
    const leading = this.#peek();
    if (!isFirst && leading !== undefined && this.#isSpace(leading)) this.#next++;
    let chunk = this.#peek();
    while (chunk !== undefined && length + chunk.end - chunk.start <= width) {
      line.push(chunk);
      length += chunk.end - chunk.start;
      this.#next++;
      chunk = this.#peek();
    }
    if (chunk !== undefined && chunk.end - chunk.start > width) this.#breakWord(chunk, line, width - length);
    const trailing = line.at(-1);
    if (trailing !== undefined && this.#isSpace(trailing)) line.pop();
    return line;
  }

  /** Puts as much of a too long word on the line as fits, or the whole word on a line of its own. */
  #breakWord(chunk: Chunk, line: Chunk[], room: number): void {
    if (this.#options.breakLongWords) {
      if (!this.#options.isWhole) throw typeError("slice indices must be integers or None or have an __index__ method");
      const end = chunk.start + this.#breakPoint(chunk, room);
      line.push({ start: chunk.start, end });
      this.#from = end;
    } else if (line.length === 0) {
      line.push(chunk);
      this.#next++;
    }
  }

  /** After the last hyphen that fits, unless only hyphens are before it. */
  #breakPoint({ start }: Chunk, room: number): number {
    if (!this.#options.breakOnHyphens) return room;
    let hyphen = room - 1;
    while (hyphen > 0 && this.#text[start + hyphen] !== "-") hyphen--;
    if (hyphen <= 0) return room;
    for (let at = start; at < start + hyphen; at++) if (this.#text[at] !== "-") return hyphen + 1;
    return room;
  }
}

/** The lines of a text without line breaks of its own. @param options.width at least 1 */
export function wrap(text: string, options: WrapOptions): string[] {
  const places = characters(text);
  return new Wrapper(places.length === text.length ? text : places, options).lines();
}
