/** What occurs in a template at all: one walk, which answers most questions about it with "nothing of that kind". */
import type { TemplateNode } from "./nodes.ts";
import { childrenOf, type Node } from "./visit.ts";

export interface Survey {
  /** The kinds of nodes that there are. */
  readonly types: ReadonlySet<Node["type"]>;
  /** The names that are read. */
  readonly reads: ReadonlySet<string>;
  /** The names that `set`, `for` or `with` bind. */
  readonly binds: ReadonlySet<string>;
}

/** Walks through a template and all its blocks. */
export function surveyOf({ body }: TemplateNode): Survey {
  const types = new Set<Node["type"]>();
  const reads = new Set<string>();
  const binds = new Set<string>();

  function look(nodes: readonly Node[]): void {
    for (const node of nodes) {
      types.add(node.type);
      if (node.type === "Name") reads.add(node.name);
      else if (node.type === "NameTarget") binds.add(node.name);
      else if (node.type !== "Text" && node.type !== "Constant") look(childrenOf(node));
    }
  }

  look(body);
  return { types, reads, binds };
}
