/** What a streamed rendering has printed, and how much of it has been handed on to its reader. */

/** Characters that are collected before they are handed on. */
export const CHUNK = 16_384;

/** Where output is handed on. */
export interface Sink {
  /** Takes `text`; resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Takes `text` if somebody waits for it; says whether. */
  offer(text: string): boolean;
}

export class Outlet {
  readonly #sink: Sink;
  readonly #chunkSize: number;
  /** Output that is longer is handed on before more is made; nothing is while it becomes a value. */
  limit: number;
  #captures = 0;
  /** The output as far as it was known when something was last waited for, and how much of it has been handed on. */
  #shown = "";
  #handed = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @throws TypeError if `chunkSize` is no positive integer */
  constructor(sink: Sink, chunkSize: number) {
    if (!Number.isInteger(chunkSize) || chunkSize <= 0) throw new TypeError("chunkSize must be a positive integer");
    this.#sink = sink;
    this.#chunkSize = chunkSize;
    this.limit = chunkSize;
  }

  /** Hands on the output so far, and waits until there is room for more. */
  async flush(out: string): Promise<void> {
    const rest = this.rest(out);
    this.#shown = "";
    this.#handed = 0;
    if (rest !== "") await this.#sink.write(rest);
  }

  /** Something is waited for: the output so far is handed on if that takes its time. */
  show(out: string): void {
    if (this.#captures > 0 || out.length <= this.#shown.length) return;
    this.#shown = out;
    // What is ready happens before.
    this.#timer ??= setTimeout(() => this.handOn(), 0);
  }

  /** Hands on what has been shown, if somebody waits for it. */
  handOn(): void {
    this.#stopTimer();
    if (this.#shown.length <= this.#handed) return;
    if (this.#sink.offer(this.#shown.slice(this.#handed))) this.#handed = this.#shown.length;
  }

  /** What of the output has not been handed on. */
  rest(out: string): string {
    this.#stopTimer();
    return this.#handed === 0 ? out : out.slice(this.#handed);
  }

  /** Output that becomes a value is not handed on. */
  beginCapture(): void {
    this.#captures++;
    this.limit = Number.POSITIVE_INFINITY;
  }

  endCapture(): void {
    if (--this.#captures === 0) this.limit = this.#chunkSize;
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
