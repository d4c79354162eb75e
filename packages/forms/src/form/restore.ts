import type { FieldNode } from "../core/node.ts";
import type { Issue } from "../protocol.ts";
import { type BoundForm, setOf } from "./bound-form.ts";
import type { FormSnapshot } from "./snapshot.ts";

function* everyNode(nodes: Iterable<FieldNode>): Iterable<FieldNode> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children());
  }
}

/** Puts the issues of a snapshot in the place of those that reading its input found: they were found before, and more with them. */
export function restoreIssues(form: BoundForm, snapshot: FormSnapshot): void {
  const set = setOf(form);
  const byName = new Map<string, Issue[]>();
  for (const [name, code, message] of snapshot.issues) {
    const issues = byName.get(name);
    if (issues === undefined) byName.set(name, [{ code, message }]);
    else issues.push({ code, message });
  }
  for (const node of set.nodes) node.replaceIssues([]);
  for (const node of everyNode(set.nodes)) for (const issue of byName.get(node.name) ?? []) node.addIssue(issue);
  set.issues.push(...(byName.get("") ?? []));
}
