/**
 * `@ampoule/templates/express`: templates for `response.render` of Express.
 *
 * @module
 */
import type { Environment } from "./environment.ts";
import type { RenderOptions } from "./runtime/run.ts";

/** What Express makes of a name, and renders. */
export interface ExpressView {
  /** Express takes a view without a path for one that does not exist. Here the environment's loader knows, which asks no folder. */
  readonly path: string;
  /** Renders the template with these variables, and gives `done` the page, or what went wrong. */
  render(variables: object, done: (error: unknown, page?: string) => void): void;
}

/** What Express makes views with. */
export type ExpressViewClass = new (
  name: string,
  settings: { readonly defaultEngine?: string | undefined },
) => ExpressView;

/** Settings of {@link expressViews}. */
export interface ExpressOptions {
  /**
   * What a rendering is told besides its variables: the response's nonce, the field of its forms.
   *
   * @param variables `app.locals`, `response.locals` and what `response.render` was given, in this order
   */
  readonly options?: (variables: Readonly<Record<string, unknown>>) => RenderOptions;
}

/**
 * The templates of an environment as the views of an Express application: `app.set("view", expressViews(env))`, and
 * `response.render("home.html", { … })` renders them. Promises among the values are awaited. The loader finds the templates, not
 * Express, so that its folders, its inheritance and its cache are those of the environment. A name without an extension gets that
 * of `app.set("view engine", "html")`.
 *
 * @see https://expressjs.com/en/5x/api.html#app.set
 * @example
 * const View = expressViews(env, { options: ({ cspNonce }) => ({ nonce: String(cspNonce) }) });
 * new View("hello", { defaultEngine: "html" }).path; // "hello.html"
 */
export function expressViews(env: Environment, { options }: ExpressOptions = {}): ExpressViewClass {
  return class implements ExpressView {
    readonly path: string;

    constructor(name: string, { defaultEngine }: { readonly defaultEngine?: string | undefined }) {
      this.path =
        hasExtension(name) || defaultEngine === undefined ? name : `${name}.${defaultEngine.replace(/^\./, "")}`;
    }

    render(variables: object, done: (error: unknown, page?: string) => void): void {
      try {
        const told = options?.(variables as Readonly<Record<string, unknown>>);
        env
          .getTemplate(this.path)
          .renderAsync(variables, told)
          .then((page) => done(null, page), done);
      } catch (error) {
        done(error);
      }
    }
  };
}

function hasExtension(name: string): boolean {
  return name.lastIndexOf(".") > name.lastIndexOf("/");
}
