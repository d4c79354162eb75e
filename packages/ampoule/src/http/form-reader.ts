/**
 * Form bodies, urlencoded or multipart, behind one pulling reader.
 *
 * A reader goes no further than it is asked: `field("csrf_token")` stops at that field, or at the first file, so that a forged
 * post is refused before a byte of its files is stored (the classic failure of token checks on uploads).
 */

import { badRequest, unsupportedMediaType } from "../errors.ts";
import { type Chunks, checkAnnouncedSize, readChunks, readText } from "./body.ts";
import { joinBytes } from "./bytes.ts";
import { type ContentType, isUtf8, parseContentType } from "./content-type.ts";
import { LimitError, type Limits } from "./limits.ts";
import { MultiMap } from "./multimap.ts";
import { boundaryOf } from "./multipart/boundary.ts";
import type { PartHead } from "./multipart/head.ts";
import { type MultipartEvent, MultipartParser } from "./multipart/parser.ts";
import { decodeUtf8, malformed } from "./percent.ts";
import { parseUrlencoded } from "./urlencoded.ts";

/** Takes the files of a form while they arrive. */
export interface FileReceiver<File> {
  /**
   * Stores one file. What it leaves of `chunks` is skipped. If it fails, what it has stored is its own to remove.
   *
   * @param chunks the bytes; nothing writes over a chunk afterwards
   */
  receive(head: PartHead, chunks: Chunks): Promise<File>;
  /** Undoes a `receive` of this form, because something after it failed (R11). */
  discard(file: File): Promise<void>;
}

/** A whole form. */
export interface FormBody<File> {
  readonly fields: MultiMap;
  readonly files: MultiMap<File>;
}

/** Whether a value may come behind the first one of its name. */
export type MayFollow = (value: string) => boolean;

/** A form that is read as far as is asked for. */
export interface FormReader {
  /**
   * The first value of a text field, reading no further than to it, or to the first file.
   *
   * The name is remembered: a second field of that name is a 400 whenever it comes, since whoever checks one value must
   * not be handed another (F33).
   *
   * @param mayFollow whether a further value is harmless behind the first. @default none is
   */
  field(name: string, mayFollow?: MayFollow): Promise<string | undefined>;
  /**
   * Reads the rest.
   *
   * @param receiver takes the files; without it a form with a file is refused, and the body may have `bodySize` bytes only
   * @throws HttpError 400 for a malformed body, {@link LimitError}; files received before the error are discarded
   */
  read<File = never>(receiver?: FileReceiver<File>): Promise<FormBody<File>>;
}

/**
 * Begins to read a form.
 *
 * @throws HttpError 415 when the body is of no form type; `text/plain` forms are not read, they have no unambiguous syntax
 */
export function openForm(request: Request, limits: Limits): FormReader {
  const contentType = parseContentType(request.headers.get("content-type"));
  if (contentType !== null && isUtf8(contentType)) {
    if (contentType.essence === "application/x-www-form-urlencoded") return new UrlencodedReader(request, limits);
    if (contentType.essence === "multipart/form-data") return new MultipartReader(request, contentType, limits);
  }
  throw unsupportedMediaType({ code: "form_type", detail: "A form is expected here." });
}

/** Whether a request says that it carries a form that {@link openForm} reads. */
export function isForm(contentType: ContentType | null): boolean {
  return contentType?.essence === "application/x-www-form-urlencoded" || contentType?.essence === "multipart/form-data";
}

const nothingMayFollow: MayFollow = () => false;

/** Names that were asked for by themselves. */
class SingleFields {
  readonly #rules = new Map<string, MayFollow>();

  add(name: string, fields: MultiMap, mayFollow: MayFollow = nothingMayFollow): void {
    this.#rules.set(name, mayFollow);
    this.check(name, fields, 1);
  }

  /** @param from index of the first value that is new */
  check(name: string, fields: MultiMap, from: number = fields.getAll(name).length - 1): void {
    const mayFollow = this.#rules.get(name);
    if (mayFollow === undefined) return;
    if (fields.getAll(name).slice(Math.max(1, from)).every(mayFollow)) return;
    throw malformed("repeated_field", "A field of the form came twice that may come only once.");
  }
}

class UrlencodedReader implements FormReader {
  readonly #request: Request;
  readonly #limits: Limits;
  readonly #single = new SingleFields();
  #fields: MultiMap | Promise<MultiMap> | undefined;

  constructor(request: Request, limits: Limits) {
    this.#request = request;
    this.#limits = limits;
  }

  async field(name: string, mayFollow?: MayFollow): Promise<string | undefined> {
    const reading = this.#read();
    const fields = reading instanceof Promise ? await reading : reading;
    this.#single.add(name, fields, mayFollow);
    return fields.get(name);
  }

  async read<File = never>(): Promise<FormBody<File>> {
    return { fields: await this.#read(), files: new MultiMap<File>() };
  }

  /** Reads once; who asks again gets the same, or the same error. */
  #read(): MultiMap | Promise<MultiMap> {
    if (this.#fields !== undefined) return this.#fields;
    try {
      const text = readText(this.#request, this.#limits.fieldsSize, { limit: "fieldsSize" });
      this.#fields = typeof text === "string" ? this.#parse(text) : text.then((late) => this.#parse(late));
    } catch (error) {
      this.#fields = Promise.reject(error);
    }
    return this.#fields;
  }

  #parse(text: string): MultiMap {
    const { fieldCount, nameSize, fieldSize } = this.#limits;
    const fields = parseUrlencoded(text, { maxPairs: fieldCount, maxName: nameSize });
    for (const value of fields.values()) {
      if (value.length > fieldSize) throw new LimitError("fieldSize", fieldSize);
    }
    return fields;
  }
}

class MultipartReader implements FormReader {
  readonly #limits: Limits;
  readonly #parser: MultipartParser;
  readonly #chunks: AsyncGenerator<Uint8Array, void, void>;
  readonly #fields = new MultiMap();
  readonly #single = new SingleFields();
  #events: MultipartEvent[] = [];
  #next = 0;
  #ended = false;
  /** The head of the file that is next, once it has been seen and not yet handed on. */
  #file: PartHead | undefined;
  /** Whether a part has begun whose content was not read to its end. */
  #open = false;
  #size = 0;
  #sizeLimit: { readonly name: "multipartSize" | "bodySize"; readonly value: number };

  constructor(request: Request, contentType: ContentType, limits: Limits) {
    this.#limits = limits;
    checkAnnouncedSize(request, limits.multipartSize, "multipartSize");
    this.#parser = new MultipartParser(boundaryOf(contentType), limits);
    this.#chunks = readChunks(request);
    this.#sizeLimit = { name: "multipartSize", value: limits.multipartSize };
  }

  async field(name: string, mayFollow?: MayFollow): Promise<string | undefined> {
    this.#single.add(name, this.#fields, mayFollow);
    while (!this.#fields.has(name) && (await this.#advance())) if (this.#file !== undefined) break;
    return this.#fields.get(name);
  }

  async read<File = never>(receiver?: FileReceiver<File>): Promise<FormBody<File>> {
    const files = new MultiMap<File>();
    try {
      if (receiver === undefined && this.#limits.bodySize < this.#limits.multipartSize) {
        this.#sizeLimit = { name: "bodySize", value: this.#limits.bodySize };
      }
      for (;;) {
        if (this.#file === undefined && !(await this.#advance())) break;
        const head: PartHead | undefined = this.#file;
        if (head === undefined) continue;
        this.#file = undefined;
        if (receiver === undefined) {
          throw badRequest({ code: "unexpected_file", detail: "A file was sent where none is expected." });
        }
        files.append(head.name, await this.#receive(head, receiver));
      }
    } catch (error) {
      await this.#close();
      for (const file of files.values()) await receiver?.discard(file).catch(() => undefined);
      throw error;
    }
    return { fields: this.#fields, files };
  }

  async #receive<File>(head: PartHead, receiver: FileReceiver<File>): Promise<File> {
    const file = await receiver.receive(head, this.#content());
    try {
      // What the receiver left is read past, so that the parts after it are found.
      while (this.#open) await this.#content().next();
    } catch (error) {
      await receiver.discard(file).catch(() => undefined);
      throw error;
    }
    return file;
  }

  /** The rest of the bytes of the part whose head came last. */
  async *#content(): AsyncGenerator<Uint8Array, void, void> {
    while (this.#open) {
      const event = await this.#event();
      if (event?.type === "data") yield event.bytes;
      else this.#open = false;
    }
  }

  /** Reads one part: a text field into `#fields`, or of a file the head only. False at the end. */
  async #advance(): Promise<boolean> {
    const event = await this.#event();
    if (event === undefined) return false;
    if (event.type !== "part") throw new Error("A multipart reader was used by two readers at once");
    const { head } = event;
    this.#open = true;
    if (head.filename !== undefined && head.filename !== "") {
      this.#file = head;
      return true;
    }
    const value = await this.#text(head);
    // An empty file name is a file input without a choice: neither a file nor a field.
    if (head.filename === undefined) {
      this.#fields.append(head.name, value);
      this.#single.check(head.name, this.#fields);
    }
    return true;
  }

  async #text(head: PartHead): Promise<string> {
    if (head.contentType !== null && !isUtf8(head.contentType)) {
      throw unsupportedMediaType({ code: "charset", detail: "The fields of a form must be UTF-8." });
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#content()) pieces.push(piece);
    const text = decodeUtf8(joinBytes(pieces));
    if (text.includes("\0")) throw malformed("malformed_multipart", "A field of the form holds a NUL character.");
    return text;
  }

  /** The next event, asking for more of the body where needed; `undefined` at the end. */
  async #event(): Promise<MultipartEvent | undefined> {
    while (this.#next === this.#events.length) {
      if (this.#ended) return undefined;
      const { done, value } = await this.#chunks.next();
      if (done === true) {
        this.#ended = true;
        this.#parser.finish();
        return undefined;
      }
      this.#size += value.length;
      if (this.#size > this.#sizeLimit.value) throw new LimitError(this.#sizeLimit.name, this.#sizeLimit.value);
      this.#events = this.#parser.push(value);
      this.#next = 0;
    }
    return this.#events[this.#next++];
  }

  async #close(): Promise<void> {
    await this.#chunks.return().then(undefined, () => undefined);
  }
}
