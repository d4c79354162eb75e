/** What a context and its application agree on. Generic in the context, so that neither file needs the other. */

import type { FormHost, TokenPlace } from "@ampoule/forms";
import type { Markup } from "@ampoule/markup";
import type { FileOptions } from "./http/files.ts";
import type { Limits } from "./http/limits.ts";
import type { CookieAttributes } from "./http/set-cookie.ts";
import type { Logger } from "./log.ts";
import type { Reply } from "./reply.ts";
import type { BuildOptions } from "./routing/build.ts";
import type { Session } from "./session/session.ts";
import type { UploadReceiver } from "./uploads/receiver.ts";
import type { SendUploadOptions, UploadReference } from "./uploads/send-upload.ts";
import type { UploadStorage } from "./uploads/storage.ts";

/** How the application runs. Only `"production"` is safe to show to others, and it is the default. */
export type Mode = "production" | "development" | "test";

/** The matched route. */
export interface MatchedRoute {
  /** What `urlFor` finds it by; the rule, where it was given none. */
  readonly name: string;
  /** The rule's text, as `/user/<int:id>`. */
  readonly rule: string;
  /** The dotted name of the blueprint it belongs to; `undefined` for the application's own. */
  readonly blueprint: string | undefined;
}

/** How a redirect is made. */
export interface RedirectOptions {
  /** 301, 302, 303, 307 or 308. @default 303: the next request is a GET, whatever this one was */
  readonly status?: 301 | 302 | 303 | 307 | 308;
  /** Origins that it may lead to besides our own, as `["https://login.example"]`. @default the application's `redirects` */
  readonly allow?: readonly string[];
}

/** What a template is rendered with: the own properties of an object, of whatever type. */
export type RenderValues = object;

/** The parameters of a URL by name, where the types do not know its route. */
export type UrlValues = Readonly<Record<string, unknown>>;

/** What a context asks of its application. @typeParam C the context */
export interface Kernel<C> {
  readonly mode: Mode;
  readonly logger: Logger;
  readonly limits: Limits;
  readonly stringsAreHtml: boolean;
  urlFor(c: C, name: string, params: Readonly<Record<string, unknown>>, options: BuildOptions): string;
  render(c: C, name: string | readonly string[], values: RenderValues): Markup;
  renderString(c: C, source: string, values: RenderValues): Markup;
  renderStream(c: C, name: string | readonly string[], values: RenderValues): AsyncGenerator<Markup>;
  redirect(c: C, target: string, options: RedirectOptions): string;
  /** The page of ours that the visitor comes from. */
  referer(c: C): string | null;
  openSession(c: C): Session;
  createNonce(): string;
  /** @param place `own` for a form that has no other token, `page` for one that may have one */
  csrfField(c: C, form: { readonly action: string | undefined; readonly method: string }, place: TokenPlace): Markup;
  csrfToken(c: C): string;
  /** The tag of the enhancement script, once for each page. */
  enhanceScript(c: C): Markup;
  setCookie(name: string, value: string, attributes: CookieAttributes): string;
  sendFile(c: C, path: string | URL, options: FileOptions): Promise<Reply>;
  sendUpload(c: C, storage: UploadStorage, upload: UploadReference, options: SendUploadOptions): Promise<Reply>;
  clientAddress(c: C): string | undefined;
  isSecure(c: C): boolean;
  /** @param receive makes what takes the files of a form, when there is one */
  forms(c: C, receive: () => UploadReceiver): FormHost;
  createReceiver(): UploadReceiver;
  flashed(c: C, message: string, category: string): void;
}
