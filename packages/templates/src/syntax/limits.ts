/**
 * Limits of the parser. A template that is text of an attacker must not exhaust the stack: not here, and not in the
 * stages behind that walk the tree recursively.
 *
 * They lie above what Jinja2 itself can take: Python refuses more than 200 nested parentheses in the code that Jinja2
 * writes, 100 levels of indentation and 20 nested loops.
 */

/** Brackets, unary operators and conditionals within each other. */
export const MOST_NESTED_EXPRESSIONS = 200;

/** The height of an expression's tree: `a.b.c`, `a|b|c` and `a + b + c` grow with each link. */
export const MOST_EXPRESSION_HEIGHT = 500;

/** Statements within each other. */
export const MOST_NESTED_STATEMENTS = 100;

/** Branches of one `if`: each is the `else` of the one before, so that they are within each other, too. */
export const MOST_BRANCHES = 1_000;

/** Digits of an integer literal, as in Python. */
export const MOST_INTEGER_DIGITS = 4_300;
