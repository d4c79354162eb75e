/**
 * The application's secret, and the keys derived from it: one for each purpose, so that nothing signed or sealed for one can
 * be used for another (S18, S19).
 */

import { type Aead, deriveKey, primitives } from "./crypto.ts";
import { frame } from "./frame.ts";
import type { Mac } from "./mac.ts";
import { randomId } from "./random.ts";

/** The configured secret: one, or the current one followed by those that are being retired (S06). */
export type SecretKeys = string | Uint8Array | readonly (string | Uint8Array)[];

/** How strict to be: development makes a key of its own where none is given. */
export type KeyMode = "production" | "development";

/**
 * A secret that is missing, or that somebody could guess.
 *
 * @example
 * new App({ secretKey: "changeme", origin: "https://kittens.example" }); // throws WeakKeyError
 */
export class WeakKeyError extends Error {
  override readonly name: string = "WeakKeyError";
  /** For programs. */
  readonly code: string = "weak_key";

  constructor(problem: string) {
    super(
      `${problem} Whoever knows this key can log in as anybody. Make one with\n` +
        "  npx ampoule secret\n" +
        "and keep it out of the repository, in the environment for instance.",
    );
  }
}

/** Bytes that a secret must have, and of which it must be random. */
const MIN_BYTES = 32;
/** Bits that the characters of a text must be able to carry by their own frequencies; 32 random bytes have far more. */
const MIN_ENTROPY = 128;

/** Keys that stand in manuals and templates; compared in lower case, as a part of the key. */
const SAMPLES: readonly string[] = [
  "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
  '_5#y2l"f4q8z\\n\\xec]/',
  "django-insecure-",
  "changeme",
  "change-me",
  "change_me",
  "change this",
  "your-secret",
  "your_secret",
  "yoursecret",
  "replace-me",
  "replace_me",
  "keyboard cat",
  "supersecret",
  "super-secret",
  "super secret",
  "super_secret",
  "secret_key",
  "secretkey",
  "secret-key",
  "password",
  "0123456789abcdef0123456789abcdef",
  "abcdefghijklmnopqrstuvwxyz",
];

/**
 * The keys of an application.
 *
 * Make it with {@link loadKeys}; all keys of a purpose are derived when the purpose is first asked for.
 */
export class Keys {
  readonly #secrets: readonly Uint8Array[];
  /** Whether the secret was made up for this run: sessions do not survive a restart. */
  readonly ephemeral: boolean;

  constructor(secrets: readonly Uint8Array[], ephemeral: boolean) {
    this.#secrets = secrets;
    this.ephemeral = ephemeral;
  }

  /**
   * The raw keys of a purpose, current first.
   *
   * @param purpose a name of its own for each use, as `session/cookie`
   */
  derive(...purpose: readonly string[]): readonly Uint8Array[] {
    const info = frame(["ampoule", "v1", ...purpose]);
    return this.#secrets.map((secret) => deriveKey(secret, info));
  }

  /** HMAC functions of a purpose: the first signs, each may verify. */
  macs(...purpose: readonly string[]): readonly Mac[] {
    return this.derive("mac", ...purpose).map((key) => primitives.mac(key));
  }

  /** Ciphers of a purpose: the first seals, each may open. */
  aeads(...purpose: readonly string[]): readonly Aead[] {
    return this.derive("aead", ...purpose).map((key) => primitives.aead(key));
  }
}

/**
 * Checks the configured secret and makes the {@link Keys}.
 *
 * @param secret at least 32 random bytes each, as bytes or as text (base64, hex…)
 * @param mode `production` refuses to go on without one; `development` makes one for this run
 * @throws WeakKeyError for a key that is missing, short, a sample, or of little variety
 * @example
 * loadKeys(process.env.SECRET_KEY, "production").ephemeral; // false
 * loadKeys(undefined, "development").ephemeral; // true
 */
export function loadKeys(secret: SecretKeys | undefined, mode: KeyMode): Keys {
  const list =
    secret === undefined ? [] : typeof secret === "string" || secret instanceof Uint8Array ? [secret] : secret;
  if (list.length === 0) {
    if (mode === "production") throw new WeakKeyError("There is no secret key.");
    return new Keys([new TextEncoder().encode(randomId(32))], true);
  }
  return new Keys(list.map(checkedSecret), false);
}

function checkedSecret(secret: string | Uint8Array): Uint8Array {
  const bytes = typeof secret === "string" ? new TextEncoder().encode(secret) : secret;
  if (!(bytes instanceof Uint8Array)) throw new WeakKeyError("A secret key must be a string or a Uint8Array.");
  if (bytes.length < MIN_BYTES) {
    throw new WeakKeyError(`The secret key has ${bytes.length} bytes; it needs at least ${MIN_BYTES} random ones.`);
  }
  if (typeof secret === "string") {
    const lower = secret.toLowerCase();
    if (SAMPLES.some((sample) => lower.includes(sample))) {
      throw new WeakKeyError("The secret key is, or contains, an example out of a manual.");
    }
  }
  if (entropy(bytes) < MIN_ENTROPY) {
    throw new WeakKeyError("The secret key is not random: too few different characters come too often.");
  }
  return bytes;
}

/** An upper bound of the entropy in bits, from the frequencies of the bytes (Shannon 1948). Order is not looked at. */
function entropy(bytes: Uint8Array): number {
  const counts = new Map<number, number>();
  for (const byte of bytes) counts.set(byte, (counts.get(byte) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / bytes.length);
  return bits;
}
