/** The branches of `if` and `switch`. */
import type { TemplateParser } from "../extension.ts";
import { MOST_BRANCHES } from "../limits.ts";
import type { Body, Expression } from "../nodes.ts";

/** What is tested, and what is done then. */
export interface Branch {
  readonly test: Expression;
  readonly body: Body;
}

/** Adds a branch, unless there are too many. */
export function addBranch(parser: TemplateParser, branches: Branch[], branch: Branch): void {
  if (branches.length === MOST_BRANCHES) {
    parser.fail(`a condition has too many branches (limit ${MOST_BRANCHES})`, branch.test.span, {
      code: "TEMPLATE_SYNTAX_DEPTH",
      cure: "Look the value up in a dict.",
    });
  }
  branches.push(branch);
}
