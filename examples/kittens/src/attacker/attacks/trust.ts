import { type Attack, lure, THIRD_PARTY_COOKIES } from "../attack.ts";

export const TRUST: readonly Attack[] = [
  {
    slug: "json-array",
    title: "A JSON array read by a <script>",
    family: "trust",
    does: "Loads /api/posts?by=me, which answers members only, as a script. A browser of 2008 would have handed over the array itself; one of today still tells by onload whether the visitor is a member.",
    victim: "Look at the page while you are logged in there.",
    unsealed: "The cookie goes along, the array comes, and is run as a program.",
    sealed:
      "A request for a script from another site gets no JSON, and nosniff and Cross-Origin-Resource-Policy keep it from being one.",
    proof: "loot",
    needs: THIRD_PARTY_COOKIES,
    prepare: ({ target }) => ({ url: lure("json-array", target) }),
  },
  {
    slug: "clickjacking",
    title: "A click that goes elsewhere",
    family: "trust",
    does: "Lays the page that asks “Leave us for good?” invisibly over a harmless button, so that the real button lies under the mouse.",
    victim: "Stroke the kitten.",
    unsealed: "The page lets itself be framed by anyone.",
    sealed: "frame-ancestors 'none': the browser shows it in no frame.",
    proof: "deleted",
    needs: THIRD_PARTY_COOKIES,
    prepare: ({ target }) => ({ url: lure("clickjacking", target) }),
  },
  {
    slug: "open-redirect",
    title: "An open redirect after login",
    family: "trust",
    does: "Links to the real login page with another site as the place to go on to. There a page waits that looks the same and says that the password was wrong.",
    victim: "Log in.",
    unsealed: "The view goes on to wherever ?next= points.",
    sealed: "c.redirect() stays on its own site unless a view names another.",
    proof: "loot",
    prepare: ({ target, beacon }) => {
      const next = new URL(lure("open-redirect", target), beacon).href;
      return { url: `${target.origin}/login?next=${encodeURIComponent(next)}`, shown: `/login?next=${next}` };
    },
  },
];
