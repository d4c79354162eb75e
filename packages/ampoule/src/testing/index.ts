/**
 * `ampoule/testing`: a browser without a screen.
 *
 * @module
 */

export {
  Client,
  type ClientOptions,
  client,
  type Fetchable,
  type HeaderChanges,
  historyOf,
  queryPage,
  type RequestOptions,
  urlOf,
} from "./client.ts";
export { attribute, type Element, textOf } from "./dom.ts";
export type { FieldInput, FormInput, SubmitOptions } from "./form.ts";
export { CookieJar, type StoredCookie } from "./jar.ts";
