/** Looking through the tree without changing it: which nodes hang below which, in the order in which Jinja2 visits them. */
import type { Arguments, Body, Expression, Statement, Target, TemplateNode, Text } from "./nodes.ts";

/** Any node but the template itself. */
export type Node = Statement | Expression | Target | Text;

type ChildrenTable = {
  readonly [Type in Node["type"]]: (node: Extract<Node, { type: Type }>) => readonly (Node | null)[];
};

const none = (): readonly Node[] => [];

const CHILDREN: ChildrenTable = {
  // Expressions
  Constant: none,
  Tuple: (node) => node.items,
  List: (node) => node.items,
  Dict: (node) => node.items.flatMap(({ key, value }) => [key, value]),
  Name: none,
  Conditional: (node) => [node.test, node.consequent, node.otherwise],
  Filter: (node) => [node.target, ...argumentsOf(node)],
  Test: (node) => [node.target, ...argumentsOf(node)],
  Call: (node) => [node.callee, ...argumentsOf(node)],
  ExtensionCall: argumentsOf,
  GetAttribute: (node) => [node.target],
  GetItem: (node) => [node.target, node.index],
  Slice: (node) => [node.start, node.stop, node.step],
  Concat: (node) => node.items,
  Compare: (node) => [node.first, ...node.rest.map(({ value }) => value)],
  Binary: (node) => [node.left, node.right],
  Unary: (node) => [node.operand],
  // Targets
  NameTarget: none,
  TupleTarget: (node) => node.items,
  NamespaceTarget: none,
  // Statements
  Text: none,
  Output: (node) => node.parts,
  Extends: (node) => [node.parent],
  Block: (node) => node.body,
  Include: (node) => [node.template],
  Import: (node) => [node.template],
  FromImport: (node) => [node.template],
  For: (node) => [node.target, node.iterable, ...node.body, ...node.otherwise, node.filter],
  If: (node) => [...node.branches.flatMap(({ test, body }) => [test, ...body]), ...node.otherwise],
  Set: (node) => [node.target, node.value],
  SetBlock: (node) => [node.target, node.filter, ...node.body],
  With: (node) => [...node.bindings.flatMap(({ target, value }) => [target, value]), ...node.body],
  Macro: (node) => [...node.parameters.map((parameter) => parameter.default), ...node.body],
  CallBlock: (node) => [node.call, ...node.parameters.map((parameter) => parameter.default), ...node.body],
  FilterBlock: (node) => [...node.body, node.filter],
  Autoescape: (node) => [node.value, ...node.body],
  // The names inside the messages stand for these variables, all of which are listed.
  Trans: (node) => node.variables.map(({ value }) => value),
  Do: (node) => [node.expression],
  Break: none,
  Continue: none,
  Debug: none,
};

function argumentsOf({ args, kwargs, dynArgs, dynKwargs }: Arguments): readonly (Node | null)[] {
  return [...args, ...kwargs.map(({ value }) => value), dynArgs, dynKwargs];
}

/** Is it a node, by its type? What is below it has not been looked at. */
export function isNode(value: unknown): value is Node {
  if (typeof value !== "object" || value === null) return false;
  const type: unknown = Reflect.get(value, "type");
  return typeof type === "string" && Object.hasOwn(CHILDREN, type);
}

/**
 * The nodes directly below a node.
 *
 * @example
 * const [loop] = env.parse("{% for x in xs %}{{ x }}{% endfor %}").body;
 * childrenOf(loop!).map(({ type }) => type); // ["NameTarget", "Name", "Output"]
 */
export function childrenOf(node: Node): readonly Node[] {
  const children = (CHILDREN[node.type] as (node: Node) => readonly (Node | null)[])(node);
  return children.includes(null) ? children.filter((child) => child !== null) : (children as readonly Node[]);
}

/**
 * All nodes of a body, parents before their children.
 *
 * @param body where to begin; its nodes are among the results
 * @param enter whether to look below a node
 * @example
 * const used = new Set<string>();
 * for (const node of descendants(env.parse("{{ name|upper }}").body)) if (node.type === "Filter") used.add(node.name);
 * used; // new Set(["upper"])
 */
export function* descendants(
  body: readonly Node[],
  enter: (node: Node) => boolean = () => true,
): Generator<Node, void, undefined> {
  for (const node of body) {
    yield node;
    if (enter(node)) yield* descendants(childrenOf(node), enter);
  }
}

/** The nodes of a type, or of any of several. */
export type NodeOf<Type extends Node["type"]> = Extract<Node, { readonly type: Type }>;

/**
 * The nodes of some types below a template or another node, parents before their children.
 *
 * @param tree where to look; it is not among the results itself
 * @param types as `"Filter"`, `"Include"`
 * @see https://jinja.palletsprojects.com/en/stable/extensions/#jinja2.nodes.Node.find_all
 * @example
 * const tree = env.parse("{{ name|upper }}{% if a %}{{ b|lower }}{% endif %}");
 * Array.from(findAll(tree, "Filter"), ({ name }) => name); // ["upper", "lower"]
 */
export function* findAll<Type extends Node["type"]>(
  tree: TemplateNode | Node,
  ...types: readonly Type[]
): Generator<NodeOf<Type>, void, undefined> {
  const wanted: ReadonlySet<string> = new Set(types);
  for (const node of descendants(tree.type === "Template" ? tree.body : childrenOf(tree))) {
    if (wanted.has(node.type)) yield node as NodeOf<Type>;
  }
}

/**
 * Whether a body reads a name before it binds it. Blocks are templates of their own and are not looked into.
 * So is found out whether a macro wants its `caller`.
 */
export function readsFree(body: Body, name: string): boolean {
  return firstUse(body, name) === "read";
}

function firstUse(nodes: readonly Node[], name: string): "read" | "bound" | null {
  for (const node of nodes) {
    if (node.type === "Name" && node.name === name) return "read";
    if (node.type === "NameTarget" && node.name === name) return "bound";
    if ("parameters" in node && node.parameters.some((parameter) => parameter.name === name)) return "bound";
    if (node.type === "Block") continue;
    const below = firstUse(childrenOf(node), name);
    if (below !== null) return below;
  }
  return null;
}
