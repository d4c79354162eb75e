/** Text as filters take it: Markup stays Markup, everything else is printed first (MarkupSafe's `soft_str`). */
import { isMarkup, type Markup } from "@ampoule/markup";
import { createMarkup } from "@ampoule/markup/engine";
import type { FilterState, Kwargs } from "../runtime/values/contract.ts";
import { markupMethods } from "../runtime/values/methods/markup.ts";
import type { MethodTable, Tools } from "../runtime/values/methods/method.ts";
import { stringMethods } from "../runtime/values/methods/string.ts";

/** `soft_str(value)` */
export function softText(state: FilterState, value: unknown): string | Markup {
  return typeof value === "string" || isMarkup(value) ? value : state.ops.text(value);
}

/** Applies a change of text; Markup in, Markup out. */
export function onText(state: FilterState, value: unknown, change: (text: string) => string): string | Markup {
  if (typeof value === "string") return change(value);
  return isMarkup(value) ? createMarkup(change(value.toString())) : change(state.ops.text(value));
}

/** What the methods of built-in types need, from the state of a filter. */
function toolsOf({ ops, members }: FilterState): Tools {
  return { printing: ops.printing, getAttribute: members.getAttribute, getItem: members.getItem };
}

function textMethods(text: string | Markup): MethodTable {
  return typeof text === "string" ? stringMethods : markupMethods;
}

const noKwargs: Kwargs = new Map();

/** `soft_str(value).name(*args)` */
export function textMethod(state: FilterState, value: unknown, name: string, args: readonly unknown[]): unknown {
  const text = softText(state, value);
  return textMethods(text).get(name)?.call(toolsOf(state), text, args, noKwargs);
}
