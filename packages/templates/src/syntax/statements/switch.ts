/** nunjucks' `switch`, which is an `if` with `===`. */
import type { TemplateParser } from "../extension.ts";
import type { Body, Expression, If, Span } from "../nodes.ts";
import { addBranch, type Branch } from "./branches.ts";

const ENDS = ["name:case", "name:default", "name:endswitch"];

/** `{% switch value %}{% case a %}…{% case b %}…{% default %}…{% endswitch %}` */
export function parseSwitch(parser: TemplateParser): If {
  const { stream } = parser;
  const start = stream.next();
  const subject = parser.parseExpression();
  const span = parser.spanFrom(start);
  // What stands before the first case is never printed.
  parser.parseStatements(ENDS);
  const branches: Branch[] = [];
  let otherwise: Body = [];
  /** The cases without a body of their own, which share the next one. */
  let waiting: Expression[] = [];
  for (;;) {
    const { value: tag } = stream.next();
    if (tag === "endswitch") return makeIf(subject, branches, otherwise, span);
    if (tag === "default") {
      otherwise = parser.parseStatements(ENDS);
      waiting = [];
      continue;
    }
    const value = parser.parseExpression();
    waiting.push({ type: "Compare", first: subject, rest: [{ op: "===", value }], span: value.span });
    const body = parser.parseStatements(ENDS);
    if (body.length === 0) continue;
    for (const test of waiting) addBranch(parser, branches, { test, body });
    waiting = [];
  }
}

/** An `if` has a first branch; without a case, the default is it. */
function makeIf(subject: Expression, branches: If["branches"], otherwise: Body, span: Span): If {
  if (branches.length > 0) return { type: "If", branches, otherwise, span };
  const always: Expression = { type: "Constant", value: true, span: subject.span };
  return { type: "If", branches: [{ test: always, body: otherwise }], otherwise: [], span };
}
