/** The filter xmlattr: a dict as the attributes of a tag. */
import { isSafeScript, isSafeStyle } from "@ampoule/markup";
import { createAttributes, createMarkup, writeAttribute } from "@ampoule/markup/engine";
import type { FilterState } from "../../runtime/values/contract.ts";
import { dictEntries } from "../../runtime/values/dict.ts";
import { attributeError, typeError, valueError } from "../../runtime/values/failures.ts";
import { isDict } from "../../runtime/values/kinds.ts";
import { quote } from "../../runtime/values/quote.ts";
import { isUndefined } from "../../runtime/values/undefined.ts";
import { type Entry, entry } from "../entry.ts";

/** The filter does not know the element: every table's strictest answer for the name counts. */
const anyElement = "?";

const attributeName = /^[A-Za-z][\w:.-]*$/;

/** Python prints `True`; in the javascript mode true is a bare name and false no attribute at all. */
function printed(state: FilterState, value: unknown): unknown {
  return typeof value === "boolean" && state.ops.printing === "python" ? state.ops.text(value) : value;
}

function write(state: FilterState, name: unknown, value: unknown): string {
  // Judged is the very string that is printed: what is no string could be another one the next time it is asked (T22).
  if (typeof name !== "string") throw typeError(`expected string as attribute name, got ${state.ops.typeName(name)}`);
  if (!attributeName.test(name)) throw valueError(`Invalid character in attribute name: ${quote(name)}`);
  try {
    return writeAttribute(anyElement, name, printed(state, value), {
      toText: state.ops.text,
      ...(state.tables && { tables: state.tables }),
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw valueError(
      error.message.replace(` of <${anyElement}>`, ""),
      "Write the attribute in the template, or pass a value of the type that it needs.",
    );
  }
}

function isPromise(value: unknown): boolean {
  return isSafeScript(value) || isSafeStyle(value);
}

function xmlAttributes(state: FilterState, value: unknown, autospace: unknown = true): unknown {
  if (isUndefined(value)) return value.fail();
  if (!isDict(value)) throw attributeError(`'${state.ops.typeName(value)}' object has no attribute 'items'`);
  const given = dictEntries(value).filter(([, item]) => item !== null && item !== undefined && !isUndefined(item));
  const text = given.map(([name, item]) => write(state, name, item)).join("");
  const attributes = state.ops.truthy(autospace) ? text : text.slice(1);
  if (!state.autoescape) return attributes;
  // Code that was vouched for is let into a tag by SafeAttributes only; everything else is checked again for its element.
  const isVouched = state.isContextual === true && given.some(([, item]) => isPromise(item));
  return isVouched ? createAttributes(attributes) : createMarkup(attributes);
}

export const attributeFilters: readonly Entry[] = [entry("xmlattr", { params: ["autospace"] }, xmlAttributes)];
