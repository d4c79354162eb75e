/** The arguments of a converter in a rule: the `min=1, max=99` of `<int(min=1, max=99):page>`. */

import { RuleError } from "./errors.ts";

/** One argument as written: Werkzeug's literals (numbers, booleans, `none`, quoted text, bare words). */
export type ConverterArgument = string | number | boolean | null;

/** The arguments of one converter, in order and by name. */
export interface ConverterArguments {
  readonly positional: readonly ConverterArgument[];
  readonly named: ReadonlyMap<string, ConverterArgument>;
}

export const NO_ARGUMENTS: ConverterArguments = { positional: [], named: new Map() };

const WORDS: ReadonlyMap<string, ConverterArgument> = new Map<string, ConverterArgument>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

/** Sticky, each linear: a name before `=`, and the kinds of value. */
const NAME = /\s*([A-Za-z_]\w*)\s*=(?!=)/y;
const NUMBER = /-?\d+(?:\.\d+)?(?=\s*(?:,|$))/y;
const BARE = /[^\s,'"()=]+(?:[ \t]+[^\s,'"()=]+)*/y;
const QUOTED = /"([^"\\/]*)"|'([^'\\/]*)'/y;
const SEPARATOR = /\s*(?:,|$)/y;

/** `fixed_digits` and `fixedDigits` are one name: rules come from Flask as well as from TypeScript. */
function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function takeValue(take: (pattern: RegExp) => RegExpExecArray | null): ConverterArgument | undefined {
  const quoted = take(QUOTED);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? "";
  const number = take(NUMBER);
  if (number !== null) return Number(number[0]);
  const bare = take(BARE)?.[0];
  return bare !== undefined && WORDS.has(bare) ? WORDS.get(bare) : bare;
}

/**
 * Reads what stands between the parentheses.
 *
 * @param text without the parentheses
 * @param rule the whole rule, for the error
 * @param offset where `text` begins in it
 * @throws RuleError for anything that is no argument list
 */
export function parseArguments(text: string, rule: string, offset: number): ConverterArguments {
  const positional: ConverterArgument[] = [];
  const named = new Map<string, ConverterArgument>();
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const name = take(NAME)?.[1];
    while (text[at] === " ") at++;
    const start = at;
    const value = takeValue(take);
    if (value === undefined) {
      throw new RuleError(rule, offset + start, "A converter's argument is missing or cannot be read here.", CURE);
    }
    if (name === undefined) positional.push(value);
    else named.set(camelCase(name), value);
    if (take(SEPARATOR) === null) {
      throw new RuleError(rule, offset + at, "A comma is missing between a converter's arguments.", CURE);
    }
  }
  return { positional, named };
}

const CURE = 'Write numbers, words or quoted text, separated by commas: <int(min=1, max=99):page>, <any("a", b):tab>.';
