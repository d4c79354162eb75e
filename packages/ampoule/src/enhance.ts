/**
 * Answers for the enhancement script of `@ampoule/forms`, which sends a form with `fetch`: a view is written once, for browsers.
 *
 * `fetch` would follow a redirect by itself, and the page behind it would show its messages to nobody. The script says who
 * it is and is told where to go; without the script the browser follows the redirect as ever. And where a view answers a form that is
 * not valid with a page and 422, whoever asks for a problem (RFC 9457) gets the same errors as one.
 */

import type { AnyContext } from "./context.ts";
import { formProblemOf } from "./form-host.ts";
import { writeJson } from "./json/write.ts";
import { problemReply } from "./pages/problem.ts";
import { Reply } from "./reply.ts";
import type { IncomingRequest } from "./request.ts";

/** What the script sends. It is a courtesy: it opens nothing, and whoever else sends it is told where they would be sent. */
const HEADER = "x-ampoule-enhance";

/** A redirect as `{ "location": … }` for the script, the page of a form that is not valid as its problem; every other reply as it is. */
export function enhancedReply(c: AnyContext, reply: Reply): Reply {
  return reply.status === 422 && reply.kind === "html" ? asProblem(c, reply) : asLocation(c.request, reply);
}

function asProblem(c: AnyContext, reply: Reply): Reply {
  const problem = formProblemOf(c);
  if (problem === undefined) return reply;
  reply.headers.vary("Accept");
  if (!c.request.wantsProblem) return reply;
  const told = problemReply(problem);
  told.headers.assign(reply.headers);
  return told;
}

function asLocation(request: IncomingRequest, reply: Reply): Reply {
  const location = reply.status === 303 || reply.status === 302 ? reply.headers.get("location") : null;
  if (location === null || request.headers.get(HEADER) !== "1") return reply;
  const told = new Reply("json", writeJson({ location }), { status: 200 });
  reply.headers.delete("location");
  told.headers.assign(reply.headers);
  return told;
}
