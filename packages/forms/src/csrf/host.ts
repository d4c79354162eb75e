import type { CsrfHost, CsrfJudgement, FormIdentity } from "../source.ts";
import type { Csrf } from "./csrf.ts";
import type { CsrfFailure, CsrfVerdict } from "./token.ts";

/**
 * A form came without a token of ours: answer 403.
 *
 * @example
 * new CsrfError("missing").status; // 403
 */
export class CsrfError extends Error {
  override readonly name: string = "CsrfError";
  /** For programs. */
  readonly code: "csrf_token" = "csrf_token";
  /** To answer with. */
  readonly status: 403 = 403;
  /** Why: for the log, not for the sender. */
  readonly reason: CsrfFailure;

  constructor(reason: CsrfFailure) {
    super(`the form's CSRF token was refused: ${reason}`);
    this.reason = reason;
  }
}

/**
 * A form was sent that had been accepted before: lead to its result, or say so kindly (409).
 *
 * @example
 * const error = new DuplicateSubmissionError("/orders/7");
 * error.status; // 409
 * error.location; // "/orders/7"
 */
export class DuplicateSubmissionError extends Error {
  override readonly name: string = "DuplicateSubmissionError";
  /** For programs. */
  readonly code: "csrf_replayed" = "csrf_replayed";
  /** To answer with. */
  readonly status: 409 = 409;
  /** Where the form's definition wants the visitor to be sent. */
  readonly location: string | undefined;

  constructor(location: string | undefined) {
    super("this form was already submitted");
    this.location = location;
  }
}

/** One request, as the token service needs to know it. */
export interface CsrfRequest {
  /** The visitor's session id for this purpose. */
  readonly session: string;
  /** The page's absolute URL, under the configured origin. */
  readonly pageUrl: string;
}

/** Refusals after which a second try with a new token may well succeed. */
const stale: ReadonlySet<CsrfFailure> = new Set(["expired", "mismatch"]);

/**
 * Joins the token service to the forms of one request, for frameworks that have nothing of their own.
 *
 * `mismatch` counts as stale: a token of another session is what a visitor has who logged in elsewhere. That is right only behind a
 * check of `Sec-Fetch-Site` or `Origin`, since the input of a refused form is shown again.
 *
 * @example
 * const host = csrfHost(csrf, { session: "k3J0pC2wq8Zr5Tn1", pageUrl: request.url });
 * const read = async () => ({ form: await request.formData() });
 * await signup.from({ request, forms: { read, csrf: host } }); // throws CsrfError
 */
export function csrfHost(csrf: Csrf, request: CsrfRequest): CsrfHost {
  const scopeOf = ({ id, method, action }: FormIdentity): Parameters<Csrf["issue"]>[0] => ({
    session: request.session,
    form: id,
    method,
    action,
  });
  let verified: (CsrfVerdict & { readonly ok: true }) | undefined;
  return {
    pageUrl: request.pageUrl,
    token: (form) => csrf.issue(scopeOf(form)),
    verify: (values, form): CsrfJudgement => {
      const verdict = csrf.verify(values, scopeOf(form));
      if (verdict.ok) {
        verified = verdict;
        return "valid";
      }
      if (stale.has(verdict.reason)) return "stale";
      throw new CsrfError(verdict.reason);
    },
    consume: async (_form, { onDuplicate }) => {
      if (verified === undefined) throw new CsrfError("missing");
      if (!(await csrf.consume(verified))) throw new DuplicateSubmissionError(onDuplicate);
    },
  };
}
