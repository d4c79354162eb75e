/** The global functions of Jinja2: range, dict, lipsum, cycler, joiner, namespace. */
import { createMarkup } from "@ampoule/markup/engine";
import { Namespace } from "../runtime/namespace.ts";
import { maxRange } from "../runtime/values/bounds.ts";
import type { FilterState, Kwargs } from "../runtime/values/contract.ts";
import { type Callable, describe } from "../runtime/values/describe.ts";
import { overflow, typeError, valueError } from "../runtime/values/failures.ts";
import { givenInteger } from "../runtime/values/methods/given.ts";
import { givenEntries } from "../runtime/values/pairs.ts";
import { Range } from "../runtime/values/values.ts";
import { Cycler } from "./cycler.ts";
import { Joiner } from "./joiner.ts";
import { lipsum } from "./lipsum.ts";

function range(args: readonly unknown[], kwargs: Kwargs): Range {
  if (kwargs.size > 0) throw typeError("range() takes no keyword arguments");
  if (args.length === 0) throw typeError("range expected at least 1 argument, got 0");
  if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
  const numbers = args.map(givenInteger);
  const [start, stop, step = 1] = numbers.length === 1 ? [0, numbers[0]!] : (numbers as [number, number, number?]);
  if (step === 0) throw valueError("range() arg 3 must not be zero");
  const made = new Range(start, stop, step);
  if (made.length > maxRange) {
    throw overflow(`Range too big. The sandbox blocks ranges larger than MAX_RANGE (${maxRange}).`);
  }
  return made;
}

function dict(state: FilterState, args: readonly unknown[], kwargs: Kwargs): unknown {
  return state.ops.dict([...givenEntries(args), ...kwargs]);
}

function lipsumText(
  state: FilterState,
  count: unknown = 5,
  html: unknown = true,
  min: unknown = 20,
  max: unknown = 100,
): unknown {
  const paragraphs = lipsum(givenInteger(count), givenInteger(min), givenInteger(max), state.random);
  if (!state.ops.truthy(html)) return paragraphs.join("\n\n");
  return createMarkup(paragraphs.map((text) => `<p>${text}</p>`).join("\n"));
}

/** Python's classes print as such. */
const printedAs = (text: string) => ({ printed: () => text });

function noKeywords(name: string, kwargs: Kwargs): void {
  for (const keyword of kwargs.keys()) throw typeError(`${name}() got an unexpected keyword argument '${keyword}'`);
}

function cycler(args: readonly unknown[], kwargs: Kwargs): Cycler {
  noKeywords("cycler", kwargs);
  return new Cycler(args);
}

/** Every global function by name. */
export const globals: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ["range", describe(range, { raw: true, name: "range", ...printedAs("<class 'range'>") })],
  ["dict", describe(dict, { raw: true, passState: true, name: "dict", ...printedAs("<class 'dict'>") })],
  ["lipsum", describe(lipsumText, { params: ["n", "html", "min", "max"], passState: true, name: "lipsum" })],
  ["cycler", describe(cycler, { raw: true, name: "cycler", ...printedAs("<class 'jinja2.utils.Cycler'>") })],
  [
    "joiner",
    describe((separator: unknown = ", ") => new Joiner(separator), {
      params: ["sep"],
      name: "joiner",
      ...printedAs("<class 'jinja2.utils.Joiner'>"),
    }),
  ],
  [
    "namespace",
    describe((args: readonly unknown[], kwargs: Kwargs) => new Namespace(args, kwargs), {
      raw: true,
      name: "namespace",
      ...printedAs("<class 'jinja2.utils.Namespace'>"),
    }),
  ],
]);
