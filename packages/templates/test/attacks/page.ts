/** What every attack needs: a page as Ampoule prints it, the same page with plain HTML escaping, and what a browser sees. */
import { parse } from "acorn";
import { Environment, type EnvironmentOptions, EscapeError } from "../../src/index.ts";
import { elementsOf, textOf } from "../proof/judge.ts";

type Data = Readonly<Record<string, unknown>>;

const contextual = new Environment({});
const plain = new Environment({ autoescape: "html" });

/** The page by default: contextual escaping. */
export const render = (template: string, data: Data = {}): string => contextual.fromString(template).render(data);

/** The twin: escaped for HTML text wherever a value stands, as most engines do. */
export const twin = (template: string, data: Data = {}): string => plain.fromString(template).render(data);

/** The code with which a template is refused; undefined where it is accepted. */
export function refusalOf(template: string, options: EnvironmentOptions = {}): string | undefined {
  try {
    new Environment(options).fromString(template);
    return undefined;
  } catch (error) {
    if (error instanceof EscapeError) return error.code;
    throw error;
  }
}

/** The attributes of the first element of that name, by their full names. */
export function attributesOf(html: string, tag: string): Readonly<Record<string, string>> {
  const found = elementsOf(html).find(({ tagName }) => tagName === tag);
  return Object.fromEntries(
    (found?.attrs ?? []).map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]),
  );
}

/** The text of the first element of that name. */
export function textIn(html: string, tag: string): string {
  const found = elementsOf(html).find(({ tagName }) => tagName === tag);
  return found === undefined ? "" : textOf(found);
}

/** How many elements of that name a page has. */
export const count = (html: string, tag: string): number =>
  elementsOf(html).filter(({ tagName }) => tagName === tag).length;

/** Elements with the names of their attributes. */
export const shapeOf = (html: string): string =>
  elementsOf(html)
    .map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(" "))
    .join("; ");

/** Does the script parse, and end without having called `alert`? A script that does not parse was broken by a value. */
export function isHarmless(code: string): boolean {
  try {
    parse(code, { ecmaVersion: "latest" });
  } catch {
    return false;
  }
  return !alerts(code);
}

/** Does the script call `alert`? One that does not parse calls nothing. */
export function alerts(code: string): boolean {
  let called = false;
  try {
    new Function("alert", "f", "b", "c", code)(
      () => {
        called = true;
        return 1;
      },
      () => {},
      4,
      2,
    );
  } catch {
    // What the script does with its values is its own affair.
  }
  return called;
}
