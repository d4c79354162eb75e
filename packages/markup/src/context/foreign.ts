/** Foreign content (HTML §13.2.6.5): where svg and math begin and end, and HTML begins again inside of them. */

const MAX_DEPTH = 24;
/** HTML integration points (HTML §13.2.6.5): their content is HTML. */
const INTEGRATION: Readonly<Record<string, string>> = {
  foreignobject: "s",
  desc: "s",
  title: "s",
  "annotation-xml": "m",
};
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
  return foreign !== "" && !foreign.endsWith("h");
}

/** Behind a start tag that is not self-closing. */
export function enterElement(foreign: string, element: string): string {
  if (isForeign(foreign) && foreign !== "x" && BREAKOUT.has(element)) return foreign.replace(/[sm]+$/, "");
  const root = ROOT[element];
  if (root !== undefined) return foreign.length >= MAX_DEPTH ? foreign : foreign + root;
  const inside = INTEGRATION[element];
  return inside !== undefined && foreign.endsWith(inside) && foreign.length < MAX_DEPTH ? `${foreign}h` : foreign;
}

/** Behind an end tag. */
export function leaveElement(foreign: string, element: string): string {
  const root = ROOT[element];
  if (root !== undefined) {
    const at = foreign.lastIndexOf(root);
    return at === -1 ? foreign : foreign.slice(0, at);
  }
  const inside = INTEGRATION[element];
  return inside !== undefined && foreign.endsWith(`${inside}h`) ? foreign.slice(0, -1) : foreign;
}
