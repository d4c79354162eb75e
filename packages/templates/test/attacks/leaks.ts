/** What a hostile value has changed in a page, as a browser would read both. */
import { badUrls, elementsOf, foreignCode, scriptShapes, styleShapes } from "../proof/judge.ts";

const originOf = (url: string): string => new URL(url, "https://own.example").origin;

/**
 * Compares a page with the same page whose values are harmless.
 *
 * @returns what differs, in words; nothing where every value has kept to its place
 */
export function leaks(harmless: string, hostile: string): string[] {
  const [before, after] = [elementsOf(harmless), elementsOf(hostile)];
  const names = (elements: typeof before): string =>
    elements.map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(" ")).join("; ");
  const found: string[] = [];
  if (names(before) !== names(after)) found.push(`elements: ${names(after)} (not ${names(before)})`);
  for (const url of badUrls(after)) found.push(`scheme: ${url}`);
  const authors = new Set(foreignCode(before).map(originOf));
  for (const url of foreignCode(after)) if (!authors.has(originOf(url))) found.push(`foreign code: ${url}`);
  const scripts = scriptShapes(before);
  for (const [i, shape] of scriptShapes(after).entries()) {
    if (shape !== null && shape !== scripts[i]) found.push(`script: ${shape} (not ${scripts[i]})`);
  }
  const styles = styleShapes(before);
  for (const [i, shape] of styleShapes(after).entries()) {
    if (shape !== styles[i]) found.push(`style: ${shape} (not ${styles[i]})`);
  }
  return found;
}
