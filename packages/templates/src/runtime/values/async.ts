/** Promises among the values of a template. */
import { TemplateRuntimeError } from "../../errors.ts";

/** Is `value` something to wait for? */
export function thenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

/** `render` cannot wait: better an error than `[object Promise]` in the page. */
export function refusePromise(value: unknown): void {
  if (!thenable(value)) return;
  throw new TemplateRuntimeError("a value is a promise, and render() cannot wait for it", {
    code: "TEMPLATE_PROMISE",
    cure: "Use `await template.renderAsync(…)`, or await the value before it is passed to the template.",
  });
}

/** Nobody looks for promises deep inside of a value, not even where they could be awaited. */
export function refuseInnerPromise(value: object): void {
  if (!thenable(value)) return;
  throw new TemplateRuntimeError("a value holds a promise that nobody has awaited", {
    code: "TEMPLATE_PROMISE",
    cure: "Await it before the data is passed to the template.",
  });
}

function ignore(): void {}

/**
 * Takes charge of the promises among the variables of a rendering: those at hand, in lists of promises, and in plain objects
 * one level down. One that fails while the template waits for another is no rejection that nobody handles, which would end
 * the process: it fails where it is used.
 */
export function takeCharge(variables: Readonly<Record<string, unknown>>): void {
  // No list of names is made of each context; what a prototype has besides is handled as well, which harms nobody.
  for (const name in variables) {
    const value = variables[name];
    if (typeof value !== "object" || value === null) continue;
    // Other thenables may begin their work when they are asked for the result.
    if (value instanceof Promise) value.catch(ignore);
    else if (Array.isArray(value)) {
      if (value[0] instanceof Promise) handleAll(value);
    } else if (Object.getPrototypeOf(value) === Object.prototype) handleAll(Object.values(value));
  }
}

function handleAll(values: readonly unknown[]): void {
  for (const value of values) if (value instanceof Promise) value.catch(ignore);
}
