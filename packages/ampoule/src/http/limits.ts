/**
 * Every limit on what is read from outside, with its default, and the error that names the one that was passed.
 *
 * A limit is enforced where the bytes go by, never by believing `Content-Length` (R17), and before the thing it limits is
 * kept in memory (R03). Flask documents its limits and leaves most of them off; here all are on, and a route may
 * raise one for itself.
 */

import { HttpError } from "../errors.ts";

/** All limits. Sizes are in bytes. */
export interface Limits {
  /** A JSON, text or other body that is read into memory. @default 1 MiB */
  readonly bodySize: number;
  /** A whole `multipart/form-data` body, files included. @default 10 MiB */
  readonly multipartSize: number;
  /** One text field of a form. @default 500 kB */
  readonly fieldSize: number;
  /** All text fields of a form together, with their names: what a form may hold in memory. @default 500 kB */
  readonly fieldsSize: number;
  /** Pairs of a urlencoded form, or parts of a multipart one. @default 1000 */
  readonly fieldCount: number;
  /** The name of a field or the file name of an upload. @default 255 */
  readonly nameSize: number;
  /** Files in one form. @default 20 */
  readonly fileCount: number;
  /** One uploaded file. @default 10 MiB */
  readonly fileSize: number;
  /** Pixels of an uploaded image (width times height), read from its header. @default 50 000 000 */
  readonly imagePixels: number;
  /** The headers of one part of a multipart body. @default 16 KiB */
  readonly partHeaderSize: number;
  /** Header lines of one part. @default 16 */
  readonly partHeaderCount: number;
  /** What comes before the first boundary or after the last. @default 4 KiB */
  readonly preambleSize: number;
  /** The query string. @default 16 KiB */
  readonly querySize: number;
  /** Pairs in the query string. @default 200 */
  readonly queryCount: number;
}

/** The names of the limits, as an error says them. */
export type LimitName = keyof Limits;

/** The limits as they are unless configured. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  bodySize: 1_048_576,
  multipartSize: 10_485_760,
  fieldSize: 500_000,
  fieldsSize: 500_000,
  fieldCount: 1000,
  nameSize: 255,
  fileCount: 20,
  fileSize: 10_485_760,
  imagePixels: 50_000_000,
  partHeaderSize: 16_384,
  partHeaderCount: 16,
  preambleSize: 4096,
  querySize: 16_384,
  queryCount: 200,
});

/** What a reader of the error page learns: the sentence for each limit, without the request's own data. */
const SENTENCES: Record<LimitName, (limit: number) => string> = {
  bodySize: (limit) => `What was sent is longer than ${limit} bytes.`,
  multipartSize: (limit) => `The form with its files is larger than ${limit} bytes.`,
  fieldSize: (limit) => `A field of the form is longer than ${limit} bytes.`,
  fieldsSize: (limit) => `The fields of the form are longer than ${limit} bytes together.`,
  fieldCount: (limit) => `The form has more than ${limit} fields.`,
  nameSize: (limit) => `The name of a field or file is longer than ${limit} bytes.`,
  fileCount: (limit) => `More than ${limit} files were sent.`,
  fileSize: (limit) => `A file is larger than ${limit} bytes.`,
  imagePixels: (limit) => `An image has more than ${limit} pixels.`,
  partHeaderSize: (limit) => `A part of the form has more than ${limit} bytes of headers.`,
  partHeaderCount: (limit) => `A part of the form has more than ${limit} headers.`,
  preambleSize: (limit) => `The form has more than ${limit} bytes outside its parts.`,
  querySize: (limit) => `The query string is longer than ${limit} bytes.`,
  queryCount: (limit) => `The query string has more than ${limit} parameters.`,
};

/** The query string is part of the URI: RFC 9110 §15.5.15 has a status for that. */
const STATUSES: ReadonlyMap<LimitName, number> = new Map([
  ["querySize", 414],
  ["queryCount", 414],
]);

/**
 * Something from outside was larger than a limit; 413, or 414 for a query string.
 *
 * @example
 * app.errorHandler(LimitError, (c, error) => c.text(`Too much: ${error.limit} is ${error.value}`, { status: error.status }));
 * app.get("/", (c) => `${c.request.query.size}`);
 * await (await client(app).get(`/?q=${"x".repeat(20_000)}`)).text(); // "Too much: querySize is 16384"
 */
export class LimitError extends HttpError {
  override readonly name: string = "LimitError";
  /** Which limit. */
  readonly limit: LimitName;
  /** Its value, in bytes or as a count. */
  readonly value: number;

  constructor(limit: LimitName, value: number) {
    super(STATUSES.get(limit) ?? 413, {
      code: `limit_${limit.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      detail: SENTENCES[limit](value),
    });
    this.limit = limit;
    this.value = value;
  }
}

/**
 * The default limits with some of them changed.
 *
 * @throws RangeError when a limit is unknown, or no whole number of 0 or more: `Infinity` is no limit
 */
export function resolveLimits(changes: Partial<Limits> = {}, base: Limits = DEFAULT_LIMITS): Limits {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      throw new RangeError(`There is no limit "${name}". The limits are ${Object.keys(DEFAULT_LIMITS).join(", ")}`);
    }
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`The limit "${name}" must be a whole number of 0 or more, not ${String(value)}`);
    }
  }
  return Object.freeze({ ...base, ...changes });
}
