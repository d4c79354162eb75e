/** What the renderings of an environment share, put together from its options. */
import { createEscapers, defaultTables, escapers } from "@ampoule/markup/engine";
import type { ResolvedOptions } from "./options.ts";
import { callPolicy } from "./runtime/access/sandbox.ts";
import type { Engine } from "./runtime/engine.ts";
import { Run } from "./runtime/run.ts";
import { createRuntime } from "./runtime/runtime.ts";
import type { Shared } from "./shared.ts";

/** What only the environment itself can give. */
type Own = Pick<Engine, "environment" | "finalize" | "extensionMethod" | "resolveTemplate">;

export function createEngine(options: ResolvedOptions, { filters, tests, globals }: Shared, own: Own): Engine {
  const { attributes, printing, sandbox, policies, syntax, locale, timeZone, random } = options;
  // A function of the name may answer either; that it is asked at all says that there is HTML.
  const isContextual = options.autoescape !== false && options.autoescape !== "html";
  const policy = sandbox === null ? null : callPolicy(sandbox.policy, globals);
  return {
    ...createRuntime({ printing, isContextual, undefined: options.undefined, sandbox: policy }),
    policies,
    tables: attributes,
    escapers: attributes === defaultTables ? escapers : createEscapers(attributes),
    filters,
    tests,
    globals,
    newlineSequence: syntax.newlineSequence,
    locale,
    timeZone,
    random,
    plainRun: sandbox === null ? new Run(null, false, undefined) : null,
    limits: sandbox?.limits ?? null,
    interceptors: sandbox?.interceptors ?? {},
    ...own,
  };
}
