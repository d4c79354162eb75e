import type { Markup } from "@ampoule/markup";
import type { BoundFields, DataOf, DraftOf, ErrorsOf } from "../core/definition.ts";
import type { FieldNode } from "../core/node.ts";
import type { FormView, Issue } from "../protocol.ts";
import type { RenderOptions } from "../themes/theme.ts";
import type { FormProblem } from "./problem.ts";
import type { FormSnapshot } from "./snapshot.ts";

/** What a form is and where it goes. */
export interface FormMeta {
  /** Tells it from other forms. */
  readonly id: string;
  /** How it is sent. */
  readonly method: "post" | "get";
  /** `undefined` for the page itself. */
  readonly action: string | undefined;
  /** `""`, or what stands before all names. */
  readonly prefix: string;
  /** Its language, a BCP 47 tag. */
  readonly locale: string;
  /** Which way its language is written. */
  readonly direction: "ltr" | "rtl";
  /** What `enctype` has to be. */
  readonly encoding: "application/x-www-form-urlencoded" | "multipart/form-data";
}

/** What forms have whether or not they are valid. */
export interface FormBase<F> extends FormView, Iterable<FieldNode> {
  /** What the form is, and where it goes. */
  readonly meta: FormMeta;
  /** Whether it was sent. */
  readonly submitted: boolean;
  /** The fields by their keys. */
  readonly fields: BoundFields<F> & FormView["fields"];
  /** What is wrong, by field, in the shape of the data; with the form as a whole under `""`. */
  readonly errors: ErrorsOf<F>;
  /** What is wrong with the form as a whole. */
  readonly formErrors: readonly string[];
  /** `formErrors`, as Python would call it. */
  readonly form_errors: readonly string[];
  /**
   * Says what only the view could find out about the form as a whole: that name and password do not belong together. Of a field:
   * `form.email.addError(…)`. The form is no longer valid, and shows it.
   *
   * @param error - words for the visitor, always escaped; or an issue with a code
   * @example
   * const form = await defineForm({ name: string({ required: true }) }).validate(new URLSearchParams("name=ada"));
   * form.addError("Wrong name or password.");
   * form.valid; // false
   * form.formErrors; // ["Wrong name or password."]
   */
  addError(error: string | Issue): void;
  /** The hidden input with a new token; empty without CSRF protection, and where the page's form has one already. */
  readonly csrfToken: Markup;
  /** `csrfToken`, as Flask-WTF calls it. */
  readonly csrf_token: Markup;
  /** The token and all hidden fields. */
  hiddenTag(): Markup;
  /** `hiddenTag()`, as Flask-WTF calls it. */
  hidden_tag(): Markup;
  /** A list of everything that is wrong, with links to the fields; empty if nothing is. */
  errorSummary(options?: RenderOptions): Markup;
  /** `errorSummary()`, as Python would call it. */
  error_summary(options?: RenderOptions): Markup;
  /** The whole form. */
  render(options?: RenderOptions): Markup;
  /** What is wrong as an object for `application/problem+json` (RFC 9457). */
  problem(): FormProblem;
  /**
   * Input and errors as plain data: see {@link FormSnapshot}.
   *
   * @param limit - bytes of JSON; what is too much is left out, the longest texts first. @default what the memory takes
   */
  snapshot(limit?: number): FormSnapshot;
  /**
   * Keeps input and errors for the next request, in which `from` shows them: Post/Redirect/Get.
   * @throws FormDefinitionError if the form was not made from a request with a memory
   */
  remember(): Promise<void>;
}

/** A form whose input is right: `data` is complete. */
export type ValidForm<F, Data = DataOf<F>> = FormBase<F> &
  BoundFields<F> & { readonly valid: true; readonly data: Data };

/** A form that was not sent, not validated, or whose input is wrong: `data` is what could be read. */
export type InvalidForm<F, Data = DataOf<F>> = FormBase<F> &
  BoundFields<F> & {
    readonly valid: false;
    readonly data: DraftOf<F>;
    /** Validates what was bound. */
    validate(): Promise<Form<F, Data>>;
  };

/** A form in use. `if (form.valid)` tells the compiler that `form.data` is complete. */
export type Form<F, Data = DataOf<F>> = ValidForm<F, Data> | InvalidForm<F, Data>;
