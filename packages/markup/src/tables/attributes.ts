/** From element and attribute to the kind of the value. */
import { clientPrefixes, clientRows } from "./client.ts";
import { foreignRows } from "./foreign.ts";
import { htmlPrefixes, htmlRows } from "./html.ts";
import type { AttributeKind, AttributeRow } from "./kinds.ts";

export type { AttributeKind } from "./kinds.ts";

/** What a compiler of templates asks. */
export interface Tables {
  /** The kind of an attribute's value; both names in lower case. What is unknown is text. */
  attributeKind(element: string, attribute: string): AttributeKind;
}

/** What an application adds. */
export interface TableExtensions {
  /** By `"attribute"`, for all elements, or `"element attribute"`. Names in any case. */
  readonly attributes?: Readonly<Record<string, AttributeKind>>;
  /** By the beginning of the attribute's name. */
  readonly prefixes?: Readonly<Record<string, AttributeKind>>;
}

class Rows {
  readonly #exact = new Map<string, AttributeKind>();
  /** Prefixes, by their length's end: tried from the longest. */
  readonly #prefixes: [prefix: string, kind: AttributeKind][] = [];

  add(rows: readonly AttributeRow[]): this {
    for (const [kind, elements, attributes] of rows) {
      for (const element of elements.split(" ")) {
        for (const attribute of attributes.split(" ")) this.#exact.set(keyOf(element, attribute), kind);
      }
    }
    return this;
  }

  addPrefixes(rows: readonly AttributeRow[]): this {
    for (const [kind, , prefixes] of rows) {
      for (const prefix of prefixes.split(" ")) this.#prefixes.push([prefix, kind]);
    }
    this.#prefixes.sort(([a], [b]) => b.length - a.length);
    return this;
  }

  find(element: string, attribute: string): AttributeKind | undefined {
    return (
      this.#exact.get(keyOf(element, attribute)) ??
      this.#exact.get(keyOf("*", attribute)) ??
      this.#prefixes.find(([prefix]) => attribute.startsWith(prefix))?.[1]
    );
  }
}

function keyOf(element: string, attribute: string): string {
  return element === "*" ? attribute : `${element} ${attribute}`;
}

const standard = new Rows().add(htmlRows).add(foreignRows).addPrefixes(htmlPrefixes);
const client = new Rows().add(clientRows).addPrefixes(clientPrefixes);

/** The kinds that cannot be declared away, because browsers act on them whatever an application says. */
const fixed: ReadonlySet<AttributeKind> = new Set([
  "resource",
  "script",
  "style",
  "srcdoc",
  "metaContent",
  "scriptType",
  "charset",
  "refused",
]);

/** How many answers tables keep, and for names of which length. */
const REMEMBERED = 2000;
const LONGEST_REMEMBERED = 80;

function demandStricter(element: string, attribute: string, kind: AttributeKind): void {
  const known = standard.find(element, attribute);
  if (known === undefined || known === kind || !fixed.has(known) || kind === "refused") return;
  const name = element === "*" ? attribute : `${element} ${attribute}`;
  throw new TypeError(`The attribute '${name}' is '${known}' in HTML and cannot be declared as '${kind}'.`);
}

function extensionRows(extensions: TableExtensions): readonly AttributeRow[] {
  return Object.entries(extensions.attributes ?? {}).map(([name, kind]) => {
    const words = name.toLowerCase().trim().split(/\s+/);
    const [first = "", second] = words;
    if (words.length > 2 || first === "")
      throw new TypeError(`'${name}' is neither "attribute" nor "element attribute".`);
    const [element, attribute] = second === undefined ? ["*", first] : [first, second];
    demandStricter(element, attribute, kind);
    return [kind, element, attribute];
  });
}

function extensionPrefixes(extensions: TableExtensions): readonly AttributeRow[] {
  return Object.entries(extensions.prefixes ?? {}).map(([name, kind]) => {
    const prefix = name.toLowerCase().trim();
    if (prefix === "") throw new TypeError("The prefix of an attribute's name must not be empty.");
    return [kind, "*", prefix];
  });
}

/**
 * Makes the tables of an application: those of HTML, SVG and MathML, those of client libraries, and its own.
 *
 * What browsers themselves act on (`on…`, `style`, `srcdoc`, `script src`…) stays as it is: only the attributes of client
 * libraries, plain ones and URLs can be declared otherwise.
 *
 * @throws TypeError for a declaration that would weaken what browsers act on.
 *
 * @example
 * const tables = createTables({ attributes: { "data-href": "url", "x-label": "text" }, prefixes: { "wire:": "script" } });
 * tables.attributeKind("p", "wire:click"); // "script"
 * createTables({ attributes: { onclick: "text" } }); // throws TypeError
 */
export function createTables(extensions: TableExtensions = {}): Tables {
  const own = new Rows().add(extensionRows(extensions));
  const ownPrefixes = new Rows().addPrefixes(extensionPrefixes(extensions));
  const find = (element: string, attribute: string): AttributeKind => {
    const given = own.find(element, attribute);
    const known = standard.find(element, attribute);
    // `{ src: "text" }` speaks of all elements, and must not reach `script src`.
    if (known !== undefined && fixed.has(known) && given !== "refused") return known;
    return given ?? known ?? ownPrefixes.find(element, attribute) ?? client.find(element, attribute) ?? "text";
  };
  const remembered = new Map<string, AttributeKind>();
  return Object.freeze({
    attributeKind(element: string, attribute: string): AttributeKind {
      const key = `${element} ${attribute}`;
      const before = remembered.get(key);
      if (before !== undefined) return before;
      const kind = find(element, attribute);
      // Names can come from values: what is remembered has a bound.
      if (remembered.size < REMEMBERED && key.length < LONGEST_REMEMBERED) remembered.set(key, kind);
      return kind;
    },
  });
}

/**
 * The tables without anything of an application.
 *
 * @example
 * defaultTables.attributeKind("a", "href"); // "url"
 * defaultTables.attributeKind("script", "src"); // "resource"
 */
export const defaultTables: Tables = createTables();
