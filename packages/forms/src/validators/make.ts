import type { Message } from "../messages/catalogue.ts";
import type { Attributes, BoundField, FormView, Issue, Outcome, Validator } from "../protocol.ts";

/** What every validator can be given. */
export interface ValidatorOptions {
  /** Other words than the catalogue's; the parts in braces are the same. */
  readonly message?: Message;
}

/** What a validator is besides its judgement. */
export interface ValidatorTraits {
  readonly attributes?: Attributes | ((field: BoundField) => Attributes);
  readonly refersTo?: readonly string[];
}

/**
 * Makes a validator that says nothing about an empty value: whether a field may be empty is another question than whether a value
 * is right.
 *
 * @param label - its name in messages for programmers
 * @param judge - what is wrong, or nothing
 */
export function validator<Value>(
  label: string,
  judge: (
    value: Value,
    field: BoundField<Value | null>,
    form: FormView,
  ) => Issue | undefined | Promise<Issue | undefined>,
  traits: ValidatorTraits = {},
): Validator<Value> {
  const judgeValue = (field: BoundField<Value | null>, form: FormView): Outcome | Promise<Outcome> =>
    field.data === null ? undefined : judge(field.data, field, form);
  return Object.assign(judgeValue, { label, ...traits });
}
