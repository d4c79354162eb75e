/**
 * Answers for the enhancement script of `@ampoule/forms`, which sends a form with `fetch`.
 *
 * `fetch` would follow a redirect by itself, and the page behind it would show its messages to nobody. The script says who
 * it is and is told where to go; without the script the browser follows the redirect as ever.
 */

import { writeJson } from "./json/write.ts";
import { Reply } from "./reply.ts";
import type { IncomingRequest } from "./request.ts";

/** What the script sends. It is a courtesy: it opens nothing, and whoever else sends it is told where they would be sent. */
const HEADER = "x-ampoule-enhance";

/** A redirect as `{ "location": … }` for the script; every other reply as it is. */
export function enhancedReply(request: IncomingRequest, reply: Reply): Reply {
  const location = reply.status === 303 || reply.status === 302 ? reply.headers.get("location") : null;
  if (location === null || request.headers.get(HEADER) !== "1") return reply;
  const told = new Reply("json", writeJson({ location }), { status: 200 });
  reply.headers.delete("location");
  told.headers.assign(reply.headers);
  return told;
}
