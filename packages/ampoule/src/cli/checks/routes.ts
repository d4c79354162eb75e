/** Routes that have been exempted from something. */
import type { AnyApp } from "../load-app.ts";
import type { Finding } from "./finding.ts";

type AnyRoute = AnyApp["routes"]["all"][number];

interface Exemption {
  readonly check: string;
  readonly applies: (route: AnyRoute, app: AnyApp) => boolean;
  readonly message: string;
}

const EXEMPTIONS: readonly Exemption[] = [
  {
    check: "csrf",
    applies: ({ handler }) => handler.csrf === "webhook",
    message: "other sites may post here: the sender has to be proven by the request itself, a signature for example",
  },
  {
    check: "mount",
    applies: ({ handler }) => handler.mounted,
    message: "another application answers: the tokens of its forms are its own business",
  },
  {
    check: "cors",
    applies: ({ handler }, { settings }) => handler.cors !== undefined && handler.cors !== settings.cors,
    message: "pages of other origins may read what this route sends",
  },
];

export function checkRoutes(app: AnyApp): readonly Finding[] {
  return app.routes.all.flatMap((route) =>
    EXEMPTIONS.filter(({ applies }) => applies(route, app)).map(({ check, message }): Finding => {
      return {
        severity: "review",
        check,
        place: `${[...route.declaredMethods].join(", ")} ${route.rule.text}`,
        message,
      };
    }),
  );
}
