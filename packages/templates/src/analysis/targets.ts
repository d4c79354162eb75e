/** What `{{ name(…) }}` prints, where the template itself says so: a macro, the caller, a block, a loop, captured output. */
import type { Call, Expression, Macro, SetBlock } from "../syntax/nodes.ts";
import type { AnalysedTemplate } from "./analysed.ts";
import type { Definition } from "./definitions.ts";
import type { Scope } from "./symbols.ts";

/** A macro, and the template that it is in. */
export interface MacroTarget {
  readonly template: AnalysedTemplate;
  readonly node: Macro;
}

export type PrintTarget =
  | { readonly type: "macro"; readonly candidates: readonly MacroTarget[] }
  | { readonly type: "caller" }
  | { readonly type: "super" }
  | { readonly type: "self"; readonly block: string }
  | { readonly type: "loop" }
  | { readonly type: "capture"; readonly candidates: readonly SetBlock[]; readonly only: boolean };

/** `|safe` and `|escape` around a fragment change nothing: what it prints is escaped already, and is the author's text. */
export function withoutTrust(node: Expression, template: AnalysedTemplate): Expression {
  let inner = node;
  while (
    inner.type === "Filter" &&
    inner.target !== null &&
    inner.args.length === 0 &&
    ["safe", "escape", "e"].includes(inner.name) &&
    template.isBuiltInFilter(inner.name)
  ) {
    inner = inner.target;
  }
  return inner;
}

/** What an expression prints, or undefined where it is a value like any other. */
export function printTarget(node: Expression, scope: Scope, template: AnalysedTemplate): PrintTarget | undefined {
  if (node.type === "Name") return captureTarget(node.name, scope, template);
  if (node.type === "Call") return callTarget(node, scope, template);
  return undefined;
}

function captureTarget(name: string, scope: Scope, template: AnalysedTemplate): PrintTarget | undefined {
  if (!template.scopes.survey.types.has("SetBlock")) return undefined;
  const found = template.definitions.find(name, scope);
  const candidates = found.filter((definition) => definition.type === "capture").map(({ node }) => node);
  if (candidates.length === 0) return undefined;
  return { type: "capture", candidates, only: found.every(({ type }) => type === "capture" || type === "nothing") };
}

function isParameter(name: string, scope: Scope): boolean {
  const variable = scope.find(name);
  return variable !== undefined && scope.loadOf(variable)?.from === "parameter";
}

function callTarget(node: Call, scope: Scope, template: AnalysedTemplate): PrintTarget | undefined {
  const { callee } = node;
  if (callee.type === "Name") {
    if (isParameter(callee.name, scope)) return parameterTarget(node, callee.name);
  } else if (callee.type === "GetAttribute" && callee.target.type === "Name" && callee.target.name === "self") {
    if (isParameter("self", scope) && isPlainCall(node)) return { type: "self", block: callee.name };
  }
  const candidates = macrosOf(callee, scope, template);
  return candidates === undefined ? undefined : { type: "macro", candidates };
}

function parameterTarget(node: Call, name: string): PrintTarget | undefined {
  if (name === "caller") return { type: "caller" };
  if (name === "super" && isPlainCall(node)) return { type: "super" };
  if (name === "loop" && node.args.length === 1 && node.kwargs.length === 0 && !isDynamic(node))
    return { type: "loop" };
  return undefined;
}

function isDynamic({ dynArgs, dynKwargs }: Call): boolean {
  return dynArgs !== null || dynKwargs !== null;
}

function isPlainCall(node: Call): boolean {
  return node.args.length === 0 && node.kwargs.length === 0 && !isDynamic(node);
}

/** The macros that an expression may mean; undefined where it may mean something else. */
export function macrosOf(
  callee: Expression,
  scope: Scope,
  template: AnalysedTemplate,
): readonly MacroTarget[] | undefined {
  if (callee.type === "Name") return macrosIn(definitionsOf(callee.name, scope, template));
  if (callee.type !== "GetAttribute" || callee.target.type !== "Name") return undefined;
  const found: MacroTarget[] = [];
  for (const { definition, template: owner } of definitionsOf(callee.target.name, scope, template)) {
    if (definition.type === "nothing") continue;
    if (definition.type !== "module") return undefined;
    const macros = exportedMacros(definition.node.template, callee.name, owner);
    if (macros === undefined) return undefined;
    found.push(...macros);
  }
  return found.length === 0 ? undefined : found;
}

interface OwnedDefinition {
  readonly definition: Definition;
  readonly template: AnalysedTemplate;
}

/** The definitions of a name here; for one that comes from the context, those at the top level of this template and its parents. */
function definitionsOf(name: string, scope: Scope, template: AnalysedTemplate): readonly OwnedDefinition[] {
  const found = template.definitions.find(name, scope);
  if (!found.some(({ type }) => type === "context")) return found.map((definition) => ({ definition, template }));
  const local = found.filter(({ type }) => type !== "context").map((definition) => ({ definition, template }));
  for (let owner: AnalysedTemplate | null = template; owner !== null; owner = owner.parent) {
    const top = owner.definitions.topLevel(name);
    // The parent's own definition is executed later, but what is printed here is checked once more when it is printed.
    if (top.length > 0) return [...local, ...top.map((definition) => ({ definition, template: owner! }))];
  }
  return [...local, { definition: { type: "context" }, template }];
}

function macrosIn(definitions: readonly OwnedDefinition[]): readonly MacroTarget[] | undefined {
  const found: MacroTarget[] = [];
  for (const { definition, template } of definitions) {
    if (definition.type === "nothing") continue;
    if (definition.type === "macro") found.push({ template, node: definition.node });
    else if (definition.type === "imported") {
      const macros = exportedMacros(definition.node.template, definition.name, template);
      if (macros === undefined) return undefined;
      found.push(...macros);
    } else return undefined;
  }
  return found.length === 0 ? undefined : found;
}

/** The macros that a template exports under a name. */
function exportedMacros(target: Expression, name: string, from: AnalysedTemplate): readonly MacroTarget[] | undefined {
  const template = target.type === "Constant" && typeof target.value === "string" ? from.template(target.value) : null;
  if (template === null) return undefined;
  const found = template.definitions.topLevel(name);
  const macros = found.filter((definition) => definition.type === "macro").map(({ node }) => ({ template, node }));
  return macros.length > 0 && macros.length === found.length ? macros : undefined;
}
