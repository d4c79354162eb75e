/** `macro`, `call` and `filter` blocks. */
import { quote } from "../../explain.ts";
import type { TemplateParser } from "../extension.ts";
import type { Body, CallBlock, FilterBlock, Macro, Parameter } from "../nodes.ts";
import { readsFree } from "../visit.ts";

/** `{% macro name(parameters) %}…{% endmacro %}` */
export function parseMacro(parser: TemplateParser): Macro {
  const start = parser.stream.next();
  const name = parser.parseTargetName();
  const parameters = parser.parseSignature();
  const span = parser.spanFrom(start);
  const body = parser.parseStatements(["name:endmacro"], { dropEnd: true, loop: false });
  checkCaller(parser, parameters, body);
  return { type: "Macro", name, parameters, body, span };
}

/** `{% call(parameters) macro() %}…{% endcall %}` */
export function parseCallBlock(parser: TemplateParser): CallBlock {
  const { stream } = parser;
  const start = stream.next();
  const parameters = stream.current.type === "lparen" ? parser.parseSignature() : [];
  const call = parser.parseExpression();
  if (call.type !== "Call" && call.type !== "ExtensionCall") {
    parser.fail("expected call", start, { cure: "A call block calls a macro: `{% call name() %}…{% endcall %}`." });
  }
  const span = parser.spanFrom(start);
  const body = parser.parseStatements(["name:endcall"], { dropEnd: true, loop: false });
  checkCaller(parser, parameters, body);
  return { type: "CallBlock", call, parameters, body, span };
}

/** `{% filter name %}…{% endfilter %}` */
export function parseFilterBlock(parser: TemplateParser): FilterBlock {
  const start = parser.stream.next();
  const filter = parser.parseFilters();
  const span = parser.spanFrom(start);
  return { type: "FilterBlock", filter, body: parser.parseStatements(["name:endfilter"], { dropEnd: true }), span };
}

/** `(a, b=1)` */
export function parseSignature(parser: TemplateParser): readonly Parameter[] {
  const { stream } = parser;
  const parameters: Parameter[] = [];
  const names = new Set<string>();
  let hasDefaults = false;
  stream.expect("lparen");
  while (stream.current.type !== "rparen") {
    if (parameters.length > 0) stream.expect("comma");
    const start = stream.current;
    const name = parser.parseTargetName();
    const nameSpan = parser.spanFrom(start);
    let value: Parameter["default"] = null;
    if (stream.skipIf("assign")) {
      value = parser.parseExpression();
      hasDefaults = true;
    } else if (hasDefaults && !parser.nunjucks) parser.fail("non-default argument follows default argument");
    if (names.has(name)) parser.failLater(`duplicate argument ${quote(name)} in macro definition`, nameSpan);
    names.add(name);
    parameters.push({ name, default: value, span: parser.spanFrom(start) });
  }
  stream.expect("rparen");
  return parameters;
}

/** A parameter `caller` hides the call block, unless it can be left out. Jinja2 minds only if the body asks for it. */
function checkCaller(parser: TemplateParser, parameters: readonly Parameter[], body: Body): void {
  const caller = parameters.find(({ name }) => name === "caller");
  if (!caller || caller.default !== null || !readsFree(body, "caller")) return;
  parser.failLater(
    'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
    caller.span,
    { assertion: true, cure: "Write `caller=none`, so that the macro can be called without a call block, too." },
  );
}
