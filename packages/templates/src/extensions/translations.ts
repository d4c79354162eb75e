/** The functions of a catalogue of translations, as templates call them: `gettext`, `ngettext`, `pgettext`, `npgettext`. */
import { createMarkup } from "@ampoule/markup/engine";
import type { RenderContext } from "../runtime/frame.ts";
import type { Kwargs } from "../runtime/values/contract.ts";
import { describe } from "../runtime/values/describe.ts";
import { typeError } from "../runtime/values/failures.ts";
import { numeric } from "../runtime/values/numbers.ts";
import { isUndefined } from "../runtime/values/undefined.ts";

/** Where translations come from; named and shaped as in GNU gettext. */
export interface Catalogue {
  /** @returns the translation, or the message itself where there is none */
  gettext(message: string): string;
  /** @param count decides between the forms */
  ngettext(singular: string, plural: string, count: number): string;
  /** @param context tells messages of the same words apart. @default `gettext`, whatever the context */
  pgettext?(context: string, message: string): string;
  /** Both: a context, and a number that decides between the forms. @default `ngettext`, whatever the context */
  npgettext?(context: string, singular: string, plural: string, count: number): string;
}

/**
 * A catalogue that translates nothing.
 *
 * @example
 * nullCatalogue.gettext("Hello"); // "Hello"
 * nullCatalogue.ngettext("one cat", "many cats", 2); // "many cats"
 */
export const nullCatalogue: Catalogue = Object.freeze({
  gettext: (message: string) => message,
  ngettext: (singular: string, plural: string, count: number) => (count === 1 ? singular : plural),
});

/** What a function is called with: texts, the first of which may be a context, and then the number that is counted. */
interface Shape {
  readonly texts: number;
  readonly hasContext: boolean;
  readonly counts: boolean;
  translate(catalogue: Catalogue, texts: readonly string[], count: number): string;
}

const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  [
    "gettext",
    { texts: 1, hasContext: false, counts: false, translate: (catalogue, [message]) => catalogue.gettext(message!) },
  ],
  [
    "ngettext",
    {
      texts: 2,
      hasContext: false,
      counts: true,
      translate: (catalogue, [one, many], count) => catalogue.ngettext(one!, many!, count),
    },
  ],
  [
    "pgettext",
    {
      texts: 2,
      hasContext: true,
      counts: false,
      translate: (catalogue, [context, message]) =>
        catalogue.pgettext?.(context!, message!) ?? catalogue.gettext(message!),
    },
  ],
  [
    "npgettext",
    {
      texts: 3,
      hasContext: true,
      counts: true,
      translate: (catalogue, [context, one, many], count) =>
        catalogue.npgettext?.(context!, one!, many!, count) ?? catalogue.ngettext(one!, many!, count),
    },
  ],
]);

/**
 * The globals that make a catalogue known to templates. `_` is another name of `gettext`.
 *
 * With `newstyle`, which has to be the same as that of the extension `i18n`, the functions put variables into the
 * translation themselves: `{{ gettext("Hello %(user)s", user=user.name) }}`, where the text of the catalogue is taken for
 * HTML if escaping is on, and the variables are escaped.
 *
 * @param catalogue where the translations come from
 * @returns the functions by name
 * @example
 * const german: Catalogue = { ...nullCatalogue, gettext: (message) => (message === "Hello" ? "Hallo" : message) };
 * const env = new Environment({ extensions: [i18n({ newstyle: true })] });
 * for (const [name, fn] of translations(german, { newstyle: true })) env.globals.set(name, fn);
 * env.fromString("{{ _('Hello') }} {{ _('%(n)s cats', n=2) }}").render(); // "Hallo 2 cats"
 */
export function translations(
  catalogue: Catalogue,
  options: { readonly newstyle?: boolean } = {},
): ReadonlyMap<string, (...args: never[]) => unknown> {
  const { newstyle = false } = options;
  const functions = new Map<string, (...args: never[]) => unknown>();
  for (const [name, shape] of SHAPES) functions.set(name, translator(name, shape, catalogue, newstyle));
  const alias = (context: RenderContext, args: readonly unknown[], kwargs: Kwargs): unknown =>
    context.engine.calls.call(context.resolve("gettext"), args, kwargs, context);
  functions.set("_", describe(alias, { name: "_", raw: true, passContext: true }));
  return functions;
}

/** What is counted, as a number; what is none is no singular in any language. A strict undefined value is an error. */
function amount(value: unknown): number {
  if (isUndefined(value)) value.equals(1);
  return Number(numeric(value)?.value ?? Number.NaN);
}

function unexpected(name: string, keyword: string): Error {
  const cure = "Put variables in by `|format(…)`, or make the extension and the functions `newstyle`.";
  return typeError(`${name}() got an unexpected keyword argument '${keyword}'`, cure);
}

function wrongArity(name: string, wanted: number, given: number): Error {
  const cure = 'Variables of a `newstyle` translation are named: `gettext("Hello %(user)s", user=name)`.';
  return typeError(
    `${name}() takes ${wanted} positional argument${wanted === 1 ? "" : "s"} but ${given} were given`,
    cure,
  );
}

function translator(
  name: string,
  shape: Shape,
  catalogue: Catalogue,
  newstyle: boolean,
): (...args: never[]) => unknown {
  const arity = shape.texts + (shape.counts ? 1 : 0);
  const translate = (context: RenderContext, args: readonly unknown[], kwargs: Kwargs): unknown => {
    if (args.length !== arity) throw wrongArity(name, arity, args.length);
    const texts = args.slice(0, shape.texts).map((text) => context.ops.text(text));
    const count = shape.counts ? amount(args[shape.texts]) : Number.NaN;
    const found = shape.translate(catalogue, texts, count);
    const message = args[shape.hasContext ? 1 : 0];
    // As Markup it is an empty text.
    if (newstyle && isUndefined(message) && !context.autoescape) message.fail();
    if (!newstyle) {
      for (const keyword of kwargs.keys()) throw unexpected(name, keyword);
      return found;
    }
    const variables = new Map<unknown, unknown>();
    if (shape.hasContext) variables.set("context", texts[0]);
    if (shape.counts) variables.set("num", args[shape.texts]);
    for (const [key, value] of kwargs) variables.set(key, value);
    // Even without variables: so `%%` means the same in all messages.
    return context.ops.modulo(context.autoescape ? createMarkup(found) : found, context.ops.dict(variables));
  };
  return describe(translate, { name, raw: true, passContext: true });
}
