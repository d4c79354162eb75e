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
export function streamOf(render: (sink: Sink) => Promise<string>): ReadableStream<string> {
  let wanted: (() => void) | null = null;
  let refuse: ((reason: Error) => void) | null = null;
  let isRunning = false;

  async function run(controller: ReadableStreamDefaultController<string>): Promise<void> {
    const write = (text: string): Promise<void> => {
      const room = new Promise<void>((resolve, reject) => {
        wanted = resolve;
        refuse = reject;
      });
      controller.enqueue(text);
      return room;
    };
    try {
      const rest = await render({ write });
      if (rest !== "") controller.enqueue(rest);
      controller.close();
    } catch (error) {
      if (!(error instanceof Cancelled)) controller.error(error);
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
        void run(controller);
      },
      cancel() {
        refuse?.(new Cancelled("the stream was cancelled"));
      },
    },
    { highWaterMark: 0 },
  );
}
