/** Promises among the values of a template. */
import { TemplateRuntimeError } from "../errors.ts";

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
