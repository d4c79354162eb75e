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

/** @throws TypeError for what is no plugin, as a function would be that Express takes for middleware */
export function assertPlugin(plugin: unknown): void {
  const { name, setup } = Object(plugin) as Partial<Plugin>;
  if (typeof plugin === "object" && typeof name === "string" && typeof setup === "function") return;
  const cure = typeof plugin === "function" ? " A function that runs before views is app.beforeRequest(…)." : "";
  throw new TypeError(`app.use takes a plugin, { name, setup(app) { … } }, not a ${typeof plugin}.${cure}`);
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
