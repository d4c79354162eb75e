/** `set`, `print` and `autoescape`. */
import type { TemplateParser } from "../extension.ts";
import type { Autoescape, Expression, Output, Set, SetBlock } from "../nodes.ts";

/** `{% set target = value %}`, or `{% set target | filter %}…{% endset %}` */
export function parseSet(parser: TemplateParser): Set | SetBlock {
  const { stream } = parser;
  const start = stream.next();
  const target = parser.parseTarget({ withNamespace: true });
  if (stream.skipIf("assign")) {
    const value = parser.parseTuple();
    return { type: "Set", target, value, span: parser.spanFrom(start) };
  }
  const filter = stream.skipIf("pipe") ? parser.parseFilters() : null;
  const span = parser.spanFrom(start);
  return { type: "SetBlock", target, filter, body: parser.parseStatements(["name:endset"], { dropEnd: true }), span };
}

/** `{% print a, b %}` */
export function parsePrint(parser: TemplateParser): Output {
  const { stream } = parser;
  const start = stream.next();
  const parts: Expression[] = [];
  while (stream.current.type !== "block_end") {
    if (parts.length > 0) stream.expect("comma");
    parts.push(parser.parseExpression());
  }
  return { type: "Output", parts, span: parser.spanFrom(start) };
}

/** `{% autoescape value %}…{% endautoescape %}` */
export function parseAutoescape(parser: TemplateParser): Autoescape {
  const start = parser.stream.next();
  const value = parser.parseExpression();
  const span = parser.spanFrom(start);
  return { type: "Autoescape", value, body: parser.parseStatements(["name:endautoescape"], { dropEnd: true }), span };
}
