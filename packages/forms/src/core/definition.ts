import type { FormInput } from "../data/input.ts";
import type { BoundField } from "../protocol.ts";
import type { BindContext, FieldNode } from "./node.ts";

/** The types that belong to one field. */
export interface FieldTypes {
  /** Its value in a valid form. `never` for buttons. */
  readonly value: unknown;
  /** Its value in a form that is not (yet) valid. */
  readonly draft: unknown;
  /** The field in a form. */
  readonly bound: BoundField;
  /** Its part of `form.errors`. */
  readonly errors: unknown;
}

/** What `string()`, `email()`, `nested()`… return: a field that is in no form yet. Made once, used by any number of forms. */
export interface FieldDefinition<out Types extends FieldTypes = FieldTypes> {
  /** Its `name` in HTML, where it is not the key. */
  readonly htmlName: string | undefined;
  /** Makes the field for one form. */
  bind(context: BindContext): FieldNode;
  /** Adds the values of a JSON document for this field to `input`, under the names that the field will ask for. */
  appendJson(input: FormInput, name: string, value: unknown): void;
  /** Whether the submitted name belongs to this field, of the HTML name `name`. */
  owns(name: string, submitted: string): boolean;
  /**
   * Checks what can only be known among the other fields.
   * @throws FormDefinitionError
   */
  check(key: string, siblings: readonly string[]): void;
  /** For the type system only. */
  readonly "~types"?: Types;
}

/** Fields by their keys: what `defineForm` takes. */
export type Fields = Readonly<Record<string, FieldDefinition>>;

type TypesOf<Field> = Field extends FieldDefinition<infer Types> ? Types : never;

/** The value of a field in a valid form. */
export type ValueOf<Field> = TypesOf<Field>["value"];

/** The field in a form. */
export type BoundOf<Field> = TypesOf<Field>["bound"];

type IsButton<Field> = [ValueOf<Field>] extends [never] ? true : false;

/** `form.data` of a valid form: exactly the declared fields, buttons apart. */
export type DataOf<F> = { -readonly [Key in keyof F as IsButton<F[Key]> extends true ? never : Key]: ValueOf<F[Key]> };

/** `form.data` of a form that is not valid: what could be read. */
export type DraftOf<F> = {
  -readonly [Key in keyof F as IsButton<F[Key]> extends true ? never : Key]: TypesOf<F[Key]>["draft"];
};

/** `form.errors`: messages by field, in the shape of the data; the form's own under `""`. */
export type ErrorsOf<F> = { readonly [Key in keyof F]?: TypesOf<F[Key]>["errors"] } & {
  readonly ""?: readonly string[];
};

/** The fields of a form, by their keys. */
export type BoundFields<F> = { readonly [Key in keyof F]: BoundOf<F[Key]> };
