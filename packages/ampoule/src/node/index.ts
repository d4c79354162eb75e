/**
 * `ampoule/node`: serving an application on Node.
 */

export type { Fetcher, ListenerOptions } from "./listener.ts";
export { createListener } from "./listener.ts";
export type { RunningServer, ServeOptions } from "./serve.ts";
export { serve } from "./serve.ts";
