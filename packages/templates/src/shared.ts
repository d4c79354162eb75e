/** What an environment is made of besides its templates: registries that overlays share, and its extensions. */
import { builtInExtension } from "./extensions/named.ts";
import { filters as builtInFilters } from "./library/filters.ts";
import { globals as builtInGlobals } from "./library/globals.ts";
import { tests as builtInTests } from "./library/tests.ts";
import type { EnvironmentOptions, ResolvedOptions } from "./options.ts";
import { Registry } from "./runtime/access/registry.ts";
import type { Extension } from "./syntax/extension.ts";

/** What overlays have in common with their environment. */
export interface Shared {
  readonly filters: Registry;
  readonly tests: Registry;
  readonly globals: Map<string, unknown>;
}

export function createShared(): Shared {
  return {
    filters: new Registry(builtInFilters),
    tests: new Registry(builtInTests),
    globals: new Map<string, unknown>(builtInGlobals),
  };
}

/** Resolved options as they could have been given, for an overlay. */
export function asGiven({ syntax, sandbox, timeZone, ...options }: ResolvedOptions): EnvironmentOptions {
  return {
    ...options,
    ...syntax,
    ...(timeZone !== undefined && { timeZone }),
    sandbox: sandbox === null ? false : { ...sandbox.policy, ...sandbox.limits, ...sandbox.interceptors },
  };
}

/**
 * Each extension once; a later one of the same identifier replaces the former.
 *
 * @throws TypeError for what is no extension
 */
export function uniqueExtensions({ extensions, policies }: ResolvedOptions): readonly Extension[] {
  const unique = new Map<string, Extension>();
  for (const given of extensions) {
    const extension = typeof given === "string" ? builtInExtension(given, policies) : checked(given);
    unique.set(extension.identifier, extension);
  }
  return [...unique.values()];
}

function checked(extension: Extension): Extension {
  // Without a name of its own, one extension would take the place of another.
  if (typeof extension?.identifier === "string" && extension.identifier !== "") return extension;
  throw new TypeError("an extension is an object with an `identifier`, or the name of one that comes with the engine");
}
