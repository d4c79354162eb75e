import { TemplateError } from "../../src/errors.ts";

/** What a function throws, which must be an error of the template language. */
export function caught(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
