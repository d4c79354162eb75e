import { FormDefinitionError } from "../errors.ts";
import { suggestion } from "../explain.ts";
import type { FieldOptions } from "../protocol.ts";

/** The names of an interface's members, none forgotten: `satisfies` sees to it. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

/** Names of the options of one kind of field beyond those of all fields. */
export type OwnNames<Options> = NamesOf<Omit<Options, keyof FieldOptions<unknown>>>;

const common: NamesOf<FieldOptions<unknown>> = {
  label: true,
  description: true,
  id: true,
  name: true,
  required: true,
  default: true,
  validators: true,
  filters: true,
  schema: true,
  datalist: true,
  widget: true,
  attributes: true,
  invalidMessage: true,
  sensitive: true,
  disabled: true,
  readOnly: true,
};

/**
 * Refuses options that no field of this kind has. The compiler lets them through where it infers the options' type, and a
 * `requierd: true` without effect is a rule that is not kept.
 *
 * @throws FormDefinitionError `unknown_option`
 */
export function checkOptionNames(type: string, options: object, own: Readonly<Record<string, true>>): void {
  refuseOthers(`a ${type} field`, options, { ...common, ...own });
}

/** @throws FormDefinitionError `unknown_option` for a name that is not among the known ones */
export function refuseOthers(owner: string, options: object, known: Readonly<Record<string, true>>): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(known, name)) continue;
    const hint = suggestion(name, Object.keys(known), "options");
    throw new FormDefinitionError("unknown_option", `${owner} has no option "${name}". ${hint}`);
  }
}
