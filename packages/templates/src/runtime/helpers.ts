/** The functions that generated code calls, for one environment. */
import { escapeHtml, isMarkup } from "@ampoule/markup";
import { createMarkup, type Escapers } from "@ampoule/markup/engine";
import { TemplateRuntimeError } from "../errors.ts";
import { prettyPrint } from "../library/pprint.ts";
import { apply } from "./access/filtering.ts";
import { intercepted } from "./access/intercept.ts";
import type { Cell } from "./access/registry.ts";
import { settle } from "./access/settling.ts";
import { AsyncCursor, Cursor } from "./cursor.ts";
import type { Engine } from "./engine.ts";
import { createFragments, type FragmentHelpers } from "./fragments.ts";
import { own, type RenderContext } from "./frame.ts";
import { csrfField, nonceAttribute } from "./insertions.ts";
import { Loop, type Recurse } from "./loop.ts";
import { Macro } from "./macro.ts";
import { TemplateModule } from "./module.ts";
import { isNamespace } from "./namespace.ts";
import { createOutput, type OutputHelpers } from "./output.ts";
import { createPrinting, type PrintingHelpers } from "./printing.ts";
import { translated, translatedHtml } from "./translate.ts";
import { thenable } from "./values/async.ts";
import type { Kwargs, Ops } from "./values/contract.ts";
import { dictEntries } from "./values/dict.ts";
import { typeError } from "./values/failures.ts";
import { isDict } from "./values/kinds.ts";
import { isUndefined, Undefined } from "./values/undefined.ts";

type State = RenderContext;

/** Python's operators. Generated code passes a last argument that nobody reads: evaluating it remembers the place. */
type OperatorHelpers = Pick<Ops, OperatorName>;

type OperatorName =
  | "truthy"
  | "equals"
  | "less"
  | "lessEqual"
  | "greater"
  | "greaterEqual"
  | "contains"
  | "add"
  | "addConstant"
  | "subtract"
  | "multiply"
  | "divide"
  | "floorDivide"
  | "modulo"
  | "power"
  | "negate"
  | "positive"
  | "concat"
  | "slice"
  | "toArray"
  | "unpack"
  | "float"
  | "dict"
  | "tuple";

export interface Helpers extends OperatorHelpers, OutputHelpers, FragmentHelpers, PrintingHelpers {
  /** An empty array: what it has under a name hangs on a built-in prototype. */
  readonly P: readonly unknown[];
  readonly escapeHtml: (text: string) => string;
  readonly createMarkup: (html: string) => unknown;
  readonly own: typeof own;
  readonly thenable: typeof thenable;
  /** The items of an async iterable, or of a list of promises: a promise where there is something to wait for. */
  readonly settle: typeof settle;
  readonly filterNamed: (name: string) => Cell;
  readonly testNamed: (name: string) => Cell;
  attribute(object: unknown, name: string, path: string | undefined): unknown;
  item(object: unknown, key: unknown, path: string | undefined): unknown;
  call(callee: unknown, args: readonly unknown[], kwargs: Kwargs | null, c: State): unknown;
  /** The object that a method is looked up on. */
  receiver(object: unknown, name: string): unknown;
  method(
    object: unknown,
    name: string,
    args: readonly unknown[],
    kwargs: Kwargs | null,
    c: State,
    path: string | undefined,
  ): unknown;
  extension(name: string, method: string, args: readonly unknown[], kwargs: Kwargs | null, c: State): unknown;
  mergeKwargs(kwargs: Map<string, unknown> | null, more: unknown): Kwargs;
  filter(cell: Cell, c: State, value: unknown, args: readonly unknown[] | null, kwargs: Kwargs | null): unknown;
  /** nunjucks' `===` */
  identical(left: unknown, right: unknown): boolean;
  test(cell: Cell, c: State, value: unknown, args: readonly unknown[] | null, kwargs: Kwargs | null): unknown;
  finalize(value: unknown, c: State): unknown;
  undefinedName(name: string, c: State): unknown;
  parameterMissing(name: string): unknown;
  emptyElse(hint: string): unknown;
  asMarkup(value: unknown, c: State): unknown;
  withLocals(c: State, names: readonly string[], values: readonly unknown[]): State;
  checkNamespace(value: unknown): void;
  setNamespace(namespace: unknown, name: string, value: unknown): void;
  /** The entries of a dict; every other value as it is. */
  pairs(value: unknown): unknown;
  /** What a loop goes through: an array as it is, or a cursor. */
  sequence(value: unknown): readonly unknown[] | Cursor;
  asyncSequence(value: unknown): readonly unknown[] | Cursor | AsyncCursor;
  cursor(items: Iterable<unknown> | AsyncIterable<unknown>): Cursor | AsyncCursor;
  items(sequence: unknown): Iterable<unknown> | AsyncIterable<unknown>;
  loopOver(sequence: unknown, c: State, depth?: number, recurse?: Recurse): Loop;
  translated: typeof translated;
  translatedHtml: typeof translatedHtml;
  readonly escapers: Escapers;
  nonceAttribute: typeof nonceAttribute;
  csrfField: typeof csrfField;
  debugText(c: State): string;
}

const parameterCure = "Pass it to the macro, or give it a default: `{% macro name(parameter=none) %}`.";

const operatorNames: readonly OperatorName[] = [
  "truthy",
  "equals",
  "less",
  "lessEqual",
  "greater",
  "greaterEqual",
  "contains",
  "add",
  "addConstant",
  "subtract",
  "multiply",
  "divide",
  "floorDivide",
  "modulo",
  "power",
  "negate",
  "positive",
  "concat",
  "slice",
  "toArray",
  "unpack",
  "float",
  "dict",
  "tuple",
];

/** What `{% debug %}` prints: everything that the template can use. */
function debugText(c: State, { ops, filters, tests }: Engine): string {
  const sections = [
    ["context", c.getAll()],
    ["filters", [...filters.keys()].sort()],
    ["tests", [...tests.keys()].sort()],
  ] as const;
  return prettyPrint(ops, ops.dict(sections));
}

function pick<Source, Key extends keyof Source>(source: Source, keys: readonly Key[]): Pick<Source, Key> {
  return Object.fromEntries(keys.map((key) => [key, source[key]])) as Pick<Source, Key>;
}

export function createHelpers(engine: Engine): Helpers {
  const { ops, members, calls, makeUndefined, filters, tests } = engine;
  const output = createOutput(ops);

  function call(callee: unknown, args: readonly unknown[], kwargs: Kwargs | null, c: State): unknown {
    c.run.step(0);
    return Macro.is(callee) ? callee.invoke(args, kwargs, c.autoescape) : calls.call(callee, args, kwargs, c);
  }

  function sequence(value: unknown): readonly unknown[] | Cursor {
    if (Array.isArray(value)) return value;
    // nunjucks walks through null as through nothing.
    if (value === null && ops.printing === "javascript") return [];
    const items = ops.iterate(value);
    return Array.isArray(items) ? items : new Cursor(items);
  }

  function asyncSequence(value: unknown): readonly unknown[] | Cursor | AsyncCursor {
    const isAsync = typeof value === "object" && value !== null && Symbol.asyncIterator in value;
    return isAsync ? new AsyncCursor(value as AsyncIterable<unknown>) : sequence(value);
  }

  return {
    ...pick(ops, operatorNames),
    ...intercepted(ops, engine.interceptors),
    ...output,
    ...createFragments(engine),
    ...createPrinting(call, output.plainText, output.htmlText, engine.escapers),
    P: Object.freeze([]),
    escapeHtml,
    createMarkup,
    own,
    thenable,
    settle,
    filterNamed: (name) => filters.cell(name),
    testNamed: (name) => tests.cell(name),
    attribute: members.getAttribute,
    item(object, key, path) {
      if (typeof key === "number" && Array.isArray(object)) {
        const value: unknown = object[key];
        if (value !== undefined) return value;
      }
      return members.getItem(object, key, path);
    },
    call,
    receiver(object, name) {
      if (isUndefined(object)) object.member(name);
      return object;
    },
    method(object, name, args, kwargs, c, path) {
      if (TemplateModule.is(object)) return call(members.getAttribute(object, name, path), args, kwargs, c);
      c.run.step(0);
      return members.callMethod(object, name, args, kwargs, c, path);
    },
    extension: (name, method, args, kwargs, c) => calls.call(engine.extensionMethod(name, method), args, kwargs, c),
    mergeKwargs(kwargs, more) {
      const merged = new Map(kwargs);
      if (isUndefined(more)) more.fail();
      if (!isDict(more)) throw typeError(`argument after ** must be a mapping, not ${ops.typeName(more)}`);
      for (const [key, value] of more instanceof Map ? more : Object.entries(more)) {
        const name: unknown = isMarkup(key) ? String(key) : key;
        if (typeof name !== "string") throw typeError("keywords must be strings");
        if (merged.has(name)) throw typeError(`got multiple values for keyword argument '${name}'`);
        merged.set(name, value);
      }
      return merged;
    },
    filter: (cell, c, value, args, kwargs) => apply("filter", cell, c, value, args, kwargs),
    identical: (left, right) => left === right || (isUndefined(left) && isUndefined(right)),
    test: (cell, c, value, args, kwargs) => apply("test", cell, c, value, args, kwargs),
    finalize: (value, c) => (engine.finalize === null ? value : engine.finalize(value, c)),
    undefinedName: (name, c) => makeUndefined({ name, path: name, candidates: () => c.names() }),
    parameterMissing: (name) =>
      makeUndefined({ hint: `parameter '${name}' was not provided`, name, cure: parameterCure }),
    emptyElse: (hint) => new Undefined({ hint, cure: "Give it an `else`: `{{ a if test else b }}`." }),
    asMarkup: (value, c) => (c.autoescape ? createMarkup(output.plainText(value)) : value),
    withLocals: (c, names, values) => c.derived(names, values),
    checkNamespace(value) {
      if (isNamespace(value)) return;
      const cure = "Only a namespace has attributes to set: `{% set ns = namespace(total=0) %}{% set ns.total = 1 %}`.";
      throw new TemplateRuntimeError("cannot assign attribute on non-namespace object", { cure });
    },
    setNamespace(namespace, name, value) {
      if (isNamespace(namespace)) namespace.set(name, value);
    },
    pairs: (value) => (isDict(value) ? dictEntries(value) : value),
    sequence,
    asyncSequence,
    cursor: (items) => (Symbol.asyncIterator in items ? new AsyncCursor(items) : new Cursor(items)),
    items: (value) => value as Iterable<unknown>,
    loopOver(value, c, depth = 0, recurse = undefined) {
      const cursor = value instanceof Cursor || value instanceof AsyncCursor ? value : new Cursor(value as unknown[]);
      return new Loop(cursor, c, depth, recurse, c.isAsync ? asyncSequence : sequence);
    },
    translated,
    translatedHtml,
    escapers: engine.escapers,
    nonceAttribute,
    csrfField,
    debugText: (c) => debugText(c, engine),
  };
}
