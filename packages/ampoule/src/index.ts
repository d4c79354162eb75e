/**
 * `ampoule`: Flask for TypeScript, sealed.
 *
 * @example
 * ```ts
 * import { App } from "ampoule";
 * import { serve } from "ampoule/node";
 *
 * const app = new App({ root: import.meta.url, mode: "development" });
 * app.get("/hello/<name>", (c) => c.render("hello.html", { name: c.params.name }));
 * await serve(app, { port: Number(process.env.PORT) });
 * ```
 *
 * @module
 */

export { escape, html, isMarkup, Markup, type ResourceUrl, SafeUrl } from "@ampoule/markup";
export { App } from "./app.ts";
export type { AppOptions } from "./app-options.ts";
export { Blueprint, type BlueprintOptions, type RegisterOptions } from "./blueprint.ts";
export {
  ConfigError,
  type ConfigSource,
  type ConfigValues,
  fromEnvironment,
  fromJsonFile,
  fromValues,
  loadConfig,
} from "./config.ts";
export {
  type AfterThisRequest,
  type AnyContext,
  Context,
} from "./context.ts";
export {
  abort,
  badGateway,
  badRequest,
  conflict,
  contentTooLarge,
  forbidden,
  gone,
  HttpError,
  type HttpErrorOptions,
  headersTooLarge,
  internalServerError,
  lengthRequired,
  methodNotAllowed,
  misdirectedRequest,
  notAcceptable,
  notFound,
  preconditionFailed,
  preconditionRequired,
  requestTimeout,
  serviceUnavailable,
  tooManyRequests,
  unauthorized,
  unprocessableContent,
  unsupportedMediaType,
  uriTooLong,
} from "./errors.ts";
export type { FlashedMessage } from "./flash.ts";
export { GUARDS, type GuardName, type GuardSwitches } from "./guards.ts";
export type {
  AfterRequest,
  BeforeRequest,
  ContextProcessor,
  ErrorHandler,
  Hooks,
  TeardownRequest,
  UrlDefaults,
  UrlValuePreprocessor,
} from "./hooks.ts";
export type { ConnectionInfo } from "./host.ts";
export type { Authorization } from "./http/authorization.ts";
export { type CspDirectives, NONCE } from "./http/csp.ts";
export type { EventSourceFunction, EventStreamOptions, ServerSentEvent } from "./http/event-stream.ts";
export type { FileOptions, StaticOptions } from "./http/files.ts";
export { LimitError, type LimitName, type Limits } from "./http/limits.ts";
export { MultiMap } from "./http/multimap.ts";
export type { CookieAttributes } from "./http/set-cookie.ts";
export { type ReadJsonOptions, readJson } from "./json/read.ts";
export { JsonWriteError, type WriteJsonOptions, writeJson } from "./json/write.ts";
export type { MatchedRoute, Mode, RedirectOptions, RenderValues, UrlValues } from "./kernel.ts";
export { consoleLogger, type LogFields, type Logger, silentLogger } from "./log.ts";
export { definePlugin, type Plugin } from "./plugin.ts";
export { type RateLimit, type RateLimitOptions, rateLimit } from "./rate-limit.ts";
export { Reply, type ReplyBody, ReplyHeaders, type ReplyInit, type ReplyKind } from "./reply.ts";
export type { IncomingRequest } from "./request.ts";
export type { StreamChunk, ViewResult } from "./response.ts";
export type { BuildOptions } from "./routing/build.ts";
export type { CustomConverter } from "./routing/converters.ts";
export { BuildError, DuplicateRouteError, RuleError } from "./routing/errors.ts";
export type { Resolution, RouteMap } from "./routing/map.ts";
export type { BuildParams, Params, QueryValue, RouteNames } from "./routing/types.ts";
export type { CorsOptions } from "./security/cors.ts";
export type { HeaderOptions } from "./security/headers.ts";
export { type SecretKeys, WeakKeyError } from "./security/keys.ts";
export type { ProxyOptions } from "./security/proxy.ts";
export { createSigner, type SignedValue, type Signer, type SignerOptions } from "./security/signing.ts";
export type { SessionValue } from "./session/data.ts";
export type { Session } from "./session/session.ts";
export type { SecuritySettings } from "./settings.ts";
export type { State } from "./state.ts";
export type { StaticSetting } from "./static-files.ts";
export { MemoryRates, type MemoryRatesOptions } from "./stores/memory-rates.ts";
export { MemorySessions } from "./stores/memory-sessions.ts";
export type { RateStore } from "./stores/rate-store.ts";
export type { SessionStore } from "./stores/session-store.ts";
export {
  type SqliteDatabase,
  SqliteRates,
  SqliteSessions,
  type SqliteStatement,
  type SqliteStoreOptions,
  SqliteUsedTokens,
} from "./stores/sqlite.ts";
export { DiskStorage } from "./uploads/disk-storage.ts";
export { MemoryStorage } from "./uploads/memory-storage.ts";
export { safeJoin, secureFilename } from "./uploads/names.ts";
export type { UploadOptions } from "./uploads/receiver.ts";
export { type SendUploadOptions, sendUpload, type UploadReference } from "./uploads/send-upload.ts";
export { isUploadKey, type UploadStorage } from "./uploads/storage.ts";
export { type StoredUpload, type StoreOptions, Upload } from "./uploads/upload.ts";
export type { MethodViews, RouteOptions, RouteWithMethods, View } from "./views.ts";
