/** With which texts of the template a value may begin: a file that the author names is the author's, whatever names it. */
import type { Expression } from "../syntax/nodes.ts";
import type { AnalysedTemplate } from "./analysed.ts";
import type { Scope } from "./symbols.ts";

/** A text of the template. */
export interface Beginning {
  readonly text: string;
  /** The value is that text, and nothing follows. */
  readonly whole: boolean;
}

/** How far names are followed, and how many texts are of interest. */
const DEEPEST = 8;
const MOST = 50;

/** Filters that give what they are given, as far as its beginning goes. */
const KEEPING: ReadonlySet<string> = new Set(["safe", "escape", "e", "string", "trim", "default", "d"]);

/** The texts with which a value may begin, as far as the template itself says; it may begin otherwise too. */
export function beginningsOf(node: Expression, scope: Scope, template: AnalysedTemplate): readonly Beginning[] {
  const found = new Map<string, Beginning>();
  new Search(template, scope).begin(node, DEEPEST, (beginning) => {
    if (found.size < MOST) found.set(`${beginning.text}${beginning.whole}`, beginning);
  });
  return [...found.values()];
}

type Found = (beginning: Beginning) => void;

class Search {
  readonly #template: AnalysedTemplate;
  readonly #scope: Scope;
  /** Names defined by one another would take exponential time. */
  #steps = 500;

  constructor(template: AnalysedTemplate, scope: Scope) {
    this.#template = template;
    this.#scope = scope;
  }

  begin(node: Expression | null | undefined, depth: number, found: Found): void {
    if (!node || depth === 0 || this.#steps-- <= 0) return;
    switch (node.type) {
      case "Constant":
        if (typeof node.value === "string") found({ text: node.value, whole: true });
        break;
      case "Concat":
        this.#join(node.items, depth, found);
        break;
      case "Binary":
        if (node.op === "+") this.#join([node.left, node.right], depth, found);
        else if (node.op === "or" || node.op === "and") {
          for (const part of [node.left, node.right]) this.begin(part, depth, found);
        }
        break;
      case "Conditional":
        for (const part of [node.consequent, node.otherwise]) this.begin(part, depth, found);
        break;
      case "Filter":
        if (!KEEPING.has(node.name) || !this.#template.isBuiltInFilter(node.name)) break;
        for (const part of [node.target, node.args[0]]) this.begin(part, depth, found);
        break;
      default:
        for (const value of this.#values(node, depth - 1)) this.begin(value, depth - 1, found);
    }
  }

  /** Of texts one after another, the first counts, and the next ones as long as nothing else is between them. */
  #join([first, ...rest]: readonly Expression[], depth: number, found: Found): void {
    this.begin(first, depth, (beginning) => {
      if (rest.length === 0) found(beginning);
      else {
        found({ ...beginning, whole: false });
        if (!beginning.whole) return;
        this.#join(rest, depth - 1, ({ text, whole }) => found({ text: beginning.text + text, whole }));
      }
    });
  }

  /** What a name, or a member of a literal, may stand for. */
  #values(node: Expression, depth: number): readonly Expression[] {
    if (depth <= 0 || this.#steps-- <= 0) return [];
    if (node.type === "Name") return this.#definitions(node.name, depth);
    const key = memberOf(node);
    if (key === undefined) return [];
    const targets = this.#literals(key.target, depth - 1);
    return targets.flatMap((target) => (target.type === "Dict" ? valueOf(target, key.name) : []));
  }

  #definitions(name: string, depth: number): readonly Expression[] {
    return this.#template.definitions.find(name, this.#scope).flatMap((definition) => {
      if (definition.type !== "value" || definition.expression === undefined) return [];
      return definition.isItem ? this.#items(definition.expression, depth - 1) : [definition.expression];
    });
  }

  #items(node: Expression, depth: number): readonly Expression[] {
    const lists = this.#literals(node, depth);
    return lists.flatMap((list) => (list.type === "List" || list.type === "Tuple" ? list.items : []));
  }

  /** The literals that an expression stands for; it may be one itself. */
  #literals(node: Expression, depth: number): readonly Expression[] {
    if (node.type === "List" || node.type === "Tuple" || node.type === "Dict") return [node];
    return this.#values(node, depth).flatMap((value) => this.#literals(value, depth - 1));
  }
}

interface Member {
  readonly target: Expression;
  readonly name: string;
}

function memberOf(node: Expression): Member | undefined {
  if (node.type === "GetAttribute") return { target: node.target, name: node.name };
  if (node.type !== "GetItem" || node.index.type !== "Constant") return undefined;
  return typeof node.index.value === "string" ? { target: node.target, name: node.index.value } : undefined;
}

function valueOf(dict: Extract<Expression, { type: "Dict" }>, name: string): readonly Expression[] {
  return dict.items.filter(({ key }) => key.type === "Constant" && key.value === name).map(({ value }) => value);
}
