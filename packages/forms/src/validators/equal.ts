import type { BoundField, FormView, Outcome, Validator } from "../protocol.ts";
import type { ValidatorOptions } from "./make.ts";
import { sameValue } from "./same.ts";

/**
 * The value is the same as another field's: for a repeated password or e-mail address.
 *
 * Other than most validators it judges an empty value as well: a password that is not repeated is not the same (WTForms' `EqualTo`).
 * The message may use `{other}` (the other field's label) and `{otherName}`.
 *
 * @param name - key of another field of the same form; `defineForm` checks that there is one
 * @example
 * const change = defineForm({ word: password(), again: password({ validators: [equalTo("word")] }) });
 * (await change.validate({ word: "my cat", again: "my dog" })).valid; // false
 * (await change.validate({ word: "my cat", again: "" })).valid; // false
 */
export function equalTo(name: string, options: ValidatorOptions = {}): Validator {
  const judge = (field: BoundField, form: FormView): Outcome => {
    const other = form.fields[name];
    if (other !== undefined && sameValue(field.data, other.data)) return undefined;
    return field.issue("equalTo", { other: String(other?.label.text ?? name), otherName: name }, options.message);
  };
  return Object.assign(judge, { label: "equalTo", refersTo: [name] });
}
