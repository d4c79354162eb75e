/** What the sandbox says of what it refuses. */
import { typeName } from "../values/kinds.ts";
import { Method } from "../values/methods/method.ts";
import { quote } from "../values/quote.ts";

/** Of a function that merely hangs on a value. */
export const uncallable =
  "A sandboxed template calls globals and functions that are `describe`d; let the sandbox's `isSafeCallable` admit others.";

/** Jinja2's words. */
export function refusal(object: unknown, name: string): string {
  return `access to attribute ${quote(name)} of ${quote(typeName(object))} object is unsafe.`;
}

/** @param found What stands under the name, if that has been looked at. */
export function refusalCure(name: string, found?: unknown): string {
  if (name.startsWith("_")) return "Names that begin with `_` are out of reach in the sandbox.";
  if (found instanceof Method) return "The sandbox is `immutable`: make a changed copy, as `list + [item]`.";
  return typeof found === "function" ? uncallable : "The sandbox's `isSafeAttribute` refuses it.";
}
