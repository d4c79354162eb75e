/** Views, and what is said about a route besides its rule. */

import type { Context } from "./context.ts";
import type { Hooks } from "./hooks.ts";
import type { Limits } from "./http/limits.ts";
import type { MatchedRoute } from "./kernel.ts";
import { checkOptionNames, type NamesOf } from "./option-names.ts";
import type { ViewResult } from "./response.ts";
import type { Params } from "./routing/types.ts";
import type { CorsOptions, CorsPolicy } from "./security/cors.ts";
import type { HeaderOptions, HeaderPolicy } from "./security/headers.ts";

/** Answers a request. */
export type View<P = Readonly<Record<string, unknown>>> = (c: Context<P>) => ViewResult | Promise<ViewResult>;

/** The methods that a route is usually asked with. */
export type MethodName = "get" | "post" | "put" | "patch" | "delete" | "head" | "options";

/**
 * A view per method, instead of a class (Flask's `MethodView`).
 *
 * @example
 * const notes = new Map([[7, "Buy milk"]]);
 * app.route("/note/<int:id>", { name: "note" }, {
 *   get: (c) => notes.get(c.params.id) ?? abort(404),
 *   delete: (c) => {
 *     notes.delete(c.params.id);
 *     return c.empty();
 *   },
 * });
 * await (await client(app).get("/note/7")).text(); // "Buy milk"
 */
export type MethodViews<P = Readonly<Record<string, unknown>>> = { readonly [M in MethodName]?: View<P> };

/** What is said about a route besides its rule. */
export interface RouteOptions {
  /** The name for `urlFor`. @default the view's own name as a function; the rule's text where it has none */
  readonly name?: string;
  /** Values for parameters that the rule does not have. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Whether `/a` is redirected to `/a/` (308), and `/b/` not found. @default true */
  readonly strictSlashes?: boolean;
  /**
   * `"form"`: the form that the view validates checks the token, so that it can show itself again, input kept, when the
   * token has expired. A view that then validates no form is an error.
   *
   * `"webhook"`: other sites may post here, because the sender is proven by something else, such as a signature over the
   * body. The request has no session: what is not there cannot be ridden on. An exemption belongs to a route, never to a path (F07).
   */
  readonly csrf?: "form" | "webhook";
  /** Limits on what this route reads, over the application's. */
  readonly limits?: Partial<Limits>;
  /** Changes to the security headers of this route's answers. */
  readonly headers?: HeaderOptions;
  /** Whose pages may read what this route sends, instead of what the application says; `false` for nobody else's. */
  readonly cors?: CorsOptions | false;
  /** Only for `urlFor`: no request is matched. @default false */
  readonly buildOnly?: boolean;
  /** Only URLs that `urlFor` has signed are answered, and only for a time; others are a 403. @default false */
  readonly signed?: boolean;
  /** An old address of the route with the same name: requests are redirected there (308). @default false */
  readonly alias?: boolean;
}

/** {@link RouteOptions} where one view answers several methods. */
export interface RouteWithMethods extends RouteOptions {
  /** For one view; views by method say it themselves. @default ["GET"] */
  readonly methods?: readonly string[];
}

const OPTIONS: NamesOf<RouteWithMethods> = {
  name: true,
  defaults: true,
  strictSlashes: true,
  csrf: true,
  limits: true,
  headers: true,
  cors: true,
  buildOnly: true,
  signed: true,
  alias: true,
  methods: true,
};

/** @throws TypeError for options that do not exist, and for a view in their place */
export function checkRouteOptions(rule: string, options: RouteWithMethods): void {
  if (typeof options === "function") {
    throw new TypeError(
      `The route "${rule}" has two views. What runs before a view is a hook, app.beforeRequest(…), or a function around it: app.get(rule, loginRequired(view))`,
    );
  }
  checkOptionNames(`The route "${rule}"`, options, OPTIONS);
  const { csrf } = options;
  if (csrf === undefined || csrf === "form" || csrf === "webhook") return;
  throw new TypeError(
    `The route "${rule}" says csrf: ${JSON.stringify(csrf)}. Write "form" where its form checks the token, "webhook" where other sites post to it, or nothing`,
  );
}

/** The parameters of a route: those of its rule, and those that its `defaults` add. */
export type ParamsOf<Rule extends string, C, Options = unknown> = Params<Rule, C> &
  (Options extends { readonly defaults: infer D } ? D : unknown);

/** The view of a rule's text. */
export type ViewOf<Rule extends string, C, Options = unknown> = View<ParamsOf<Rule, C, Options>>;

/** What the router carries for each route. */
export interface Handler {
  readonly view: View;
  readonly matched: MatchedRoute;
  /** The blueprints whose hooks run inside the application's own, from outer to inner. */
  readonly chain: readonly Hooks[];
  readonly csrf: "token" | "form" | "webhook";
  /** Whether only signed URLs are answered. */
  readonly signed: boolean;
  /** Whether another application answers, which checks the tokens of its own forms. */
  readonly mounted: boolean;
  readonly limits: Limits | undefined;
  readonly headers: HeaderPolicy | undefined;
  readonly cors: CorsPolicy | undefined;
}

/** A route that was declared and waits for its blueprint to be registered. */
export interface RouteDeclaration {
  readonly rule: string;
  readonly methods: readonly string[];
  readonly options: RouteOptions;
  readonly view: View;
}

/** RFC 9110 §9.1: a method is a token; ours are upper case, as all registered ones are. */
const METHOD = /^[A-Z][A-Z-]*$/;

/** @throws TypeError for what is no method */
export function checkMethod(method: string): string {
  const upper = method.toUpperCase();
  if (!METHOD.test(upper)) throw new TypeError(`${JSON.stringify(method)} is not an HTTP method`);
  if (upper === "TRACE" || upper === "CONNECT")
    throw new TypeError(`A route cannot answer ${upper}: it would echo headers, or open a tunnel`);
  return upper;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The name of a route that was given none: the function's, or the rule itself for a function without a name. */
export function defaultName(view: View<never>, rule: string): string {
  return IDENTIFIER.test(view.name) ? view.name : rule;
}
