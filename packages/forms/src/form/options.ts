import type { BoundFields, BoundOf, DataOf, Fields } from "../core/definition.ts";
import type { RenderHook } from "../core/node.ts";
import { type NamesOf, refuseOthers } from "../core/option-names.ts";
import type { FormInputSource } from "../data/input.ts";
import type { Filter } from "../filters.ts";
import type { Catalogue, MessageOverrides } from "../messages/catalogue.ts";
import type { Attributes, FormView, Outcome, Validator } from "../protocol.ts";
import type { StandardSchema } from "../schema.ts";
import type { CsrfHost } from "../source.ts";
import type { ThemeChoice } from "../themes/theme.ts";

/** A form as its own validators see it: the fields with their types. */
export interface TypedView<F> extends FormView {
  readonly fields: BoundFields<F> & FormView["fields"];
}

type Late<Value> = Value | Promise<Value>;

/** Validators of single fields, by their keys: WTForms' `validate_<field>`. */
export type InlineValidators<F> = {
  readonly [Key in keyof F]?: (field: BoundOf<F[Key]>, form: TypedView<F>) => Late<Outcome>;
};

/** What a check answers: nothing, a message for the form, or messages by field. */
export type CheckAnswer<F> =
  | undefined
  | string
  | { readonly [Key in keyof F | ""]?: string | readonly string[] | undefined };

/** What `defineForm` can be told besides the fields. */
export interface FormOptions<F extends Fields, Schema extends StandardSchema | undefined = undefined> {
  /** Tells this form from others in a page, in tokens and in the memory over redirects. @default a fingerprint of the keys of its fields */
  readonly id?: string;
  /** Where it is sent: a path. @default the page itself */
  readonly action?: string;
  /** `get` is for forms that change nothing, such as a search: read from the query, without token. @default "post" */
  readonly method?: "post" | "get";
  /** Before all names and ids, with a hyphen: for the same form twice in a page. */
  readonly prefix?: string;
  /** Validators of single fields, asked after the fields' own. */
  readonly validate?: InlineValidators<F>;
  /**
   * Judges the values together, when each is valid by itself.
   *
   * @example
   * const trip = defineForm(
   *   { start: date({ required: true }), end: date({ required: true }) },
   *   { check: (data) => (data.start > data.end ? { end: "The end is before the start." } : undefined) },
   * );
   * const form = await trip.validate({ start: "2026-05-02", end: "2026-05-01" });
   * form.errors.end; // ["The end is before the start."]
   */
  readonly check?: (data: DataOf<F>, form: TypedView<F>) => Late<CheckAnswer<F>>;
  /** A Standard Schema for the data as a whole, asked last; its output becomes the data. */
  readonly schema?: Schema;
  /** Filters for all single fields, after their own. */
  readonly filters?: readonly Filter<unknown>[];
  /** The language, if the request says nothing. @default "en" */
  readonly locale?: string;
  /** Languages of your own, which come before the built-in ones. */
  readonly catalogues?: readonly Catalogue[];
  /** Other words for single messages. */
  readonly messages?: MessageOverrides;
  /** Attributes of the `<form>`. */
  readonly attributes?: Attributes;
  /** How `render` lays it out. @default "plain" */
  readonly theme?: ThemeChoice;
  /** Whether a JSON body is taken as well. @default false */
  readonly json?: boolean;
  /** Whether a name that no field has is an error. @default false: it is ignored */
  readonly strict?: boolean;
  /** Most values in one submission, else 413. @default 1000 */
  readonly maxValues?: number;
  /** Where to send a visitor whose form was already submitted. */
  readonly onDuplicate?: string;
  /** Wraps the rendering of every control. */
  readonly renderField?: RenderHook;
  /** Changes a submission before it is read (WTForms' `wrap_formdata`). */
  readonly wrapInput?: (input: FormInputSource) => FormInputSource;
}

const OPTIONS: NamesOf<FormOptions<Fields>> = {
  id: true,
  action: true,
  method: true,
  prefix: true,
  validate: true,
  check: true,
  schema: true,
  filters: true,
  locale: true,
  catalogues: true,
  messages: true,
  attributes: true,
  theme: true,
  json: true,
  strict: true,
  maxValues: true,
  onDuplicate: true,
  renderField: true,
  wrapInput: true,
};

/**
 * The compiler lets other names through where it infers the type of the options, and a `validat` without effect is rules that are not kept.
 *
 * @throws FormDefinitionError `unknown_option`
 */
export function checkFormOptions(options: object): void {
  refuseOthers("a form", options, OPTIONS);
}

/** What can be told when a form is made. */
export interface BindOptions<F> {
  /** Values to start with: an object to edit, for instance. Only declared fields are read from it. */
  readonly defaults?: { readonly [Key in keyof F]?: unknown };
  /** Choices by the keys of fields: tables, functions, and for `from` and `validate` promises. */
  readonly choices?: { readonly [Key in keyof F]?: unknown };
  /** Further validators by the keys of fields. */
  readonly validators?: { readonly [Key in keyof F]?: readonly Validator<never>[] };
  /** The language, a BCP 47 tag. @default as the request or the definition says */
  readonly locale?: string;
  /** Before all names and ids, with a hyphen. @default as the definition says */
  readonly prefix?: string;
  /** Where it is sent: a path. @default as the definition says */
  readonly action?: string;
  /** Where tokens come from; with `from` and `blank` the request says so. */
  readonly csrf?: CsrfHost;
}

/** What can be told when input is validated. */
export interface ValidateOptions<F> extends BindOptions<F> {
  /** Whether the input is JSON rather than a form: values have types, and groups are objects. @default false */
  readonly json?: boolean;
}
