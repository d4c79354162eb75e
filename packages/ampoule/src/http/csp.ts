/**
 * Content Security Policy (CSP Level 3), written from typed sources: no text of the application or of a user can open
 * another directive (H07).
 */

/** The keywords that are written in quotes. */
const KEYWORDS = [
  "'self'",
  "'none'",
  "'strict-dynamic'",
  "'unsafe-inline'",
  "'unsafe-eval'",
  "'unsafe-hashes'",
  "'wasm-unsafe-eval'",
  "'report-sample'",
] as const;

/**
 * Stands for the nonce of the response, as `'nonce-…'`.
 *
 * @example
 * new App({ mode: "development", headers: { csp: { "script-src": ["'self'", NONCE] } } });
 */
export const NONCE = "'nonce'";

/** A quoted keyword, {@link NONCE}, a hash, a scheme (`https:`) or a host (`https://cdn.example`, `*.example:443`). */
export type CspSource = (typeof KEYWORDS)[number] | typeof NONCE | (string & {});

/** The directives that take a list of sources. */
const FETCH_DIRECTIVES = [
  "default-src",
  "base-uri",
  "child-src",
  "connect-src",
  "font-src",
  "form-action",
  "frame-ancestors",
  "frame-src",
  "img-src",
  "manifest-src",
  "media-src",
  "object-src",
  "script-src",
  "script-src-attr",
  "script-src-elem",
  "style-src",
  "style-src-attr",
  "style-src-elem",
  "worker-src",
] as const;
type FetchDirective = (typeof FETCH_DIRECTIVES)[number];

/** The flags of the `sandbox` directive (HTML §4.8.5). */
const SANDBOX_FLAGS: ReadonlySet<string> = new Set([
  "allow-downloads",
  "allow-forms",
  "allow-modals",
  "allow-orientation-lock",
  "allow-pointer-lock",
  "allow-popups",
  "allow-popups-to-escape-sandbox",
  "allow-presentation",
  "allow-same-origin",
  "allow-scripts",
  "allow-top-navigation",
  "allow-top-navigation-by-user-activation",
]);

/** A policy: directives to their sources. */
export type CspDirectives = {
  readonly [directive in FetchDirective]?: readonly CspSource[];
} & {
  /** Flags to allow; `[]` is the strictest sandbox. */
  readonly sandbox?: readonly string[];
  readonly "upgrade-insecure-requests"?: boolean;
  /** Trusted Types: only `'script'` exists. */
  readonly "require-trusted-types-for"?: readonly ["'script'"];
  /** Names of Trusted Types policies, `'none'`, `'allow-duplicates'`, `*`. */
  readonly "trusted-types"?: readonly string[];
  /** The name of an endpoint of the `Reporting-Endpoints` header. */
  readonly "report-to"?: string;
};

/** A policy that is ready to be printed with a nonce. */
export interface CompiledCsp {
  /** Whether it names the nonce at all. */
  readonly usesNonce: boolean;
  /** The header's value. @param nonce base64; without one the nonce sources are left out */
  print(nonce: string | undefined): string;
}

const KEYWORD_SET: ReadonlySet<string> = new Set(KEYWORDS);
const FETCH_SET: ReadonlySet<string> = new Set(FETCH_DIRECTIVES);
const SCHEME = /^[a-z][a-z0-9+.-]*:$/i;
const HASH = /^'sha(?:256|384|512)-[A-Za-z0-9+/_-]{1,88}={0,2}'$/;
/** CSP3 §2.3.1 host-source: [scheme "://"] host [":" port] [path]; the path without what separates sources and directives. */
const HOST =
  /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\*|(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?::(?:\d{1,5}|\*))?(?:\/[!-+\--:<-~]*)?$/i;
const POLICY_NAME = /^(?:[A-Za-z0-9\-#=_/@.%]+|\*|'none'|'allow-duplicates')$/;

/**
 * Checks a policy and prepares its text.
 *
 * @throws TypeError for an unknown directive or a source that is not one, with what was meant where that can be guessed
 * @see https://www.w3.org/TR/CSP3/
 */
export function compileCsp(directives: CspDirectives): CompiledCsp {
  const written: string[] = [];
  for (const [name, value] of Object.entries(directives)) {
    if (value === undefined || value === false) continue;
    written.push(writeDirective(name, value));
  }
  const text = written.join("; ");
  const pieces = text.split(` ${NONCE}`);
  const without = pieces.join("");
  return {
    usesNonce: pieces.length > 1,
    print: (nonce) => (nonce === undefined ? without : pieces.join(` 'nonce-${nonce}'`)),
  };
}

function writeDirective(name: string, value: unknown): string {
  if (name === "upgrade-insecure-requests" && value === true) return name;
  if (name === "report-to" && typeof value === "string") return `report-to ${checked(value, /^[A-Za-z0-9_-]+$/, name)}`;
  if (!Array.isArray(value)) throw new TypeError(`The CSP directive "${name}" needs a list of sources`);
  const parts: readonly unknown[] = value;
  if (name === "sandbox") {
    for (const flag of parts)
      if (!SANDBOX_FLAGS.has(String(flag))) throw new TypeError(`"${String(flag)}" is no sandbox flag`);
  } else if (name === "trusted-types") for (const part of parts) checked(part, POLICY_NAME, name);
  else if (name === "require-trusted-types-for") for (const part of parts) checked(part, /^'script'$/, name);
  else if (FETCH_SET.has(name)) for (const part of parts) checkSource(part, name);
  else throw new TypeError(`There is no CSP directive "${name}"`);
  if (parts.length === 0 && name !== "sandbox") return `${name} 'none'`;
  return [name, ...parts].join(" ");
}

function checkSource(source: unknown, directive: string): void {
  const text = typeof source === "string" ? source : "";
  const fine = KEYWORD_SET.has(text) || text === NONCE || text === "*" || SCHEME.test(text) || HASH.test(text);
  if (fine) return;
  if (KEYWORD_SET.has(`'${text}'`))
    throw new TypeError(`The CSP keyword ${text} is written in quotes: "'${text}'" (${directive})`);
  if (text.startsWith("'nonce")) {
    throw new TypeError(
      `A nonce is new for each response: write NONCE (${NONCE}) in ${directive}, not one that is fixed`,
    );
  }
  checked(source, HOST, directive);
}

function checked(part: unknown, grammar: RegExp, directive: string): string {
  if (typeof part === "string" && part.length <= 1024 && grammar.test(part)) return part;
  throw new TypeError(`${JSON.stringify(part)} cannot stand in the CSP directive "${directive}"`);
}
