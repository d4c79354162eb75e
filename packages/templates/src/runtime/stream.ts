/** A rendering as a stream: the template goes on when the reader has taken what there is. */
import { CHUNK, Outlet } from "./outlet.ts";

/** The reader has lost interest: the template is told by this, and nobody else. */
class Cancelled extends Error {}

/** Renders into the outlet, and gives all that has been printed since the outlet was last flushed. */
export type StreamedRendering = (outlet: Outlet) => string | Promise<string>;

/**
 * Runs `render` while somebody reads.
 *
 * @param chunkSize Characters that are collected before the reader is waited for
 * @throws TypeError if `chunkSize` is no positive integer
 */
export function streamOf(render: StreamedRendering, chunkSize: number = CHUNK): ReadableStream<string> {
  return new ReadableStream<string>(new RenderingSource(render, chunkSize), { highWaterMark: 0 });
}

/** No asynchronous functions here: a page that waits for nothing is handed over in as few steps as there can be. */
class RenderingSource implements UnderlyingDefaultSource<string> {
  readonly #render: StreamedRendering;
  readonly #outlet: Outlet;
  #controller: ReadableStreamDefaultController<string> | null = null;
  /** Does the reader wait for something? No more, once the stream has ended. */
  #isWanted = false;
  #resume: (() => void) | null = null;
  #refuse: ((reason: Error) => void) | null = null;

  constructor(render: StreamedRendering, chunkSize: number) {
    this.#render = render;
    this.#outlet = new Outlet(this, chunkSize);
  }

  pull(controller: ReadableStreamDefaultController<string>): void {
    this.#isWanted = true;
    const resume = this.#resume;
    if (this.#controller === null) this.#run(controller);
    else if (resume === null) this.#outlet.handOn();
    else {
      this.#resume = null;
      resume();
    }
  }

  cancel(): void {
    this.#isWanted = false;
    this.#refuse?.(new Cancelled("the stream was cancelled"));
  }

  /** Takes `text`; resolves when there is room for more. */
  write(text: string): Promise<void> {
    const room = new Promise<void>((resolve, reject) => {
      this.#resume = resolve;
      this.#refuse = reject;
    });
    this.#give(text);
    return room;
  }

  /** Takes `text` if somebody waits for it; says whether. */
  offer(text: string): boolean {
    if (!this.#isWanted) return false;
    this.#give(text);
    return true;
  }

  #run(controller: ReadableStreamDefaultController<string>): void {
    this.#controller = controller;
    try {
      const result = this.#render(this.#outlet);
      if (typeof result === "string") this.#finish(result);
      else {
        result.then(
          (text) => this.#finish(text),
          (error: unknown) => this.#fail(error),
        );
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #give(text: string): void {
    // Before: the reader may ask for more at once, while it is given something.
    this.#isWanted = false;
    this.#controller?.enqueue(text);
  }

  #finish(text: string): void {
    try {
      const rest = this.#outlet.rest(text);
      if (rest !== "") this.#give(rest);
      this.#isWanted = false;
      this.#controller?.close();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#isWanted = false;
    if (!(error instanceof Cancelled)) this.#controller?.error(error);
  }
}
