/** The names of templates. */
import { isMarkup } from "@ampoule/markup";

/**
 * The template that a tag means by `name`: `./x` and `../x` are relative to the template with the tag, as in nunjucks; any
 * other name is complete.
 *
 * @returns null where the name leads out of the loader's root
 */
export function joinRelative(name: string, parent: string): string | null {
  if (!name.startsWith("./") && !name.startsWith("../")) return name;
  const parts = parent.split("/").slice(0, -1);
  for (const part of name.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** Markup is text as well; nothing else stands for a name. */
export function textOfName(target: unknown): string | null {
  return isMarkup(target) ? target.toString() : null;
}
