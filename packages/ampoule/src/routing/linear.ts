/**
 * A conservative check that a regular expression cannot take exponential time.
 *
 * Backtracking explodes where a repeated group itself contains a repetition or a choice (`(a+)+`, `(a|a)*`), or where a
 * back reference makes the matcher remember. Both are refused, although some such patterns would be harmless: custom
 * converters are short, and can do the rest of their checking in `parse`. What is left is polynomial at worst, over
 * pieces whose length is capped.
 */

/** Bodies that are skipped whole: escapes and character classes, whose insides repeat nothing. */
const ATOM = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/y;
/** A repetition that may go round more than once. */
const REPETITION = /[*+]|\{(\d+)(,?)(\d*)\}/y;
const BACK_REFERENCE = /\\[1-9]|\\k</;

interface Group {
  /** Whether it has a repetition or a choice inside. */
  risky: boolean;
}

/**
 * @param owner how the error begins, as `The converter "year"`
 * @throws Error when the pattern may backtrack exponentially
 */
export function assertLinear(pattern: RegExp, owner: string): void {
  const source = pattern.source;
  if (BACK_REFERENCE.test(source)) throw new Error(`${owner} has a back reference in ${pattern}. ${CURE}`);
  const open: Group[] = [{ risky: false }];
  let closed: Group | undefined;
  for (let at = 0; at < source.length; ) {
    ATOM.lastIndex = at;
    REPETITION.lastIndex = at;
    const char = source[at];
    if (ATOM.test(source)) {
      at = ATOM.lastIndex;
      closed = undefined;
    } else if (char === "(") {
      open.push({ risky: false });
      closed = undefined;
      at++;
    } else if (char === ")") {
      closed = open.pop();
      const outer = open.at(-1);
      if (outer === undefined) break;
      outer.risky ||= closed?.risky === true;
      at++;
    } else if (char === "|") {
      const group = open.at(-1);
      if (group !== undefined) group.risky = true;
      closed = undefined;
      at++;
    } else if (REPETITION.test(source)) {
      if (closed?.risky) throw new Error(`${owner} repeats a group that repeats or chooses, in ${pattern}. ${CURE}`);
      const group = open.at(-1);
      if (group !== undefined) group.risky = true;
      at = REPETITION.lastIndex;
    } else {
      closed = undefined;
      at++;
    }
  }
}

const CURE = "Matching it could take exponential time; use a simpler pattern and check the rest in parse().";
