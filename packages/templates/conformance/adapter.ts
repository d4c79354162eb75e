/** Renders conformance vectors with this engine. */
import {
  ChainableUndefined,
  DebugUndefined,
  DictLoader,
  Environment,
  type EnvironmentOptions,
  type ExtensionName,
  i18n,
  type Policies,
  StrictUndefined,
  TemplateError,
  Undefined,
  type UndefinedType,
} from "../src/index.ts";
import type { Kwargs } from "../src/runtime/values/contract.ts";
import { type Callable, describe } from "../src/runtime/values/describe.ts";
import { operations } from "../src/runtime/values/ops.ts";
import type { Template } from "../src/template.ts";
import { type Decoder, decode, mapValues } from "./values.ts";

/** A vector without what it expects. */
export interface VectorInput {
  readonly templates?: Readonly<Record<string, string>>;
  readonly main: { readonly name: string } | { readonly source: string };
  readonly options?: Readonly<Record<string, unknown>>;
  readonly context?: Readonly<Record<string, unknown>>;
}

type Option = (value: never) => EnvironmentOptions;

/** How the vectors call the options, and what they are here. */
const optionTable: Readonly<Record<string, Option>> = {
  block_start_string: (blockStart: string) => ({ blockStart }),
  block_end_string: (blockEnd: string) => ({ blockEnd }),
  variable_start_string: (variableStart: string) => ({ variableStart }),
  variable_end_string: (variableEnd: string) => ({ variableEnd }),
  comment_start_string: (commentStart: string) => ({ commentStart }),
  comment_end_string: (commentEnd: string) => ({ commentEnd }),
  line_statement_prefix: (lineStatementPrefix: string | null) => ({ lineStatementPrefix }),
  line_comment_prefix: (lineCommentPrefix: string | null) => ({ lineCommentPrefix }),
  trim_blocks: (trimBlocks: boolean) => ({ trimBlocks }),
  lstrip_blocks: (lstripBlocks: boolean) => ({ lstripBlocks }),
  newline_sequence: (newlineSequence: "\n" | "\r\n" | "\r") => ({ newlineSequence }),
  keep_trailing_newline: (keepTrailingNewline: boolean) => ({ keepTrailingNewline }),
  autoescape: (value: boolean | AutoescapeByName) => ({ autoescape: autoescape(value) }),
  undefined: (name: string) => ({ undefined: undefinedTypes[name]! }),
  policies: (policies: Partial<Policies>) => ({ policies }),
  environment: (name: string) => ({ sandbox: { immutable: name === "immutable_sandboxed" } }),
};

interface AutoescapeByName {
  readonly by_name: Readonly<Record<string, boolean>>;
  readonly default: boolean;
}

const undefinedTypes: Readonly<Record<string, UndefinedType>> = {
  Undefined,
  ChainableUndefined,
  DebugUndefined,
  StrictUndefined,
};

function autoescape(value: boolean | AutoescapeByName): NonNullable<EnvironmentOptions["autoescape"]> {
  const mode = (escapes: boolean): "html" | false => (escapes ? "html" : false);
  if (typeof value === "boolean") return mode(value);
  return (name) => mode(name !== null && Object.hasOwn(value.by_name, name) ? value.by_name[name]! : value.default);
}

function extensionsOf(options: Readonly<Record<string, unknown>>): NonNullable<EnvironmentOptions["extensions"]> {
  const names = (options.extensions ?? []) as readonly ExtensionName[];
  const trimmed = (options.policies as Partial<Policies> | undefined)?.["ext.i18n.trimmed"] ?? false;
  return names.map((name) => (name === "i18n" ? i18n({ trimmed, newstyle: options.newstyle_gettext === true }) : name));
}

function environmentOptions(
  templates: VectorInput["templates"],
  options: Readonly<Record<string, unknown>>,
): EnvironmentOptions {
  const given = Object.entries(options).flatMap(([name, value]) => optionTable[name]?.(value as never) ?? []);
  return Object.assign(
    {
      loader: new DictLoader(templates ?? {}),
      printing: "python",
      autoescape: false,
      extensions: extensionsOf(options),
    },
    ...given,
  );
}

interface Prepared {
  readonly template: Template;
  readonly context: Record<string, unknown>;
}

/** Does to an environment what a vector cannot say. */
export type Configure = (env: Environment) => void;

function prepare({ templates, main, options = {}, context = {} }: VectorInput, configure: Configure): Prepared {
  const env = new Environment(environmentOptions(templates, options));
  configure(env);
  const decoder: Decoder = {
    ops: operations.python,
    makeUndefined: (name) => new env.options.undefined({ name }),
    template: (source) => env.fromString(source),
  };
  const names = (option: string): readonly (readonly [string, unknown])[] =>
    Object.entries((options[option] ?? {}) as Readonly<Record<string, unknown>>).map(([name, value]) => [
      name,
      decode(value, decoder),
    ]);
  for (const [name, value] of names("globals")) env.globals.set(name, value);
  for (const [name, value] of names("filters")) env.filters.set(name, withValue(value));
  for (const [name, value] of names("tests")) env.tests.set(name, withValue(value));
  const template = "name" in main ? env.getTemplate(main.name) : env.fromString(main.source);
  return { template, context: mapValues(context, decoder) };
}

/** A filter gets its value before its arguments; a recorded function has it as the first of them. */
function withValue(recorded: unknown): Callable {
  const call = recorded as (args: readonly unknown[], kwargs: Kwargs) => unknown;
  return describe((value: unknown, args: readonly unknown[], kwargs: Kwargs) => call([value, ...args], kwargs), {
    raw: true,
  });
}

/**
 * Renders a vector.
 *
 * @throws the engine's own error; one with `unsupported` says why the vector does not count
 */
export function render(vector: VectorInput, configure: Configure = () => {}): string {
  const { template, context } = prepare(vector, configure);
  return template.render(context);
}

/** The same by `renderAsync`. */
export async function renderAsync(vector: VectorInput, configure: Configure = () => {}): Promise<string> {
  const { template, context } = prepare(vector, configure);
  return template.renderAsync(context);
}

/** Errors of Python that are no template error, by the code that says so. */
const pythonErrors: ReadonlyMap<string, string> = new Map([
  ["TEMPLATE_KEY", "KeyError"],
  ["TEMPLATE_INDEX", "IndexError"],
  ["TEMPLATE_RECURSION", "RecursionError"],
  ["TEMPLATE_NO_ITEMS", "RuntimeError"],
]);

/** The class of an error, as the vectors call it. */
export function errorName(error: unknown): string {
  const pythonError = error instanceof TemplateError ? pythonErrors.get(error.code) : undefined;
  if (pythonError !== undefined) return pythonError;
  return error instanceof Error ? error.name : String(error);
}

/** Where the error is: line and template. */
export function errorPlace(error: unknown): { readonly line: number | undefined; readonly template: string | null } {
  if (!(error instanceof TemplateError)) return { line: undefined, template: null };
  return { line: error.line, template: error.templateName };
}
