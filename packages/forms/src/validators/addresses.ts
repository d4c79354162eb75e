import { FormDefinitionError } from "../errors.ts";
import type { Validator } from "../protocol.ts";
import { type ValidatorOptions, validator } from "./make.ts";

const octet = /^(0|[1-9][0-9]{0,2})$/;

/** Whether a text is an IPv4 address in dotted decimal: no leading zeros, which other software reads as octal. */
export function isIPv4(text: string): boolean {
  if (text.length > 15) return false;
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => octet.test(part) && Number(part) <= 255);
}

/** Longest spelling: eight groups of four, or six and an IPv4 address. */
const longestIPv6 = 45;

const isGroups = (groups: readonly string[]): boolean => groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));

/** Whether a text is an IPv6 address as in RFC 4291 §2.2, without zone and without brackets. */
export function isIPv6(text: string): boolean {
  if (text.length > longestIPv6) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const [head, tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const groups = [...head!, ...(tail ?? [])];
  let count = groups.length;
  const last = groups.at(-1);
  if (last?.includes(".")) {
    // The embedded IPv4 address stands for two groups, and only at the end.
    if (!isIPv4(last) || (tail !== undefined && tail.length === 0)) return false;
    groups.pop();
    count += 1;
  }
  return isGroups(groups) && (tail === undefined ? count === 8 : count < 8);
}

/** Settings of {@link ipAddress}. */
export interface IPAddressOptions extends ValidatorOptions {
  /** @default true */
  readonly ipv4?: boolean;
  /** @default false */
  readonly ipv6?: boolean;
}

/**
 * The text is an IP address.
 *
 * @throws FormDefinitionError if neither version is allowed
 * @example
 * const form = defineForm({ x: string({ validators: [ipAddress({ ipv6: true })] }) });
 * (await form.validate({ x: "::1" })).valid; // true
 * (await form.validate({ x: "1.2.3" })).valid; // false
 */
export function ipAddress(options: IPAddressOptions = {}): Validator<string> {
  const { ipv4 = true, ipv6 = false, message } = options;
  if (!ipv4 && !ipv6) throw new FormDefinitionError("bad_ip_version", "ipAddress needs at least one of ipv4 and ipv6");
  return validator("ipAddress", (value, field) =>
    (ipv4 && isIPv4(value)) || (ipv6 && isIPv6(value)) ? undefined : field.issue("ipAddress", {}, message),
  );
}

const macPattern = "[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}";
const macAnchored = new RegExp(`^${macPattern}$`);

/**
 * The text is a MAC address: six pairs of hexadecimal digits with colons. Sets `pattern`.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [macAddress()] }) });
 * (await form.validate({ x: "00:1b:63:84:45:e6" })).valid; // true
 * (await form.validate({ x: "00-1b" })).valid; // false
 */
export function macAddress(options: ValidatorOptions = {}): Validator<string> {
  return validator(
    "macAddress",
    (value, field) => (macAnchored.test(value) ? undefined : field.issue("macAddress", {}, options.message)),
    { attributes: { pattern: macPattern } },
  );
}

const uuidPattern = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
const uuidAnchored = new RegExp(`^${uuidPattern}$`);

/**
 * The text is a UUID in the form of RFC 9562 §4, of any version. Sets `pattern`.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [uuid()] }) });
 * (await form.validate({ x: "0190163d-8694-739b-aea5-966c26f8ad91" })).valid; // true
 * (await form.validate({ x: "7" })).valid; // false
 */
export function uuid(options: ValidatorOptions = {}): Validator<string> {
  return validator(
    "uuid",
    (value, field) => (uuidAnchored.test(value) ? undefined : field.issue("uuid", {}, options.message)),
    {
      attributes: { pattern: uuidPattern },
    },
  );
}
