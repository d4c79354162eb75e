/** From a name and values back to a URL (Werkzeug's `MapAdapter.build`). */

import { BuildError } from "./errors.ts";
import type { RouteMap } from "./map.ts";
import { nearest } from "./nearest.ts";
import type { ParamRecord, Route } from "./route.ts";
import type { Variable } from "./rule.ts";

/** How a URL is built, apart from its parameters. */
export interface BuildOptions {
  /** The fragment, without `#`. */
  readonly anchor?: string | undefined;
  /** Whether the URL begins with the configured origin. @default false */
  readonly external?: boolean | undefined;
  /** Another scheme than the configured origin's; implies `external`. */
  readonly scheme?: "http" | "https" | undefined;
  /** Seconds that the URL is good for: of a route that is `signed`, which needs it. */
  readonly signedFor?: number | undefined;
  /** The method that the route must answer. @default any, `GET` first */
  readonly method?: string | undefined;
}

/** `pchar` of RFC 3986 that encodeURIComponent is stricter about than a path needs. */
const READABLE: ReadonlyMap<string, string> = new Map([
  ["%3A", ":"],
  ["%40", "@"],
  ["%24", "$"],
  ["%2C", ","],
  ["%3D", "="],
  ["%2B", "+"],
]);

function encodeSegment(text: string): string {
  const encoded = encodeURIComponent(text);
  return encoded.includes("%")
    ? encoded.replaceAll(/%(?:3A|40|24|2C|3D|2B)/g, (code) => READABLE.get(code) ?? code)
    : encoded;
}

/** Controls cannot be routed back, and a segment of dots is resolved away by the browser. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/;

function encodeValue(variable: Variable, value: unknown): string {
  const text = variable.converter.format(value);
  if (text === "") throw new RangeError("it is empty");
  if (CONTROLS.test(text)) throw new RangeError("it has a control character");
  if (!text.isWellFormed()) throw new RangeError("it has half a surrogate pair");
  if (text.includes("\\")) throw new RangeError("it has a backslash, which browsers take for a slash");
  const pieces = text.split("/");
  if (variable.converter.spansSegments !== true) {
    if (pieces.length > 1) throw new RangeError('it has a slash; use the "path" converter for values with slashes');
    return encodeSegment(text);
  }
  if (pieces.some((piece, index) => piece === "" && index < pieces.length - 1))
    throw new RangeError("it has an empty segment");
  return pieces.map(encodeSegment).join("/");
}

/** The path of a route for suitable values. */
function buildPath(route: Route, values: ParamRecord): string {
  const path = route.rule.segments
    .map(({ parts }) =>
      parts
        .map((part) => {
          if (typeof part === "string") return part.split("/").map(encodeSegment).join("/");
          const value = Object.hasOwn(values, part.name) ? values[part.name] : undefined;
          try {
            return encodeValue(part, value ?? route.defaults?.[part.name]);
          } catch (cause) {
            const why = cause instanceof Error ? cause.message : String(cause);
            throw new BuildError(
              "bad-value",
              route.name,
              `The URL of "${route.name}" (${route.rule.text}) cannot be built with this value for "${part.name}": ${why}.`,
              { cause },
            );
          }
        })
        .join(""),
    )
    .join("/");
  if (path.split("/").some((segment) => segment === "." || segment === "..")) {
    throw new BuildError(
      "bad-value",
      route.name,
      `The URL of "${route.name}" would have a segment of dots, which browsers resolve away.`,
    );
  }
  return `/${path}`;
}

/** What is left over goes into the query; arrays repeat, `null` and `undefined` are left out. */
function buildQuery(route: Route, values: ParamRecord): string {
  const consumed = route.arguments;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (consumed.has(name)) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item === null || item === undefined) continue;
      if (typeof item === "object" || typeof item === "function" || typeof item === "symbol") {
        throw new BuildError(
          "bad-value",
          route.name,
          `The query parameter "${name}" of "${route.name}" is a ${typeof item}; give text, a number, a boolean, or an array of those.`,
        );
      }
      query.append(name, String(item));
    }
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

function choose<H>(routes: RouteMap<H>, name: string, values: ParamRecord, method: string | undefined): Route<H> {
  const named = routes.named(name);
  if (named.length === 0) {
    const near = nearest(name, routes.names);
    throw new BuildError(
      "unknown-name",
      name,
      `No route is named "${name}".${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    );
  }
  const answering = method === undefined ? named : named.filter((route) => route.methods.has(method));
  const suitable = answering.filter((route) => route.isSuitable(values));
  const found = suitable.find((route) => route.methods.has("GET")) ?? suitable[0];
  if (found !== undefined) return found;
  const [first] = answering;
  if (first === undefined) {
    throw new BuildError("no-such-method", name, `No route named "${name}" answers ${method}.`);
  }
  const missing = first.missing(values);
  const given = Object.keys(values);
  const near = missing
    .map((wanted) =>
      nearest(
        wanted,
        given.filter((key) => !first.arguments.has(key)),
      ),
    )
    .find((hint) => hint !== undefined);
  throw new BuildError(
    "missing-parameter",
    name,
    `The URL of "${name}" (${first.rule.text}) needs ${missing.map((wanted) => `"${wanted}"`).join(", ") || "other defaults"}.` +
      (near === undefined ? "" : ` You gave "${near}"; did you mean that?`),
  );
}

/** Signs path and query. */
export type SignUrl = (local: string, lifetime: number) => string;

/** A URL that nobody could use, or that everybody could change, is found where it is built. */
function signed<H>(route: Route<H>, local: string, { signedFor }: BuildOptions, sign: SignUrl | undefined): string {
  const fail = (message: string, cause?: unknown): BuildError =>
    new BuildError("signature", route.name, `The URL of "${route.name}" (${route.rule.text}) ${message}`, { cause });
  if (!route.signed) {
    if (signedFor === undefined) return local;
    throw fail("is not checked for a signature: give its route the option signed: true.");
  }
  if (signedFor === undefined || sign === undefined)
    throw fail("has to be signed. Say for how many seconds it is good: urlFor(name, params, { signedFor: 3600 }).");
  try {
    return sign(local, signedFor);
  } catch (cause) {
    throw fail(`cannot be signed: ${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
}

/**
 * Builds a URL: a path that begins with one slash, or an absolute URL on the configured origin.
 *
 * @param origin the configured origin, as `https://example.com`; never taken from a request (H11)
 * @param sign for the routes that are signed
 * @throws BuildError that says what is missing and what name is near
 */
export function buildUrl<H>(
  routes: RouteMap<H>,
  name: string,
  values: ParamRecord,
  options: BuildOptions,
  origin: string | undefined,
  sign?: SignUrl,
): string {
  const route = choose(routes, name, values, options.method?.toUpperCase());
  const anchor = options.anchor === undefined || options.anchor === "" ? "" : `#${encodeURIComponent(options.anchor)}`;
  const local = signed(route, buildPath(route, values) + buildQuery(route, values), options, sign) + anchor;
  if (options.external !== true && options.scheme === undefined) return local;
  if (origin === undefined) {
    throw new BuildError(
      "no-origin",
      name,
      'An external URL needs the application\'s own origin: new App({ origin: "https://example.com" }).',
    );
  }
  // Templates may load scripts from what we build, so it is no URL but one of ours.
  if (options.scheme !== undefined && !/^https?$/.test(options.scheme)) {
    const given = JSON.stringify(options.scheme);
    throw new BuildError("bad-value", name, `The scheme of a URL is "http" or "https", not ${given}.`);
  }
  return (options.scheme === undefined ? origin : origin.replace(/^https?(?=:)/, options.scheme)) + local;
}
