/** Errors for programs: RFC 9457, "Problem Details for HTTP APIs". */

import type { HttpError } from "../errors.ts";
import { writeJson } from "../json/write.ts";
import { Reply } from "../reply.ts";

/** The members of `application/problem+json` that Ampoule sends. */
export interface Problem {
  /** `about:blank`: the status says what kind of problem it is (RFC 9457 §4.2.1). */
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  /** A sentence by the application's author. */
  readonly detail?: string;
  /** The stable name of the error, as `csrf_origin`; an extension member. */
  readonly code: string;
}

/** The problem that an error is. A server error says no more than its status: its details are for the log. */
export function problemOf(error: HttpError): Problem {
  const problem = { type: "about:blank", title: error.title, status: error.status, code: error.code } as const;
  return error.detail === undefined || error.status >= 500 ? problem : { ...problem, detail: error.detail };
}

/** A problem as an answer, with its own status. @param headers those that the error brings */
export function problemReply(
  problem: { readonly status: number },
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return new Reply("json", writeJson(problem), {
    status: problem.status,
    headers,
    contentType: "application/problem+json; charset=utf-8",
  });
}
