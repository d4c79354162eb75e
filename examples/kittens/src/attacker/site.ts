import { randomBytes } from "node:crypto";
import { App, type Logger } from "ampoule";
import { DEMO } from "../seed/people.ts";
import type { Targets } from "./aim.ts";
import { ATTACKS } from "./attacks/all.ts";
import { exhibits } from "./exhibits.ts";
import { Notebook } from "./loot.ts";
import { lures } from "./lures.ts";
import { Traps } from "./traps.ts";

export interface AttackerOptions {
  readonly origin: string;
  readonly targets: Targets;
  /** Puts both targets back to how they began. */
  readonly reset: () => Promise<void>;
  /** @default the console */
  readonly logger?: Logger | undefined;
}

/** The attacker's site: an Ampoule application as well, since attackers use what is good. */
export function createAttackerSite({ origin, targets, reset, logger }: AttackerOptions): App {
  const app = new App({
    root: import.meta.url,
    templates: "../../templates",
    static: "../../static",
    secretKey: randomBytes(32),
    origin,
    guards: { headers: { off: "the lures load, frame and post to other sites, which our own policy forbids" } },
    ...(logger === undefined ? {} : { logger }),
  });
  const notebook = new Notebook([...ATTACKS.keys()]);
  const traps = new Traps(notebook, DEMO.name);
  app.register(exhibits({ targets, traps, origin, reset }));
  app.register(lures({ targets, notebook, origin }));
  return app;
}
