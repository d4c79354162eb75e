/**
 * What an attribute's value is, which decides how a value in it is escaped.
 *
 * - `text`: plain text. `name`: an id or a name, plain text too. `enumerated`: one of a list of words, plain text too.
 * - `url`: a URL that is navigated to or fetched as passive content. `image`: the same for pictures, which may be inline data.
 * - `resource`: a URL from which code or a document is loaded into the page.
 * - `srcset`, `ping`: lists of URLs.
 * - `paint`: CSS of an SVG attribute: a colour, or a reference to another element.
 * - `style`: CSS declarations. `script`: code. `srcdoc`: a document.
 * - `metaContent`: depends on the other attributes of the `meta`.
 * - `scriptType`: decides whether an element's content is code, so it must be the author's.
 * - `charset`: how the bytes of the page are read.
 * - `refused`: can turn other attributes or the parsing itself into something else; no value may stand there.
 */
export type AttributeKind =
  | "text"
  | "name"
  | "enumerated"
  | "url"
  | "image"
  | "resource"
  | "srcset"
  | "ping"
  | "paint"
  | "style"
  | "script"
  | "srcdoc"
  | "metaContent"
  | "scriptType"
  | "charset"
  | "refused";

/** One row of a table: the kind of each of the attributes on each of the elements (`*`: on all). */
export type AttributeRow = readonly [kind: AttributeKind, elements: string, attributes: string];
