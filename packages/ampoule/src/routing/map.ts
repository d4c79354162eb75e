/** All routes of an application: adding, matching, and finding the one to build. */

import type { ConverterFactory } from "./converter.ts";
import { CONVERTERS, type CustomConverter, customConverter } from "./converters.ts";
import { DuplicateRouteError } from "./errors.ts";
import { canonicalPath } from "./path.ts";
import { Route, type RouteSpec } from "./route.ts";
import { parseRule } from "./rule.ts";
import { type Accepts, Trie } from "./trie.ts";

/** What a request's path and method lead to. */
export type Resolution<H> =
  | { readonly kind: "route"; readonly route: Route<H>; readonly params: Record<string, unknown> }
  /** Parameters that are the defaults of another route of the same name: its URL is the one that `urlFor` builds for them. */
  | { readonly kind: "default"; readonly route: Route<H>; readonly params: Record<string, unknown> }
  /** The same place, written canonically: still encoded, begins with exactly one slash. */
  | { readonly kind: "redirect"; readonly location: string }
  | { readonly kind: "method"; readonly allowed: readonly string[]; readonly route: Route<H> }
  | { readonly kind: "missing" | "malformed" | "too-long" };

/** Options of a {@link RouteMap}. */
export interface RouteMapOptions {
  readonly converters?: Readonly<Record<string, CustomConverter<unknown>>> | undefined;
  /** Whether `//a` is redirected to `/a` (308), where that exists. Otherwise it is not found. @default true */
  readonly mergeSlashes?: boolean | undefined;
}

const MISSING = { kind: "missing" } as const;
const REFUSED = {
  malformed: { kind: "malformed" },
  unreachable: MISSING,
  "too-long": { kind: "too-long" },
} as const;

/**
 * The routes of an application: what requests lead to, and what URLs are built of. For tools; views use `urlFor`.
 *
 * @example
 * app.get("/user/<int:id>", { name: "user" }, () => "Ada");
 * const found = app.routes.resolve("GET", "/user/7");
 * if (found.kind === "route") found.params; // { id: 7 }
 */
export class RouteMap<H> {
  readonly #trie = new Trie<Route<H>>();
  readonly #routes: Route<H>[] = [];
  readonly #names = new Map<string, Route<H>[]>();
  readonly #rules = new Map<string, Route<H>[]>();
  readonly #converters = new Map<string, ConverterFactory>(CONVERTERS);
  readonly #mergeSlashes: boolean;
  /** Routes of the same name, each with the parameters that another one has as variables. */
  readonly #withDefaults = new Map<Route<H>, readonly Route<H>[]>();
  /** One test per method, made once: matching allocates none. */
  readonly #accepts = new Map<string, Accepts<Route<H>>>();

  constructor(options: RouteMapOptions = {}) {
    this.#mergeSlashes = options.mergeSlashes ?? true;
    for (const [name, declared] of Object.entries(options.converters ?? {})) {
      const converter = customConverter(name, declared);
      this.#converters.set(name, (args) => {
        if (args.positional.length + args.named.size > 0) throw new Error("takes no arguments");
        return converter;
      });
    }
  }

  /**
   * Adds a route.
   *
   * @throws RuleError when the rule cannot be read
   * @throws DuplicateRouteError when another route answers the same path and method, or builds the same name
   */
  add(text: string, spec: RouteSpec<H>): Route<H> {
    const route = new Route(
      parseRule(text, (name) => this.#converters.get(name)),
      spec,
    );
    const namesakes = this.#names.get(route.name) ?? [];
    this.#refuseAmbiguousName(route, namesakes);
    if (!route.buildOnly) {
      for (const other of this.#add(route)) refuseDuplicate(route, other);
      for (const method of route.methods) {
        if (!this.#accepts.has(method)) this.#accepts.set(method, (leaf) => leaf.value.methods.has(method));
      }
    }
    this.#routes.push(route);
    this.#rules.set(text, [...(this.#rules.get(text) ?? []), route]);
    const named = [...namesakes, route].sort(compareForBuilding);
    this.#names.set(route.name, named);
    for (const [index, member] of named.entries()) {
      const before = named.slice(0, index).filter((other) => other.providesDefaultsFor(member));
      if (before.length > 0) this.#withDefaults.set(member, before);
    }
    return route;
  }

  /** Every route, in the order it was added. */
  get all(): readonly Route<H>[] {
    return this.#routes;
  }

  /** Every name. */
  get names(): Iterable<string> {
    return this.#names.keys();
  }

  /** The routes of a name, those first that are tried first when building; also those whose rule has that very text. */
  named(name: string): readonly Route<H>[] {
    return this.#names.get(name) ?? this.#rules.get(name) ?? [];
  }

  /**
   * What a request leads to.
   *
   * @param method as sent, in upper case
   * @param path the raw path, still percent-encoded
   */
  resolve(method: string, path: string): Resolution<H> {
    const canonical = canonicalPath(path);
    if ("refused" in canonical) return REFUSED[canonical.refused];
    const { segments, redirect } = canonical;
    if (redirect !== undefined && !this.#mergeSlashes) return MISSING;
    const accepts = this.#accepts.get(method);
    const match = accepts === undefined ? undefined : this.#trie.match(segments, accepts);
    if (match === undefined) return this.#otherMethods(segments);
    if (match.slashMissing) return { kind: "redirect", location: `${redirect ?? path}/` };
    if (redirect !== undefined) return { kind: "redirect", location: redirect };
    const route = match.value;
    const params = route.params(match.values);
    const others = this.#withDefaults.size === 0 ? undefined : this.#withDefaults.get(route);
    const other = method === "GET" || method === "HEAD" ? others?.find((each) => each.isSuitable(params)) : undefined;
    return other === undefined ? { kind: "route", route, params } : { kind: "default", route: other, params };
  }

  /** Which methods the path would answer, when it does not answer the one that was used. */
  #otherMethods(segments: readonly string[]): Resolution<H> {
    const allowed = new Set<string>();
    let first: Route<H> | undefined;
    this.#trie.match(segments, ({ value }) => {
      first ??= value;
      for (const method of value.methods) allowed.add(method);
      return false;
    });
    if (first === undefined) return MISSING;
    allowed.add("OPTIONS");
    return { kind: "method", allowed: [...allowed].sort(), route: first };
  }

  /** A view of its own for HEAD goes before the GET that would answer it too. */
  #add(route: Route<H>): readonly Route<H>[] {
    const first = route.declaredMethods.has("HEAD");
    return this.#trie.add(route.rule.segments, route, { strict: route.strictSlashes, first }).map((leaf) => leaf.value);
  }

  #refuseAmbiguousName(route: Route<H>, namesakes: readonly Route<H>[]): void {
    for (const other of namesakes) {
      const differ = other.rule.text !== route.rule.text && !route.alias && !other.alias;
      const equal = sameMembers(other.arguments, route.arguments) && sameDefaults(other, route);
      if (differ && equal && overlap(other, route).length > 0) {
        throw new DuplicateRouteError(
          `Two routes are named "${route.name}" and take the same parameters: "${other.rule.text}" and "${route.rule.text}". ` +
            "urlFor() could not tell which to build. Give one of them another name: app.get(rule, { name: … }, view).",
        );
      }
    }
  }
}

/** Aliases last, then more arguments first, then more defaults first (Werkzeug's `build_compare_key`). */
function compareForBuilding<H>(a: Route<H>, b: Route<H>): number {
  const defaults = (route: Route<H>): number => Object.keys(route.defaults ?? {}).length;
  return Number(a.alias) - Number(b.alias) || b.arguments.size - a.arguments.size || defaults(b) - defaults(a);
}

function overlap<H>(a: Route<H>, b: Route<H>): readonly string[] {
  return [...a.declaredMethods].filter((method) => b.declaredMethods.has(method));
}

function sameMembers(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((member) => b.has(member));
}

function sameDefaults<H>(a: Route<H>, b: Route<H>): boolean {
  const left = a.defaults ?? {};
  const right = b.defaults ?? {};
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && left[name] === right[name])
  );
}

function refuseDuplicate<H>(route: Route<H>, other: Route<H>): void {
  const methods = overlap(route, other);
  if (methods.length === 0) return;
  throw new DuplicateRouteError(
    `Two routes answer ${methods[0]} for the same paths: "${other.rule.text}" (named "${other.name}") and ` +
      `"${route.rule.text}" (named "${route.name}"). Only one of them could ever be reached; remove one, or change its methods.`,
  );
}
