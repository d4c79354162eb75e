/** The bag of a request. */

/**
 * What an application keeps in `c.state` for the length of a request (Flask's `g`): empty here, filled by the
 * application.
 *
 * @example
 * declare module "ampoule" {
 *   interface State {
 *     user?: { readonly name: string; readonly admin: boolean };
 *   }
 * }
 * app.beforeRequest((c) => {
 *   c.state.user = { name: "Ada", admin: true };
 * });
 * app.get("/", (c) => `Hello ${c.state.user?.name}`);
 * await (await client(app).get("/")).text(); // "Hello Ada"
 */
export interface State extends Record<string, unknown> {}

/** Objects made by this function inherit nothing. */
export function emptyState(): State {
  return Object.create(null) as State;
}
