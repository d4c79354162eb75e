/** `{% trans %}` at run time: the catalogue's functions are variables of the template, as in Jinja2. */

import { createMarkup } from "@ampoule/markup/engine";
import { UndefinedError } from "../errors.ts";
import { NEEDS_CATALOGUE } from "../unknown-names.ts";
import type { FragmentSource } from "./blocks.ts";
import type { RenderContext } from "./frame.ts";
import { fillMessage } from "./message.ts";
import { thenable } from "./values/async.ts";
import { isUndefined } from "./values/undefined.ts";

/** What a `{% trans %}` says besides its variables. */
export interface Message {
  readonly context: string | null;
  readonly singular: string;
  readonly plural: string | null;
  /** The variable that chooses between singular and plural. */
  readonly count: string | null;
  /** The catalogue's functions put the variables in themselves. */
  readonly newstyle: boolean;
}

type Values = readonly (readonly [name: string, value: unknown])[];

const missingCatalogue = `\`trans\` ${NEEDS_CATALOGUE}`;

/** `gettext`, `ngettext`, `pgettext` or `npgettext`. */
function functionName({ context, plural }: Message): string {
  return `${plural === null ? "" : "n"}${context === null ? "" : "p"}gettext`;
}

function callCatalogue(c: RenderContext, message: Message, values: Values): unknown {
  const { context, singular, plural, count, newstyle } = message;
  const args: unknown[] = context === null ? [singular] : [context, singular];
  if (plural !== null) args.push(plural, values.find(([name]) => name === count)?.[1]);
  // A variable called `num` is what newstyle functions call the count themselves.
  const kwargs = newstyle ? new Map(values.filter(([name]) => !(name === "num" && count === "num"))) : null;
  const fn = c.resolve(functionName(message));
  if (isUndefined(fn)) throw new UndefinedError(fn.message, { cure: missingCatalogue });
  return c.engine.calls.call(fn, args, kwargs, c);
}

/** The translation with its variables. */
export function translated(c: RenderContext, message: Message, values: Values): unknown {
  const found = callCatalogue(c, message, values);
  if (message.newstyle) return found;
  return thenable(found) ? found.then((result) => filled(c, result, values)) : filled(c, found, values);
}

/** The translation as HTML of the page. */
export function translatedHtml(
  { textState }: FragmentSource,
  c: RenderContext,
  message: Message,
  values: Values,
): string | Promise<string> {
  const found = callCatalogue(c, message, values);
  const finish = (text: unknown): string =>
    fillMessage(c.ops.text(text), values, textState === "xml", c.engine, c.ops.text);
  return thenable(found) ? Promise.resolve(found).then(finish) : finish(found);
}

function filled(c: RenderContext, found: unknown, values: Values): unknown {
  const text = c.autoescape ? createMarkup(c.ops.text(found)) : found;
  return values.length === 0 ? text : c.ops.modulo(text, c.ops.dict(values));
}
