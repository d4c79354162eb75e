/** Plugins: something that is added to an application as a whole (Flask's extensions). */

/** A plugin. @typeParam A the application's type, for plugins that need one with certain converters */
export interface Plugin<in A = never> {
  /** Its name, for others that require it. */
  readonly name: string;
  /** The names of plugins that must be in use before. */
  readonly requires?: readonly string[];
  /** Adds routes, hooks, filters. */
  setup(app: A): void;
}

/**
 * Checks the shape of a plugin, and gives it its type.
 *
 * @example
 * export const requestId = definePlugin({
 *   name: "request-id",
 *   setup(app: App) {
 *     app.afterRequest((c, reply) => reply.headers.set("x-request-id", crypto.randomUUID()));
 *   },
 * });
 * app.use(requestId);
 * (await client(app).get("/")).headers.has("x-request-id"); // true
 */
export function definePlugin<A>(plugin: Plugin<A>): Plugin<A> {
  return plugin;
}
