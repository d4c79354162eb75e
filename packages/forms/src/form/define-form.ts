import type { DataOf, Fields } from "../core/definition.ts";
import type { ReservedName } from "../data/names.ts";
import type { SchemaOutput, StandardSchema } from "../schema.ts";
import { FormDefinition } from "./definition.ts";
import type { FormOptions } from "./options.ts";

/** Refuses reserved names at compile time; `defineForm` does it again at run time. */
export type Declarable<F> = { readonly [Key in keyof F]: Key extends ReservedName ? never : F[Key] };

/** The data of a form: what the schema lets out, if there is one. */
export type FormData<F, Schema> = Schema extends StandardSchema ? SchemaOutput<Schema> : DataOf<F>;

/**
 * Defines a form.
 *
 * @param fields - fields by their keys, in the order in which they are shown
 * @throws FormDefinitionError for every mistake that can be seen now: reserved or duplicate names, `equalTo` a field that does not
 * exist, bounds that exclude everything…
 * @example
 * export const signup = defineForm({
 *   email: email({ required: true }),
 *   password: password({ required: true, minLength: 12 }),
 *   again: password({ required: true, validators: [equalTo("password")] }),
 *   bio: textArea({ maxLength: 500 }),
 * });
 * const form = await signup.from(c);
 * if (form.valid) form.data.email; // "ada@kittens.example"
 */
export function defineForm<const F extends Fields, Schema extends StandardSchema | undefined = undefined>(
  fields: F & Declarable<F>,
  options?: FormOptions<F, Schema>,
): FormDefinition<F, FormData<F, Schema>> {
  return new FormDefinition<F, FormData<F, Schema>>(
    fields,
    (options ?? {}) as FormOptions<Fields, StandardSchema | undefined>,
  );
}
