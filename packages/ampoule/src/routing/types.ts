/** What a rule's text says about the types of its parameters, read by the compiler from the same text as at run time. */

import type { BuildOptions } from "./build.ts";
import type { CustomConverter } from "./converters.ts";

/** What may stand in a query: `null` and `undefined` are left out, an array repeats its name. */
export type QueryValue = QueryScalar | readonly QueryScalar[];
type QueryScalar = string | number | bigint | boolean | null | undefined;

/** The converters that an application adds, by name. */
export type CustomConverters = Readonly<Record<string, CustomConverter<unknown>>>;

/** No converters but the built-in ones. */
export type NoConverters = Readonly<Record<never, never>>;

interface BuiltIn {
  string: string;
  default: string;
  int: number;
  float: number;
  path: string;
  uuid: string;
}

type Trim<S extends string> = S extends ` ${infer R}` ? Trim<R> : S extends `${infer R} ` ? Trim<R> : S;
type Unquote<S extends string> = S extends `"${infer R}"` ? R : S extends `'${infer R}'` ? R : S;
type Choices<Args extends string> = Args extends `${infer First},${infer Rest}`
  ? Unquote<Trim<First>> | Choices<Rest>
  : Unquote<Trim<Args>>;

type ValueOf<Name extends string, Args extends string, C> = Name extends keyof C
  ? C[Name] extends { readonly parse: (text: string) => infer T }
    ? Exclude<T, undefined>
    : string
  : Name extends "any"
    ? Choices<Args>
    : Name extends keyof BuiltIn
      ? BuiltIn[Name]
      : unknown;

type Variable<Spec extends string, C> = Spec extends `${infer Name}(${infer Args}):${infer Key}`
  ? { readonly [K in Key]: ValueOf<Name, Args, C> }
  : Spec extends `${infer Name}:${infer Key}`
    ? { readonly [K in Key]: ValueOf<Name, "", C> }
    : { readonly [K in Spec]: string };

type Collect<Rule extends string, C> = Rule extends `${string}<${infer Spec}>${infer Rest}`
  ? Variable<Spec, C> & Collect<Rest, C>
  : unknown;

type Flat<T> = { readonly [K in keyof T]: T[K] };

/**
 * The parameters of a rule.
 *
 * @example
 * type P = Params<"/user/<int:id>/<any(posts, likes):tab>">; // { readonly id: number; readonly tab: "posts" | "likes" }
 */
export type Params<Rule extends string, C = NoConverters> = string extends Rule
  ? Readonly<Record<string, unknown>>
  : Flat<Collect<Rule, C>>;

/** A number may stand where text is expected when a URL is built. */
type Loose<T> = T extends string ? (string extends T ? string | number | bigint : T) : T;

/** What `urlFor` needs for a rule: its parameters, and whatever else goes into the query. */
export type BuildParams<Rule extends string, C = NoConverters> = string extends Rule
  ? Readonly<Record<string, unknown>>
  : { readonly [K in keyof Params<Rule, C>]: Loose<Params<Rule, C>[K]> } & Readonly<Record<string, QueryValue>>;

/**
 * The names of an application's routes and their rules: empty here, filled by the application, so that `urlFor` knows
 * its names.
 *
 * @example
 * declare module "ampoule" {
 *   interface RouteNames {
 *     profile: "/user/<int:id>";
 *   }
 * }
 * app.get("/user/<int:id>", { name: "profile" }, (c) => `User ${c.params.id}`);
 * app.urlFor("profile", { id: 7 }); // "/user/7"
 */
export interface RouteNames extends Readonly<Record<never, never>> {}

/** The arguments of `urlFor` after a rule's text: the parameters may be left out where the rule has none. */
export type UrlArguments<R extends string, C> = keyof Params<R, C> extends never
  ? [params?: BuildParams<R, C>, options?: BuildOptions]
  : [params: BuildParams<R, C>, options?: BuildOptions];

/** A name of which nothing is known: neither one of {@link RouteNames} nor the text of a rule, whose parameters are checked. */
export type OtherName<N extends string> = string extends N ? N : N extends keyof RouteNames | `/${string}` ? never : N;
