/** Settings of {@link ValidationError}. */
export interface ValidationErrorOptions {
  /** A stable word for programs, such as `name_taken`. @default "invalid" */
  readonly code?: string;
  /** In a form's `check`: the field the error belongs to; `""` or nothing for the form itself. */
  readonly field?: string;
}

/**
 * Thrown by a validator: the value is wrong. The chain of validators goes on. Returning the message does the same.
 *
 * @example
 * const free = () => {
 *   throw new ValidationError("This name is taken.", { code: "name_taken" });
 * };
 * const form = await defineForm({ name: string({ validators: [free] }) }).validate({ name: "Ada" });
 * form.errors.name; // ["This name is taken."]
 */
export class ValidationError extends Error {
  override readonly name: string = "ValidationError";
  /** A stable word for programs. */
  readonly code: string;
  /** In a form's `check`: the field it belongs to; `""` for the form itself. */
  readonly field: string;

  constructor(message: string, options: ValidationErrorOptions = {}) {
    super(message);
    this.code = options.code ?? "invalid";
    this.field = options.field ?? "";
  }
}

/**
 * Thrown by a validator: the chain ends here, with an error if there is a message, without one if not.
 *
 * @example
 * const guest = () => {
 *   throw new StopValidation();
 * };
 * const name = string({ validators: [guest, length({ min: 9 })] });
 * (await defineForm({ name }).validate({ name: "Ada" })).valid; // true
 */
export class StopValidation extends Error {
  override readonly name: string = "StopValidation";
  /** A stable word for programs. */
  readonly code: string;

  constructor(message: string = "", options: { readonly code?: string } = {}) {
    super(message);
    this.code = options.code ?? "invalid";
  }
}

/**
 * A mistake in the definition or use of a form: the programmer's, never the visitor's.
 *
 * Thrown as early as possible, mostly by `defineForm`; the message says where, and how to cure it.
 *
 * @example
 * defineForm({ name: string({ minLength: 9, maxLength: 3 }) }); // throws FormDefinitionError
 */
export class FormDefinitionError extends TypeError {
  override readonly name: string = "FormDefinitionError";
  /** A stable word, such as `reserved_name`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
