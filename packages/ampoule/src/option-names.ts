/** Options that do not exist: a `trustedHost` without effect is a setting that its author believes in. */

import { nearest } from "./routing/nearest.ts";

/** The names of an interface's members, none forgotten: the compiler sees to it. */
export type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses options of other names. The compiler does so where they are written down, and lets them through where they come out of a
 * variable, another object or JavaScript.
 *
 * @param owner whose options they are, for the message
 * @throws TypeError with the nearest name
 */
export function checkOptionNames(owner: string, options: unknown, names: Readonly<Record<string, true>>): void {
  if (options === undefined) return;
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const given = Array.isArray(options) ? "a list" : `a ${typeof options}`;
    throw new TypeError(`The options of ${owner} are an object, as { ${Object.keys(names)[0]}: … }, not ${given}`);
  }
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(names, name)) continue;
    const meant = nearest(name, Object.keys(names));
    const cure = meant === undefined ? `They are ${Object.keys(names).join(", ")}.` : `Did you mean "${meant}"?`;
    throw new TypeError(`${owner} has no option ${JSON.stringify(name)}. ${cure}`);
  }
}
