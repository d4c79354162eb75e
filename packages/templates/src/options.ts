/** The options of an environment. */
import { createTables, defaultTables, type TableExtensions, type Tables } from "@ampoule/markup/engine";
import type { Autoescape } from "./autoescape.ts";
import { autoescapeByName } from "./autoescape.ts";
import type { Loader } from "./loaders/loader.ts";
import { checkKinds, checkNames } from "./option-kinds.ts";
import { ownOptions } from "./own.ts";
import { checkInterceptors, type Interceptors } from "./runtime/access/intercept.ts";
import { defaultLimits, type Limits } from "./runtime/access/sandbox.ts";
import type { Policies, Printing, SandboxPolicy } from "./runtime/values/contract.ts";
import { Undefined, type UndefinedType } from "./runtime/values/undefined.ts";
import type { Extension } from "./syntax/extension.ts";
import { resolveSyntax, type SyntaxOptions } from "./syntax/options.ts";

/** The extensions that come with the engine, by their name in Jinja2. */
export type ExtensionName = "do" | "loopcontrols" | "i18n" | "debug";

/** What a sandboxed template may do. All of it has a default. */
export interface SandboxOptions extends Partial<SandboxPolicy>, Partial<Limits>, Interceptors {}

/** The options of an environment. Only own properties count. */
export interface EnvironmentOptions extends Partial<SyntaxOptions> {
  /** Where `getTemplate`, `include`, `extends` and `import` find templates. @default null: nowhere */
  readonly loader?: Loader | null;
  /**
   * How output is escaped: for the place where it lands (`"contextual"`, `true`), by Jinja2's rule (`"html"`), not at all
   * (`false`), or as a function of the template's name says. @default by name: contextual, except for `.txt`, `.md`, `.json`…
   */
  readonly autoescape?: Autoescape;
  /**
   * What attributes of the application's own mean, those of its web components or of a library in the browser:
   * `{ attributes: { "data-href": "url", "x-card label": "text" }, prefixes: { "wire:": "script" } }`. @default {}
   */
  readonly attributes?: TableExtensions | Tables;
  /** How values print: as in JavaScript or as in Python. @default "javascript" */
  readonly printing?: Printing;
  /** What a missing name or attribute is. @default Undefined, which prints nothing */
  readonly undefined?: UndefinedType;
  /** Further tags. @default [] */
  readonly extensions?: readonly (Extension | ExtensionName)[];
  /** Is given every printed value and returns what is printed instead; text of the template does not pass here. @default null */
  readonly finalize?: ((value: never) => unknown) | null;
  /** How many templates are kept: 0 for none, -1 for all. @default 400 */
  readonly cacheSize?: number;
  /** Are templates looked at again before each use, whether they have changed? @default true */
  readonly autoReload?: boolean;
  /** Are the templates those of strangers? Then what they do is limited. @default false */
  readonly sandbox?: boolean | SandboxOptions;
  /** Settings of single filters. */
  readonly policies?: Partial<Policies>;
  /** The language of `number`, `currency`, `date`…, a BCP 47 tag. @default "en" */
  readonly locale?: string;
  /** The time zone of `date`, `datetime`…, an IANA name. @default the machine's own */
  readonly timeZone?: string;
  /** Numbers in [0, 1) for `random` and `lipsum`. @default Math.random */
  readonly random?: () => number;
}

/** Options with nothing left open. */
export interface ResolvedOptions {
  readonly syntax: SyntaxOptions;
  readonly loader: Loader | null;
  readonly autoescape: Autoescape;
  readonly attributes: Tables;
  readonly printing: Printing;
  readonly undefined: UndefinedType;
  readonly extensions: readonly (Extension | ExtensionName)[];
  readonly finalize: ((value: never) => unknown) | null;
  readonly cacheSize: number;
  readonly autoReload: boolean;
  /** Null outside of the sandbox. */
  readonly sandbox: {
    readonly policy: SandboxPolicy;
    readonly limits: Limits;
    readonly interceptors: Interceptors;
  } | null;
  readonly policies: Policies;
  readonly locale: string;
  readonly timeZone: string | undefined;
  readonly random: () => number;
}

const known: ReadonlySet<string> = new Set([
  "loader",
  "autoescape",
  "attributes",
  "printing",
  "undefined",
  "extensions",
  "finalize",
  "cacheSize",
  "autoReload",
  "sandbox",
  "policies",
  "locale",
  "timeZone",
  "random",
  ...Object.keys(resolveSyntax()),
]);

/**
 * Completes options with the defaults.
 *
 * @throws TypeError for an option that does not exist, or has a value of the wrong kind
 */
export function resolveOptions(options: EnvironmentOptions): ResolvedOptions {
  const given = ownOptions(options);
  for (const name of Object.keys(given)) {
    if (!known.has(name)) throw new TypeError(`Environment has no option ${JSON.stringify(name)}`);
  }
  checkKinds(given);
  const printing = oneOf("printing", given.printing ?? "javascript", ["javascript", "python"]);
  const { cacheSize = 400, autoReload = true, locale = "en", random = Math.random } = given;
  return Object.freeze({
    syntax: resolveSyntax({ nunjucks: printing === "javascript", ...given }),
    loader: given.loader ?? null,
    autoescape: checkAutoescape(given.autoescape ?? autoescapeByName),
    attributes: resolveTables(given.attributes),
    printing,
    undefined: given.undefined ?? Undefined,
    extensions: given.extensions ?? [],
    finalize: given.finalize ?? null,
    cacheSize,
    autoReload,
    sandbox: resolveSandbox(given.sandbox ?? false),
    policies: resolvePolicies(given.policies, printing),
    locale,
    timeZone: given.timeZone,
    random,
  });
}

function resolvePolicies(given: Partial<Policies> | undefined, printing: Printing): Policies {
  const defaults = defaultPolicies(printing);
  checkNames("policies", given ?? {}, Object.keys(defaults));
  return { ...defaults, ...given };
}

function resolveTables(given: TableExtensions | Tables | undefined): Tables {
  if (given === undefined) return defaultTables;
  return Object.hasOwn(given, "attributeKind") ? (given as Tables) : createTables(given as TableExtensions);
}

function oneOf<Value extends string>(name: string, value: Value, values: readonly Value[]): Value {
  if (values.includes(value)) return value;
  throw new TypeError(`${name} must be one of ${values.map((item) => JSON.stringify(item)).join(", ")}`);
}

function checkAutoescape(autoescape: Autoescape): Autoescape {
  if (typeof autoescape === "string") oneOf("autoescape", autoescape, ["contextual", "html"]);
  else if (typeof autoescape !== "boolean" && typeof autoescape !== "function") {
    throw new TypeError('autoescape must be "contextual", "html", a boolean or a function of the template\'s name');
  }
  return autoescape;
}

const sandboxNames: readonly string[] = [
  ...Object.keys(defaultLimits),
  "immutable",
  "isSafeAttribute",
  "isSafeCallable",
  "binaryOperators",
  "unaryOperators",
];

function resolveSandbox(sandbox: boolean | SandboxOptions): ResolvedOptions["sandbox"] {
  if (sandbox === false) return null;
  const given: SandboxOptions = ownOptions(sandbox === true ? {} : sandbox);
  checkNames("sandbox", given, sandboxNames);
  checkInterceptors(given);
  const { immutable = false, isSafeAttribute, isSafeCallable, binaryOperators = {}, unaryOperators = {} } = given;
  const { steps, output, recursion } = { ...defaultLimits, ...given };
  return {
    policy: { immutable, ...(isSafeAttribute && { isSafeAttribute }), ...(isSafeCallable && { isSafeCallable }) },
    limits: { steps, output, recursion },
    interceptors: { binaryOperators, unaryOperators },
  };
}

function defaultPolicies(printing: Printing): Policies {
  return {
    "urlize.rel": "noopener",
    "urlize.target": null,
    "urlize.extra_schemes": null,
    "truncate.leeway": 5,
    "json.dumps_function": null,
    "json.dumps_kwargs": printing === "python" ? { sort_keys: true } : {},
    "compiler.ascii_str": true,
    "ext.i18n.trimmed": false,
  };
}
