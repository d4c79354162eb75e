/**
 * CSRF, layer 2: the one-time token of a form, in the life of a request.
 *
 * A form's token is verified and consumed before its view runs, so that no view can forget it, a replay or double click
 * never runs a view twice, and no byte of an upload is stored for a forged post. A form that turns out not to be valid
 * gives its token back, so that Back and a second try work. A route with `csrf: "form"` leaves both steps to its form,
 * which can then show itself again when the token is stale.
 *
 * A request that is no form (a `fetch` with JSON, say) is guarded by layer 1; where there is a session it needs the
 * session's masked token in the header `X-CSRF-Token` (or `X-CSRFToken`) as well.
 *
 * Templates written for Flask-WTF print `csrf_token()` into a form that has its token already. What they print is the
 * session's masked token, which nobody else can make: behind the form's own token it says nothing new, and is let
 * through. Alone it is worth nothing in a form, and any other second value is refused (F33).
 *
 * `csrf_field()` is written where there may be a token, or may be none. It prints both in one value, a one-time token, a
 * dot, and the masked token: alone the first counts, behind another the second.
 */

import {
  type Csrf,
  type CsrfFailure,
  type CsrfVerdict,
  csrfFieldName,
  csrfHeaderName,
  csrfTarget,
  type TokenPlace,
  UsedTokensFullError,
} from "@ampoule/forms";
import type { Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import { BoundedSet } from "./bounded-set.ts";
import type { AnyContext } from "./context.ts";
import { HttpError, serviceUnavailable } from "./errors.ts";

type Verified = Extract<CsrfVerdict, { ok: true }>;

/** What has become of a request's token. */
interface TokenUse {
  /** Whether the form, rather than this guard, checks it. */
  readonly deferred: boolean;
  verdict: Verified | undefined;
  /** Whether a form looked at the verdict, and whether it was then valid itself. */
  judged: boolean;
  accepted: boolean;
  /** Whether this request has used up the token of a form that checks it. */
  spent: boolean;
}

/** A form, as its tag says where it goes and how. */
interface TokenForm {
  readonly action: string | undefined;
  readonly method: string;
}

/** What a form hears of its token. */
export type Judgement = "valid" | "stale";

/** For the page: what the visitor can do. */
const ADVICE: Readonly<Record<CsrfFailure, string>> = {
  session: "Your session has ended since this page was opened. Go back, reload the page, and send the form again.",
  mismatch: "Your session has changed since this page was opened. Go back, reload the page, and send the form again.",
  expired: "This page was open for too long. Go back, reload it, and send the form again.",
  missing: "The form did not come from a page of this site. Go back, reload the page, and send it again.",
  repeated: "The form did not come from a page of this site. Go back, reload the page, and send it again.",
  malformed: "The form did not come from a page of this site. Go back, reload the page, and send it again.",
};

/** For the log: what the developer may have forgotten. */
const NOTES: Partial<Record<CsrfFailure, string>> = {
  missing: `the form had no field "${csrfFieldName}": templates add it to <form method="post">; elsewhere print c.csrfField()`,
  mismatch: "the token was made for another session, method or address",
  repeated: `the form had two fields "${csrfFieldName}": the compiler adds it to <form method="post">; remove the one that the page adds`,
};

/** With one of these an honest visitor is better served by the form than by an error page. */
const STALE: ReadonlySet<CsrfFailure> = new Set<CsrfFailure>(["session", "mismatch", "expired"]);

function refused(reason: CsrfFailure): HttpError {
  return new HttpError(403, {
    code: "csrf_token",
    detail: ADVICE[reason],
    note: `token ${reason}${NOTES[reason] === undefined ? "" : `: ${NOTES[reason]}`}`,
  });
}

/** How Flask-WTF spells it in its own examples, which ask for either. */
const FLASK_WTF_HEADER = "X-CSRFToken";

/** The answer to a form that was sent a second time. */
export function duplicate(): HttpError {
  return new HttpError(409, {
    code: "csrf_replayed",
    detail: "This form was sent already; once was enough. Open the page again if you want to send another.",
  });
}

/** Checks and issues tokens for the requests of one application. */
export class TokenGuard {
  readonly #csrf: Csrf;
  readonly #uses = new WeakMap<AnyContext, TokenUse>();
  /** Tokens that were consumed before the view and given back after it. In this process only: elsewhere they stay used. */
  readonly #returned = new BoundedSet(10_000);

  constructor(csrf: Csrf) {
    this.#csrf = csrf;
  }

  /**
   * Checks an unsafe request before its view.
   *
   * @param deferred leave a form's token to the form
   * @throws HttpError 403 without a good token, 409 for a token that was used
   */
  async admit(c: AnyContext, deferred: boolean): Promise<void> {
    const { request } = c;
    const [one, other] = [request.headers.get(csrfHeaderName), request.headers.get(FLASK_WTF_HEADER)];
    if (!request.isForm || one !== null || other !== null)
      return this.#admitHeader(
        c,
        [one, other].filter((value) => value !== null),
      );
    const use: TokenUse = { deferred, verdict: undefined, judged: false, accepted: false, spent: false };
    this.#uses.set(c, use);
    if (deferred) return;
    const others: string[] = [];
    let isRead = false;
    const token = await request.formReader().field(csrfFieldName, (value) => {
      if (isRead) return this.#mayFollow(c, value);
      return others.push(value) > 0;
    });
    isRead = true;
    const verdict = this.#verify(c, token === undefined ? [] : [token, ...others]);
    if (!verdict.ok) throw refused(verdict.reason);
    if (!(await this.#consume(verdict))) throw duplicate();
    use.verdict = verdict;
  }

  #admitHeader(c: AnyContext, tokens: readonly string[]): void {
    const { session } = c;
    const absent = tokens.length === 0;
    if (absent && session.isNew) return;
    if (!absent && tokens.every((token) => this.#isPageToken(c, token))) return;
    throw new HttpError(403, {
      code: "csrf_token",
      detail: ADVICE.mismatch,
      note: `${absent ? "no" : "a wrong"} ${csrfHeaderName} header came with a request that has a session: send the value of csrf_token()`,
    });
  }

  /** What the values of a form's token field are worth. Records nothing. @throws HttpError 403 for a forgery */
  judge(c: AnyContext, values: readonly unknown[]): Judgement {
    const use = this.#uses.get(c);
    if (use === undefined) return "valid";
    use.judged = true;
    if (!use.deferred) return "valid";
    const verdict = this.#verify(c, values);
    if (verdict.ok) {
      use.verdict = verdict;
      return "valid";
    }
    if (STALE.has(verdict.reason)) return "stale";
    throw refused(verdict.reason);
  }

  /** A valid form takes its token. @returns false when it was used before */
  async accept(c: AnyContext): Promise<boolean> {
    const use = this.#uses.get(c);
    if (use === undefined) return true;
    use.accepted = true;
    if (!use.deferred) return true;
    if (use.verdict === undefined || !(await this.#consume(use.verdict))) return false;
    use.spent = true;
    return true;
  }

  /**
   * After the view: a form that was not accepted gets its token back, and one that the view itself has then refused.
   *
   * @param status of the answer
   * @throws Error when the view of a `csrf: "form"` route validated no form
   */
  settle(c: AnyContext, status: number): void {
    const use = this.#uses.get(c);
    if (use === undefined) return;
    this.#uses.delete(c);
    if (use.deferred) {
      if (use.spent && use.verdict !== undefined && status >= 400) this.#returned.add(use.verdict.id);
      if (use.judged || status >= 400) return;
      throw new Error(
        `The route "${c.route?.name}" says csrf: "form", but its view validated no form, so that no token was checked. ` +
          'Validate one with definition.from(c), or leave csrf: "form" out.',
      );
    }
    if (use.verdict !== undefined && ((use.judged && !use.accepted) || status >= 400))
      this.#returned.add(use.verdict.id);
  }

  /**
   * The hidden field for a form; empty for one that is sent to another site or by GET (F26).
   *
   * @param place `own` where the form has no other, `page` where it may have one
   */
  field(c: AnyContext, form: TokenForm, origin: string, place: TokenPlace): Markup {
    const token = form.method.toUpperCase() === "GET" ? null : this.issue(c, form, origin);
    if (token === null) return createMarkup("");
    const value = place === "own" ? token : `${token}.${this.pageToken(c)}`;
    return createMarkup(`<input type="hidden" name="${csrfFieldName}" value="${value}">`);
  }

  /** A token for a form; `null` for one that is sent to another site. */
  issue(c: AnyContext, form: TokenForm, origin: string): string | null {
    const action = targetOf(form.action, c.path, origin);
    return action === null
      ? null
      : this.#csrf.issue({ session: c.session.csrfId, form: "", method: form.method, action });
  }

  /** The session's token for the header, masked anew. */
  pageToken(c: AnyContext): string {
    return this.#csrf.masked(c.session.csrfId);
  }

  #isPageToken(c: AnyContext, value: unknown): boolean {
    const id = c.session.existingCsrfId;
    return id !== undefined && this.#csrf.verifyMasked(value, id);
  }

  /** Whether a value says nothing new behind the token that decides. */
  #mayFollow(c: AnyContext, value: unknown): boolean {
    return this.#isPageToken(c, typeof value === "string" ? (splitPageToken(value)?.page ?? value) : value);
  }

  /** The one-time part of what `csrf_field()` has printed; every other value as it is. */
  #oneTime(c: AnyContext, value: unknown): unknown {
    const parts = typeof value === "string" ? splitPageToken(value) : undefined;
    return parts !== undefined && this.#isPageToken(c, parts.page) ? parts.token : value;
  }

  /** The first token decides, also what is said of it: when the session has ended, page tokens have ended with it. */
  #verify(c: AnyContext, values: readonly unknown[]): CsrfVerdict {
    const session = c.session.existingCsrfId;
    if (session === undefined) return { ok: false, reason: values.length === 0 ? "missing" : "session" };
    const scope = { session, form: "", method: c.request.method, action: c.path };
    const [first, ...others] = values;
    const verdict = this.#csrf.verify(values.length === 0 ? [] : [this.#oneTime(c, first)], scope);
    if (!verdict.ok || others.every((value) => this.#mayFollow(c, value))) return verdict;
    return { ok: false, reason: "repeated" };
  }

  async #consume(verdict: Verified): Promise<boolean> {
    if (this.#returned.delete(verdict.id)) return true;
    try {
      return await this.#csrf.consume(verdict);
    } catch (cause) {
      // The store can take no more: the form is refused, since a token that is not recorded could be used again.
      if (cause instanceof UsedTokensFullError)
        throw serviceUnavailable(60, { code: cause.code, note: cause.message, cause });
      throw cause;
    }
  }
}

/** Characters of a masked token: neither part of the value of `csrf_field()` is anything without it. */
const MASKED_LENGTH = 86;

/** A one-time token has four parts; what `csrf_field()` prints has the page token as the fifth. */
function splitPageToken(value: string): { readonly token: string; readonly page: string } | undefined {
  if (value.length < MASKED_LENGTH) return undefined;
  const dot = value.lastIndexOf(".");
  return value.split(".", 6).length === 5 ? { token: value.slice(0, dot), page: value.slice(dot + 1) } : undefined;
}

/** Characters of a path that no URL parser changes, besides dot segments and doubled slashes. */
const PLAIN_PATH = /^\/[\w.~/-]*$/;

/** The path that a form is sent to. The plain cases are read without the URL parser: this runs for each printed form. */
function targetOf(action: string | undefined, path: string, origin: string): string | null {
  if (action === undefined || action === "") return path;
  if (PLAIN_PATH.test(action) && !action.includes("//") && !action.includes("/.")) return action;
  return csrfTarget(action, origin + path);
}
