/** What a name may stand for, as far as the template itself says. */
import type {
  Body,
  Expression,
  FromImport,
  Import,
  Macro,
  SetBlock,
  Statement,
  Target,
  TemplateNode,
} from "../syntax/nodes.ts";
import type { Scopes } from "./scopes.ts";
import { ownerOf, type Scope } from "./symbols.ts";

/** Something that gives a name its value. */
export type Definition =
  | { readonly type: "macro"; readonly node: Macro }
  | { readonly type: "module"; readonly node: Import }
  | { readonly type: "imported"; readonly node: FromImport; readonly name: string }
  | { readonly type: "capture"; readonly node: SetBlock }
  /** Nothing has been set yet. */
  | { readonly type: "nothing" }
  /** A value of any kind; where it is known, what it is set to, or the list of which it is an item. */
  | { readonly type: "value"; readonly expression?: Expression; readonly isItem?: true }
  /** The context: the template is given the name, or another one has set it. */
  | { readonly type: "context" };

export interface Definitions {
  /** Everything that `name` may be in a scope. */
  find(name: string, scope: Scope): readonly Definition[];
  /** What is set at the top level under a name: blocks, macros and importers see it. */
  topLevel(name: string): readonly Definition[];
}

type Table = Map<Scope, Map<string, Definition[]>>;

/** What is set in more places than these may be anything: to look at all of them at every use would take quadratic time. */
const MOST_DEFINITIONS = 100;
const anyValue: Definition = { type: "value" };
const anything: readonly Definition[] = [anyValue];

export function findDefinitions(template: TemplateNode, scopes: Scopes): Definitions {
  const table: Table = new Map();
  collect(template.body, scopes.root, scopes, table);
  for (const block of template.blocks.values()) collect(block.body, scopes.of(block), scopes, table);

  function find(name: string, scope: Scope): readonly Definition[] {
    const variable = scope.find(name);
    if (variable === undefined) return [{ type: "context" }];
    const owner = ownerOf(variable, scope);
    const own = table.get(owner)?.get(name) ?? [];
    if (own.length > MOST_DEFINITIONS) return anything;
    const load = owner.loads.get(variable)!;
    switch (load.from) {
      case "context":
        return [...own, { type: "context" }];
      case "outer":
        return [...own, ...find(name, owner.parent!)];
      case "nothing":
        return [...own, { type: "nothing" }];
      default:
        // Nothing but the loop itself sets the variable of a loop.
        return own.some((definition) => definition.type === "value" && definition.isItem) ? own : [...own, anyValue];
    }
  }

  function topLevel(name: string): readonly Definition[] {
    const found = table.get(scopes.root)?.get(name) ?? [];
    return found.length > MOST_DEFINITIONS ? anything : found;
  }

  return { find, topLevel };
}

function collect(body: Body, scope: Scope, scopes: Scopes, table: Table): void {
  for (const node of body) collectFrom(node, scope, scopes, table);
}

function collectFrom(node: Statement, scope: Scope, scopes: Scopes, table: Table): void {
  const define = (name: string, definition: Definition, within: Scope = scope): void => {
    const owner = ownerOf(within.find(name)!, within);
    let names = table.get(owner);
    if (names === undefined) table.set(owner, (names = new Map()));
    const known = names.get(name);
    if (known === undefined) names.set(name, [definition]);
    else known.push(definition);
  };
  const bind = (target: Target, within: Scope, expression?: Expression, isItem?: true): void => {
    const known = expression && { expression, ...(isItem && { isItem }) };
    if (target.type === "NameTarget") define(target.name, { type: "value", ...known }, within);
    else if (target.type === "TupleTarget") for (const item of target.items) bind(item, within);
  };
  switch (node.type) {
    case "If":
      for (const branch of node.branches) collect(branch.body, scope, scopes, table);
      collect(node.otherwise, scope, scopes, table);
      break;
    case "For": {
      const { body, otherwise } = scopes.ofLoop(node);
      bind(node.target, body, node.iterable, true);
      collect(node.body, body, scopes, table);
      collect(node.otherwise, otherwise, scopes, table);
      break;
    }
    case "Set":
      bind(node.target, scope, node.value);
      break;
    case "SetBlock":
      // With a filter, what was captured is not what is printed.
      if (node.target.type === "NameTarget" && node.filter === null)
        define(node.target.name, { type: "capture", node });
      else bind(node.target, scope);
      collect(node.body, scopes.of(node), scopes, table);
      break;
    case "With": {
      const inside = scopes.of(node);
      for (const { target } of node.bindings) bind(target, inside);
      collect(node.body, inside, scopes, table);
      break;
    }
    case "Macro":
      define(node.name, { type: "macro", node });
      for (const parameter of node.parameters) {
        if (parameter.default !== null)
          define(parameter.name, { type: "value", expression: parameter.default }, scopes.of(node));
      }
      collect(node.body, scopes.of(node), scopes, table);
      break;
    case "CallBlock":
    case "FilterBlock":
    case "Autoescape":
      collect(node.body, scopes.of(node), scopes, table);
      break;
    case "Import":
      define(node.target, { type: "module", node });
      break;
    case "FromImport":
      for (const { name, alias } of node.names) define(alias, { type: "imported", node, name });
      break;
    default:
  }
}
