import type { Attack } from "../attack.ts";
import { FILES } from "./files.ts";
import { FORGERY } from "./forgery.ts";
import { INJECTION } from "./injection.ts";
import { TRUST } from "./trust.ts";

export const ATTACKS: ReadonlyMap<string, Attack> = new Map(
  [...INJECTION, ...FILES, ...FORGERY, ...TRUST].map((attack) => [attack.slug, attack]),
);
