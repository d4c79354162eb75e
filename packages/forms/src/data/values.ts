/**
 * A file of a submission. The web's `File` is one; so is whatever a framework makes of a streamed upload.
 *
 * @example
 * const avatar: UploadedFile = new File(["…"], "cat.png", { type: "image/png" });
 * avatar.name; // "cat.png"
 */
export interface UploadedFile {
  /** The name that the browser sent: never to be trusted as a path. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The media type that the browser sent: a claim, see `fileType` for proof. */
  readonly type: string;
  /**
   * The first bytes, where they are at hand without reading the file again.
   * @param length - how many are wanted; fewer come from a shorter file
   */
  head?(length: number): Uint8Array | Promise<Uint8Array>;
  /** As `Blob.slice`: used for the first bytes where there is no `head`. */
  slice?(start?: number, end?: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/**
 * Stands for a value of the wrong shape, such as an object in the place of a text. It is an error in every field.
 *
 * @example
 * FormInput.from({ name: { $ne: null } }).getAll("name"); // [malformed]
 */
export const malformed: unique symbol = Symbol("malformed value");

/** One submitted value. Numbers and booleans come from JSON only. */
export type InputValue = string | number | boolean | UploadedFile | typeof malformed;

/**
 * Whether a value is a file rather than text.
 *
 * @example
 * isUploadedFile(new File([], "cat.png")); // true
 * isUploadedFile({ name: "cat.png", size: 0, type: "" }); // false
 */
export function isUploadedFile(value: unknown): value is UploadedFile {
  return typeof value === "object" && value !== null && hasFileShape(value);
}

function hasFileShape(value: object): boolean {
  const { name, size, type } = value as Partial<Record<"name" | "size" | "type", unknown>>;
  return typeof name === "string" && typeof size === "number" && typeof type === "string" && !isPlain(value);
}

/** A JSON object with a name, a size and a type is no file: files are instances of a class, which JSON cannot make. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
