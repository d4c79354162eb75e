/**
 * Templates for an application: the environment with Flask's globals, and each rendering with its request.
 *
 * What belongs to a request (`request`, `session`, `g`, the nonce, the tokens) goes with the rendering, not with the
 * environment, so that it is there in imported macros too and cannot be seen by another request.
 */

import { escapeHtml, type Markup, type ResourceUrl } from "@ampoule/markup";
import { createMarkup, createResourceUrl } from "@ampoule/markup/engine";
import {
  ChoiceLoader,
  describe,
  Environment,
  type EnvironmentOptions,
  type Loader,
  type RenderContext,
  type RenderOptions,
} from "@ampoule/templates";
import { FileSystemLoader } from "@ampoule/templates/node";
import { type AnyContext, contextInternals as internals } from "./context.ts";
import { events } from "./events.ts";
import { folderBeside } from "./files.ts";
import type { ContextProcessor } from "./hooks.ts";
import type { RenderValues } from "./kernel.ts";
import { TemplateRequest, templateSession } from "./template-request.ts";

/** Where the context of the request is found among the globals of a rendering: a name that no template can write. */
const CONTEXT = "\0ampoule";

/** The request that a global was called in. @throws Error outside of a request */
function contextOf(rendering: RenderContext): AnyContext {
  const c = rendering.global(CONTEXT) as AnyContext | undefined;
  if (c === undefined)
    throw new Error("This function needs a request: render with c.render(), not with the environment");
  return c;
}

type Keywords = Readonly<Record<string, unknown>>;

/** `url_for("profile", id=7, _anchor="top")`: a URL that may also load scripts and frames, since we made it. */
function urlFor(rendering: RenderContext, name: string, keywords: Keywords = {}): ResourceUrl {
  const { _anchor, _external, _method, _scheme, _signed_for, ...params } = keywords;
  const url = contextOf(rendering).urlFor(String(name), params, {
    anchor: _anchor === undefined || _anchor === null ? undefined : String(_anchor),
    external: _external === true,
    method: _method === undefined || _method === null ? undefined : String(_method),
    scheme: _scheme === "http" || _scheme === "https" ? _scheme : undefined,
    signedFor: _signed_for === undefined || _signed_for === null ? undefined : Number(_signed_for),
  });
  return createResourceUrl(url);
}

/** `get_flashed_messages(with_categories=true, category_filter=["error"])` */
function getFlashedMessages(rendering: RenderContext, withCategories: unknown = false, filter: unknown = []): unknown {
  const wanted = new Set(Array.isArray(filter) ? filter.map(String) : []);
  const messages = contextOf(rendering)
    .flashedMessages()
    .filter(([category]) => wanted.size === 0 || wanted.has(category));
  return withCategories === true ? messages : messages.map(([, message]) => message);
}

/** Flask's globals, and those for what Flask leaves to you. */
const GLOBALS: ReadonlyMap<string, (...args: never[]) => unknown> = new Map<string, (...args: never[]) => unknown>([
  ["url_for", describe(urlFor, { passContext: true, name: "url_for" })],
  [
    "get_flashed_messages",
    describe(getFlashedMessages, {
      passContext: true,
      params: ["with_categories", "category_filter"],
      name: "get_flashed_messages",
    }),
  ],
  ["csp_nonce", describe((rendering: RenderContext) => contextOf(rendering).nonce, { passContext: true, params: [] })],
  [
    "csrf_token",
    describe((rendering: RenderContext) => contextOf(rendering).csrfToken(), { passContext: true, params: [] }),
  ],
  [
    "csrf_meta_tag",
    describe(
      (rendering: RenderContext, name: unknown = "csrf-token") =>
        createMarkup(
          `<meta name="${escapeHtml(String(name))}" content="${escapeHtml(contextOf(rendering).csrfToken())}">`,
        ),
      { passContext: true, params: ["name"], name: "csrf_meta_tag" },
    ),
  ],
  [
    "enhance_script",
    describe((rendering: RenderContext) => contextOf(rendering).enhanceScript(), { passContext: true, params: [] }),
  ],
  [
    "csrf_field",
    describe(
      (rendering: RenderContext, action: unknown = undefined, method: unknown = "POST") =>
        contextOf(rendering).csrfField({
          ...(action === undefined || action === null ? {} : { action: String(action) }),
          method: String(method),
        }),
      { passContext: true, params: ["action", "method"] },
    ),
  ],
]);

/** What the environment is made with, besides the application's own options. */
export interface RendererOptions {
  /** `import.meta.url` of the application; folders are looked for beside it. */
  readonly root: string | undefined;
  /** A folder beside `root`, or a loader. */
  readonly templates: string | Loader | undefined;
  readonly autoReload: boolean;
  /** The guard `escaping` is off: Jinja2's rule, and Flask's list of file endings. */
  readonly plainEscaping: boolean;
  readonly environment: EnvironmentOptions | undefined;
}

/** Flask's `select_jinja_autoescape`: what its name does not end in these is not escaped at all. */
const FLASK_HTML = /\.(?:html|htm|xml|xhtml|svg)$/;

function flaskAutoescape(name: string | null): "html" | false {
  return name === null || FLASK_HTML.test(name) ? "html" : false;
}

/** Renders templates for requests. */
export class Renderer {
  readonly environment: Environment;
  #loaders: readonly Loader[] = [];
  #choice: ChoiceLoader = new ChoiceLoader([]);

  constructor(options: RendererOptions) {
    const { root, templates } = options;
    if (typeof templates === "object") this.#add(templates);
    else if (root !== undefined) this.addFolder(root, templates ?? "templates");
    this.environment = new Environment({
      // A choice is made of a fixed list; blueprints add to ours until the first request.
      loader: { load: (name) => this.#choice.load(name), list: () => this.#choice.list() },
      autoReload: options.autoReload,
      ...(options.plainEscaping ? { autoescape: flaskAutoescape } : {}),
      ...options.environment,
    });
    for (const [name, fn] of GLOBALS) this.environment.globals.set(name, fn);
  }

  /** Adds a folder, looked into after all before it. */
  addFolder(root: string, folder: string): void {
    this.#add(new FileSystemLoader(folderBeside(root, folder)));
  }

  #add(loader: Loader): void {
    this.#loaders = [...this.#loaders, loader];
    this.#choice = new ChoiceLoader(this.#loaders);
  }

  /** Renders a template. @param processors add their names first; `values` win */
  render(
    c: AnyContext,
    name: string | readonly string[],
    values: RenderValues,
    processors: readonly ContextProcessor[],
  ): Markup {
    const shown = typeof name === "string" ? name : name.join(", ");
    if (events.beforeRenderTemplate.hasSubscribers) events.beforeRenderTemplate.publish({ context: c, name: shown });
    const html = this.environment.getOrSelectTemplate(name).render(allValues(c, values, processors), renderOptions(c));
    if (events.templateRendered.hasSubscribers) events.templateRendered.publish({ context: c, name: shown });
    return createMarkup(html);
  }

  /** Renders a template given as text. */
  renderString(c: AnyContext, source: string, values: RenderValues, processors: readonly ContextProcessor[]): Markup {
    return createMarkup(this.environment.fromString(source).render(allValues(c, values, processors), renderOptions(c)));
  }

  /** The pieces of a template as they are made. */
  stream(
    c: AnyContext,
    name: string | readonly string[],
    values: RenderValues,
    processors: readonly ContextProcessor[],
  ): AsyncIterable<string> {
    return this.environment.getOrSelectTemplate(name).stream(allValues(c, values, processors), renderOptions(c));
  }
}

function allValues(c: AnyContext, values: RenderValues, processors: readonly ContextProcessor[]): RenderValues {
  if (processors.length === 0) return values;
  const all: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const processor of processors) Object.assign(all, processor(c));
  return Object.assign(all, values);
}

function renderOptions(c: AnyContext): RenderOptions {
  return {
    nonce: c.nonce,
    csrf: (form) => internals.formToken(c, form),
    globals: {
      [CONTEXT]: c,
      request: new TemplateRequest(c),
      session: templateSession(c),
      g: c.state,
    },
  };
}
