/**
 * `ampoule/testing`: a browser without a screen.
 *
 * @module
 */

export { Client, type ClientOptions, client, type Fetchable } from "./client.ts";
export { attribute, type Element, textOf } from "./dom.ts";
export type { HeaderChanges, RequestOptions } from "./encode.ts";
export type { FieldInput, FormInput, SubmitOptions } from "./form.ts";
export { CookieJar, type StoredCookie } from "./jar.ts";
export { historyOf, queryPage, urlOf } from "./visits.ts";
