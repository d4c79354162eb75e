import type { GuardSwitches } from "ampoule";

const REASON = "this is the unsealed twin, which shows what the guard is for";

/**
 * The guards of the framework, switched off: what the twin on the second port runs with. Nothing else differs. The one that is
 * left on, `hosts`, does not guard Kittens but the machine that you run it on.
 */
export const UNSEALED: GuardSwitches = {
  origin: { off: REASON },
  token: { off: REASON },
  headers: { off: REASON },
  cookies: { off: REASON },
  redirects: { off: REASON },
  uploads: { off: REASON },
  escaping: { off: REASON },
  text: { off: REASON },
};
