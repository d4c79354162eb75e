import type { Validator } from "../protocol.ts";
import { type ValidatorOptions, validator } from "./make.ts";
import { sameValue } from "./same.ts";

/**
 * The value is the same as another field's: for a repeated password or e-mail address.
 *
 * The message may use `{other}` (the other field's label) and `{otherName}`.
 *
 * @param name - key of another field of the same form; `defineForm` checks that there is one
 * @example
 * const change = defineForm({ word: password(), again: password({ validators: [equalTo("word")] }) });
 * (await change.validate({ word: "my cat", again: "my dog" })).valid; // false
 */
export function equalTo(name: string, options: ValidatorOptions = {}): Validator {
  const judge = validator<unknown>(
    "equalTo",
    (value, field, form) => {
      const other = form.fields[name];
      if (other !== undefined && sameValue(value, other.data)) return undefined;
      return field.issue("equalTo", { other: String(other?.label.text ?? name), otherName: name }, options.message);
    },
    { refersTo: [name] },
  );
  return judge;
}
