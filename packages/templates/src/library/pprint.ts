/** Python's `pprint.pformat(value)`: one line where it fits into 80 columns, otherwise one item a line. */
import { TemplateRuntimeError } from "../errors.ts";
import { maxDepth, maxText } from "../runtime/values/bounds.ts";
import type { Ops } from "../runtime/values/contract.ts";
import { dictEntries } from "../runtime/values/dict.ts";
import { limit } from "../runtime/values/failures.ts";
import { textLength } from "../runtime/values/iteration.ts";
import { isDict } from "../runtime/values/kinds.ts";
import { NamedTuple, Tuple } from "../runtime/values/values.ts";

const width = 80;

/** A list, tuple, set or dict in parts: what is around the items, and the items. */
interface Container {
  readonly open: string;
  readonly close: string;
  /** `key: ` in front of a dict's values, empty in front of other items. */
  readonly items: readonly (readonly [prefix: string, value: unknown])[];
}

class PrettyPrinter {
  readonly #ops: Ops;
  /** Containers around the value in hand. */
  readonly #around = new Set<object>();
  #size = 0;

  constructor(ops: Ops) {
    this.#ops = ops;
  }

  /** Python's order where there is one, the types' names where there is none. */
  readonly #order = (left: unknown, right: unknown): number => {
    try {
      if (this.#ops.less(left, right)) return -1;
      return this.#ops.less(right, left) ? 1 : 0;
    } catch (error) {
      if (!(error instanceof TemplateRuntimeError)) throw error;
      const types = [this.#ops.typeName(left), this.#ops.typeName(right)] as const;
      return types[0] < types[1] ? -1 : types[0] > types[1] ? 1 : 0;
    }
  };

  #container(value: unknown): Container | undefined {
    // Python's pprint breaks up a tuple only if it prints as one by itself; a named one, and a group of `groupby`, do not.
    if (NamedTuple.is(value)) return undefined;
    if (Tuple.is(value)) {
      return { open: "(", close: value.length === 1 ? ",)" : ")", items: value.map((item) => ["", item] as const) };
    }
    if (Array.isArray(value)) return { open: "[", close: "]", items: Array.from(value, (item) => ["", item] as const) };
    if (value instanceof Set && value.size > 0) {
      return { open: "{", close: "}", items: [...value].sort(this.#order).map((item) => ["", item] as const) };
    }
    if (!isDict(value)) return undefined;
    const entries = dictEntries(value).toSorted(([left], [right]) => this.#order(left, right));
    return { open: "{", close: "}", items: entries.map(([key, item]) => [`${this.#oneLine(key)}: `, item] as const) };
  }

  /** Does something with the inside of a container; what contains itself is not entered again. */
  #within(value: unknown, inside: (container: Container) => string, otherwise: () => string): string {
    const container = this.#container(value);
    if (container === undefined || typeof value !== "object" || value === null) return otherwise();
    if (this.#around.has(value)) return `<Recursion on ${this.#ops.typeName(value)}>`;
    if (this.#around.size >= maxDepth) throw limit("the value is nested too deeply to be printed");
    this.#around.add(value);
    const text = inside(container);
    this.#around.delete(value);
    return text;
  }

  #oneLine(value: unknown): string {
    const line = this.#writeLine(value);
    this.#size += line.length;
    if (this.#size > 4 * maxText) throw limit("the value is too large to be printed");
    return line;
  }

  #writeLine(value: unknown): string {
    return this.#within(
      value,
      ({ open, close, items }) => open + items.map(([prefix, item]) => prefix + this.#oneLine(item)).join(", ") + close,
      () => this.#ops.repr(value),
    );
  }

  /**
   * @param indent The column in which the value begins.
   * @param allowance How many columns have to stay free behind it.
   * @param level How many containers are around it, itself included.
   */
  format(value: unknown, indent: number, allowance: number, level: number): string {
    const line = this.#oneLine(value);
    if (textLength(line) <= width - indent - allowance) return line;
    if (typeof value === "string") return this.#text(value, indent, allowance, level);
    return this.#within(
      value,
      (container) => this.#lines(container, indent + 1, allowance, level),
      () => line,
    );
  }

  #lines({ open, close, items }: Container, indent: number, allowance: number, level: number): string {
    const last = items.length - 1;
    const lines = items.map(([prefix, item], index) => {
      const free = index === last ? allowance + close.length : 1;
      return prefix + this.format(item, indent + textLength(prefix), free, level + 1);
    });
    return open + lines.join(`,\n${" ".repeat(indent)}`) + close;
  }

  /** A long text as several literals, broken after spaces; in brackets where it stands alone. */
  #text(text: string, indent: number, allowance: number, level: number): string {
    const isAlone = level === 1;
    const from = isAlone ? indent + 1 : indent;
    const parts = this.#literals(text, width - from, isAlone ? allowance + 1 : allowance);
    if (parts.length === 1) return parts[0]!;
    const joined = parts.join(`\n${" ".repeat(from)}`);
    return isAlone ? `(${joined})` : joined;
  }

  #literals(text: string, room: number, allowance: number): string[] {
    const lines = text.split(/(?<=\n)/);
    return lines.flatMap((line, index) => {
      const isLast = index === lines.length - 1;
      const literal = this.#ops.repr(line);
      return textLength(literal) <= room - (isLast ? allowance : 0)
        ? [literal]
        : this.#words(line, room, isLast ? allowance : 0);
    });
  }

  #words(line: string, room: number, allowance: number): string[] {
    const words = line.split(/(?<=\s)(?=\S)/);
    const literals: string[] = [];
    let current = "";
    for (const [index, word] of words.entries()) {
      const free = index === words.length - 1 ? allowance : 0;
      if (textLength(this.#ops.repr(current + word)) > room - free) {
        if (current !== "") literals.push(this.#ops.repr(current));
        current = word;
      } else current += word;
    }
    if (current !== "") literals.push(this.#ops.repr(current));
    return literals;
  }
}

/** `pprint.pformat(value)` in the printing mode of `ops`. */
export function prettyPrint(ops: Ops, value: unknown): string {
  return new PrettyPrinter(ops).format(value, 0, 0, 1);
}
