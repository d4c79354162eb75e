import type { FieldDefinition, FieldTypes } from "../core/definition.ts";
import type { FieldType, Reading } from "../core/field-type.ts";
import type { OwnNames } from "../core/option-names.ts";
import { planScalar } from "../core/plan.ts";
import { type IsRequired, ScalarDefinition } from "../core/scalar-definition.ts";
import { type InputValue, isUploadedFile, type UploadedFile } from "../data/values.ts";
import type { BoundField, FieldOptions, Validator } from "../protocol.ts";
import { fileAllowed, fileSize, fileType } from "../validators/file.ts";
import { fileWidget } from "../widgets/input.ts";

/** A class of uploads, such as the web's `File`. */
type FileClass = abstract new (...parameters: never) => UploadedFile;

/** What file fields have in common. */
interface FileRules {
  /** The class that files must be of: `File`, or what a framework makes of streamed uploads. Decides the type of the value. */
  readonly of?: FileClass;
  /** Most bytes of each file. */
  readonly maxSize?: number;
  /** Fewest bytes of each file. */
  readonly minSize?: number;
  /** Extensions that are allowed, without dots. */
  readonly extensions?: readonly string[];
  /** Media types that the bytes must prove; `image/*` is one. */
  readonly types?: readonly string[];
}

/** Options of `file`. */
export interface FileOptions extends FieldOptions<UploadedFile>, FileRules {}

/** Options of `files`. */
export interface FilesOptions extends FieldOptions<readonly UploadedFile[]>, FileRules {
  /** Most files. @default 20 */
  readonly maxFiles?: number;
}

type Instance<Options> = Options extends { readonly of: abstract new (...parameters: never) => infer Upload }
  ? Upload
  : UploadedFile;

/** The types of a field for one file. */
export interface FileTypes<Options> extends FieldTypes {
  readonly value: IsRequired<Options> extends true ? Instance<Options> : Instance<Options> | null;
  readonly draft: Instance<Options> | null;
  readonly bound: BoundField<Instance<Options> | null>;
  readonly errors: readonly string[];
}

/** The types of a field for several files. */
export interface FilesTypes<Options> extends FieldTypes {
  readonly value: readonly Instance<Options>[];
  readonly draft: readonly Instance<Options>[];
  readonly bound: BoundField<readonly Instance<Options>[]>;
  readonly errors: readonly string[];
}

function rulesOf(rules: FileRules): readonly Validator<UploadedFile | readonly UploadedFile[]>[] {
  const { maxSize: max, minSize: min, extensions, types } = rules;
  return [
    ...(max === undefined && min === undefined
      ? []
      : [fileSize({ ...(max !== undefined && { max }), ...(min !== undefined && { min }) })]),
    ...(extensions === undefined ? [] : [fileAllowed(extensions)]),
    ...(types === undefined ? [] : [fileType(types)]),
  ];
}

/** The files among the values; `null` if anything else is among them. */
function filesOf(values: readonly InputValue[], of: FileClass | undefined): readonly UploadedFile[] | null {
  const files = values.filter((value) => value !== "");
  const right = files.every((value) => isUploadedFile(value) && (of === undefined || value instanceof of));
  return right ? (files as readonly UploadedFile[]) : null;
}

const fileNames: OwnNames<FileOptions> = { of: true, maxSize: true, minSize: true, extensions: true, types: true };
const filesNames: OwnNames<FilesOptions> = { ...fileNames, maxFiles: true };

const traits = { control: "file", widget: fileWidget, sensitive: true } as const;

/**
 * One file. Makes the form a multipart one.
 *
 * @example
 * const picture = file({ required: true, maxSize: 2_000_000, types: ["image/png", "image/jpeg"] });
 * const form = await defineForm({ picture }).validate({ picture: new File(["<svg>"], "cat.png") });
 * form.valid; // false
 */
export function file<const Options extends FileOptions>(options?: Options): FieldDefinition<FileTypes<Options>> {
  const given: FileOptions = options ?? {};
  const type: FieldType<UploadedFile> = {
    ...traits,
    type: "file",
    optionNames: fileNames,
    read: (values, field): Reading<UploadedFile> => {
      const files = filesOf(values, given.of);
      return files === null
        ? { issue: field.issue("malformed", {}, given.invalidMessage) }
        : { value: files[0] ?? null };
    },
  };
  return new ScalarDefinition(planScalar<UploadedFile>(type, given, rulesOf(given)));
}

/**
 * Several files. Makes the form a multipart one.
 *
 * @example
 * const form = await defineForm({ x: files({ maxFiles: 3 }) }).validate({ x: [new File(["a"], "a.txt"), new File(["b"], "b.txt")] });
 * form.data.x?.map(({ name }) => name); // ["a.txt", "b.txt"]
 */
export function files<const Options extends FilesOptions>(options?: Options): FieldDefinition<FilesTypes<Options>> {
  const given: FilesOptions = options ?? {};
  const { maxFiles = 20 } = given;
  const type: FieldType<readonly UploadedFile[]> = {
    ...traits,
    type: "files",
    optionNames: filesNames,
    many: true,
    empty: [],
    attributes: { multiple: true },
    read: (values, field): Reading<readonly UploadedFile[]> => {
      const found = filesOf(values, given.of);
      if (found === null) return { issue: field.issue("malformed", {}, given.invalidMessage) };
      return found.length > maxFiles ? { issue: field.issue("tooManyEntries", { max: maxFiles }) } : { value: found };
    },
  };
  return new ScalarDefinition(planScalar<readonly UploadedFile[]>(type, given, rulesOf(given)));
}
