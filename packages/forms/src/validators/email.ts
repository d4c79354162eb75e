import type { Validator } from "../protocol.ts";
import { isIPv4, isIPv6 } from "./addresses.ts";
import { asciiDomain, isHostname } from "./hostname.ts";
import { type ValidatorOptions, validator } from "./make.ts";

/** Longest address and longest part before the @ sign, in octets (RFC 5321 §4.5.3.1, erratum 1690). */
const addressLimit = 254;
const localLimit = 64;

/** RFC 5322 dot-atom; where the dots stand is checked apart. */
const asciiLocal = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/i;

/** RFC 6531 adds everything outside ASCII that is no control, space or half of a pair. */
const internationalLocal = /^[\x21-\x7e\p{L}\p{M}\p{N}\p{P}\p{S}]+$/u;

/** What needs quotes, which no mail program of today writes. */
const notInLocal = /[\x00-\x20"(),:;<>@[\\\]\x7f]/;

/** Settings of {@link emailAddress}. */
export interface EmailOptions extends ValidatorOptions {
  /** Says which part is wrong. @default false */
  readonly granularMessage?: boolean;
  /** Allows letters outside ASCII before the @ sign, which need a mail server with SMTPUTF8. @default true */
  readonly allowSmtpUtf8?: boolean;
  /** Allows an address with nothing before the @ sign, as in Postfix aliases. @default false */
  readonly allowEmptyLocal?: boolean;
  /** Allows a domain without a dot, or an address literal such as `[192.0.2.1]`. @default false */
  readonly allowLocalDomain?: boolean;
}

type EmailFault = "emailAt" | "emailLocal" | "emailDomain" | "emailLength";

function isLocalPart(local: string, options: EmailOptions): boolean {
  if (local === "") return options.allowEmptyLocal === true;
  if (local.length > localLimit || notInLocal.test(local)) return false;
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return false;
  return asciiLocal.test(local) || (options.allowSmtpUtf8 !== false && internationalLocal.test(local));
}

function isDomain(domain: string, options: EmailOptions): boolean {
  if (options.allowLocalDomain !== true) return !domain.includes("_") && isHostname(domain);
  const literal = /^\[(?:IPv6:)?([0-9a-f.:]+)\]$/i.exec(domain)?.[1];
  if (literal !== undefined) return isIPv4(literal) || isIPv6(literal);
  return isHostname(domain, { requireTld: false });
}

/** What is wrong with an e-mail address, or `undefined`. Linear time; at most 254 characters are looked at. */
export function emailFault(address: string, options: EmailOptions = {}): EmailFault | undefined {
  if (address.length > addressLimit) return "emailLength";
  const at = address.indexOf("@");
  if (at < 0 || at !== address.lastIndexOf("@")) return "emailAt";
  const domain = address.slice(at + 1);
  if (!isLocalPart(address.slice(0, at), options)) return "emailLocal";
  return asciiDomain(domain) === null || !isDomain(domain, options) ? "emailDomain" : undefined;
}

/**
 * The text is an e-mail address that can exist: a dot-atom, one @ sign, a domain. Whether it does exist only a message to it can tell.
 *
 * Fields made with `email()` have it by themselves. WTForms' `Email`; quoted local parts and comments are refused, as there.
 *
 * @example
 * const form = defineForm({ x: string({ validators: [emailAddress({ allowSmtpUtf8: false })] }) });
 * (await form.validate({ x: "ada@kittens.example" })).valid; // true
 * (await form.validate({ x: "adä@kittens.example" })).valid; // false
 */
export function emailAddress(options: EmailOptions = {}): Validator<string> {
  return validator("emailAddress", (value, field) => {
    const fault = emailFault(value, options);
    if (fault === undefined) return undefined;
    return { ...field.issue(options.granularMessage === true ? fault : "email", {}, options.message), code: "email" };
  });
}
