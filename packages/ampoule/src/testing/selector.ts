/**
 * The selectors of tests: compound ones as `form#login.wide[method=post]`, inside of one another (`article h1`, `ul > li`), and
 * several at once (`h1, h2`).
 */

import type { DefaultTreeAdapterTypes } from "parse5";
import { attribute, type Element, elements, hasAttribute } from "./dom.ts";

type Node = DefaultTreeAdapterTypes.Node;

/** One condition of a selector. */
type Condition = (element: Element) => boolean;

/** A compound selector, and how the elements that it matches lie in those of the one before. */
interface Step {
  readonly combinator: " " | ">";
  readonly conditions: Condition[];
}

/** Sticky: a tag name, `#id`, `.class`, `[name]` or `[name="value"]`. */
const SIMPLE =
  /([A-Za-z][\w-]*|\*)|#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\]\s]+))\s*)?\]/y;

/** Sticky: what stands between compound selectors. */
const BETWEEN = /\s*([>,])\s*|\s+/y;

function condition(match: RegExpExecArray): Condition {
  const [, tag, id, className, name, double, single, bare] = match;
  if (tag !== undefined) return (element) => tag === "*" || element.tagName === tag.toLowerCase();
  if (id !== undefined) return (element) => attribute(element, "id") === id;
  if (className !== undefined) {
    return (element) => (attribute(element, "class") ?? "").split(/\s+/).includes(className);
  }
  const value = double ?? single ?? bare;
  return (element) =>
    value === undefined ? hasAttribute(element, name ?? "") : attribute(element, name ?? "") === value;
}

/** @throws SyntaxError where it cannot be read */
function parseSelector(selector: string): readonly (readonly Step[])[] {
  const text = selector.trim();
  let step: Step = { combinator: " ", conditions: [] };
  let steps = [step];
  const alternatives = [steps];
  for (let at = 0; at < text.length || step.conditions.length === 0; ) {
    SIMPLE.lastIndex = at;
    const simple = SIMPLE.exec(text);
    if (simple !== null) {
      step.conditions.push(condition(simple));
      at = SIMPLE.lastIndex;
      continue;
    }
    BETWEEN.lastIndex = at;
    const between = BETWEEN.exec(text);
    if (between === null || step.conditions.length === 0) {
      throw new SyntaxError(
        `The selector ${JSON.stringify(selector)} cannot be read from character ${at}: write tag, #id, .class and [name=value] joined together, with blanks, ">" or "," between`,
      );
    }
    at = BETWEEN.lastIndex;
    step = { combinator: between[1] === ">" ? ">" : " ", conditions: [] };
    if (between[1] === ",") {
      steps = [step];
      alternatives.push(steps);
    } else steps.push(step);
  }
  return alternatives;
}

function parentOf(element: Element): Element | null {
  const { parentNode } = element;
  return parentNode !== null && "tagName" in parentNode ? parentNode : null;
}

/** Whether an element is matched by the steps up to the one at `last`. */
function matches(element: Element, steps: readonly Step[], last: number): boolean {
  const step = steps[last];
  if (step === undefined || !step.conditions.every((holds) => holds(element))) return false;
  if (last === 0) return true;
  for (let around = parentOf(element); around !== null; around = parentOf(around)) {
    if (matches(around, steps, last - 1)) return true;
    if (step.combinator === ">") return false;
  }
  return false;
}

/**
 * The elements that match a selector, in the order of the page.
 *
 * @throws SyntaxError for a selector that cannot be read
 */
export function select(page: Node, selector: string): readonly Element[] {
  const alternatives = parseSelector(selector);
  return [...elements(page)].filter((element) =>
    alternatives.some((steps) => matches(element, steps, steps.length - 1)),
  );
}
