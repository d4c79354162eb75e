/** `extends` and `block`. */
import { isBlank } from "../characters.ts";
import type { TemplateParser } from "../extension.ts";
import type { Block, Body, Extends } from "../nodes.ts";

/** `{% extends parent %}` */
export function parseExtends(parser: TemplateParser): Extends {
  const start = parser.stream.next();
  const parent = parser.parseExpression();
  return { type: "Extends", parent, span: parser.spanFrom(start) };
}

/** `{% block name scoped required %}…{% endblock name %}` */
export function parseBlock(parser: TemplateParser): Block {
  const { stream } = parser;
  const start = stream.next();
  const name = stream.expect("name").value;
  // In nunjucks a block in a loop sees the loop's variables, whether it says so or not.
  const scoped = stream.skipIf("name:scoped") || (parser.nunjucks && parser.inLoop);
  const required = stream.skipIf("name:required");
  if (stream.current.type === "sub") {
    parser.fail(
      "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
    );
  }
  const span = parser.spanFrom(start);
  return parser.parseBlockBody(name, span, () => {
    const body = parser.parseStatements(["name:endblock"], { dropEnd: true, loop: false });
    if (required && !isEmpty(body)) parser.fail("Required blocks can only contain comments or whitespace");
    stream.skipIf("name:" + name);
    return { type: "Block", name, body, scoped, required, span };
  });
}

function isEmpty(body: Body): boolean {
  return body.every(
    (statement) =>
      statement.type === "Output" && statement.parts.every((part) => part.type === "Text" && isBlank(part.text)),
  );
}
