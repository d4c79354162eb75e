/**
 * `@ampoule/markup/sanitize`: HTML written by users, made safe by `sanitize-html`, an optional peer dependency.
 *
 * Escaping shows tags as text. Where users may write some HTML, a sanitiser keeps what is on a list, drops everything else,
 * and gives Markup.
 */
import { isAllowedUrl } from "./escape/scheme.ts";
import { createMarkup, type Markup } from "./safe/markup.ts";
import { defaultTables } from "./tables/attributes.ts";

/** What may stay. */
export interface SanitizeOptions {
  /** Elements that stay; the content of others stays without them. */
  readonly tags?: readonly string[];
  /** Attributes that stay, by element; `"*"` for all of them. */
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  /** Schemes that URLs may have; relative URLs may always stay. @default ["http", "https", "mailto", "tel"] */
  readonly schemes?: readonly string[];
  /** What `rel` of links becomes; `null` leaves it out. @default "nofollow noopener ugc" */
  readonly rel?: string | null;
}

/** Makes Markup of HTML that somebody wrote. */
export type Sanitizer = (html: string) => Markup;

/** Formatting, lists, tables, quotes, links and pictures: what comments and articles are made of. */
const defaultTags: readonly string[] = (
  "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i " +
  "img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th thead time tr u ul var wbr"
).split(" ");

const defaultAttributes: Readonly<Record<string, readonly string[]>> = {
  a: ["href", "title"],
  abbr: ["title"],
  col: ["span"],
  colgroup: ["span"],
  img: ["src", "alt", "title", "width", "height"],
  ol: ["start", "reversed"],
  td: ["colspan", "rowspan"],
  th: ["colspan", "rowspan", "scope"],
  time: ["datetime"],
};

const defaultSchemes: readonly string[] = ["http", "https", "mailto", "tel"];

/** Elements whose content is parsed by other rules: no list of attributes makes them safe. */
const never: ReadonlySet<string> = new Set(
  (
    "script style template svg math iframe frame frameset object embed applet noscript noembed noframes xmp plaintext " +
    "listing textarea title select option base link meta html head body form portal"
  ).split(" "),
);

/** Kinds of attributes that a sanitiser's output may have. */
const plainKinds: ReadonlySet<string> = new Set(["text", "enumerated", "url", "image"]);

function demandHarmless(
  tags: readonly string[],
  attributes: Readonly<Record<string, readonly string[]>>,
  schemes: readonly string[],
): void {
  const scheme = schemes.find((name) => !isAllowedUrl(`${name}:`));
  if (scheme !== undefined) throw new TypeError(`URLs with '${scheme}:' cannot be let through.`);
  const tag = tags.find((name) => never.has(name.toLowerCase()));
  if (tag !== undefined)
    throw new TypeError(`<${tag}> cannot be sanitised: its content is parsed by rules of its own.`);
  for (const [element, names] of Object.entries(attributes)) {
    const bad = names.find((name) => {
      return (
        name.includes("*") || !plainKinds.has(defaultTables.attributeKind(element.toLowerCase(), name.toLowerCase()))
      );
    });
    if (bad !== undefined) throw new TypeError(`The attribute '${bad}' of <${element}> cannot be let through.`);
  }
}

async function loadPeer(): Promise<typeof import("sanitize-html")> {
  try {
    return (await import("sanitize-html")).default;
  } catch (cause) {
    throw new Error("Sanitising needs the package 'sanitize-html': npm install sanitize-html", { cause });
  }
}

function relTransform(rel: string | null): Record<string, (name: string, given: Record<string, string>) => Tag> {
  if (rel === null) return {};
  return {
    a: (tagName, attribs) => ({ tagName, attribs: attribs["href"] === undefined ? attribs : { ...attribs, rel } }),
  };
}

interface Tag {
  tagName: string;
  attribs: Record<string, string>;
}

/**
 * Makes a sanitiser with a list of what may stay; ready for synchronous use, as by the filter `|sanitize`.
 *
 * @throws TypeError for elements and attributes that no sanitising makes safe; Error if `sanitize-html` is not installed.
 *
 * @example
 * const sanitize = await createSanitizer({ tags: ["b", "i", "a"], attributes: { a: ["href"] } });
 * sanitize('<b onclick="x()">bold</b>'); // "<b>bold</b>"
 * await createSanitizer({ tags: ["script"] }); // throws TypeError
 */
export async function createSanitizer(options: SanitizeOptions = {}): Promise<Sanitizer> {
  const { tags = defaultTags, attributes = defaultAttributes, schemes = defaultSchemes } = options;
  const { rel = "nofollow noopener ugc" } = options;
  demandHarmless(tags, attributes, schemes);
  const sanitize = await loadPeer();
  const allowedAttributes = Object.fromEntries(Object.entries(attributes).map(([tag, names]) => [tag, [...names]]));
  if (rel !== null) allowedAttributes["a"] = [...(allowedAttributes["a"] ?? []), "rel"];
  const settings = {
    allowedTags: [...tags],
    allowedAttributes,
    allowedSchemes: [...schemes],
    allowedSchemesAppliedToAttributes: ["href", "src", "cite", "action", "longdesc", "poster", "background"],
    allowProtocolRelative: false,
    disallowedTagsMode: "discard" as const,
    enforceHtmlBoundary: false,
    transformTags: relTransform(rel),
  };
  return (html) => createMarkup(sanitize(String(html), settings));
}

/**
 * Sanitises one piece of HTML. For more than one, make a sanitiser with {@link createSanitizer} and keep it.
 *
 * @throws As {@link createSanitizer}.
 * @example
 * await sanitizeHtml("<p>Hello<script>alert(1)</script></p>"); // "<p>Hello</p>"
 */
export async function sanitizeHtml(html: string, options?: SanitizeOptions): Promise<Markup> {
  return (await createSanitizer(options))(html);
}
