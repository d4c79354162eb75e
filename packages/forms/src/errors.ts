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
 * @example throw new ValidationError("This name is taken.", { code: "name_taken" })
 */
export class ValidationError extends Error {
  override readonly name: string = "ValidationError";
  readonly code: string;
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
 * @example throw new StopValidation() // fine as it is, look no further
 */
export class StopValidation extends Error {
  override readonly name: string = "StopValidation";
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
