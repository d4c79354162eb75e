/**
 * Errors that the runtime raises, in Python's words. Python's own classes (TypeError, ValueError…) do not exist here:
 * each is a TemplateRuntimeError whose code says which it would have been.
 */
import { TemplateRuntimeError } from "../../errors.ts";

function failure(code: string): (message: string, cure?: string) => TemplateRuntimeError {
  return (message, cure) => new TemplateRuntimeError(message, { code, cure });
}

export const typeError: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_TYPE");
export const valueError: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_VALUE");
export const keyError: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_KEY");
export const indexError: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_INDEX");
export const attributeError: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_ATTRIBUTE");
export const zeroDivision: (message: string) => TemplateRuntimeError = failure("TEMPLATE_ZERO_DIVISION");
export const overflow: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_OVERFLOW");
/** A limit of `bounds.ts` was reached. */
export const limit: (message: string, cure?: string) => TemplateRuntimeError = failure("TEMPLATE_LIMIT");

/** What calls itself does not come to an end. */
export function endlessRecursion(): TemplateRuntimeError {
  return new TemplateRuntimeError("maximum recursion depth exceeded", {
    code: "TEMPLATE_RECURSION",
    cure: "A macro, include, block or recursive loop calls itself without end.",
  });
}
