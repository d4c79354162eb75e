/** What examples promise with: they are made into modules that call these. */
import { inspect, isDeepStrictEqual } from "node:util";

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === null || prototype === Object.prototype;
}

/** An object of a class has what is wanted of it, and more; a plain one has nothing else. */
function comparable(got: unknown, wanted: unknown): unknown {
  if (typeof got !== "object" || got === null) return got;
  if (typeof wanted === "string") return String(got);
  if (Array.isArray(got) && Array.isArray(wanted)) return Array.from(got, (item, i) => comparable(item, wanted[i]));
  if (typeof wanted !== "object" || wanted === null || !isPlain(wanted)) return got;
  const names = isPlain(got) ? Object.keys(got) : Object.keys(wanted);
  return Object.fromEntries(
    names.map((name) => [name, comparable(Reflect.get(got, name), Reflect.get(wanted, name))] as const),
  );
}

/** Markup and other objects may be compared with their text. @throws Error where the values differ */
export function equal(got: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(comparable(got, wanted), wanted)) return;
  throw new Error(`is ${inspect(comparable(got, wanted))} and should be ${inspect(wanted)}`);
}

/** @throws Error where nothing is thrown, or something whose name and message have not the words */
export async function throws(run: () => Promise<void>, words: string): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (String(error).includes(words)) return;
    throw new Error(`throws ${String(error)} and should say ${JSON.stringify(words)}`);
  }
  throw new Error(`throws nothing and should say ${JSON.stringify(words)}`);
}

/** Whether two types are the same, not only assignable to each other. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The promises of one example. One that was never come to counts as broken. */
export class Promises {
  readonly #open: Set<number>;

  constructor(count: number) {
    this.#open = new Set(Array.from({ length: count }, (_, index) => index));
  }

  equal(index: number, got: unknown, wanted: unknown): void {
    this.#open.delete(index);
    equal(got, wanted);
  }

  async throws(index: number, run: () => Promise<void>, words: string): Promise<void> {
    this.#open.delete(index);
    await throws(run, words);
  }

  /** Compared by the compiler. */
  type<_Same extends true>(): void {}

  /** @throws Error where a template prints nothing */
  prints(text: string): void {
    if (text.trim() === "") throw new Error("prints nothing");
  }

  /** @throws Error for promises that nothing came to, as in a view that was not asked */
  done(): void {
    if (this.#open.size > 0) throw new Error(`never comes to promise ${[...this.#open].map((n) => n + 1).join(", ")}`);
  }
}
