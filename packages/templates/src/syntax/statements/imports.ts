/** `include`, `import` and `from … import`. */
import type { TemplateParser } from "../extension.ts";
import type { FromImport, Import, Include } from "../nodes.ts";

/** `{% include template ignore missing without context %}` */
export function parseInclude(parser: TemplateParser): Include {
  const { stream } = parser;
  const start = stream.next();
  const template = parser.parseExpression();
  const ignoreMissing = stream.test("name:ignore") && stream.look().value === "missing";
  if (ignoreMissing) stream.skip(2);
  const withContext = parseContext(parser) ?? true;
  return { type: "Include", template, withContext, ignoreMissing, span: parser.spanFrom(start) };
}

/** `{% import template as target with context %}` */
export function parseImport(parser: TemplateParser): Import {
  const start = parser.stream.next();
  const template = parser.parseExpression();
  parser.stream.expect("name:as");
  const target = parser.parseTargetName();
  const withContext = parseContext(parser) ?? false;
  return { type: "Import", template, target, withContext, span: parser.spanFrom(start) };
}

/** `{% from template import a, b as c with context %}` */
export function parseFromImport(parser: TemplateParser): FromImport {
  const { stream } = parser;
  const start = stream.next();
  const template = parser.parseExpression();
  stream.expect("name:import");
  const names: { name: string; alias: string }[] = [];
  let withContext: boolean | null = null;
  for (;;) {
    if (names.length > 0) stream.expect("comma");
    withContext = parseContext(parser);
    if (withContext !== null) break;
    names.push(parseImportedName(parser));
    withContext = parseContext(parser);
    if (withContext !== null || stream.current.type !== "comma") break;
  }
  return { type: "FromImport", template, names, withContext: withContext ?? false, span: parser.spanFrom(start) };
}

function parseImportedName(parser: TemplateParser): { name: string; alias: string } {
  const token = parser.stream.current;
  const name = parser.parseTargetName();
  if (name.startsWith("_")) {
    parser.fail("names starting with an underline can not be imported", token, {
      assertion: true,
      cure: "A leading underline makes a macro or variable private to its template: rename it there.",
    });
  }
  return { name, alias: parser.stream.skipIf("name:as") ? parser.parseTargetName() : name };
}

/** `with context`, `without context`, or neither. */
function parseContext({ stream }: TemplateParser): boolean | null {
  const { current } = stream;
  if (!stream.test("name:with") && !stream.test("name:without")) return null;
  const next = stream.look();
  if (next.type !== "name" || next.value !== "context") return null;
  stream.skip(2);
  return current.value === "with";
}
