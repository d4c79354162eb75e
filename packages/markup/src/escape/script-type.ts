/** The type of a script without content. */
import { blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { plainText } from "./values.ts";

/** `module`, nothing, or a MIME type; `importmap` and `speculationrules` are none. */
const scriptType = /^(?:|module|[A-Za-z]+\/[\w.+-]+)$/i;

/** What the `src` of a script leads to is run as code, as a module, or not at all. */
export function escapeScriptType(value: unknown, toText: ToText): string {
  const text = plainText(value, toText).trim();
  return scriptType.test(text)
    ? text
    : blocked("scriptType", "A script's type is `module` or a MIME type.", "text/plain");
}
