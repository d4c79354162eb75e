/** Ways from one template to another, as errors tell of them. */
import { TemplateError } from "../errors.ts";
import type { Expression, Extends, FromImport, Import, Include } from "../syntax/nodes.ts";

/** A tag that leads to another template. */
type Way = Extends | Include | Import | FromImport;

/** More of the steps nobody reads. */
const MOST_LINKS = 20;

/** The tag in a few words: `include 'row.html'`. */
export function describeWay(node: Way): string {
  switch (node.type) {
    case "Extends":
      return `extends ${describeTarget(node.parent)}`;
    case "Include":
      return `include ${describeTarget(node.template)}`;
    case "Import":
    case "FromImport":
      return `import ${describeTarget(node.template)}`;
  }
}

function describeTarget(node: Expression): string {
  return node.type === "Constant" && typeof node.value === "string"
    ? `'${node.value}'`
    : "a template chosen at run time";
}

/**
 * Looks into the template that a tag names.
 *
 * @param from the template with the tag
 * @throws what `look` does; an error of a template knows then that it was come to this way
 */
export function along<Result>(node: Way, from: string | null, look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    if (error instanceof TemplateError && error.chain.length < MOST_LINKS) {
      error.link({ template: from, line: node.span.line, what: describeWay(node) });
    }
    throw error;
  }
}
