/**
 * The Standard Schema interface (standardschema.dev, version 1), written structurally: Zod, Valibot, ArkType and others implement it,
 * and so do the forms of this package.
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** Where the specification has everything. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says of a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One complaint of a schema. */
export interface SchemaIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where in the data; absent for the data as a whole. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type that a schema lets out. */
export type SchemaOutput<Schema> = Schema extends StandardSchema<unknown, infer Output> ? Output : never;

/** Whether a value is a Standard Schema. ArkType's are functions, the others objects. */
export function isStandardSchema(value: unknown): value is StandardSchema {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  const standard = (value as { readonly "~standard"?: { readonly version?: unknown; readonly validate?: unknown } })[
    "~standard"
  ];
  return typeof standard === "object" && standard?.version === 1 && typeof standard.validate === "function";
}

/** An issue's path as plain keys. */
export function issuePath(issue: SchemaIssue): readonly string[] {
  return (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part));
}
