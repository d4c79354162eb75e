/** What a context makes of values: the answers that need nothing of the application. */

import type { Markup } from "@ampoule/markup";
import { evaluatePreconditions } from "./http/conditional.ts";
import { formatHttpDate } from "./http/dates.ts";
import { type EntityTag, formatEntityTag } from "./http/etag.ts";
import {
  createEventStream,
  EVENT_STREAM_TYPE,
  type EventSourceFunction,
  type EventStreamOptions,
} from "./http/event-stream.ts";
import { type WriteJsonOptions, writeJson } from "./json/write.ts";
import { Reply, type ReplyBody, type ReplyHeaders, type ReplyInit } from "./reply.ts";
import type { IncomingRequest } from "./request.ts";

/** Which version of a page it is: at least one of both. */
export interface Version {
  /** A text that is another one whenever the page is: a hash, a version of the database. Without quotes. */
  readonly etag?: string;
  /** When it last changed; HTTP knows whole seconds. */
  readonly lastModified?: Date;
  /** Whether pages of this tag may differ in ways that do not matter. @default false */
  readonly weak?: boolean;
}

/** The part of a context that makes replies. */
export abstract class Replies {
  /** Headers for whatever answer the view returns. */
  abstract get headers(): ReplyHeaders;
  /** The request. */
  abstract readonly request: IncomingRequest;

  /**
   * Says which version of a page this is, and asks whether the client has it already, before the page is made (Flask's
   * `make_conditional`).
   *
   * Sets `ETag` and `Last-Modified`. How long the client may keep the page without asking is another question, `Cache-Control`: without
   * one it asks each time.
   *
   * @returns what to answer, a 304, or a 412 to a request that was only meant for another version; nothing where the page is needed
   * @throws TypeError without a version, and for a tag that has quotes, blanks or control characters
   * @example
   * app.get("/report", (c) => c.notModified({ etag: "v7" }) ?? "a long report");
   * const browser = client(app);
   * const etag = (await browser.get("/report")).headers.get("etag"); // '"v7"'
   * (await browser.get("/report", { headers: { "if-none-match": etag } })).status; // 304
   */
  notModified({ etag, lastModified, weak = false }: Version): Reply | undefined {
    if (etag === undefined && lastModified === undefined)
      throw new TypeError("A version is an etag, a lastModified, or both");
    const entityTag: EntityTag | undefined = etag === undefined ? undefined : { weak, opaque: etag };
    if (entityTag !== undefined) this.headers.set("etag", formatEntityTag(entityTag));
    if (lastModified !== undefined) this.headers.set("last-modified", formatHttpDate(lastModified));
    const status = evaluatePreconditions(this.request.method, this.request.headers, {
      ...(entityTag !== undefined && { entityTag }),
      ...(lastModified !== undefined && { lastModified: lastModified.getTime() }),
    });
    return status === null ? undefined : new Reply("empty", null, { status });
  }

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
