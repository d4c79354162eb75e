/** Where a development server may look at every string that is asserted to be safe. */

/** The kinds of promises, by the name of the safe type. */
export type SafeType = "Markup" | "SafeUrl" | "ResourceUrl" | "SafeScript" | "SafeStyle" | "SafeAttributes";

/** Looks at a string before it is believed; may throw. */
export type UnsafeHook = (text: string, type: SafeType) => void;

let hook: UnsafeHook | undefined;

/**
 * Registers what looks at each string given to the functions of `@ampoule/markup/unsafe`; `undefined` takes it away.
 *
 * Ampoule's development mode throws here for strings that came in with the current request.
 *
 * @example
 * setUnsafeHook((text, type) => {
 *   if (text.includes("alert(")) throw new Error(`${type} with an attack`);
 * });
 * unsafeMarkup("<b onclick=alert(1)>"); // throws Markup with an attack
 * setUnsafeHook(undefined);
 */
export function setUnsafeHook(look: UnsafeHook | undefined): void {
  hook = look;
}

/** Asks the hook, if there is one. */
export function askUnsafeHook(text: string, type: SafeType): void {
  hook?.(text, type);
}
