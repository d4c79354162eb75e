/**
 * `multipart/form-data` (RFC 7578, RFC 2046 §5.1) without input or output: bytes go in, events come out.
 *
 * Nothing is kept but what cannot be decided yet: the beginning of a possible boundary, or the headers of one part up to
 * their limit. Every buffer and every counter has a limit (R42); what is malformed throws at once (R10). Time is linear
 * in the input, however it is cut into chunks (R02).
 */

import { joinBytes } from "../bytes.ts";
import { LimitError, type Limits } from "../limits.ts";
import { malformed } from "../percent.ts";
import { BoundarySearch } from "./boundary.ts";
import { type PartHead, parsePartHead } from "./head.ts";

/** What the parser has found. The bytes of `data` are a view of what was pushed. */
export type MultipartEvent =
  | { readonly type: "part"; readonly head: PartHead }
  | { readonly type: "data"; readonly bytes: Uint8Array }
  | { readonly type: "part-end" };

type State = "preamble" | "delimiter" | "head" | "body" | "epilogue";

const CR = 0x0d;
const LF = 0x0a;
const HYPHEN = 0x2d;
/** RFC 2046 allows blanks after a boundary "added by transport"; no form has more than a few. */
const MAX_PADDING = 64;
const EMPTY = new Uint8Array(0);
const PART_END: MultipartEvent = { type: "part-end" };

/**
 * A push parser.
 *
 * @example
 * const parser = new MultipartParser("xyz", limits);
 * const body = '--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--xyz--\r\n';
 * const events = parser.push(new TextEncoder().encode(body));
 * Array.from(events, ({ type }) => type); // ["part", "data", "part-end"]
 * parser.finish();
 */
export class MultipartParser {
  readonly #search: BoundarySearch;
  readonly #limits: Limits;
  #state: State = "preamble";
  /** What was pushed but not decided. It begins with the line break that the first boundary may do without. */
  #rest: Uint8Array = Uint8Array.of(CR, LF);
  /** Set by every step that returns -1: where the undecided bytes begin. */
  #held = 0;
  /** Bytes of the line break before the content that are still ahead. */
  #skip = 0;
  /** How much of `#rest` the search for the end of the headers has seen. */
  #scanned = 0;
  #total = 0;
  #outside = 0;
  #parts = 0;
  #files = 0;
  #fieldsSize = 0;
  #partSize = 0;
  #isFile = false;

  constructor(boundary: string, limits: Limits) {
    this.#search = new BoundarySearch(boundary);
    this.#limits = limits;
  }

  /**
   * Takes the next bytes.
   *
   * @returns what they complete, in order
   * @throws HttpError 400 for a malformed body, {@link LimitError} where a limit is passed; nothing may be pushed after
   */
  push(chunk: Uint8Array): MultipartEvent[] {
    this.#total += chunk.length;
    if (this.#total > this.#limits.multipartSize) throw new LimitError("multipartSize", this.#limits.multipartSize);
    const bytes = this.#rest.length === 0 ? chunk : joinBytes([this.#rest, chunk]);
    const events: MultipartEvent[] = [];
    let position = 0;
    for (;;) {
      const next = this.#step(bytes, position, events);
      if (next === -1) break;
      position = next;
    }
    // A copy: a view would keep all of the chunk alive for a few bytes.
    this.#rest = this.#held === bytes.length ? EMPTY : bytes.slice(this.#held);
    return events;
  }

  /** @throws HttpError 400 when the body ended before its last boundary. */
  finish(): void {
    if (this.#state !== "epilogue") throw malformed("malformed_multipart", "The multipart body ends too early.");
  }

  /** One step from `position`: where the next begins, or -1 when more bytes are needed. */
  #step(bytes: Uint8Array, position: number, events: MultipartEvent[]): number {
    switch (this.#state) {
      case "preamble":
        return this.#preamble(bytes, position);
      case "delimiter":
        return this.#delimiter(bytes, position);
      case "head":
        return this.#head(bytes, position, events);
      case "body":
        return this.#body(bytes, position, events);
      case "epilogue":
        this.#countOutside(bytes.length - position);
        return this.#wait(bytes.length);
    }
  }

  #wait(held: number): -1 {
    this.#held = held;
    return -1;
  }

  #preamble(bytes: Uint8Array, position: number): number {
    const found = this.#search.find(bytes, position);
    if (found === -1) {
      const held = this.#search.cutOff(bytes, position);
      this.#countOutside(held - position);
      return this.#wait(held);
    }
    this.#countOutside(found - position);
    this.#state = "delimiter";
    return found + this.#search.needle.length;
  }

  #countOutside(size: number): void {
    this.#outside += size;
    if (this.#outside > this.#limits.preambleSize) throw new LimitError("preambleSize", this.#limits.preambleSize);
  }

  /** After a boundary: `--` ends the body, a line break begins a part, anything else was no boundary of ours. */
  #delimiter(bytes: Uint8Array, position: number): number {
    let at = position;
    while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
    if (at - position > MAX_PADDING) throw badDelimiter();
    if (at + 2 > bytes.length) return this.#wait(position);
    if (at === position && bytes[at] === HYPHEN && bytes[at + 1] === HYPHEN) {
      this.#state = "epilogue";
      return at + 2;
    }
    if (bytes[at] !== CR || bytes[at + 1] !== LF) throw badDelimiter();
    if (++this.#parts > this.#limits.fieldCount) throw new LimitError("fieldCount", this.#limits.fieldCount);
    this.#state = "head";
    this.#scanned = 0;
    return at + 2;
  }

  #head(bytes: Uint8Array, position: number, events: MultipartEvent[]): number {
    const end = indexOfEmptyLine(bytes, position + this.#scanned);
    // Without an end in sight, the last three bytes may be the beginning of the empty line.
    const size = end === -1 ? Math.max(0, bytes.length - position - 3) : end - position;
    if (size > this.#limits.partHeaderSize) throw new LimitError("partHeaderSize", this.#limits.partHeaderSize);
    if (end === -1) {
      this.#scanned = size;
      return this.#wait(position);
    }
    const head = parsePartHead(bytes.subarray(position, end), this.#limits);
    this.#begin(head);
    events.push({ type: "part", head });
    this.#state = "body";
    // The search begins at the empty line's own break: where the part has no content, the boundary may share it.
    this.#skip = 2;
    return end + 2;
  }

  #begin(head: PartHead): void {
    const { fileCount, fieldsSize } = this.#limits;
    this.#partSize = 0;
    // A file input without a choice sends an empty name: no file.
    this.#isFile = head.filename !== undefined && head.filename !== "";
    if (this.#isFile && ++this.#files > fileCount) throw new LimitError("fileCount", fileCount);
    this.#fieldsSize += head.name.length;
    if (this.#fieldsSize > fieldsSize) throw new LimitError("fieldsSize", fieldsSize);
  }

  #body(bytes: Uint8Array, position: number, events: MultipartEvent[]): number {
    const found = this.#search.find(bytes, position);
    const end = found === -1 ? this.#search.cutOff(bytes, position) : found;
    const start = position + this.#skip;
    if (end >= start) this.#skip = 0;
    if (end > start) {
      this.#countData(end - start);
      events.push({ type: "data", bytes: bytes.subarray(start, end) });
    }
    if (found === -1) return this.#wait(end);
    events.push(PART_END);
    this.#state = "delimiter";
    return found + this.#search.needle.length;
  }

  #countData(size: number): void {
    const { fileSize, fieldSize, fieldsSize } = this.#limits;
    this.#partSize += size;
    if (this.#isFile) {
      if (this.#partSize > fileSize) throw new LimitError("fileSize", fileSize);
      return;
    }
    this.#fieldsSize += size;
    if (this.#partSize > fieldSize) throw new LimitError("fieldSize", fieldSize);
    if (this.#fieldsSize > fieldsSize) throw new LimitError("fieldsSize", fieldsSize);
  }
}

function badDelimiter(): Error {
  return malformed("malformed_multipart", "A boundary of the multipart body is malformed.");
}

/** Where CR LF CR LF begins, or -1. */
function indexOfEmptyLine(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(CR, from); at !== -1; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] === LF && bytes[at + 2] === CR && bytes[at + 3] === LF) return at;
  }
  return -1;
}
