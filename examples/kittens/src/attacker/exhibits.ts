import { Blueprint } from "ampoule";
import { DEMO } from "../seed/people.ts";
import { recruit } from "./accomplice.ts";
import { resolveAim, type Targets } from "./aim.ts";
import type { Attack, Family } from "./attack.ts";
import { ATTACKS } from "./attacks/all.ts";
import type { Traps } from "./traps.ts";

const FAMILIES: Readonly<Record<Family, string>> = {
  injection: "Scripts in pages (cross-site scripting)",
  files: "Scripts in uploaded files",
  forgery: "Requests in your name (cross-site request forgery)",
  trust: "What one site may do with another",
};

interface Numbered extends Attack {
  readonly number: number;
}

const NUMBERED: readonly Numbered[] = Array.from(ATTACKS.values(), (attack, i) => ({ ...attack, number: i + 1 }));

export interface ExhibitsOptions {
  readonly targets: Targets;
  readonly traps: Traps;
  /** The attacker's own origin. */
  readonly origin: string;
  /** Puts both targets back to how they began. */
  readonly reset: () => Promise<void>;
}

/** The pages that show the attacks: one for each attack and target, to set the trap and to see what happened. */
export function exhibits({ targets, traps, origin, reset }: ExhibitsOptions): Blueprint {
  const exhibits = new Blueprint("exhibits");
  const families = Object.entries(FAMILIES).map(([family, title]) => ({
    title,
    attacks: NUMBERED.filter((attack) => attack.family === family),
  }));

  exhibits.get("/", { name: "index" }, (c) => c.render("attacker/index.html", { families, targets, demo: DEMO }));

  exhibits.get("/attack/<slug>/<any(sealed, unsealed):target>", { name: "show" }, async (c) => {
    const { attack, target } = resolveAim(c.params, targets);
    return c.render("attacker/exhibit.html", {
      attack: NUMBERED.find(({ slug }) => slug === attack.slug),
      target,
      bait: traps.bait(attack, target),
      outcome: await traps.outcome(attack, target),
      demo: DEMO,
    });
  });

  exhibits.post("/attack/<slug>/<any(sealed, unsealed):target>", { name: "prepare" }, async (c) => {
    const { attack, target } = resolveAim(c.params, targets);
    const accomplice = await recruit(target.origin);
    const here = `${attack.slug}/${target.name}`;
    const bait = await attack.prepare({
      target,
      accomplice,
      script: `${origin}/payload/${here}`,
      beacon: `${origin}/loot/${here}?what=`,
    });
    traps.set(attack, target, bait);
    return c.redirect(c.urlFor(".show", c.params));
  });

  exhibits.get("/attack/<slug>/<any(sealed, unsealed):target>/outcome", { name: "outcome" }, (c) => {
    const { attack, target } = resolveAim(c.params, targets);
    return traps.outcome(attack, target);
  });

  exhibits.post("/reset", { name: "reset" }, async (c) => {
    await reset();
    traps.clear();
    c.flash("Both Kittens are back to their first day.");
    return c.redirect(c.urlFor(".index"));
  });

  return exhibits;
}
