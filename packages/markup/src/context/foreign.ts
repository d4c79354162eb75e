/**
 * Foreign content (HTML §13.2.6.5): where svg and math begin and end, and HTML begins again inside of them. And `noscript`, which
 * is HTML for who reads it, and for a browser with scripts a text up to its end tag (HTML §13.2.6.4.7).
 */

const MAX_DEPTH = 24;
/** HTML integration points (HTML §13.2.6.5): their content is HTML. */
const INTEGRATION: Readonly<Record<string, string>> = {
  foreignobject: "s",
  desc: "s",
  title: "s",
  "annotation-xml": "m",
};
const NOSCRIPT = "n";
const ROOT: Readonly<Record<string, string>> = { svg: "s", math: "m" };

/** HTML elements that cannot stand in foreign content, and end it (HTML §13.2.6.5). */
const BREAKOUT: ReadonlySet<string> = new Set(
  (
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr " +
    "ol p pre ruby s small span strong strike sub sup table tt u ul var"
  ).split(" "),
);

/** Is the tokenizer where CDATA sections exist and `style`, `title` and `script` hold elements? */
export function isForeign(foreign: string): boolean {
  return foreign !== "" && !foreign.endsWith("h") && !foreign.endsWith(NOSCRIPT);
}

/** Is this HTML that `</noscript` would end, wherever it stands? */
export function isNoscript(foreign: string): boolean {
  return foreign.includes(NOSCRIPT);
}

/** Behind a start tag that is not self-closing. */
export function enterElement(foreign: string, element: string): string {
  if (isForeign(foreign) && foreign !== "x" && BREAKOUT.has(element)) return foreign.replace(/[sm]+$/, "");
  if (element === "noscript") return isForeign(foreign) || isNoscript(foreign) ? foreign : foreign + NOSCRIPT;
  const root = ROOT[element];
  if (root !== undefined) return foreign.length >= MAX_DEPTH ? foreign : foreign + root;
  const inside = INTEGRATION[element];
  return inside !== undefined && foreign.endsWith(inside) && foreign.length < MAX_DEPTH ? `${foreign}h` : foreign;
}

/** Behind an end tag. */
export function leaveElement(foreign: string, element: string): string {
  // Its end tag ends it, whatever is open inside.
  if (element === "noscript") return isNoscript(foreign) ? foreign.slice(0, foreign.indexOf(NOSCRIPT)) : foreign;
  const root = ROOT[element];
  if (root !== undefined) {
    const at = foreign.lastIndexOf(root);
    return at === -1 ? foreign : foreign.slice(0, at);
  }
  const inside = INTEGRATION[element];
  return inside !== undefined && foreign.endsWith(`${inside}h`) ? foreign.slice(0, -1) : foreign;
}
