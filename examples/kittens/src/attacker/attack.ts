import type { Accomplice } from "./accomplice.ts";

export type Family = "injection" | "files" | "forgery" | "trust";

/** One of the two Kittens that an attack is aimed at. */
export interface Target {
  readonly name: "sealed" | "unsealed";
  /** As `http://127.0.0.1:5000`. */
  readonly origin: string;
}

/** What an attack knows when it is aimed. */
export interface Aim {
  readonly target: Target;
  /** An account of the attacker's own at the target, made for this attack: anybody may have one. */
  readonly accomplice: Accomplice;
  /** The address of the script that the attacker wants to see running on the target. */
  readonly script: string;
  /** An address that, asked for, tells the attacker's site that it was reached. */
  readonly beacon: string;
}

/** What lies ready for the victim. */
export interface Bait {
  /** Where the victim goes: a page of the target, or a lure on the attacker's own site. */
  readonly url: string;
  /** What the attacker typed or uploaded, to show. */
  readonly shown?: string;
  /** What the attacker saw while setting the trap. */
  readonly notes?: readonly string[];
  /** Whether a part of the attack has worked already, without any victim. */
  readonly worked?: boolean;
}

/** How one sees that an attack worked. */
export type Proof =
  /** Something reached the attacker's site that only the attack could send. */
  | "loot"
  /** The victim's profile is gone. */
  | "deleted";

/** For the attacks that do not leave the attacker's page, on which the target's cookie is a third party's. */
export const THIRD_PARTY_COOKIES =
  "Needs a browser that sends cookies along with requests from other sites: Chrome and Edge do; Firefox, Safari and Debian's Chromium have stopped.";

export interface Attack {
  /** Part of its addresses. */
  readonly slug: string;
  readonly title: string;
  readonly family: Family;
  /** What the attacker does. */
  readonly does: string;
  /** What the victim does, as an instruction. */
  readonly victim: string;
  /** Why it works where the guards are off. */
  readonly unsealed: string;
  /** What stops it where they are on. */
  readonly sealed: string;
  readonly proof: Proof;
  /** What the attack asks of the browser, where not all grant it. */
  readonly needs?: string;
  /** The attacker's part, before the victim comes. */
  readonly prepare: (aim: Aim) => Promise<Bait> | Bait;
}

/** The address of the page on the attacker's own site that carries out the attack. */
export function lure(slug: string, target: Target): string {
  return `/lure/${slug}/${target.name}`;
}
