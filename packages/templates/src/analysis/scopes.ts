/**
 * Which name is which variable: Jinja2's `idtracking`, name by name and quirk by quirk, since templates rely on it.
 *
 * Every statement with a body of its own has a scope. A name that is only read comes from the nearest scope that knows
 * it, else from the context; a name that is set anywhere in a scope is a variable of that scope, which begins with the
 * value of the outer one. `if` has no scope: what its branches set stays set.
 *
 * What comes out is a `Scope` per body, kept beside the tree, and for each variable how it gets its first value.
 */
import type { Body, CallBlock, Expression, Macro, Statement, Target, TemplateNode } from "../syntax/nodes.ts";
import { type Survey, surveyOf } from "../syntax/survey.ts";
import { childrenOf, descendants, type Node, readsFree } from "../syntax/visit.ts";
import { Names, type Scope, Symbols, type Variable } from "./symbols.ts";

/** The scopes of a `for`: its filter and its `else` see other names than its body. */
export interface LoopScopes {
  readonly body: Scope;
  readonly test: Scope | null;
  readonly otherwise: Scope;
  /** The variable of `loop`, where something in the body asks for it. */
  readonly loop: Variable | null;
}

/** A statement whose body has a scope of its own. */
export type ScopeNode = Extract<
  Statement,
  { type: "Block" | "With" | "Macro" | "CallBlock" | "FilterBlock" | "SetBlock" | "Autoescape" }
>;

/** All scopes of a template. */
export interface Scopes {
  readonly root: Scope;
  /** What there is in the template at all. */
  readonly survey: Survey;
  of(node: ScopeNode): Scope;
  ofLoop(node: Extract<Statement, { type: "For" }>): LoopScopes;
}

export interface ScopeOptions {
  /**
   * Does what a macro includes see its `caller`, and the bodies of its calls, and what a loop includes its `loop`? In nunjucks
   * they do, whether it is mentioned or not: wrappers of macros and partials of lists rely on it.
   * @default false
   */
  readonly sharesSpecials?: boolean;
  /**
   * Does `set` in a loop or in a captured body set the variable that was set outside? It does in nunjucks, whose templates
   * gather text and totals that way; in Jinja2 the variable is another one, of the same name.
   * @default false
   */
  readonly setsOutside?: boolean;
}

/**
 * Finds the scopes of a template and all its blocks.
 *
 * @param isTopLevel Macros at the top level find their names in the context, where all top-level names are: so they
 * need no enclosing function, and can be compiled for another HTML state at any time. The others are closures.
 */
export function findScopes(
  template: TemplateNode,
  { sharesSpecials = false, setsOutside = false }: ScopeOptions = {},
): Scopes {
  const survey = surveyOf(template);
  const wants = (body: Body, name: string): boolean => survey.reads.has(name) && readsFree(body, name);
  const names = new Names();
  const scopes = new Map<ScopeNode, Scope>();
  const loops = new Map<Statement, LoopScopes>();

  const root = new Symbols(names, null);
  if (wants(template.body, "self")) root.parameter("self");
  walkBody(template.body, root);
  inner(template.body, root, true);
  for (const block of template.blocks.values()) {
    const scope = new Symbols(names, null);
    if (wants(block.body, "self")) scope.parameter("self");
    if (wants(block.body, "super")) scope.parameter("super");
    open(block, scope);
  }

  return {
    root,
    survey,
    of: (node) => scopes.get(node)!,
    ofLoop: (node) => loops.get(node)!,
  };

  function open(node: ScopeNode, scope: Symbols): void {
    scopes.set(node, scope);
    walkBody(node.body, scope);
    inner(node.body, scope, false);
  }

  /** Opens the scopes of the statements that have one. They see all names of the scope around them. */
  function inner(body: Body, scope: Symbols, topLevel: boolean): void {
    for (const node of body) innerOf(node, scope, topLevel);
  }

  function innerOf(node: Statement, scope: Symbols, topLevel: boolean): void {
    switch (node.type) {
      case "If":
        for (const branch of node.branches) inner(branch.body, scope, topLevel);
        inner(node.otherwise, scope, topLevel);
        break;
      case "For":
        loop(node, scope);
        break;
      case "Macro":
        callable(node, topLevel ? null : scope);
        break;
      case "CallBlock":
        callable(node, scope);
        break;
      case "With": {
        const own = new Symbols(names, scope);
        for (const { target } of node.bindings) storeTarget(target, own);
        open(node, own);
        break;
      }
      case "FilterBlock":
      case "SetBlock":
      case "Autoescape": {
        const own = new Symbols(names, scope, setsOutside);
        // Jinja2 looks for the names in a filter's arguments outside, where they may not be known; we look inside.
        if (node.type === "Autoescape") own.autoescape = node;
        else if (node.filter !== null) read(node.filter, own);
        open(node, own);
        break;
      }
    }
  }

  function loop(node: Extract<Statement, { type: "For" }>, scope: Symbols): void {
    const body = new Symbols(names, scope, setsOutside);
    const mayHaveBlock = survey.types.has("Block");
    const wanted =
      node.recursive ||
      wants(node.body, "loop") ||
      (mayHaveBlock && hasScopedBlock([...node.body, ...node.otherwise])) ||
      (sharesSpecials && survey.types.has("Include") && includes(node.body));
    const variable = wanted ? body.parameter("loop") : null;
    storeTarget(node.target, body, true);
    walkBody(node.body, body);
    inner(node.body, body, false);

    let test: Symbols | null = null;
    if (node.filter !== null) {
      test = new Symbols(names, scope);
      storeTarget(node.target, test, true);
      read(node.filter, test);
    }
    const otherwise = new Symbols(names, scope, setsOutside);
    walkBody(node.otherwise, otherwise);
    inner(node.otherwise, otherwise, false);
    loops.set(node, { body, test, otherwise, loop: variable });
  }

  function callable(node: Macro | CallBlock, parent: Symbols | null): void {
    const scope = new Symbols(names, parent);
    const declared = new Set(node.parameters.map((parameter) => parameter.name));
    for (const parameter of node.parameters) scope.parameter(parameter.name);
    for (const special of ["caller", "kwargs", "varargs"]) {
      const isWanted = wants(node.body, special) || (special === "caller" && sharesSpecials && includes(node.body));
      const isOuter = special === "caller" && sharesSpecials && node.type === "CallBlock";
      if (!declared.has(special) && isWanted && !isOuter) scope.parameter(special);
    }
    if (parent === null && wants(node.body, "self")) scope.parameter("self");
    for (const parameter of node.parameters) if (parameter.default !== null) read(parameter.default, scope);
    open(node, scope);
  }
}

/** Does a template that is included in a body see the variables around it? */
function includes(body: Body): boolean {
  const isOwn = ({ type }: Node): boolean => type !== "Block" && type !== "Macro" && type !== "CallBlock";
  return [...descendants(body, isOwn)].some((node) => node.type === "Include" && node.withContext);
}

function hasScopedBlock(body: Body): boolean {
  const look = (node: Node): boolean => (node.type === "Block" && node.scoped) || childrenOf(node).some(look);
  return body.some(look);
}

function walkBody(body: Body, scope: Symbols): void {
  for (const node of body) walk(node, scope);
}

/** Reads and stores of one statement in its own scope, in Jinja2's order. Bodies with scopes are not entered. */
function walk(node: Statement, scope: Symbols): void {
  switch (node.type) {
    case "If":
      walkIf(node, scope);
      break;
    case "Set":
      read(node.value, scope);
      storeTarget(node.target, scope);
      break;
    case "SetBlock":
      storeTarget(node.target, scope);
      break;
    case "For":
      read(node.iterable, scope);
      break;
    case "Macro":
      scope.store(node.name);
      break;
    case "CallBlock":
      read(node.call, scope);
      break;
    case "With":
      for (const { value } of node.bindings) read(value, scope);
      break;
    case "Import":
      read(node.template, scope);
      scope.store(node.target);
      break;
    case "FromImport":
      read(node.template, scope);
      for (const { alias } of node.names) scope.store(alias);
      break;
    case "Autoescape":
      read(node.value, scope);
      break;
    case "Block":
    case "FilterBlock":
      break;
    default:
      for (const child of childrenOf(node)) read(child, scope);
  }
}

/** `elif` belongs to the `else` of what is before it, so the branches are merged from the last one. */
function walkIf(node: Extract<Statement, { type: "If" }>, scope: Symbols): void {
  const [first, ...rest] = node.branches;
  read(first!.test, scope);
  const then = scope.copy();
  walkBody(first!.body, then);
  const others = scope.copy();
  for (const branch of rest) walkIf({ ...node, branches: [branch], otherwise: [] }, others);
  const otherwise = scope.copy();
  walkBody(node.otherwise, otherwise);
  scope.merge([then, others, otherwise]);
}

function read(node: Node | Expression, scope: Symbols): void {
  if (node.type === "Name") scope.read(node.name);
  else for (const child of childrenOf(node)) read(child, scope);
}

function storeTarget(target: Target, scope: Symbols, parameter = false): void {
  switch (target.type) {
    case "NameTarget":
      if (parameter) scope.parameter(target.name);
      else scope.assign(target.name);
      break;
    case "NamespaceTarget":
      scope.read(target.name);
      break;
    case "TupleTarget":
      for (const item of target.items) storeTarget(item, scope, parameter);
  }
}
