/**
 * From what a view returns to a {@link Reply}.
 *
 * Only `Markup` is sent as HTML. A string is `text/plain`, however much it looks like HTML (D21): Flask's
 * `return f"<h1>{name}</h1>"`, the oldest hole of all, cannot be written.
 */

import { escape, isMarkup, type Markup } from "@ampoule/markup";
import { writeJson } from "./json/write.ts";
import { Reply, type ReplyInit, type ReplyKind, SECURITY_HEADERS } from "./reply.ts";

/** A piece of a streamed body. */
export type StreamChunk = string | Markup | Uint8Array;

/**
 * What a view may return.
 *
 * | value | is sent as |
 * | --- | --- |
 * | `Markup` | `text/html` |
 * | `string` | `text/plain` |
 * | plain object, array | `application/json` |
 * | `Uint8Array`, `ReadableStream` | `application/octet-stream` |
 * | (async) generator | a stream, of the kind of its first chunk |
 * | `Reply`, `Response` | itself |
 */
export type ViewResult = Reply | Response | Markup | StreamChunk | object;

/** The `Content-Type` of each kind of body (D21: never without one, and text never without a charset). */
export const CONTENT_TYPES: Readonly<Record<ReplyKind, string | undefined>> = {
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  text: "text/plain; charset=utf-8",
  bytes: "application/octet-stream",
  static: "application/octet-stream",
  upload: "application/octet-stream",
  empty: undefined,
};

const encoder = new TextEncoder();

/** Statuses for which the Fetch standard forbids a body. */
export function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

/**
 * Makes a reply of a view's value.
 *
 * @param owner names the view in the error
 * @param stringsAreHtml only with the guard `text` off
 * @throws TypeError for nothing, numbers and other values that no reply can be made of
 * @throws JsonWriteError for objects that JSON cannot say
 */
export function toReply(value: unknown, owner: string, stringsAreHtml: boolean, init?: ReplyInit): Reply {
  if (typeof value === "string") return new Reply(stringsAreHtml ? "html" : "text", value, init);
  if (isMarkup(value)) return new Reply("html", value.toString(), init);
  if (value instanceof Reply) return value;
  if (typeof value !== "object" || value === null) throw new TypeError(unusable(value, owner));
  if (value instanceof Response) {
    assertUnread(value.bodyUsed || value.body?.locked === true, owner);
    return fromResponse(value);
  }
  if (value instanceof Uint8Array) return new Reply("bytes", value as Uint8Array<ArrayBuffer>, init);
  if (value instanceof ReadableStream) {
    assertUnread(value.locked, owner);
    return new Reply("bytes", value as ReadableStream<Uint8Array<ArrayBuffer>>, init);
  }
  if (isGenerator(value))
    throw new TypeError("A generator needs its first chunk before its kind is known: use startStream");
  return new Reply("json", writeJson(value), init);
}

/** Found now it is a 500; when it is sent, the status and the headers would be out already. */
function assertUnread(isRead: boolean, owner: string): void {
  if (isRead) throw new TypeError(`${owner} returned a stream that somebody reads already: it can be sent once only`);
}

function unusable(value: unknown, owner: string): string {
  if (value === undefined || value === null) {
    return `${owner} returned nothing. Return Markup (HTML), a string (plain text), an object (JSON), or a Reply such as c.redirect(…) or c.empty().`;
  }
  return `${owner} returned a ${typeof value}. Return a string for plain text, or c.json(…) for JSON.`;
}

/** Whether it is a generator or another one-shot iterator; arrays, maps and strings are values, not streams. */
export function isGenerator(value: unknown): value is AsyncIterator<StreamChunk> | Iterator<StreamChunk> {
  if (typeof value !== "object" || value === null) return false;
  const iterable = Symbol.asyncIterator in value || Symbol.iterator in value;
  return iterable && "next" in value && typeof value.next === "function";
}

/** Takes a standard `Response` apart, so that the security headers of its kind can be added. */
function fromResponse(response: Response): Reply {
  const contentType = response.headers.get("content-type") ?? undefined;
  const body = hasNoBody(response.status) ? null : (response.body as ReadableStream<Uint8Array<ArrayBuffer>> | null);
  const reply = new Reply(kindOf(contentType, body === null), body, {
    // A network error or an opaque response (status 0) has no status of its own.
    status: response.status < 200 ? 502 : response.status,
  });
  if (contentType !== undefined) reply.contentType = contentType;
  for (const [name, value] of response.headers) {
    if (name === "set-cookie") reply.headers.append(name, value);
    else if (name !== "content-type" && !isOwned(name)) reply.headers.set(name, value);
  }
  return reply;
}

/** Security headers that came with the responses of mounted applications. */
const policies = new WeakMap<Reply, ReadonlyMap<string, string>>();

/**
 * The reply of a mounted application: its own security headers count, since only it knows the nonce of its page, and what its routes
 * allow. What it does not say is said by ours.
 */
export function mountedReply(response: Response): Reply {
  const reply = toReply(response, "The mounted application", false);
  policies.set(reply, new Map([...response.headers].filter(([name]) => SECURITY_HEADERS.has(name))));
  return reply;
}

/** The security headers that a mounted application has given its reply. */
export function mountedPolicy(reply: Reply): ReadonlyMap<string, string> | undefined {
  return policies.get(reply);
}

/** What the last step writes itself; a `Response` of a library may well have some of these. */
function isOwned(name: string): boolean {
  return (
    SECURITY_HEADERS.has(name) || name === "content-length" || name === "transfer-encoding" || name === "connection"
  );
}

function kindOf(contentType: string | undefined, empty: boolean): ReplyKind {
  const essence = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (
    essence === "text/html" ||
    essence === "application/xhtml+xml" ||
    essence === "image/svg+xml" ||
    essence.endsWith("/xml")
  )
    return "html";
  if (essence === "application/json" || essence.endsWith("+json")) return "json";
  if (essence === "text/plain") return "text";
  return empty && essence === "" ? "empty" : "bytes";
}

/** A step of a generator. */
type Step = IteratorResult<StreamChunk, unknown>;

/**
 * Starts a streamed reply: its first chunk decides what it is, and an error before it is still a clean 500.
 *
 * In a stream that begins with Markup, strings are escaped; in one that begins with a string, nothing is HTML.
 *
 * @param finished called once, when the stream has ended or the client has gone away
 */
export async function startStream(
  chunks: AsyncIterator<StreamChunk> | Iterator<StreamChunk>,
  finished: (error: unknown) => void,
  init?: ReplyInit,
): Promise<Reply> {
  let step: Step;
  try {
    step = await chunks.next();
  } catch (error) {
    finished(error);
    throw error;
  }
  const kind: ReplyKind =
    step.done === true || typeof step.value === "string" ? "text" : isMarkup(step.value) ? "html" : "bytes";
  const encode = (chunk: StreamChunk): Uint8Array<ArrayBuffer> => {
    if (chunk instanceof Uint8Array) return chunk as Uint8Array<ArrayBuffer>;
    return encoder.encode(kind === "html" ? escape(chunk).toString() : String(chunk));
  };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          if (step.done === true) {
            controller.close();
            finished(undefined);
            return;
          }
          controller.enqueue(encode(step.value));
          step = await chunks.next();
        } catch (error) {
          finished(error);
          throw error;
        }
      },
      async cancel(reason) {
        // Lets the generator's own `finally` run; nobody is there any more to tell about an error in it.
        await Promise.resolve(chunks.return?.()).catch(() => undefined);
        finished(reason);
      },
    },
    // Nothing is produced before the reader asks (D17): one chunk of look-ahead is all that is ever held.
    { highWaterMark: 0 },
  );
  return new Reply(kind, body, init);
}
