/** Python's `str.translate` and `str.maketrans`. */
import { Dict, dictEntries, dictGet } from "../dict.ts";
import { typeError, valueError } from "../failures.ts";
import { characters } from "../iteration.ts";
import { isDict, typeName } from "../kinds.ts";
import { givenText } from "../methods/given.ts";
import { missing } from "../object.ts";
import { itemAt } from "../slices.ts";
import { isUndefined } from "../undefined.ts";
import { Range } from "../values.ts";

const lastCodePoint = 0x10ffff;

/** What a table has for a code point: a dict's value, or the item of a sequence. */
function lookUp(table: unknown, code: number): unknown {
  if (isDict(table)) return dictGet(table, code);
  if (isUndefined(table)) return table.fail();
  if (typeof table === "string" || Array.isArray(table) || Range.is(table)) return itemAt(table, code);
  throw typeError(`'${typeName(table)}' object is not subscriptable`);
}

function replacement(value: unknown): string {
  if (value === null) return "";
  if (typeof value !== "number" || !Number.isInteger(value)) return givenText("translate", value);
  if (value < 0 || value > lastCodePoint) throw valueError("character mapping must be in range(0x110000)");
  return String.fromCodePoint(value);
}

/** `text.translate(table)`: a table has texts, code points or none for code points; what it does not have stays. */
export function translate(text: string, table: unknown): string {
  let out = "";
  for (const character of text) {
    const value = lookUp(table, character.codePointAt(0)!);
    out += value === missing ? character : replacement(value);
  }
  return out;
}

/** The code point that a key of a table stands for. */
function codeOf(key: unknown): unknown {
  if (typeof key === "number") return key;
  const text = characters(givenText("maketrans", key));
  if (text.length !== 1) throw valueError("string keys in translate table must be of length 1");
  return text[0]!.codePointAt(0);
}

/** `str.maketrans(table)`, `str.maketrans(from, to, deleted)` */
export function makeTable(from: unknown, to: unknown, deleted: unknown): Dict {
  if (to === undefined) {
    if (isDict(from)) return new Dict(dictEntries(from).map(([key, value]) => [codeOf(key), value]));
    throw typeError("if you give only one argument to maketrans it must be a dict");
  }
  const sources = characters(givenText("maketrans", from));
  const targets = characters(givenText("maketrans", to));
  if (sources.length !== targets.length) {
    throw valueError("the first two maketrans arguments must have equal length");
  }
  const gone = deleted === undefined ? [] : characters(givenText("maketrans", deleted));
  return new Dict([
    ...sources.map((source, index) => [source.codePointAt(0), targets[index]!.codePointAt(0)] as const),
    ...gone.map((character) => [character.codePointAt(0), null] as const),
  ]);
}
