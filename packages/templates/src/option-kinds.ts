/** What the values of options must be: a mistake in them is found when the environment is made. */
import { Undefined } from "./runtime/values/undefined.ts";

/** What an option must be, where more than one value will do. */
const kinds: Readonly<Record<string, readonly [what: string, fits: (value: unknown) => boolean]>> = {
  loader: ["have a method load(), as a DictLoader has", (value) => typeof Object(value).load === "function"],
  undefined: [
    "be Undefined or a class that extends it",
    (value) => value === Undefined || isExtended(value, Undefined),
  ],
  extensions: ["be a list", Array.isArray],
  finalize: ["be a function", isFunction],
  random: ["be a function", isFunction],
  cacheSize: ["be an integer", Number.isInteger],
  autoReload: ["be a boolean", (value) => typeof value === "boolean"],
  sandbox: ["be a boolean or an object", (value) => typeof value === "boolean" || typeof value === "object"],
  locale: ["be a BCP 47 tag", (value) => isAccepted(() => new Intl.Locale(String(value)))],
  timeZone: [
    "be an IANA time zone",
    (value) => isAccepted(() => new Intl.DateTimeFormat("en", { timeZone: String(value) })),
  ],
};

/**
 * What is left out, or null where null is the default, has no kind.
 *
 * @throws TypeError for a value of another kind
 */
export function checkKinds(given: object): void {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(given));
  for (const [name, [what, fits]] of Object.entries(kinds)) {
    const value = values.get(name) ?? null;
    if (value !== null && !fits(value)) throw new TypeError(`${name} must ${what}`);
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function isExtended(value: unknown, base: typeof Undefined): boolean {
  return typeof value === "function" && Object.prototype.isPrototypeOf.call(base, value);
}

function isAccepted(use: () => unknown): boolean {
  try {
    use();
    return true;
  } catch {
    return false;
  }
}

/** @throws TypeError for a name that is not among those that are known */
export function checkNames(option: string, given: object, known: Iterable<string>): void {
  const names = new Set(known);
  for (const name of Object.keys(given)) {
    if (!names.has(name))
      throw new TypeError(`${option} has no ${JSON.stringify(name)}; there are ${[...names].join(", ")}`);
  }
}
