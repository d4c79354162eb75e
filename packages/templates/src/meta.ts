/** What a template needs, found out without rendering it: its variables, and the other templates that it names. */
import { findScopes, type Scopes } from "./analysis/scopes.ts";
import type { Scope } from "./analysis/symbols.ts";
import type { Body, Expression, Span, TemplateNode } from "./syntax/nodes.ts";
import { descendants } from "./syntax/visit.ts";

/**
 * The variables that a template looks up in its context, whatever path the rendering takes.
 *
 * @param template as `env.parse` gives it
 * @param known names that need no looking up: the globals of the environment
 * @returns the names, in the order of the scopes that read them
 * @example
 * findUndeclaredVariables(env.parse("{% set a = 1 %}{{ a + b }}")); // new Set(["b"])
 */
export function findUndeclaredVariables(template: TemplateNode, known: Iterable<string> = []): Set<string> {
  const scopes = findScopes(template);
  const found = new Set<string>();
  addUnknown(scopes.root, found, null);
  addBody(template.body, scopes, found, null);
  for (const name of known) found.delete(name);
  return found;
}

/**
 * @param outer the template's own scope, inside of macros: what is set there is in the context when the macro runs,
 * so that nobody has to give it
 */
function addBody(body: Body, scopes: Scopes, found: Set<string>, outer: Scope | null): void {
  for (const node of descendants(body, ({ type }) => type !== "Macro" && type !== "Block")) {
    switch (node.type) {
      case "For": {
        const { body: inside, test, otherwise } = scopes.ofLoop(node);
        for (const scope of [inside, test, otherwise]) if (scope) addUnknown(scope, found, outer);
        break;
      }
      case "Macro":
        addUnknown(scopes.of(node), found, scopes.root);
        addBody(node.body, scopes, found, scopes.root);
        break;
      case "Block":
        // A block is rendered from wherever its template is extended to, and knows nothing of what is around it.
        addUnknown(scopes.of(node), found, null);
        addBody(node.body, scopes, found, null);
        break;
      case "With":
      case "CallBlock":
      case "FilterBlock":
      case "SetBlock":
      case "Autoescape":
        addUnknown(scopes.of(node), found, outer);
    }
  }
}

function addUnknown(scope: Scope, found: Set<string>, outer: Scope | null): void {
  for (const [{ name }, load] of scope.loads) {
    if (load.from === "context" && !outer?.stores.has(name)) found.add(name);
  }
}

/**
 * The templates that a template extends, includes and imports.
 *
 * @param template as `env.parse` gives it
 * @returns the names in the order of the source; `null` for each one that is only known when the template is rendered
 * @example
 * [...findReferencedTemplates(env.parse("{% extends 'base.html' %}{% include helper %}"))]; // ["base.html", null]
 */
export function* findReferencedTemplates(template: TemplateNode): Generator<string | null, void, undefined> {
  for (const { names } of referencesOf(template)) yield* names;
}

/** A place where a template names others. */
export interface TemplateReference {
  /** What it tries in this order; null for what is only known when the template is rendered. */
  readonly names: readonly (string | null)[];
  /** None of them need exist. */
  readonly isOptional: boolean;
  readonly span: Span;
}

/** Every place where a template extends, includes or imports, in the order of the source. */
export function* referencesOf(template: TemplateNode): Generator<TemplateReference, void, undefined> {
  for (const node of descendants(template.body)) {
    switch (node.type) {
      case "Extends":
        yield reference(node.parent);
        break;
      case "Include":
        yield reference(node.template, node.ignoreMissing);
        break;
      case "Import":
      case "FromImport":
        yield reference(node.template);
    }
  }
}

function reference(target: Expression, isOptional = false): TemplateReference {
  return { names: [...namesIn(target)], isOptional, span: target.span };
}

function* namesIn(expression: Expression): Generator<string | null, void, undefined> {
  const isList = expression.type === "List" || expression.type === "Tuple";
  for (const item of isList ? expression.items : [expression]) {
    if (item.type !== "Constant") yield null;
    else if (typeof item.value === "string") yield item.value;
    else if (!isList) yield null;
  }
}
