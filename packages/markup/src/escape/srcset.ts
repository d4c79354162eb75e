/** `srcset`: candidates of a URL and descriptors (HTML §4.8.4.2.2). */
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { isAllowedUrl } from "./scheme.ts";
import { checkedUrl } from "./url.ts";
import { plainText } from "./values.ts";

interface Candidate {
  readonly url: string;
  readonly descriptors: string;
}

const separators = /[\t\n\f\r ,]*/y;
const word = /[^\t\n\f\r ]*/y;
const descriptors = /(?:\([^)]*\)?|[^(),]+)*/y;

/** Parses as the standard says: a URL ends at white space, or at commas that end it. */
function parseCandidates(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  let at = 0;
  const read = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  while (true) {
    read(separators);
    const found = read(word);
    if (found === "") return candidates;
    const url = found.replace(/,+$/, "");
    // A stray parenthesis is no reason to stand still.
    const rest = url.length < found.length ? "" : read(descriptors).trim();
    if (at < text.length && /[()]/.test(text.charAt(at))) at++;
    candidates.push({ url, descriptors: rest });
  }
}

const descriptorList = /^(?:[0-9.eE+-]{1,32}[wxh]\s*){0,2}$/;

/** Each candidate's URL is checked; where all pass, the text stays as it was written. */
export function escapeSrcset(value: unknown, toText: ToText): string {
  const text = plainText(value, toText);
  const candidates = parseCandidates(text);
  const isWhole = candidates.every(
    ({ url, descriptors: rest }) => isAllowedUrl(url, true) && descriptorList.test(rest),
  );
  if (isWhole) return escapeHtml(text);
  const written = candidates.map(({ url, descriptors: rest }) => {
    const checked = checkedUrl("srcset", url, true);
    return rest !== "" && descriptorList.test(rest) ? `${checked} ${rest}` : checked;
  });
  return escapeHtml(written.join(", "));
}
