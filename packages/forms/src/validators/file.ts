import type { UploadedFile } from "../data/values.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Issue, RequiredValidator, Validator } from "../protocol.ts";
import { type ValidatorOptions, validator } from "./make.ts";
import { required } from "./presence.ts";
import { sniff, sniffLength } from "./sniff.ts";

/** A file field's value: one file or several. */
type FileValue = UploadedFile | readonly UploadedFile[];

const filesOf = (value: FileValue): readonly UploadedFile[] => (Array.isArray(value) ? value : [value as UploadedFile]);

/**
 * A file must be chosen. The same as `required`.
 *
 * @example
 * const form = defineForm({ x: file({ validators: [fileRequired()] }) });
 * (await form.validate({ x: new File(["…"], "cat.png") })).valid; // true
 * (await form.validate({ x: "" })).valid; // false
 */
export function fileRequired(options: ValidatorOptions = {}): RequiredValidator {
  return required(options);
}

/** The part of a file name after its last dot, in lower case; `""` if there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/**
 * The file's name has one of these extensions. Sets `accept`.
 *
 * A name proves nothing: use `fileType` too.
 *
 * @param extensions - without the dot, case ignored
 * @throws FormDefinitionError for no extensions, or with a dot or a slash in one
 * @example
 * const form = defineForm({ x: file({ validators: [fileAllowed(["png", "jpg", "jpeg"])] }) });
 * (await form.validate({ x: new File(["…"], "cat.PNG") })).valid; // true
 * (await form.validate({ x: new File(["…"], "cat.svg") })).valid; // false
 */
export function fileAllowed(extensions: readonly string[], options: ValidatorOptions = {}): Validator<FileValue> {
  const allowed = new Set(extensions.map((extension) => extension.toLowerCase()));
  if (allowed.size === 0 || [...allowed].some((extension) => !/^[a-z0-9_-]+$/.test(extension))) {
    throw new FormDefinitionError(
      "bad_extensions",
      `fileAllowed takes extensions without dots, such as "png", not ${JSON.stringify(extensions)}`,
    );
  }
  const judge = validator<FileValue>(
    "fileAllowed",
    (value, field) => {
      if (filesOf(value).every((file) => allowed.has(extensionOf(file.name)))) return undefined;
      return field.issue("fileExtension", { extensions: field.translator.list([...allowed]) }, options.message);
    },
    { attributes: { accept: [...allowed].map((extension) => `.${extension}`).join(",") } },
  );
  return judge;
}

/** Bounds of {@link fileSize}, in bytes. At least one is needed. */
export interface FileSizeOptions extends ValidatorOptions {
  /** The most that is allowed. @default none */
  readonly max?: number;
  /** The least that is allowed. @default none */
  readonly min?: number;
}

/**
 * Each file has at least `min` and at most `max` bytes. No HTML attribute says so; the server's own limits cut off larger uploads.
 *
 * @throws FormDefinitionError for no bounds
 * @example
 * const form = defineForm({ x: file({ validators: [fileSize({ max: 3 })] }) });
 * (await form.validate({ x: new File(["123"], "a.txt") })).valid; // true
 * (await form.validate({ x: new File(["1234"], "a.txt") })).valid; // false
 */
export function fileSize(options: FileSizeOptions): Validator<FileValue> {
  const { min = 0, max = Number.POSITIVE_INFINITY, message } = options;
  if ((options.min === undefined && options.max === undefined) || !(min <= max)) {
    throw new FormDefinitionError("bad_size", "fileSize needs min or max, in bytes, min not above max");
  }
  return validator<FileValue>("fileSize", (value, field) => {
    const { translator } = field;
    const sizes = {
      ...(options.min !== undefined && { min: translator.size(min) }),
      ...(options.max !== undefined && { max: translator.size(max) }),
    };
    for (const { size } of filesOf(value)) {
      if (size > max) return field.issue("fileTooLarge", sizes, message);
      if (size < min) return field.issue("fileTooSmall", sizes, message);
    }
    return undefined;
  });
}

/** The first bytes of a file, wherever it keeps them. */
async function headOf(file: UploadedFile): Promise<Uint8Array> {
  if (file.head !== undefined) return file.head(sniffLength);
  if (file.slice !== undefined) return new Uint8Array(await file.slice(0, sniffLength).arrayBuffer());
  return new Uint8Array();
}

const matches = (type: string, allowed: readonly string[]): boolean =>
  allowed.some((pattern) => pattern === type || (pattern.endsWith("/*") && type.startsWith(pattern.slice(0, -1))));

/**
 * The bytes of each file prove that it is of one of these types, whatever its name and the browser say. Sets `accept`.
 *
 * What cannot be recognised by its bytes (plain text, CSV, SVG and HTML among it) is never allowed.
 *
 * @param types - media types, `image/*` included
 * @throws FormDefinitionError for no types, or for a type that is not recognised by its bytes
 * @example
 * const form = defineForm({ x: file({ validators: [fileType(["image/png", "image/gif"])] }) });
 * (await form.validate({ x: new File(["GIF89a"], "cat.gif") })).valid; // true
 * (await form.validate({ x: new File(["<svg>"], "cat.png") })).valid; // false
 */
export function fileType(types: readonly string[], options: ValidatorOptions = {}): Validator<FileValue> {
  const unknown = types.find((type) => !sniff.known.some((known) => matches(known, [type])));
  if (types.length === 0 || unknown !== undefined) {
    throw new FormDefinitionError(
      "unknown_type",
      `fileType cannot recognise ${unknown ?? "nothing"}; it knows ${sniff.known.join(", ")}`,
    );
  }
  const judge = async (value: FileValue, issue: () => Issue): Promise<Issue | undefined> => {
    for (const file of filesOf(value)) {
      const type = sniff.type(await headOf(file));
      if (type === undefined || !matches(type, types)) return issue();
    }
    return undefined;
  };
  return validator<FileValue>(
    "fileType",
    (value, field) =>
      judge(value, () => field.issue("fileType", { types: field.translator.list(types) }, options.message)),
    { attributes: { accept: types.join(",") } },
  );
}
