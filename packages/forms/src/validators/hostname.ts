/** Longest domain name (RFC 1035 §2.3.4), and longest label in it. */
const nameLimit = 253;
const labelLimit = 63;

const labelPattern = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/i;

/** Top-level domains are letters, or punycode (RFC 3696 §2). */
const topLevelPattern = /^([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i;

/**
 * A domain name in ASCII: international names as punycode (UTS #46, by the URL parser of the runtime), or `null` for what is none.
 *
 * @example asciiDomain("münchen.example"); // "xn--mnchen-3ya.example"
 */
export function asciiDomain(name: string): string | null {
  if (name.length > nameLimit) return null;
  if (/^[\x21-\x7e]*$/.test(name)) return name;
  // Whatever the URL parser would take for something other than a host must not reach it.
  if (/[\s/\\?#@:[\]%<>^|]/.test(name)) return null;
  return URL.parse(`http://${name}/`)?.hostname ?? null;
}

/** Settings of {@link isHostname}. */
export interface HostnameOptions {
  /** Whether a top-level domain is needed: `localhost` has none. @default true */
  readonly requireTld?: boolean;
}

/**
 * Whether a text is a host name: labels of letters, digits, hyphens and underscores, the last one a top-level domain.
 *
 * Linear time: the length is bounded before anything is looked at.
 *
 * @example
 * isHostname("kittens.example"); // true
 * isHostname("localhost"); // false
 * isHostname("localhost", { requireTld: false }); // true
 */
export function isHostname(name: string, options: HostnameOptions = {}): boolean {
  const ascii = asciiDomain(name);
  if (ascii === null || ascii === "" || ascii.length > nameLimit) return false;
  const labels = ascii.split(".");
  if (!labels.every((label) => label.length <= labelLimit && labelPattern.test(label))) return false;
  return options.requireTld === false || (labels.length > 1 && topLevelPattern.test(labels.at(-1)!));
}
