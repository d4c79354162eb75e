import { htmlNameProblem, nameProblem } from "../data/names.ts";
import { FormDefinitionError } from "../errors.ts";
import { unknownField } from "../explain.ts";
import type { FieldDefinition, Fields } from "./definition.ts";
import type { FieldSetSpec } from "./field-set.ts";

/** The rules of a form besides its fields. */
export interface SpecRules {
  readonly validate?: Readonly<Record<string, unknown>>;
  readonly check?: unknown;
  readonly schema?: unknown;
}

function checkNames(entries: readonly (readonly [string, FieldDefinition])[]): void {
  const names = new Map<string, string>();
  for (const [key, field] of entries) {
    const problem = nameProblem(key);
    if (problem !== undefined) {
      const cure = "Choose another key; the name in HTML can be given with the option `name`.";
      throw new FormDefinitionError("reserved_name", `the field name "${key}" ${problem}. ${cure}`);
    }
    if (!isDefinition(field)) {
      throw new FormDefinitionError(
        "not_a_field",
        `"${key}" is no field: make it with string(), email(), select()… or defineField`,
      );
    }
    const name = field.htmlName ?? key;
    const nameFault = htmlNameProblem(name);
    if (nameFault !== undefined)
      throw new FormDefinitionError("bad_name", `the name "${name}" of the field "${key}" ${nameFault}`);
    const other = names.get(name);
    if (other !== undefined)
      throw new FormDefinitionError(
        "duplicate_name",
        `the fields "${other}" and "${key}" have the same name, "${name}"`,
      );
    names.set(name, key);
  }
}

function isDefinition(field: unknown): field is FieldDefinition {
  return typeof field === "object" && field !== null && "bind" in field && "appendJson" in field;
}

/**
 * Checks and prepares the fields and rules of a form or group.
 *
 * @throws FormDefinitionError for reserved, strange or duplicate names, for what is no field, and for references to fields that do
 * not exist
 */
export function buildSpec(fields: Fields, rules: SpecRules): FieldSetSpec {
  const entries = Object.entries(fields);
  checkNames(entries);
  const keys = entries.map(([key]) => key);
  for (const [key, field] of entries) field.check(key, keys);
  for (const key of Object.keys(rules.validate ?? {}))
    if (!keys.includes(key)) throw unknownField("the option `validate`", key, keys);
  return {
    entries,
    // Own keys on no prototype: a field called like a method of all objects has no inline validator by accident.
    inline: Object.assign(Object.create(null) as FieldSetSpec["inline"], rules.validate),
    check: rules.check as FieldSetSpec["check"],
    schema: rules.schema as FieldSetSpec["schema"],
  };
}
