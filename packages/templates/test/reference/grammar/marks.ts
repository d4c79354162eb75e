/**
 * What is only known when a template is whole: its delimiters, the numbers of its blocks and macros, what it may include.
 * Until then private-use characters stand for it.
 */
import fc from "fast-check";

/** The delimiters of an environment. */
export interface Delimiters {
  readonly block: readonly [string, string];
  readonly variable: readonly [string, string];
  readonly comment: readonly [string, string];
  /** The prefixes of line statements and line comments; null: there are none. */
  readonly line: readonly [statement: string, comment: string] | null;
}

/** What stands in rules, and the character that takes its place. */
const marks = {
  "{%": "\ue000",
  "%}": "\ue001",
  "{{": "\ue002",
  "}}": "\ue003",
  "{#": "\ue004",
  "#}": "\ue005",
  "@block": "\ue010",
  "@macro": "\ue011",
  "@endmacro": "\ue012",
  "@call": "\ue013",
  "@macrocall": "\ue014",
  "@part": "\ue015",
  "@library": "\ue016",
  "@line": "\ue017",
  "@endline": "\ue018",
  "@remark": "\ue019",
  "@endremark": "\ue01a",
} as const;

type Mark = keyof typeof marks;

const markPattern = /\{%|%\}|\{\{|\}\}|\{#|#\}|@\w+/g;

/** How often a delimiter says nothing about whitespace, out of 6. */
const plain = { weight: 4, arbitrary: fc.constant("") };
const opening = fc.oneof(plain, { weight: 1, arbitrary: fc.constant("-") }, { weight: 1, arbitrary: fc.constant("+") });
const closing = { "%}": opening, "#}": opening, "}}": fc.oneof(plain, { weight: 1, arbitrary: fc.constant("-") }) };

function delimiter(text: string): fc.Arbitrary<string> {
  const character = marks[text as Mark];
  if (text === "{%" || text === "{{" || text === "{#") return opening.map((sign) => `${character}${sign} `);
  if (text === "%}" || text === "}}" || text === "#}") return closing[text].map((sign) => ` ${sign}${character}`);
  return fc.constant(character);
}

/** The fixed text of a rule. */
export function mark(text: string): fc.Arbitrary<string> {
  const found = text.match(markPattern) ?? [];
  const between = text.split(markPattern);
  if (found.length === 0) return fc.constant(text);
  const parts = between.flatMap((part, index) => [
    fc.constant(part),
    found[index] === undefined ? fc.constant("") : delimiter(found[index]),
  ]);
  return fc.tuple(...parts).map((texts) => texts.join(""));
}

/** What the template of a case is called that others may name. */
export interface Surroundings {
  readonly part: string;
  readonly library: string;
}

/** Numbers macros as they come, and lets each call only such that are finished, so that no recursion is endless. */
class Macros {
  #count = 0;
  readonly #open: number[] = [];
  begin(): string {
    this.#open.push(++this.#count);
    return `m${this.#count}`;
  }
  end(): string {
    this.#open.pop();
    return "";
  }
  /** @param otherwise What to call where there is no macro yet. */
  call(place: number, otherwise: string): string {
    const callable = (this.#open[0] ?? this.#count + 1) - 1;
    return callable === 0 ? otherwise : `m${1 + (place % callable)}`;
  }
}

const character = /[\ue000-\ue01a]/g;

/** The template's text, with nothing left open. */
export function finish(
  text: string,
  { block, variable, comment, line }: Delimiters,
  { part, library }: Surroundings,
): string {
  let blocks = 0;
  const macros = new Macros();
  const meaning: Readonly<Record<string, (place: number) => string>> = {
    [marks["{%"]]: () => block[0],
    [marks["%}"]]: () => block[1],
    [marks["{{"]]: () => variable[0],
    [marks["}}"]]: () => variable[1],
    [marks["{#"]]: () => comment[0],
    [marks["#}"]]: () => comment[1],
    [marks["@block"]]: () => `b${++blocks}`,
    [marks["@macro"]]: () => macros.begin(),
    [marks["@endmacro"]]: () => macros.end(),
    [marks["@call"]]: (place) => macros.call(place, "dict"),
    [marks["@macrocall"]]: (place) => macros.call(place, "m0"),
    [marks["@part"]]: () => part,
    [marks["@library"]]: () => library,
    [marks["@line"]]: () => (line === null ? block[0] : `\n ${line[0]}`),
    [marks["@endline"]]: () => (line === null ? block[1] : "\n"),
    [marks["@remark"]]: () => (line === null ? comment[0] : line[1]),
    [marks["@endremark"]]: () => (line === null ? comment[1] : "\n"),
  };
  return text.replace(character, (found, place: number) => meaning[found]?.(place) ?? found);
}
