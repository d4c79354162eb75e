/**
 * `r/…/g` of nunjucks, found to be refused: JavaScript matches such expressions by trying, which takes time without end for
 * some texts from outside, and Jinja2 has none. In Jinja2 it is a division by two names; where they are flags nobody means it.
 */
const FLAGS = "gimsuy";

/** What an operand may be followed by, where the slash before it does not divide. */
const BEHIND = /^\s*(?:$|[,)\]}|.]|[-+]?[%}]\})/;

/**
 * The end of a regular expression.
 *
 * @param at The offset of its first slash, directly behind an `r`
 * @returns -1 where there is none
 */
export function regexpEnd(text: string, at: number): number {
  if (text[at] !== "/" || text[at + 1] === "/") return -1;
  let end = at + 1;
  while (text[end] !== "/") {
    if (end >= text.length || text[end] === "\n") return -1;
    end += text[end] === "\\" ? 2 : 1;
  }
  do end++;
  while (end < text.length && FLAGS.includes(text[end]!));
  return BEHIND.test(text.slice(end, end + 40)) ? end : -1;
}
