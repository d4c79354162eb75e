import type { BoundField, Text } from "../protocol.ts";
import type { ChoiceOption } from "./choice-option.ts";
import type { Choice } from "./choices.ts";

/** A field with choices, as widgets see it. */
export interface ChoiceView extends BoundField, Iterable<ChoiceOption> {
  /** What can be chosen, in order. */
  readonly choices: readonly Choice[];
  /** Whether several can be chosen. */
  readonly isMultiple: boolean;
  /** The words of the option that stands for nothing; `false` for none, `undefined` for the usual. */
  readonly placeholder: Text | false | undefined;
  /** Whether a choice is the value, or one of them. */
  isChosen(choice: Choice): boolean;
}
