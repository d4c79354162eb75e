/** One hole for several contexts: where they differ only in what does no harm to the others. */
import type { EscaperRef, Hole } from "@ampoule/markup/engine";

/**
 * The hole that serves all contexts, or null where each needs its own.
 *
 * - A space is put before a value where one of them needs it: between attributes, one more means nothing.
 * - An attribute that holds a URL in one of them is escaped as one in the others; what is an image in only one is a link.
 * - Attributes whose element differs are checked as those of an element of which nothing is known.
 */
export function mergeHoles(holes: readonly Hole[]): Hole | null {
  const [first] = holes;
  if (first === undefined) return null;
  if (holes.length === 1) return first;
  const escaper = mergeEscapers(holes.map((hole) => hole.escaper));
  if (
    escaper === null ||
    !allEqual(holes.map(({ marks }) => marks.join())) ||
    !allEqual(holes.map(({ after }) => after))
  ) {
    return null;
  }
  const befores = holes.map(({ before }) => before);
  const before = allEqual(befores) ? first.before : befores.every((text) => text.trim() === "") ? " " : null;
  return before === null ? null : { ...first, before, escaper };
}

function mergeEscapers(escapers: readonly EscaperRef[]): EscaperRef | null {
  if (allEqual(escapers.map((escaper) => JSON.stringify(escaper)))) return escapers[0]!;
  const names = new Set(escapers.map(({ name }) => name));
  if (names.has("url") && escapers.every(isLinkOrText)) return { name: "url" };
  const [name] = names;
  if (names.size === 1 && cssUrls.has(name!) && escapers.every(({ arg }) => arg === "rest" || arg === "query")) {
    return { name: name!, arg: "query" };
  }
  if (names.size !== 1 || (name !== "inTag" && name !== "attributeName")) return null;
  const arg = anyElement(
    escapers.map((escaper) => escaper.arg ?? ""),
    name === "inTag",
  );
  return arg === null ? null : { name, arg };
}

/** Behind a `?` in one branch and in the path in the other, a value is one component. */
const cssUrls: ReadonlySet<string> = new Set(["cssUrl", "cssAttrUrl"]);

/** A value that begins the URL of a link or an image, or one that holds none: a link's check is the strictest of these. */
function isLinkOrText({ name, arg, slice }: EscaperRef): boolean {
  if (slice !== undefined) return false;
  return name === "url" ? arg === undefined || arg === "image" : name === "attribute" && arg === undefined;
}

/** Elements whose attributes say what the element's content is, or load code: no other one may stand for them. */
const ownRules: ReadonlySet<string> = new Set("base embed form iframe link meta object script style".split(" "));

/**
 * The element that stands for several ones: `?`, of which nothing is known. `"a "` and `"button "` → `"? "`.
 *
 * The argument is the element, a space, and what the author wrote of the name; for a whole attribute a space says that one
 * is missing before it.
 */
function anyElement(args: readonly string[], isWhole: boolean): string | null {
  const parts = args.map(
    (arg) => /^(\S*)( ?)(.*)$/s.exec(arg)!.slice(1) as [element: string, space: string, rest: string],
  );
  if (!allEqual(parts.map(([, , rest]) => rest))) return null;
  const elements = parts.map(([element]) => element);
  if (!allEqual(elements) && elements.some((element) => ownRules.has(element))) return null;
  const element = allEqual(elements) ? elements[0]! : "?";
  const space = isWhole && parts.every(([, gap]) => gap === "") ? "" : " ";
  return element + space + parts[0]![2];
}

function allEqual(values: readonly string[]): boolean {
  return values.every((value) => value === values[0]);
}
