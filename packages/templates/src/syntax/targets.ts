/** What can be assigned to: names, tuples of names, attributes of namespaces. */
import { quote } from "../explain.ts";
import type { TargetOptions, TemplateParser } from "./extension.ts";
import type { Expression, Target } from "./nodes.ts";
import { tokenSpan } from "./stream.ts";

/** Names that cannot be assigned to. */
const RESERVED: ReadonlySet<string> = new Set(["true", "True", "false", "False", "none", "None"]);

/** What Jinja2's messages call the expressions that cannot be assigned to. */
const JINJA_NAMES: Readonly<Record<Expression["type"], string>> = {
  Binary: "operator",
  Call: "call",
  Compare: "compare",
  Concat: "concat",
  Conditional: "condexpr",
  Constant: "const",
  Dict: "dict",
  ExtensionCall: "call",
  Filter: "filter",
  GetAttribute: "getattr",
  GetItem: "getitem",
  List: "list",
  Name: "name",
  Slice: "slice",
  Test: "test",
  Tuple: "tuple",
  Unary: "operator",
};

/** One target, or several with commas between them, which make a tuple. */
export function parseTarget(parser: TemplateParser, options: TargetOptions): Target {
  const { stream } = parser;
  const start = stream.current;
  const items: Target[] = [];
  let isTuple = false;
  while (!atEnd(parser, options)) {
    items.push(parseSingle(parser, options));
    if (!stream.skipIf("comma")) break;
    isTuple = true;
  }
  if (isTuple) return { type: "TupleTarget", items, span: parser.spanFrom(start) };
  return items[0] ?? toTarget(parser, parser.parseTuple());
}

function atEnd({ stream }: TemplateParser, { endsAt }: TargetOptions): boolean {
  const { type } = stream.current;
  return (
    type === "variable_end" ||
    type === "block_end" ||
    type === "rparen" ||
    (endsAt !== undefined && stream.test(endsAt))
  );
}

function parseSingle(parser: TemplateParser, { withNamespace = false }: TargetOptions): Target {
  const { stream } = parser;
  const start = stream.current;
  if (withNamespace && start.type === "name" && !RESERVED.has(start.value) && stream.look().type === "dot") {
    stream.skip(2);
    const attribute = stream.expect("name").value;
    return { type: "NamespaceTarget", name: start.value, attribute, span: parser.spanFrom(start) };
  }
  // A name like any other in Jinja2; only nunjucks reads it as a value.
  if (start.type === "name" && start.value === "null") {
    stream.skip(1);
    return { type: "NameTarget", name: "null", span: parser.spanFrom(start) };
  }
  return toTarget(parser, parser.parsePrimary());
}

/** Takes an expression for a target, as Python does. */
function toTarget(parser: TemplateParser, expression: Expression): Target {
  const target = assignable(expression);
  if (target) return target;
  parser.fail(`can't assign to ${quote(JINJA_NAMES[expression.type])}`, expression.span, {
    cure: expression.type === "Constant" ? "A value stands where a name is needed." : "Only names can be assigned to.",
  });
}

function assignable(expression: Expression): Target | null {
  if (expression.type === "Name") return { type: "NameTarget", name: expression.name, span: expression.span };
  if (expression.type !== "Tuple") return null;
  const items: Target[] = [];
  for (const item of expression.items) {
    const target = assignable(item);
    if (!target) return null;
    items.push(target);
  }
  return { type: "TupleTarget", items, span: expression.span };
}

/** A single name that is assigned to. */
export function parseTargetName(parser: TemplateParser): string {
  const token = parser.stream.expect("name");
  if (RESERVED.has(token.value)) {
    parser.fail("can't assign to 'name'", tokenSpan(token), { cure: `${quote(token.value)} is a value, not a name.` });
  }
  return token.value;
}
