/** `{% debug %}`: prints the variables, filters and tests that there are. */
import type { Extension } from "../syntax/extension.ts";

/**
 * The `debug` extension of Jinja2. Not for production: it prints all that the template was given.
 *
 * @example
 * const env = new Environment({ extensions: [debugExtension] });
 * env.fromString("<pre>{% debug %}</pre>").render().includes("filters"); // true
 */
export const debugExtension: Extension = {
  identifier: "debug",
  tags: ["debug"],
  parse(parser) {
    const start = parser.stream.next();
    return { type: "Debug", span: parser.spanFrom(start) };
  },
};
