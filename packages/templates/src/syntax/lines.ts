/** Which line an offset is on. */

/** Counts lines from the beginning of a text to its end. Offsets have to be asked for in their order. */
export class LineCounter {
  readonly #text: string;
  /** The line of the offset that was asked for last. */
  line = 1;
  /** Where that line begins. */
  start = 0;
  #end: number;

  /** @param text its lines end with `\n` */
  constructor(text: string) {
    this.#text = text;
    this.#end = this.#lineEnd(0);
  }

  /** Goes on to an offset, which must not be before the last one by a line. */
  goTo(offset: number): void {
    while (this.#end < offset) {
      this.line++;
      this.start = this.#end + 1;
      this.#end = this.#lineEnd(this.start);
    }
  }

  #lineEnd(offset: number): number {
    const newline = this.#text.indexOf("\n", offset);
    return newline === -1 ? this.#text.length : newline;
  }
}
