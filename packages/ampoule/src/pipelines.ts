/** Which hooks run for which route, put in order once. */

import type {
  AfterRequest,
  BeforeRequest,
  ContextProcessor,
  Hooks,
  TeardownRequest,
  UrlValuePreprocessor,
} from "./hooks.ts";
import type { MatchedRoute } from "./kernel.ts";
import type { Handler } from "./views.ts";

/** The hooks of a route, in the order in which they run. */
export interface Pipeline {
  /** The scopes themselves, outermost first: for error handlers and URL defaults. */
  readonly chain: readonly Hooks[];
  readonly before: readonly BeforeRequest[];
  readonly after: readonly AfterRequest[];
  readonly teardown: readonly TeardownRequest[];
  readonly urlValues: readonly UrlValuePreprocessor[];
  readonly processors: readonly ContextProcessor[];
}

/** The pipelines of an application. Made on first use, when nothing is added any more. */
export class Pipelines {
  readonly #common: readonly Hooks[];
  readonly #byHandler = new Map<Handler | undefined, Pipeline>();
  readonly #byRoute = new Map<MatchedRoute | undefined, Pipeline>();

  /** @param common the hooks of every request; may grow until the first one */
  constructor(common: readonly Hooks[]) {
    this.#common = common;
  }

  /** The pipeline of a route; of the application alone where none matched. */
  of(handler: Handler | undefined): Pipeline {
    let pipeline = this.#byHandler.get(handler);
    if (pipeline === undefined) {
      pipeline = assemble([...this.#common, ...(handler?.chain ?? [])]);
      this.#byHandler.set(handler, pipeline);
      this.#byRoute.set(handler?.matched, pipeline);
    }
    return pipeline;
  }

  /** The pipeline of what a context matched. */
  ofRoute(route: MatchedRoute | undefined): Pipeline {
    return this.#byRoute.get(route) ?? this.of(undefined);
  }
}

function assemble(chain: readonly Hooks[]): Pipeline {
  const outward = chain.toReversed();
  return {
    chain,
    before: chain.flatMap((scope) => scope.beforeHooks),
    after: outward.flatMap((scope) => scope.afterHooks.toReversed()),
    teardown: outward.flatMap((scope) => scope.teardownHooks.toReversed()),
    urlValues: chain.flatMap((scope) => scope.urlValueHooks),
    processors: chain.flatMap((scope) => scope.processors),
  };
}
