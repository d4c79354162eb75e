import type { Markup } from "@ampoule/markup";
import type { FormInputSource } from "./data/input.ts";
import type { FormProblem } from "./form/problem.ts";
import type { FormSnapshot } from "./form/snapshot.ts";

/** Which form, sent where: what a one-time token is bound to. */
export interface FormIdentity {
  /** The form's id. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** A path of our own origin. */
  readonly action: string;
}

/**
 * Where a token is printed: `own`, in a `<form>` that the form prints itself (`form.render()`); `page`, by `form.hidden_tag()` or
 * `form.csrf_token` in a `<form>` of the page, which a template's compiler may have given a token already.
 */
export type TokenPlace = "own" | "page";

/** What a form asks of the CSRF protection of one request. */
export interface CsrfHost {
  /** Absolute URL of the page, under our configured origin: a form's action is resolved against it. */
  readonly pageUrl: string;
  /**
   * A new token for a form in this page.
   * @param place - who prints it; see {@link TokenPlace}
   * @returns `null` where the form has one already: two would be refused
   */
  token(form: FormIdentity, place: TokenPlace): string | null;
  /**
   * Judges the values of the token field. Records nothing.
   *
   * `"stale"`: the token has expired, or is of another session; the form is shown again with its input and a new token. Throws what the
   * framework answers to a forgery.
   */
  verify(values: readonly unknown[], form: FormIdentity): CsrfJudgement | Promise<CsrfJudgement>;
  /** Called once the form is valid: records the token. Throws what the framework answers to a form that was already submitted. */
  consume(form: FormIdentity, options: { readonly onDuplicate: string | undefined }): void | Promise<void>;
}

/** What {@link CsrfHost.verify} can say without throwing. */
export type CsrfJudgement = "valid" | "stale";

/** Keeps a form's input and errors for the next request of the same visitor: a session, mostly. */
export interface FormMemory {
  /** Most bytes of JSON that fit. @default 2000, for sessions in a cookie */
  readonly limit?: number;
  /** Keeps a snapshot under a key of the form. */
  save(form: string, snapshot: FormSnapshot): void | Promise<void>;
  /** What was saved, once; anything else if there is nothing. */
  take(form: string): unknown;
}

/** The body of a request, parsed once by the framework, within its limits. */
export type FormBody = { readonly form: FormInputSource } | { readonly json: unknown };

/** What a request context offers to forms. */
export interface FormHost {
  /**
   * Reads the body.
   * @param options - `json`: whether the form takes JSON; if not, a JSON body is answered with 415
   */
  read(options: { readonly json: boolean }): Promise<FormBody>;
  /** The visitor's language, a BCP 47 tag. @default "en" */
  readonly locale?: string;
  /** The CSRF protection of the request; without it forms have no token. */
  readonly csrf?: CsrfHost;
  /** Where `remember()` keeps a form; without it that is an error. */
  readonly memory?: FormMemory;
  /** The tag of the enhancement script, for a form that is printed with `enhance`; empty where the page has it already. */
  script?(): Markup;
  /** Told of a form that was sent and is not valid, or turned out not to be (`addError`): a program that sent it can be answered with its problem. */
  refused?(form: { problem(): FormProblem }): void;
}

/**
 * The request context of a web framework, as forms see it. Ampoule's context is one; for other frameworks:
 *
 * @example
 * const source: FormSource = { request, forms: { read: async () => ({ form: await request.formData() }) } };
 * (await signup.from(source)).valid; // true
 */
export interface FormSource {
  /** What was asked for. */
  readonly request: { readonly method: string; readonly url: string };
  /** What forms ask of it. */
  readonly forms: FormHost;
}
