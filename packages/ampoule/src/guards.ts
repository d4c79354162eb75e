/**
 * The switches of the guards.
 *
 * Every guard is on by default. Switching one off is a named act with a reason that stands in the code, is written to
 * the log at start-up. There is no switch that several guards share.
 */

/**
 * Every guard that can be switched off, and what then happens.
 *
 * @example
 * new App({ mode: "development", guards: { headers: { off: "The proxy in front sets them." } } });
 * GUARDS.headers; // "responses have no security headers"
 */
export const GUARDS = {
  hosts: "requests for any host are answered",
  origin: "requests that other sites make are answered (CSRF, layer 1)",
  token: "forms are accepted without their one-time token (CSRF, layer 2)",
  headers: "responses have no security headers",
  cookies: "cookies are sent to scripts, over plain HTTP and with other sites' requests",
  redirects: "redirects lead to any site",
  uploads: "uploaded files are shown inside pages, as the type that their sender claimed",
  escaping: "templates escape as Jinja2 does: for text and quoted attributes only, and by file ending",
  text: "a string that a view returns is sent as HTML",
} as const;

/** The name of a guard. */
export type GuardName = keyof typeof GUARDS;

/** Which guards are off, each with the reason. */
export type GuardSwitches = { readonly [Name in GuardName]?: { readonly off: string } };

/** The guards that are off. */
export type GuardsOff = ReadonlySet<GuardName>;

/**
 * Reads the switches.
 *
 * @throws TypeError for a guard that does not exist, or a switch without a reason
 */
export function resolveGuards(switches: GuardSwitches): GuardsOff {
  const off = new Set<GuardName>();
  for (const [name, value] of Object.entries(switches)) {
    if (!isGuardName(name)) {
      throw new TypeError(`There is no guard "${name}". The guards are: ${Object.keys(GUARDS).join(", ")}.`);
    }
    if (typeof value?.off !== "string" || value.off.trim() === "") {
      throw new TypeError(
        `Switching the guard "${name}" off means that ${GUARDS[name]}. Say why: guards: { ${name}: { off: "the reason" } }`,
      );
    }
    off.add(name);
  }
  return off;
}

function isGuardName(name: string): name is GuardName {
  return Object.hasOwn(GUARDS, name);
}
