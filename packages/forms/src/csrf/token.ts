import { encodeBase64url } from "./base64url.ts";
import { equalTexts } from "./compare.ts";
import { type CsrfCrypto, hmacText } from "./crypto.ts";
import { fieldLimit, frame } from "./frame.ts";

/** What a one-time token is bound to. Change any of the four and the token is worth nothing. */
export interface CsrfScope {
  /**
   * The random id of the visitor's session, for this purpose only: at least 128 bits (22 characters of base64url), new after each
   * login, logout or change of privilege. Anonymous visitors have one too.
   */
  readonly session: string;
  /** The form's id; `""` for forms without one. */
  readonly form: string;
  /** The form's method, such as `POST`; case is ignored. */
  readonly method: string;
  /** The path it posts to: see `csrfTarget`. */
  readonly action: string;
}

/** Why a token was refused. `expired` and `mismatch` are worth a second try with a new token; the others are not from our forms. */
export type CsrfFailure = "session" | "missing" | "repeated" | "malformed" | "mismatch" | "expired";

/** The result of a check. Nothing was recorded yet. */
export type CsrfVerdict =
  | {
      readonly ok: true;
      /** What {@link UsedTokens.consume} is asked about. */
      readonly id: string;
      /** Seconds until the token expires by itself, at least 1. */
      readonly ttl: number;
    }
  | { readonly ok: false; readonly reason: CsrfFailure };

/** Everything that issuing and checking share. */
export interface TokenSettings {
  readonly crypto: CsrfCrypto;
  /** The first signs, all verify. */
  readonly keys: readonly Uint8Array[];
  /** Seconds. */
  readonly lifetime: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const version = "v1";
const purpose = "ampoule/forms/csrf/one-time";
const nonceLength = 16;

/** 128 bits written with 6 per character would be 22; hexadecimal and other spellings are longer. */
export const sessionMinimum = 16;

/** `v1.` + 22 + `.` + up to 12 digits + `.` + 43: anything longer is not looked into. */
const tokenLimit = 82;

/**
 * 16 bytes of nonce, a plain decimal number of seconds (no sign, no leading zero, no exponent), 32 bytes of signature. The last
 * character of each has the spare bits that are no part of the bytes; those of the signature are 0, so it has one spelling. The nonce is
 * signed as text, so that another spelling of its bytes fails there.
 */
const grammar = /^v1\.([\w-]{22})\.([1-9][0-9]{0,11})\.([\w-]{42}[AEIMQUYcgkosw048])$/;

const refuse = (reason: CsrfFailure): CsrfVerdict => ({ ok: false, reason });

/** Whether a session id is one a token may be bound to: an empty or absent secret must never verify anything (CVE-2020-36564). */
export function isSessionId(session: unknown): session is string {
  return typeof session === "string" && session.length >= sessionMinimum && session.length <= fieldLimit;
}

function sign(settings: TokenSettings, key: Uint8Array, scope: CsrfScope, nonce: string, issued: string): string {
  const { session, form, method, action } = scope;
  return hmacText(
    settings.crypto,
    key,
    frame([purpose, version, session, form, method.toUpperCase(), action, nonce, issued]),
  );
}

const isField = (field: unknown): boolean => typeof field === "string" && field.length <= fieldLimit;

const isScope = (scope: CsrfScope): boolean => isField(scope.form) && isField(scope.method) && isField(scope.action);

/**
 * A new token for one form in one page. Nothing is stored.
 *
 * @throws TypeError where the scope has no usable session id
 */
export function issueToken(settings: TokenSettings, scope: CsrfScope): string {
  if (!isSessionId(scope.session))
    throw new TypeError(`a CSRF token needs a session id of at least ${sessionMinimum} characters`);
  if (!isScope(scope))
    throw new TypeError(`form, method and action must be strings of at most ${fieldLimit} characters`);
  const nonce = encodeBase64url(settings.crypto.randomBytes(nonceLength));
  const issued = String(Math.floor(settings.now() / 1000));
  return `${version}.${nonce}.${issued}.${sign(settings, settings.keys[0]!, scope, nonce, issued)}`;
}

/**
 * Checks the values of the token field. Never throws on anything from outside, and records nothing.
 *
 * @param values - all values that the body has for the field: exactly one is right
 */
export function verifyToken(settings: TokenSettings, values: readonly unknown[], scope: CsrfScope): CsrfVerdict {
  if (!isSessionId(scope.session)) return refuse("session");
  if (values.length > 1) return refuse("repeated");
  const [token] = values;
  if (token === undefined || token === "") return refuse("missing");
  if (typeof token !== "string" || token.length > tokenLimit || !isScope(scope)) return refuse("malformed");
  const parts = grammar.exec(token);
  if (parts === null) return refuse("malformed");
  const [, nonce, issued, given] = parts as unknown as readonly [string, string, string, string];

  // The signature comes first: no word about the age of a token that is not ours.
  let matches = false;
  for (const key of settings.keys) matches = equalTexts(sign(settings, key, scope, nonce, issued), given) || matches;
  if (!matches) return refuse("mismatch");

  const ttl = Number(issued) + settings.lifetime - Math.floor(settings.now() / 1000);
  return ttl < 1 || ttl > settings.lifetime + clockTolerance ? refuse("expired") : { ok: true, id: nonce, ttl };
}

/** Seconds by which another process that issued the token may be ahead of us. */
const clockTolerance = 60;
