/**
 * Server-sent events (WHATWG HTML §9.2): a stream of small messages that `EventSource` reads.
 *
 * The format is lines, so a line break inside a value would be another field, or another event: whoever can put one into a message writes
 * events in our name (D16). Every value is split at what a browser takes for a line end, CR, LF and CRLF.
 */

import { isMarkup, type Markup } from "@ampoule/markup";
import { writeJson } from "../json/write.ts";

/** One message to the page. */
export interface ServerSentEvent {
  /** What `event.data` is: text and Markup as they are, everything else as JSON. */
  readonly data: unknown;
  /** The name that the page listens for. @default "message" */
  readonly event?: string;
  /** Comes back in the header `Last-Event-ID` when the browser connects again. One with NUL is left out, as browsers would do. */
  readonly id?: string;
  /** Milliseconds that the browser waits before it connects again. */
  readonly retry?: number;
}

/** Gives the events of one client, until the signal says that it is gone. */
export type EventSourceFunction = (signal: AbortSignal) => AsyncIterable<ServerSentEvent | string | Markup>;

/** Settings of {@link createEventStream}. */
export interface EventStreamOptions {
  /**
   * Seconds of silence after which a comment is sent, so that proxies keep the connection, and a client that is gone is noticed; 0 for
   * never. @default 15
   */
  readonly heartbeat?: number;
}

/** The type of the answer. */
export const EVENT_STREAM_TYPE = "text/event-stream; charset=utf-8";

const LINE_END = /\r\n|[\r\n]/;

/**
 * Writes one event.
 *
 * @throws RangeError for a `retry` that is no whole number, JsonWriteError for data that JSON cannot say
 * @example
 * formatEvent({ event: "chat", data: "two\nlines" }); // "event: chat\ndata: two\ndata: lines\n\n"
 */
export function formatEvent(event: ServerSentEvent | string | Markup): string {
  if (typeof event === "string" || isMarkup(event)) return field("data", event.toString());
  const { data, event: name, id, retry } = event;
  let text = "";
  if (name !== undefined) text += line("event", name);
  if (id !== undefined && !id.includes("\0")) text += line("id", id);
  if (retry !== undefined) {
    if (!Number.isSafeInteger(retry) || retry < 0)
      throw new RangeError("retry is a whole number of milliseconds, 0 or more");
    text += line("retry", String(retry));
  }
  return text + field("data", typeof data === "string" || isMarkup(data) ? data.toString() : writeJson(data));
}

/** A value of one line: what would begin another one is a blank. */
function line(name: string, value: string): string {
  return `${name}: ${value.split(LINE_END).join(" ")}\n`;
}

/** The data, which may have lines, and the empty line that ends an event. */
function field(name: string, value: string): string {
  return `${value
    .split(LINE_END)
    .map((part) => `${name}: ${part}\n`)
    .join("")}\n`;
}

const encoder = new TextEncoder();
/** A comment; nobody sees it. The first one goes out at once: the page then knows that it is connected. */
const HEARTBEAT = encoder.encode(":\n\n");

type Source = AsyncIterator<ServerSentEvent | string | Markup>;
type Step = IteratorResult<Uint8Array<ArrayBuffer>, undefined>;
type Arrival = { readonly result: IteratorResult<ServerSentEvent | string | Markup> } | { readonly error: unknown };

const DONE: Step = { done: true, value: undefined };

/**
 * Events as bytes, one at a time as they are asked for.
 *
 * Not a generator, because one that waits for its next event cannot be ended: this is told to, and lets go of the source.
 */
class EventStream implements AsyncIterableIterator<Uint8Array<ArrayBuffer>, undefined> {
  readonly #controller = new AbortController();
  readonly #source: Source;
  readonly #silence: number;
  #begun = false;
  #asked = false;
  #arrival: Arrival | undefined;
  /** Ends the waiting of `next`. */
  #wake: (() => void) | undefined;

  constructor(source: EventSourceFunction, silence: number) {
    this.#silence = silence;
    this.#source = source(this.#controller.signal)[Symbol.asyncIterator]();
  }

  async next(): Promise<Step> {
    if (!this.#begun) {
      this.#begun = true;
      return { done: false, value: HEARTBEAT };
    }
    if (this.#controller.signal.aborted) return DONE;
    this.#ask();
    if (this.#arrival === undefined) await this.#wait();
    const arrival: Arrival | undefined = this.#arrival;
    if (this.#controller.signal.aborted) return DONE;
    if (arrival === undefined) return { done: false, value: HEARTBEAT };
    this.#arrival = undefined;
    this.#asked = false;
    if ("error" in arrival) throw arrival.error;
    if (arrival.result.done === true) return this.return();
    return { done: false, value: encoder.encode(formatEvent(arrival.result.value)) };
  }

  return(): Promise<Step> {
    if (!this.#controller.signal.aborted) {
      this.#controller.abort();
      this.#wake?.();
      // Not waited for: a source that ignores the signal ends when its next event comes.
      Promise.resolve(this.#source.return?.()).catch(() => undefined);
    }
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** One question at a time, however many heartbeats pass until it is answered. */
  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    const arrived = (arrival: Arrival): void => {
      this.#arrival = arrival;
      this.#wake?.();
    };
    this.#source.next().then(
      (result) => arrived({ result }),
      (error: unknown) => arrived({ error }),
    );
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#silence > 0 ? setTimeout(() => this.#wake?.(), this.#silence) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

/**
 * The body of an event stream, for a view to return.
 *
 * @throws RangeError for a heartbeat that is no number of seconds
 */
export function createEventStream(
  source: EventSourceFunction,
  options: EventStreamOptions = {},
): AsyncIterableIterator<Uint8Array<ArrayBuffer>> {
  const { heartbeat = 15 } = options;
  if (!(heartbeat >= 0 && heartbeat <= 86_400)) throw new RangeError("heartbeat is a number of seconds, 0 to 86400");
  return new EventStream(source, heartbeat * 1000);
}
