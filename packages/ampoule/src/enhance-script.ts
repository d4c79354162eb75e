/** The enhancement script of `@ampoule/forms`, served by the application itself under a URL that changes with its text. */

import { enhanceScriptUrl } from "@ampoule/forms";
import { hostModule } from "./host.ts";
import { contentVersion } from "./http/content-version.ts";
import { Reply } from "./reply.ts";

/** The script and its URL. */
export interface EnhanceScript {
  readonly path: string;
  readonly text: string;
}

/** The name of its route. */
export const ENHANCE_ROUTE = "ampoule.enhance";

const YEAR = 31_536_000;

/** Read once for all applications of a process; `null` where there are no files to read. */
let script: EnhanceScript | null | undefined;

/** The script; `undefined` where the platform has no files, or a bundler has left it out: then the application serves it itself. */
export function loadEnhanceScript(): EnhanceScript | undefined {
  if (script === undefined) script = read() ?? null;
  return script ?? undefined;
}

function read(): EnhanceScript | undefined {
  try {
    const text = hostModule("node:fs")?.readFileSync(enhanceScriptUrl(), "utf8");
    if (text === undefined) return undefined;
    const version = contentVersion(new TextEncoder().encode(text));
    return { path: `/_ampoule/enhance-${version}.js`, text };
  } catch {
    return undefined;
  }
}

/** The script as an answer: its URL never means another text. */
export function enhanceScriptReply({ text }: EnhanceScript): Reply {
  return new Reply("static", text, {
    contentType: "text/javascript; charset=utf-8",
    headers: { "cache-control": `public, max-age=${YEAR}, immutable` },
  });
}
