/** `{% do expression %}`: evaluates an expression and prints nothing. */
import type { Extension } from "../syntax/extension.ts";

/**
 * The `do` extension of Jinja2.
 *
 * @example
 * const env = new Environment({ extensions: [doExtension] });
 * env.fromString("{% do items.append(1) %}{{ items }}").render({ items: [] }); // "[1]"
 */
export const doExtension: Extension = {
  identifier: "do",
  tags: ["do"],
  parse(parser) {
    const start = parser.stream.next();
    const expression = parser.parseTuple();
    return { type: "Do", expression, span: parser.spanFrom(start) };
  },
};
