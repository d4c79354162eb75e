/** What an application and a blueprint have in common: routes and hooks (Flask's `Scaffold`). */

import { Hooks } from "./hooks.ts";
import {
  checkMethod,
  checkRouteOptions,
  defaultName,
  type MethodViews,
  type ParamsOf,
  type RouteDeclaration,
  type RouteOptions,
  type RouteWithMethods,
  type View,
  type ViewOf,
} from "./views.ts";

const METHOD_NAMES = ["get", "head", "post", "put", "patch", "delete", "options"] as const;

/**
 * A place to declare routes and hooks in.
 *
 * A signature has one type parameter for all options, and `route` one signature for both kinds of views: so the parameters of a
 * rule reach a view through a function around it as well, `app.get("/note/<int:id>", { name: "note" }, loginRequired((c) => …))`.
 *
 * @typeParam C the application's own converters, which type the parameters of rules
 */
export abstract class Scope<C> extends Hooks {
  /** A view for `GET` (and `HEAD`). */
  get<Rule extends string>(rule: Rule, view: ViewOf<Rule, C>): this;
  get<Rule extends string, O extends RouteOptions>(rule: Rule, options: O, view: ViewOf<Rule, C, O>): this;
  get(rule: string, ...rest: Rest): this {
    return this.#single(rule, "GET", rest);
  }

  /** A view for `POST`. The request must come from our own pages, and a form must carry its token. */
  post<Rule extends string>(rule: Rule, view: ViewOf<Rule, C>): this;
  post<Rule extends string, O extends RouteOptions>(rule: Rule, options: O, view: ViewOf<Rule, C, O>): this;
  post(rule: string, ...rest: Rest): this {
    return this.#single(rule, "POST", rest);
  }

  /** A view for `PUT`. */
  put<Rule extends string>(rule: Rule, view: ViewOf<Rule, C>): this;
  put<Rule extends string, O extends RouteOptions>(rule: Rule, options: O, view: ViewOf<Rule, C, O>): this;
  put(rule: string, ...rest: Rest): this {
    return this.#single(rule, "PUT", rest);
  }

  /** A view for `PATCH`. */
  patch<Rule extends string>(rule: Rule, view: ViewOf<Rule, C>): this;
  patch<Rule extends string, O extends RouteOptions>(rule: Rule, options: O, view: ViewOf<Rule, C, O>): this;
  patch(rule: string, ...rest: Rest): this {
    return this.#single(rule, "PATCH", rest);
  }

  /** A view for `DELETE`. */
  delete<Rule extends string>(rule: Rule, view: ViewOf<Rule, C>): this;
  delete<Rule extends string, O extends RouteOptions>(rule: Rule, options: O, view: ViewOf<Rule, C, O>): this;
  delete(rule: string, ...rest: Rest): this {
    return this.#single(rule, "DELETE", rest);
  }

  /**
   * A view for several methods, or a view for each.
   *
   * @throws RuleError, DuplicateRouteError, TypeError when it cannot be added
   * @example
   * app.route("/login", { methods: ["GET", "POST"], name: "login" }, (c) =>
   *   c.request.method === "POST" ? c.redirect("/") : c.render("login.html"),
   * );
   * const browser = client(app);
   * const page = await browser.get("/login");
   * (await browser.submit(page, "form", { name: "ada" })).headers.get("location"); // "/"
   */
  route<Rule extends string, O extends RouteWithMethods>(
    rule: Rule,
    options: O,
    views: ViewOf<Rule, C, O> | MethodViews<ParamsOf<Rule, C, O>>,
  ): this;
  route(rule: string, options: RouteWithMethods, views: View<never> | MethodViews<never>): this {
    if (typeof views === "function") return this.#declare(rule, options.methods ?? ["GET"], options, views);
    checkViews(rule, options, views);
    const named = { ...options, name: options.name ?? rule };
    for (const method of METHOD_NAMES) {
      const view = views[method];
      if (view !== undefined) this.#declare(rule, [method], named, view);
    }
    return this;
  }

  /** Takes a declared route. */
  protected abstract declare(declaration: RouteDeclaration): void;

  #single(rule: string, method: string, rest: Rest): this {
    const [options, view] = rest.length === 1 ? [{}, rest[0]] : rest;
    return this.#declare(rule, [method], options, view);
  }

  #declare(rule: string, methods: readonly string[], options: RouteOptions, view: View<never>): this {
    this.assertOpen();
    if (typeof view !== "function") {
      throw new TypeError(`The route "${rule}" has no view: app.get(rule, view) or app.get(rule, options, view)`);
    }
    if (!Array.isArray(methods) || methods.length === 0) {
      throw new TypeError(`The route "${rule}" answers no method: give a list, as { methods: ["GET", "POST"] }`);
    }
    checkRouteOptions(rule, options);
    this.declare({
      rule,
      methods: methods.map(checkMethod),
      options: { ...options, name: options.name ?? defaultName(view, rule) },
      // The rule's own type says what the parameters are; the router makes them so.
      view: view as View,
    });
    return this;
  }
}

/** @throws TypeError for views that no request could reach */
function checkViews(rule: string, { methods }: RouteWithMethods, views: MethodViews<never>): void {
  if (methods !== undefined) {
    throw new TypeError(
      `The route "${rule}" has views by method and the option \`methods\`, which is for one view: leave it out`,
    );
  }
  const given = Object.keys(views);
  const stranger = given.find((name) => !METHOD_NAMES.some((method) => method === name));
  if (given.length > 0 && stranger === undefined) return;
  const what = stranger === undefined ? "has no view" : `has a view for ${JSON.stringify(stranger)}`;
  throw new TypeError(`The route "${rule}" ${what}: views are given by method, as { ${METHOD_NAMES.join(", ")} }`);
}

type Rest = [view: View<never>] | [options: RouteOptions, view: View<never>];
