/** What all escapers have in common. */

/** Makes text of a value: the printing mode's `str()`. */
export type ToText = (value: unknown) => string;

/**
 * Makes of a value what may stand at its place in the page.
 *
 * @param value whatever the template's expression gave
 * @param toText makes text of what is no text
 * @param arg what is known of the place: a constant of the compiler, or a piece of the page as printed so far
 */
export type Escaper = (value: unknown, toText: ToText, arg?: string) => string;
