import { abort } from "ampoule";
import type { Attack, Target } from "./attack.ts";
import { ATTACKS } from "./attacks/all.ts";

/** The two Kittens that the attacks are aimed at. */
export interface Targets {
  readonly sealed: Target;
  readonly unsealed: Target;
}

/** The attack and the target that an address names. @throws HttpError 404 */
export function resolveAim(
  params: { slug: string; target: "sealed" | "unsealed" },
  targets: Targets,
): { attack: Attack; target: Target } {
  const attack = ATTACKS.get(params.slug) ?? abort(404);
  return { attack, target: targets[params.target] };
}
