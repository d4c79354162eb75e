import type { FieldOptions } from "../protocol.ts";
import type { FieldDefinition } from "./definition.ts";
import type { FieldType } from "./field-type.ts";
import { planScalar } from "./plan.ts";
import { ScalarDefinition, type ScalarTypes } from "./scalar-definition.ts";

/** A factory of fields, as `string` and `email` are. */
export type FieldFactory<Value> = <const Options extends FieldOptions<Value>>(
  options?: Options,
) => FieldDefinition<ScalarTypes<Value, Options>>;

/**
 * Makes a kind of field of your own.
 *
 * @param type - how it reads, shows and checks
 * @returns a factory with the options that all fields have
 * @example
 * const tags = defineField<readonly string[]>({
 *   type: "tags",
 *   control: "text",
 *   widget: inputWidget("text"),
 *   read: ([text]) => ({ value: String(text).split(",").map((tag) => tag.trim()) }),
 *   show: (value) => value.join(", "),
 * });
 * const article = defineForm({ title: string({ required: true }), tags: tags() });
 * (await article.validate({ title: "Cats", tags: "small, grey" })).data.tags; // ["small", "grey"]
 */
export function defineField<Value>(type: FieldType<Value>): FieldFactory<Value> {
  return <const Options extends FieldOptions<Value>>(options?: Options) =>
    new ScalarDefinition<Value, ScalarTypes<Value, Options>>(planScalar<Value>(type, options ?? {}));
}
