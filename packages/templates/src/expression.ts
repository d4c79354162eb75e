/** An expression as a template, so that it is compiled as one. */
import type { Expression, Span, TemplateNode } from "./syntax/nodes.ts";

const start: Span = { line: 1, column: 1, length: 1 };

/** A template that sets `result` to the expression. */
export function assignmentOf(value: Expression): TemplateNode {
  const target = { type: "NameTarget", name: "result", span: start } as const;
  return { type: "Template", span: start, blocks: new Map(), body: [{ type: "Set", target, value, span: value.span }] };
}
