import type { Attack, Bait, Target } from "./attack.ts";
import type { Notebook } from "./loot.ts";

export interface Outcome {
  readonly state: "idle" | "quiet" | "worked";
  readonly verdict: string;
  readonly lines: readonly string[];
}

interface Trap {
  readonly bait: Bait;
  readonly set: Date;
}

/** The traps that are set, and what became of them. */
export class Traps {
  readonly #notebook: Notebook;
  /** Whose profile the forged requests are after. */
  readonly #victim: string;
  readonly #traps = new Map<string, Trap>();

  constructor(notebook: Notebook, victim: string) {
    this.#notebook = notebook;
    this.#victim = victim;
  }

  set(attack: Attack, target: Target, bait: Bait): void {
    this.#notebook.clear(attack.slug, target.name);
    this.#traps.set(key(attack, target), { bait, set: new Date() });
  }

  bait(attack: Attack, target: Target): Bait | undefined {
    return this.#traps.get(key(attack, target))?.bait;
  }

  clear(): void {
    this.#traps.clear();
    this.#notebook.clear();
  }

  /** What one can see from here: what arrived, and whether the victim's profile still answers. */
  async outcome(attack: Attack, target: Target): Promise<Outcome> {
    const trap = this.#traps.get(key(attack, target));
    if (trap === undefined) return { state: "idle", verdict: "Nothing yet: the trap is not set.", lines: [] };
    const lines = this.#notebook.read(attack.slug, target.name).map(({ at, what }) => `${clock(at)} ${what}`);
    const worked =
      trap.bait.worked === true || (attack.proof === "loot" ? lines.length > 0 : await this.#isGone(target));
    if (!worked) {
      const verdict = `Nothing has happened since the trap was set at ${clock(trap.set)}. If the bait has been taken, the attack failed.`;
      return { state: "quiet", verdict, lines };
    }
    if (attack.proof === "deleted" && trap.bait.worked !== true)
      lines.push(`${this.#victim}'s profile is gone from ${target.origin}`);
    return { state: "worked", verdict: "The attack worked.", lines };
  }

  async #isGone(target: Target): Promise<boolean> {
    const { status } = await fetch(`${target.origin}/user/${this.#victim}`, { method: "HEAD", redirect: "manual" });
    return status === 404;
  }
}

function key(attack: Attack, target: Target): string {
  return `${attack.slug}/${target.name}`;
}

function clock(time: Date): string {
  return time.toTimeString().slice(0, 8);
}
