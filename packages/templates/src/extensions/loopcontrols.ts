/** `{% break %}` and `{% continue %}`. */
import { quote } from "../explain.ts";
import type { Extension } from "../syntax/extension.ts";

/**
 * The `loopcontrols` extension of Jinja2.
 *
 * @example
 * const env = new Environment({ extensions: [loopControls] });
 * const source = "{% for n in range(9) %}{% if n == 3 %}{% break %}{% endif %}{{ n }}{% endfor %}";
 * env.fromString(source).render(); // "012"
 */
export const loopControls: Extension = {
  identifier: "loopcontrols",
  tags: ["break", "continue"],
  parse(parser) {
    const token = parser.stream.next();
    if (!parser.inLoop) {
      const cure = "The body of a block, a macro or a call block is not part of the loop around it.";
      parser.failLater(`${quote(token.value)} outside loop`, token, { code: "TEMPLATE_SYNTAX_LOOP", cure });
    }
    return { type: token.value === "break" ? "Break" : "Continue", span: parser.spanFrom(token) };
  },
};
