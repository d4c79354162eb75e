/** The options of an application. */

import type { EnvironmentOptions, Loader } from "@ampoule/templates";
import type { CsrfSettings } from "./csrf-service.ts";
import { checkOptionNames, type NamesOf } from "./option-names.ts";
import type { CustomConverters, NoConverters } from "./routing/types.ts";
import type { SessionOptions } from "./session/settings.ts";
import type { SecuritySettings } from "./settings.ts";
import type { StaticSetting } from "./static-files.ts";
import type { UploadOptions } from "./uploads/receiver.ts";

/** What an application says of its sessions; the rest follows from its other settings. */
type SessionChoices = Omit<SessionOptions, "keys" | "secure" | "unprotected" | "onProblem">;

/** What an application is made with. */
export interface AppOptions<C extends CustomConverters = NoConverters> extends SecuritySettings {
  /** `import.meta.url`: folders are looked for beside this module. */
  readonly root?: string;
  /** The folder of templates beside `root`, or a loader. @default "templates" */
  readonly templates?: string | Loader;
  /** The folder of static files beside `root`, served at `/static/…` as the route `static`. @default "static" where it exists */
  readonly static?: StaticSetting;
  /** Sessions: their lifetimes, their cookie, their store. */
  readonly session?: SessionChoices;
  /** The tokens of forms: their lifetime, where used ones are recorded. */
  readonly csrf?: CsrfSettings;
  /** Where uploads wait until they are stored or the request ends. */
  readonly uploads?: UploadOptions;
  /** Converters for rules, besides the built-in ones. */
  readonly converters?: C;
  /** Options for the template environment: extensions, `undefined`, `trimBlocks`… */
  readonly environment?: EnvironmentOptions;
  /** Whether `//a` is redirected to `/a`. @default true */
  readonly mergeSlashes?: boolean;
}

const OPTIONS: NamesOf<AppOptions> = {
  root: true,
  templates: true,
  static: true,
  session: true,
  csrf: true,
  uploads: true,
  converters: true,
  environment: true,
  mergeSlashes: true,
  mode: true,
  secretKey: true,
  origin: true,
  trustedHosts: true,
  trustedOrigins: true,
  redirects: true,
  proxies: true,
  limits: true,
  headers: true,
  cors: true,
  guards: true,
  logger: true,
};

const SESSION: NamesOf<SessionChoices> = {
  cookieName: true,
  maxAge: true,
  idle: true,
  sameSite: true,
  partitioned: true,
  store: true,
  revoked: true,
  cacheSize: true,
  now: true,
};

const CSRF: NamesOf<CsrfSettings> = { lifetime: true, usedTokens: true, now: true };

/** @throws TypeError for options that do not exist */
export function checkAppOptions(options: AppOptions<CustomConverters>): void {
  checkOptionNames("new App", options, OPTIONS);
  checkOptionNames("new App({ session })", options.session, SESSION);
  checkOptionNames("new App({ csrf })", options.csrf, CSRF);
}
