/** `for`, `if` and `with`. */
import type { TemplateParser } from "../extension.ts";
import type { Expression, For, If, Target, With } from "../nodes.ts";
import { addBranch, type Branch } from "./branches.ts";

/** nunjucks' loops that wait for promises; here all loops of `renderAsync` do. */
const NUNJUCKS_LOOP_ENDS: ReadonlyMap<string, string> = new Map([
  ["asyncEach", "endeach"],
  ["asyncAll", "endall"],
]);
const IF_ENDS = ["name:elif", "name:else", "name:endif"];
const NUNJUCKS_IF_ENDS = ["name:elif", "name:elseif", "name:else", "name:endif"];

/** `{% for target in iterable if filter recursive %}…{% else %}…{% endfor %}` */
export function parseFor(parser: TemplateParser): For {
  const { stream } = parser;
  const start = stream.next();
  const target = parser.parseTarget({ endsAt: "name:in" });
  stream.expect("name:in");
  let iterable = parser.parseTuple({ withConditional: false, endsAt: "name:recursive" });
  let filter = stream.skipIf("name:if") ? parser.parseExpression() : null;
  if (parser.nunjucks && filter !== null && stream.skipIf("name:else")) {
    // `for x in a if b else c`: what has an `else` chooses, only what has none filters.
    const otherwise = parser.parseExpression();
    iterable = { type: "Conditional", test: filter, consequent: iterable, otherwise, span: iterable.span };
    filter = null;
  }
  const recursive = stream.skipIf("name:recursive");
  const span = parser.spanFrom(start);
  const end = "name:" + (NUNJUCKS_LOOP_ENDS.get(start.value) ?? "endfor");
  const body = parser.parseStatements([end, "name:else"], { loop: true });
  const hasElse = stream.next().value === "else";
  // The body of a recursive loop is a function, so an outer loop cannot be left from its `else`.
  const elseOptions = recursive ? { dropEnd: true, loop: false } : { dropEnd: true };
  const otherwise = hasElse ? parser.parseStatements([end], elseOptions) : [];
  return { type: "For", target, iterable, filter, recursive, body, otherwise, span };
}

/** `{% if test %}…{% elif test %}…{% else %}…{% endif %}` */
export function parseIf(parser: TemplateParser): If {
  const { stream } = parser;
  const start = stream.next();
  const branches: Branch[] = [];
  let span = parser.spanFrom(start);
  for (;;) {
    const test = parser.parseTuple({ withConditional: parser.nunjucks });
    if (branches.length === 0) span = parser.spanFrom(start);
    const body = parser.parseStatements(parser.nunjucks ? NUNJUCKS_IF_ENDS : IF_ENDS);
    addBranch(parser, branches, { test, body });
    const { value } = stream.next();
    if (value === "elif" || value === "elseif") continue;
    const otherwise = value === "else" ? parser.parseStatements(["name:endif"], { dropEnd: true }) : [];
    return { type: "If", branches, otherwise, span };
  }
}

/** `{% with a = 1, b = 2 %}…{% endwith %}` */
export function parseWith(parser: TemplateParser): With {
  const { stream } = parser;
  const start = stream.next();
  const bindings: { target: Target; value: Expression }[] = [];
  while (stream.current.type !== "block_end") {
    if (bindings.length > 0) stream.expect("comma");
    const target = parser.parseTarget();
    stream.expect("assign");
    bindings.push({ target, value: parser.parseExpression() });
  }
  const span = parser.spanFrom(start);
  return { type: "With", bindings, body: parser.parseStatements(["name:endwith"], { dropEnd: true }), span };
}
