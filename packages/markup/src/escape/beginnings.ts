/**
 * URLs that are the author's by their beginning: the template itself has it as a text, whatever variable it comes in.
 *
 * They are handed to the escaper in its `arg`, each with a space before it, and a `*` behind those of which more may follow.
 */
import { isLocalUrl } from "./url.ts";

interface Beginning {
  readonly text: string;
  readonly whole: boolean;
}

/** Not: what has to be read before it can be compared, and what fixes no place. */
const readable = /^[!$-)+-;=?-[\]_a-z~]+$/;

/** The origin, and perhaps more, of `https://host` or `//host`. */
const origin = /^(?:https?:)?\/\/[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)/i;

/**
 * The beginnings as a part of an escaper's `arg`.
 *
 * @param next The author's text behind the value: a host has to end before anything else is printed
 */
export function writeBeginnings(beginnings: readonly Beginning[], next: string): string {
  const ends = /^[/?#"'\s>]/.test(next);
  return beginnings
    .filter(({ text }) => readable.test(text) && (ends || !isOrigin(text)))
    .filter(({ text, whole }) => whole || origin.test(text) || isFolder(text))
    .map(({ text, whole }) => ` ${text}${whole ? "" : "*"}`)
    .join("");
}

function isOrigin(text: string): boolean {
  return origin.exec(text)?.[0] === text;
}

/** A path of the page's own origin down to a `/`. */
function isFolder(text: string): boolean {
  return isLocalUrl(text) && /^(?:\/|[\w-]+\/|\.{1,2}\/)/.test(text) && text.endsWith("/");
}

/** Is a URL one that the author's beginnings allow? @param behind What the author has behind it, if it is a `/` */
export function beginsAsWritten(url: string, beginnings: readonly string[], behind: "" | "/"): boolean {
  return beginnings.some((beginning) => {
    if (!beginning.endsWith("*")) return url === beginning;
    const text = beginning.slice(0, -1);
    return url.startsWith(text) && staysBelow(text, url.slice(text.length), behind);
  });
}

/** What follows must neither go on with the name of a host nor climb out of the folder (WHATWG URL, "double-dot URL path segment"). */
function staysBelow(beginning: string, rest: string, behind: string): boolean {
  if (isOrigin(beginning) && !/^(?:[/?#]|$)/.test(rest)) return false;
  if (!origin.test(beginning) && !isLocalUrl(beginning + rest + behind)) return false;
  return !/[\\\0-\x1f]/.test(rest) && !/(?:^|\/)(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(rest.replace(/[?#].*/s, ""));
}
