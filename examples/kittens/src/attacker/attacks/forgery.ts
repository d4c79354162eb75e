import { type Attack, lure, THIRD_PARTY_COOKIES } from "../attack.ts";

const SEE_KITTENS = "Look at the kittens while you are logged in there.";

export const FORGERY: readonly Attack[] = [
  {
    slug: "kitten-page",
    title: "The kitten page",
    family: "forgery",
    does: "Shows kittens. Meanwhile an invisible form on the page posts itself to /user/delete, and the browser adds the visitor's cookie.",
    victim: SEE_KITTENS,
    unsealed: "The request carries a good session, and nothing else is asked.",
    sealed:
      "The browser says that the request comes from another site (Sec-Fetch-Site), it has no one-time token, and the SameSite cookie did not come along: three reasons to refuse, each enough.",
    proof: "deleted",
    prepare: ({ target }) => ({ url: lure("kitten-page", target) }),
  },
  {
    slug: "kitten-fetch",
    title: "The same with fetch",
    family: "forgery",
    does: "Sends the same request by fetch, as a simple one that needs no permission by CORS.",
    victim: SEE_KITTENS,
    unsealed: "CORS keeps the answer from the attacker. He does not need the answer.",
    sealed: "The origin check comes before anything reads the request.",
    proof: "deleted",
    needs: THIRD_PARTY_COOKIES,
    prepare: ({ target }) => ({ url: lure("kitten-fetch", target) }),
  },
  {
    slug: "kitten-text-plain",
    title: "The same as text/plain",
    family: "forgery",
    does: "Posts a form as text/plain, a type that several frameworks forgot in their CSRF checks.",
    victim: SEE_KITTENS,
    unsealed: "There is no check to forget it.",
    sealed: "The content type is never asked, so it cannot be the wrong one.",
    proof: "deleted",
    prepare: ({ target }) => ({ url: lure("kitten-text-plain", target) }),
  },
  {
    slug: "kitten-sandbox",
    title: "The same from a sandboxed frame",
    family: "forgery",
    does: "Posts from an iframe with the sandbox attribute: its origin is “null”, which some servers take for “none given”.",
    victim: SEE_KITTENS,
    unsealed: "There is no check to confuse.",
    sealed: "null is never a trusted origin.",
    proof: "deleted",
    prepare: ({ target }) => ({ url: lure("kitten-sandbox", target) }),
  },
  {
    slug: "replayed-token",
    title: "Replay of a used token",
    family: "forgery",
    does: "Sends a recorded request, cookie, token and all, a second time; then puts the used token into the kitten page's form.",
    victim: SEE_KITTENS,
    unsealed: "A request is a request, the first time and the hundredth.",
    sealed: "A token is good once, for one form of one session: the second copy is answered, but not carried out.",
    proof: "deleted",
    async prepare({ target, accomplice }) {
      const replay = await accomplice.postTwice("Said once, heard twice?");
      return {
        url: `${lure("replayed-token", target)}?token=${encodeURIComponent(replay.token ?? "none")}`,
        ...(replay.token === undefined ? {} : { shown: `csrf_token=${replay.token}` }),
        notes: [
          `First time: ${replay.statuses[0]}. The same bytes again: ${replay.statuses[1]}. The message is there ${replay.copies === 1 ? "once" : "twice"}.`,
        ],
      };
    },
  },
];
