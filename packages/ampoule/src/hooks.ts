/**
 * Functions that run around views, and those that answer for errors.
 *
 * The order for a route of the blueprint `inner` in `outer` (Flask's):
 *
 * 1. `beforeRequest`: application, outer, inner; each in the order it was added. The first that returns something ends it.
 * 2. the view
 * 3. `afterThisRequest`, then `afterRequest`: inner, outer, application; each in the reverse order. They see error pages too.
 * 4. `teardownRequest`: as 3, whatever happened, all of them even if one throws.
 */

import type { AnyContext, Context } from "./context.ts";
import { HttpError } from "./errors.ts";
import type { RenderValues } from "./kernel.ts";
import type { Reply } from "./reply.ts";
import type { ViewResult } from "./response.ts";

/** May answer in the place of the view. */
export type BeforeRequest =
  | ((c: Context) => ViewResult | undefined | Promise<ViewResult | undefined>)
  | ((c: Context) => void | Promise<void>);
/** May change the reply, or return another. */
export type AfterRequest =
  | ((c: Context, reply: Reply) => Reply | undefined | Promise<Reply | undefined>)
  | ((c: Context, reply: Reply) => void | Promise<void>);
/** Cleans up. `error` is what became a 500, if anything did. */
export type TeardownRequest = (c: Context, error: unknown) => void | Promise<void>;
/** Answers for an error. */
export type ErrorHandler<E> = (c: Context, error: E) => ViewResult | Promise<ViewResult>;
/** Adds names to every template that is rendered. */
export type ContextProcessor = (c: AnyContext) => RenderValues;
/** May add or change the parameters of a URL that is being built. */
export type UrlDefaults = (name: string, params: Record<string, unknown>) => void;
/** May take parameters out of a matched route before the view sees them. */
export type UrlValuePreprocessor = (c: Context, params: Record<string, unknown>) => void;

/** A class of errors. */
export type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/**
 * The hooks and error handlers of the application, or of one blueprint.
 *
 * @example
 * app.beforeRequest((c) => (c.path === "/old" ? c.redirect("/new") : undefined));
 * (await client(app).get("/old")).headers.get("location"); // "/new"
 */
export class Hooks {
  readonly #before: BeforeRequest[] = [];
  readonly #after: AfterRequest[] = [];
  readonly #teardown: TeardownRequest[] = [];
  readonly #processors: ContextProcessor[] = [];
  readonly #urlDefaults: UrlDefaults[] = [];
  readonly #urlValues: UrlValuePreprocessor[] = [];
  readonly #byStatus = new Map<number, ErrorHandler<HttpError>>();
  readonly #byClass = new Map<ErrorClass<Error>, ErrorHandler<Error>>();

  /** Runs before the view; what it returns, unless `undefined`, is the answer. */
  beforeRequest(hook: BeforeRequest): this {
    return this.#add(this.#before, hook);
  }

  /** Runs after the view, also on error pages. */
  afterRequest(hook: AfterRequest): this {
    return this.#add(this.#after, hook);
  }

  /** Runs at the end of every request, whatever happened in it; of a streamed answer, when the stream has ended. */
  teardownRequest(hook: TeardownRequest): this {
    return this.#add(this.#teardown, hook);
  }

  /** Adds what it returns to the names of every template. */
  contextProcessor(hook: ContextProcessor): this {
    return this.#add(this.#processors, hook);
  }

  /** Runs before a URL is built, and may add to its parameters. */
  urlDefaults(hook: UrlDefaults): this {
    return this.#add(this.#urlDefaults, hook);
  }

  /** Runs when a route has matched, and may move its parameters into `c.state`. */
  urlValuePreprocessor(hook: UrlValuePreprocessor): this {
    return this.#add(this.#urlValues, hook);
  }

  /**
   * Answers for a status, or for a class of errors.
   *
   * The nearest is asked: a class of your own that extends `HttpError`, then the status, then `HttpError` and `Error`; a
   * blueprint's before the application's. An error that is no `HttpError` and has no handler is a 500, and the handler for
   * 500 gets it as the `cause`. The answer has the error's status unless the handler gives another.
   *
   * @throws RangeError for a status that is none of an error
   *
   * @example
   * app.errorHandler(404, (c) => c.render("404.html"));
   * class DatabaseError extends Error {}
   * app.errorHandler(DatabaseError, (c) => c.reply(c.render("busy.html"), { status: 503 }));
   * app.get("/", () => {
   *   throw new DatabaseError("no connection");
   * });
   * (await client(app).get("/")).status; // 503
   * (await client(app).get("/nowhere")).status; // 404
   */
  errorHandler(status: number, handler: ErrorHandler<HttpError>): this;
  errorHandler<E extends Error>(type: ErrorClass<E>, handler: ErrorHandler<E>): this;
  errorHandler<E extends Error>(on: number | ErrorClass<E>, handler: ErrorHandler<E> | ErrorHandler<HttpError>): this {
    this.assertOpen();
    if (typeof handler !== "function")
      throw new TypeError("An error handler is a function: app.errorHandler(404, (c, error) => …)");
    if (typeof on === "number") {
      if (!Number.isInteger(on) || on < 400 || on > 599) {
        throw new RangeError(`An error handler answers for a status from 400 to 599, not ${on}`);
      }
      this.#byStatus.set(on, handler as ErrorHandler<HttpError>);
    } else if (typeof on === "function") this.#byClass.set(on, handler as ErrorHandler<Error>);
    else
      throw new TypeError(
        `An error handler answers for a status, as 404, or for a class of errors, not for ${JSON.stringify(on)}`,
      );
    return this;
  }

  /** The handler for a status. */
  handlerForStatus(status: number): ErrorHandler<Error> | undefined {
    return this.#byStatus.get(status) as ErrorHandler<Error> | undefined;
  }

  /**
   * The handler for the error's class, or for the nearest class that it extends.
   *
   * @param until the search ends before this one
   */
  handlerForClass(error: Error, until?: ErrorClass<Error>): ErrorHandler<Error> | undefined {
    let type: unknown = Object.getPrototypeOf(error)?.constructor;
    while (typeof type === "function" && type !== until && this.#byClass.size > 0) {
      const handler = this.#byClass.get(type as ErrorClass<Error>);
      if (handler !== undefined) return handler;
      type = Object.getPrototypeOf(type);
    }
    return undefined;
  }

  /** What runs before a view, in the order in which it was added. */
  get beforeHooks(): readonly BeforeRequest[] {
    return this.#before;
  }
  /** What runs after a view, in the order in which it was added. */
  get afterHooks(): readonly AfterRequest[] {
    return this.#after;
  }
  /** What runs at the end of a request, in the order in which it was added. */
  get teardownHooks(): readonly TeardownRequest[] {
    return this.#teardown;
  }
  /** What adds names to templates. */
  get processors(): readonly ContextProcessor[] {
    return this.#processors;
  }
  /** What runs before a URL is built. */
  get urlDefaultHooks(): readonly UrlDefaults[] {
    return this.#urlDefaults;
  }
  /** What runs when a route has matched. */
  get urlValueHooks(): readonly UrlValuePreprocessor[] {
    return this.#urlValues;
  }

  /** Throws when it is too late to add something; the application overrides it. */
  protected assertOpen(): void {}

  #add<H>(list: H[], hook: H): this {
    this.assertOpen();
    if (typeof hook !== "function") throw new TypeError("A hook is a function");
    list.push(hook);
    return this;
  }
}

/** The handler for an error among those of a chain of scopes, application first (Flask's order of search). */
export function findErrorHandler(
  chain: readonly Hooks[],
  error: Error,
  status: number | undefined,
): ErrorHandler<Error> | undefined {
  const search = (handlerOf: (scope: Hooks) => ErrorHandler<Error> | undefined): ErrorHandler<Error> | undefined => {
    for (let i = chain.length - 1; i >= 0; i--) {
      const scope = chain[i];
      const handler = scope === undefined ? undefined : handlerOf(scope);
      if (handler !== undefined) return handler;
    }
    return undefined;
  };
  const ofStatus =
    status === undefined
      ? undefined
      : // A class of the application's own says more than its status.
        (search((scope) => scope.handlerForClass(error, HttpError)) ??
        search((scope) => scope.handlerForStatus(status)));
  return ofStatus ?? search((scope) => scope.handlerForClass(error));
}
