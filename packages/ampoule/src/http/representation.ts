/** Answering with bytes that have a length and validators: "304", "412", one range, or all of it (RFC 9110 §13, §14). */

import { Reply, type ReplyBody, type ReplyKind } from "../reply.ts";
import { evaluatePreconditions, mayServeRange, type Validators } from "./conditional.ts";
import { formatHttpDate } from "./dates.ts";
import { formatEntityTag } from "./etag.ts";
import { type ByteRange, formatContentRange, parseRange } from "./range.ts";
import { withSize } from "./sized-stream.ts";

/** What would be sent: a file, an upload. */
export interface Representation {
  readonly kind: ReplyKind;
  readonly size: number;
  readonly contentType: string;
  readonly validators: Required<Validators>;
  /** Besides validators, range and type. */
  readonly headers: Readonly<Record<string, string>>;
  /** A part of the bytes; releases the source when they were read. */
  body(range: ByteRange): Promise<ReplyBody>;
  /** Releases the source unread. */
  close(): Promise<void>;
}

/** The reply to a request for it; the source is released in any case. */
export async function replyWith(representation: Representation, request: Request): Promise<Reply> {
  let handedOn = false;
  try {
    const { kind, size, contentType, validators } = representation;
    const headers: Record<string, string> = {
      ...representation.headers,
      etag: formatEntityTag(validators.entityTag),
      "last-modified": formatHttpDate(new Date(validators.lastModified)),
      "accept-ranges": "bytes",
    };
    const condition = evaluatePreconditions(request.method, request.headers, validators);
    if (condition !== null) return new Reply(kind, null, { status: condition, headers });

    // RFC 9110 §14.2: GET is the only method with ranges; a HEAD is told about the whole.
    const mayAsk = request.method === "GET" && mayServeRange(request.headers, validators);
    const asked = mayAsk ? parseRange(request.headers.get("range"), size) : null;
    if (asked !== null) headers["content-range"] = formatContentRange(asked, size);
    if (asked === "unsatisfiable") return new Reply(kind, null, { status: 416, headers });
    const range = asked ?? { first: 0, last: size - 1 };
    const init = { status: asked === null ? 200 : 206, headers, contentType };
    if (request.method === "HEAD")
      return new Reply(kind, withSize(new ReadableStream(), range.last - range.first + 1), init);
    handedOn = true;
    return new Reply(kind, await representation.body(range), init);
  } finally {
    if (!handedOn) await representation.close();
  }
}
