/** Where a value comes from: a function of the application that the author called, or data. */
import { isBuiltInMethod } from "../runtime/values/methods/tables.ts";
import type { Call, Expression } from "../syntax/nodes.ts";
import type { AnalysedTemplate } from "./analysed.ts";
import type { Scope } from "./symbols.ts";

/** Functions that give what a template was given, and not what the application made. */
const TEMPLATE_FUNCTIONS: ReadonlySet<string> = new Set(["caller", "super", "loop"]);

/** Filters that keep the beginning of what they are given. */
const KEEPING: ReadonlySet<string> = new Set(["safe", "escape", "e", "string", "trim", "tojson"]);

/** `url_for(…)`, `theme.asset(…)`. What lists, dicts and texts can do, data can do too: `args.get("next")`. */
function isOwnCall({ callee }: Call): boolean {
  if (callee.type === "Name") return !TEMPLATE_FUNCTIONS.has(callee.name);
  return callee.type === "GetAttribute" && !isBuiltInMethod(callee.name);
}

/** How far names are followed. */
const DEEPEST = 8;

/**
 * Does a value begin with what a function, method or filter of the application returned? Of what may be one of several values,
 * each has to. An item of a list that it returned counts as well.
 */
export function isMadeByApplication(
  node: Expression,
  scope: Scope,
  template: AnalysedTemplate,
  depth: number = DEEPEST,
): boolean {
  const isMade = (part: Expression | null | undefined): boolean =>
    !!part && depth > 0 && isMadeByApplication(part, scope, template, depth - 1);
  switch (node.type) {
    case "Call":
      return isOwnCall(node);
    case "Filter":
      return !template.isBuiltInFilter(node.name) || (KEEPING.has(node.name) && isMade(node.target));
    case "Concat":
      return isMade(node.items[0]);
    case "Binary":
      return (node.op === "+" && isMade(node.left)) || (node.op === "or" && isMade(node.left) && isMade(node.right));
    case "Conditional":
      return isMade(node.consequent) && (node.otherwise === null || isMade(node.otherwise));
    case "Name":
      return template.definitions
        .find(node.name, scope)
        .every(
          (definition) =>
            definition.type === "nothing" || (definition.type === "value" && isMade(definition.expression)),
        );
    default:
      return false;
  }
}
