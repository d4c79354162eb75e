/** What a context makes of values: the answers that need nothing of the application. */

import type { Markup } from "@ampoule/markup";
import {
  createEventStream,
  EVENT_STREAM_TYPE,
  type EventSourceFunction,
  type EventStreamOptions,
} from "./http/event-stream.ts";
import { type WriteJsonOptions, writeJson } from "./json/write.ts";
import { Reply, type ReplyBody, type ReplyHeaders, type ReplyInit } from "./reply.ts";

/** The part of a context that makes replies. */
export abstract class Replies {
  /** Headers for whatever answer the view returns. */
  abstract get headers(): ReplyHeaders;

  /**
   * JSON, whatever the value: a top-level array, a string, a number.
   *
   * @throws JsonWriteError for what JSON cannot say
   */
  json(value: unknown, init: ReplyInit & WriteJsonOptions = {}): Reply {
    return new Reply("json", writeJson(value, init), init);
  }

  /** Plain text. */
  text(body: string, init?: ReplyInit): Reply {
    return new Reply("text", body, init);
  }

  /** HTML, with a status or headers; otherwise return the Markup itself. */
  html(body: Markup, init?: ReplyInit): Reply {
    return new Reply("html", body.toString(), init);
  }

  /** Bytes of a declared type; `application/octet-stream` without one. */
  bytes(body: ReplyBody, init?: ReplyInit): Reply {
    return new Reply("bytes", body, init);
  }

  /**
   * Server-sent events, for the page's `EventSource`. Line breaks in them stay inside their own event (D16).
   *
   * @param source gives the events; its signal says when the client is gone. Nothing is asked of it faster than the client reads
   * @throws RangeError for a heartbeat that is no number of seconds
   * @example
   * import { EventEmitter, on } from "node:events";
   * const posts = new EventEmitter();
   * app.get("/news", (c) =>
   *   c.eventStream(async function* (signal) {
   *     for await (const [post] of on(posts, "new", { signal })) yield { event: "post", id: post.id, data: post };
   *   }),
   * );
   * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
   */
  eventStream(source: EventSourceFunction, options?: EventStreamOptions): AsyncIterableIterator<Uint8Array> {
    const { headers } = this;
    headers.set("content-type", EVENT_STREAM_TYPE);
    headers.set("cache-control", "no-store");
    // nginx would collect the events otherwise.
    headers.set("x-accel-buffering", "no");
    return createEventStream(source, options);
  }

  /** No body. @param status @default 204 */
  empty(status = 204): Reply {
    return new Reply("empty", null, { status });
  }
}
