/**
 * Limits that hold in every template, sandboxed or not: one short expression must not be able to eat the machine.
 */

/** Items of `range()` (Jinja2's sandbox has the same limit). */
export const maxRange = 100_000;
/** Characters of a string that an operator, a method or a filter builds by repeating or padding. */
export const maxText = 16_777_216;
/** Characters of a text that is joined from others. */
export const maxJoined = 134_217_728;
/** Items of a list that `*` or `+` builds. */
export const maxItems = 1_000_000;
/** Bits of an integer that `*` or `**` builds. */
export const maxIntegerBits = 131_072;
/** Decimal digits between text and integer (Python's `sys.get_int_max_str_digits()`). */
export const maxIntegerDigits = 4300;
/** Pairs of lists, dicts or sets that one comparison looks at. */
export const maxComparisons = 500_000;
/** Characters of the text that stands for a tuple as a key. */
export const maxKey = 1_048_576;
/** How deeply lists and dicts may be nested where they are printed, compared or serialised. */
export const maxDepth = 500;
