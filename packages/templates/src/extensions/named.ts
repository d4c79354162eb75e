/** The extensions that come with the engine, by name. */
import type { ExtensionName } from "../options.ts";
import type { Policies } from "../runtime/values/contract.ts";
import type { Extension } from "../syntax/extension.ts";
import { debugExtension } from "./debug.ts";
import { doExtension } from "./do.ts";
import { i18n } from "./i18n.ts";
import { loopControls } from "./loopcontrols.ts";

const extensions: ReadonlyMap<string, (policies: Policies) => Extension> = new Map<
  string,
  (policies: Policies) => Extension
>([
  ["do", () => doExtension],
  ["loopcontrols", () => loopControls],
  ["i18n", (policies) => i18n({ trimmed: policies["ext.i18n.trimmed"] })],
  ["debug", () => debugExtension],
]);

/** @throws TypeError for a name that no extension of the engine has */
export function builtInExtension(name: ExtensionName, policies: Policies): Extension {
  const make = extensions.get(name);
  if (make === undefined) {
    throw new TypeError(
      `there is no extension ${JSON.stringify(name)}; there are ${[...extensions.keys()].join(", ")}`,
    );
  }
  return make(policies);
}
