/** Values of the vectors: JSON, and what JSON cannot say as an object with one key that begins with `$`. */
import { createMarkup } from "@ampoule/markup/engine";
import type { Kwargs, Ops } from "../src/runtime/values/contract.ts";
import { describe } from "../src/runtime/values/describe.ts";
import { NamedTuple, OneShot, Range } from "../src/runtime/values/values.ts";

/** What decoding needs of the environment. */
export interface Decoder {
  readonly ops: Ops;
  makeUndefined(name: string): unknown;
  template(source: string): unknown;
}

interface CallRow {
  readonly args?: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly ret: unknown;
}

const FLOATS: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

const tagged: Readonly<Record<string, (decoder: Decoder, content: never) => unknown>> = {
  $markup: (_, html: string) => createMarkup(html),
  $undefined: ({ makeUndefined }, name: string) => makeUndefined(name),
  $tuple: (decoder, items: readonly unknown[]) => decoder.ops.tuple(items.map((item) => decode(item, decoder))),
  $set: (decoder, items: readonly unknown[]) => new Set(items.map((item) => decode(item, decoder))),
  $range: (_, [start, stop, step]: readonly [number, number, number]) => new Range(start, stop, step),
  $iter: (decoder, items: readonly unknown[]) =>
    new OneShot(
      "Iterator object",
      items.map((item) => decode(item, decoder)),
    ),
  $dict: (decoder, entries: readonly (readonly [unknown, unknown])[]) =>
    decoder.ops.dict(entries.map(([key, value]) => [decode(key, decoder), decode(value, decoder)])),
  $float: ({ ops }, text: string) => ops.float(FLOATS[text] ?? Number(text)),
  $bigint: (_, digits: string) => BigInt(digits),
  $bytes: (_, characters: string) => Uint8Array.from(characters, (character) => character.charCodeAt(0)),
  $object: (decoder, { attrs = {}, str }: { attrs?: Readonly<Record<string, unknown>>; str?: string }) =>
    new PlainInstance(mapValues(attrs, decoder), str),
  $namedtuple: (decoder, { type, fields }: { type: string; fields: readonly (readonly [string, unknown])[] }) =>
    new NamedTuple(
      type,
      fields.map(([name, value]) => [name, decode(value, decoder)]),
    ),
  $func: (decoder, rows: readonly CallRow[]) => tableFunction(rows, decoder),
  $template: (decoder, { source }: { source: string }) => decoder.template(source),
};

/** An instance of an application's class: attributes, no items. */
class PlainInstance {
  readonly #text: string;
  constructor(attributes: Readonly<Record<string, unknown>>, text = "<object>") {
    this.#text = text;
    for (const [name, value] of Object.entries(attributes))
      Object.defineProperty(this, name, { value, enumerable: true });
  }
  toString(): string {
    return this.#text;
  }
}

/** Makes the value that a piece of a vector stands for. */
export function decode(value: unknown, decoder: Decoder): unknown {
  if (Array.isArray(value)) return value.map((item) => decode(item, decoder));
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  const tag = keys.length === 1 ? keys[0]! : "";
  if (Object.hasOwn(tagged, tag)) return tagged[tag]!(decoder, Reflect.get(value, tag) as never);
  return mapValues(value as Readonly<Record<string, unknown>>, decoder);
}

export function mapValues(values: Readonly<Record<string, unknown>>, decoder: Decoder): Record<string, unknown> {
  const decoded: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(values)) decoded[name] = decode(value, decoder);
  return decoded;
}

/** A function of which only the recorded calls are known. */
function tableFunction(
  rows: readonly CallRow[],
  decoder: Decoder,
): (args: readonly unknown[], kwargs: Kwargs) => unknown {
  const used = new Set<CallRow>();
  const matches = ({ args = [], kwargs = {} }: CallRow, given: readonly unknown[], named: Kwargs): boolean => {
    const wanted = new Map(Object.entries(kwargs).map(([name, value]) => [name, decode(value, decoder)]));
    return (
      decoder.ops.equals(
        args.map((argument) => decode(argument, decoder)),
        [...given],
      ) && decoder.ops.equals(wanted, named)
    );
  };
  const call = (args: readonly unknown[], kwargs: Kwargs): unknown => {
    const found = rows.filter((row) => matches(row, args, kwargs));
    const row = found.find((candidate) => !used.has(candidate)) ?? found.at(-1);
    if (row === undefined) throw new Unrecorded(`no recorded call with ${decoder.ops.repr(args)}`);
    used.add(row);
    return decode(row.ret, decoder);
  };
  return describe(call, { raw: true, name: "recorded" });
}

/** The vector does not say what its function returns. */
export class Unrecorded extends Error {
  readonly unsupported: string;
  constructor(message: string) {
    super(message);
    this.unsupported = message;
  }
}
