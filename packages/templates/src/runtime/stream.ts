/** A rendering as a stream: the template goes on when the reader has taken what there is. */

/** Where a rendering hands its output on. */
export interface Sink {
  /** Takes `text`; resolves when there is room for more. */
  write(text: string): Promise<void>;
}

/** Characters that are collected before they are handed on. */
export const CHUNK = 16_384;

/** The reader has lost interest: the template is told by this, and nobody else. */
class Cancelled extends Error {}

/**
 * Runs `render` while somebody reads.
 *
 * @param render Renders into the sink, and gives what is left in the end
 */
export function streamOf(render: (sink: Sink) => string | Promise<string>): ReadableStream<string> {
  let wanted: (() => void) | null = null;
  let refuse: ((reason: Error) => void) | null = null;
  let isRunning = false;

  // No asynchronous functions here: a page that waits for nothing is handed over in as few steps as there can be.
  function run(controller: ReadableStreamDefaultController<string>): void {
    const write = (text: string): Promise<void> => {
      const room = new Promise<void>((resolve, reject) => {
        wanted = resolve;
        refuse = reject;
      });
      // The reader may ask for more at once.
      controller.enqueue(text);
      return room;
    };
    const fail = (error: unknown): void => {
      if (!(error instanceof Cancelled)) controller.error(error);
    };
    const finish = (rest: string): void => {
      try {
        if (rest !== "") controller.enqueue(rest);
        controller.close();
      } catch (error) {
        fail(error);
      }
    };
    try {
      const rest = render({ write });
      if (typeof rest === "string") finish(rest);
      else rest.then(finish, fail);
    } catch (error) {
      fail(error);
    }
  }

  return new ReadableStream<string>(
    {
      pull(controller) {
        if (isRunning) {
          wanted?.();
          return;
        }
        isRunning = true;
        run(controller);
      },
      cancel() {
        refuse?.(new Cancelled("the stream was cancelled"));
      },
    },
    { highWaterMark: 0 },
  );
}
