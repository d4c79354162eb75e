/** A rendering as a stream: the template goes on when the reader has taken what there is. */

/** Where a rendering hands its output on. */
export interface Sink {
  /** Takes `text`; resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Takes `text` if somebody waits for it; says whether. */
  offer(text: string): boolean;
  /** Called when somebody begins to wait. */
  onDemand: () => void;
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
  let resume: (() => void) | null = null;
  let refuse: ((reason: Error) => void) | null = null;
  let sink: Sink | null = null;
  /** Does the reader wait for something? No more, once the stream has ended. */
  let isWanted = false;

  // No asynchronous functions here: a page that waits for nothing is handed over in as few steps as there can be.
  function run(controller: ReadableStreamDefaultController<string>): void {
    // The reader may ask for more at once, while it is given something.
    const give = (text: string): void => {
      isWanted = false;
      controller.enqueue(text);
    };
    const write = (text: string): Promise<void> => {
      const room = new Promise<void>((resolve, reject) => {
        resume = resolve;
        refuse = reject;
      });
      give(text);
      return room;
    };
    const offer = (text: string): boolean => {
      if (!isWanted) return false;
      give(text);
      return true;
    };
    const fail = (error: unknown): void => {
      isWanted = false;
      if (!(error instanceof Cancelled)) controller.error(error);
    };
    const finish = (rest: string): void => {
      isWanted = false;
      try {
        if (rest !== "") controller.enqueue(rest);
        controller.close();
      } catch (error) {
        fail(error);
      }
    };
    try {
      sink = { write, offer, onDemand: () => {} };
      const rest = render(sink);
      if (typeof rest === "string") finish(rest);
      else rest.then(finish, fail);
    } catch (error) {
      fail(error);
    }
  }

  return new ReadableStream<string>(
    {
      pull(controller) {
        isWanted = true;
        if (sink === null) run(controller);
        else if (resume === null) sink.onDemand();
        else {
          const goOn = resume;
          resume = null;
          goOn();
        }
      },
      cancel() {
        isWanted = false;
        refuse?.(new Cancelled("the stream was cancelled"));
      },
    },
    { highWaterMark: 0 },
  );
}
