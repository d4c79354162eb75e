/** `for`, `if` and `with`. */
import type { TemplateParser } from "../extension.ts";
import type { Body, Expression, For, If, Target, With } from "../nodes.ts";

/** `{% for target in iterable if filter recursive %}…{% else %}…{% endfor %}` */
export function parseFor(parser: TemplateParser): For {
  const { stream } = parser;
  const start = stream.next();
  const target = parser.parseTarget({ endsAt: "name:in" });
  stream.expect("name:in");
  const iterable = parser.parseTuple({ withConditional: false, endsAt: "name:recursive" });
  const filter = stream.skipIf("name:if") ? parser.parseExpression() : null;
  const recursive = stream.skipIf("name:recursive");
  const span = parser.spanFrom(start);
  const body = parser.parseStatements(["name:endfor", "name:else"], { loop: true });
  const hasElse = stream.next().value === "else";
  // The body of a recursive loop is a function, so an outer loop cannot be left from its `else`.
  const elseOptions = recursive ? { dropEnd: true, loop: false } : { dropEnd: true };
  const otherwise = hasElse ? parser.parseStatements(["name:endfor"], elseOptions) : [];
  return { type: "For", target, iterable, filter, recursive, body, otherwise, span };
}

/** `{% if test %}…{% elif test %}…{% else %}…{% endif %}` */
export function parseIf(parser: TemplateParser): If {
  const { stream } = parser;
  const start = stream.next();
  const branches: { test: Expression; body: Body }[] = [];
  let span = parser.spanFrom(start);
  for (;;) {
    const test = parser.parseTuple({ withConditional: false });
    if (branches.length === 0) span = parser.spanFrom(start);
    const body = parser.parseStatements(["name:elif", "name:else", "name:endif"]);
    branches.push({ test, body });
    const { value } = stream.next();
    if (value === "elif") continue;
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
