/** What an application says about its own settings. */
import { GUARDS, type GuardName } from "../../guards.ts";
import type { Settings } from "../../settings.ts";
import type { Finding } from "./finding.ts";

export function checkSettings({ reasons, headers, cors }: Settings): readonly Finding[] {
  const guards = Object.entries(reasons).map(([name, { off }]): Finding => {
    const place = `guards.${name}`;
    return { severity: "review", check: "guard", place, message: `off: ${GUARDS[name as GuardName]}. Reason: ${off}` };
  });
  const weakened = headers.warnings.map((message): Finding => {
    return { severity: "review", check: "headers", place: "headers", message };
  });
  const shared: readonly Finding[] =
    cors === undefined
      ? []
      : [
          {
            severity: "review",
            check: "cors",
            place: "cors",
            message: "pages of other origins may read what routes send",
          },
        ];
  return [...guards, ...weakened, ...shared];
}
