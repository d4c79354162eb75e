/** Translated messages as HTML: each variable is escaped for its place in the translation, wherever a translator has put it. */
import { EscapeContextError } from "@ampoule/markup";
import {
  type Context,
  type Escaper,
  type Escapers,
  feed,
  hole,
  isText,
  startContext,
  type Tables,
} from "@ampoule/markup/engine";
import { EscapeError } from "../errors.ts";

/** A translation, ready to be filled. */
interface PreparedMessage {
  readonly parts: readonly (string | MessageHole)[];
}
interface MessageHole {
  readonly name: string;
  readonly before: string;
  readonly escaper: Escaper;
  readonly arg: string | undefined;
  readonly after: string;
}

/** Translations come from a catalogue and are few; texts of any number must not fill the memory all the same. */
const mostPrepared = 2000;
const prepared = new WeakMap<Tables, Map<string, PreparedMessage>>();

interface Rules {
  readonly tables: Tables;
  readonly escapers: Escapers;
}

type Values = readonly (readonly [name: string, value: unknown])[];

/**
 * Fills a translation.
 *
 * @param text The catalogue's text: HTML, with `%(name)s` for variables and `%%` for a percent sign where there are any
 * @param isXml The template is XML
 * @param rules What attributes mean, and the escapers that go by it
 * @throws EscapeError where the translation puts a variable where none can be, or leaves a tag open
 */
export function fillMessage(
  text: string,
  values: Values,
  isXml: boolean,
  rules: Rules,
  toText: (value: unknown) => string,
): string {
  const key = `${isXml ? "x" : "h"}${values.length > 0 ? "%" : " "}${text}`;
  let known = prepared.get(rules.tables);
  if (known === undefined) prepared.set(rules.tables, (known = new Map()));
  let message = known.get(key);
  if (message === undefined) {
    message = prepare(text, values.length > 0, isXml, rules);
    if (known.size >= mostPrepared) known.clear();
    known.set(key, message);
  }
  let out = "";
  for (const part of message.parts) out += typeof part === "string" ? part : fill(part, text, values, toText);
  return out;
}

function fill(
  { name, before, escaper, arg, after }: MessageHole,
  text: string,
  values: Values,
  toText: (value: unknown) => string,
): string {
  const found = values.find(([known]) => known === name);
  if (found === undefined) throw refused(text, `It uses the variable '${name}', which the template does not give.`);
  return before + escaper(found[1], toText, arg) + after;
}

const placeholder = /%(?:\((\w+)\)s|%)/g;

function prepare(text: string, hasValues: boolean, isXml: boolean, { tables, escapers }: Rules): PreparedMessage {
  const parts: (string | MessageHole)[] = [];
  let context: Context = startContext(tables, isXml);
  const read = (literal: string): void => {
    const fed = feed(context, literal);
    context = fed.context;
    for (const piece of fed.pieces) {
      // What the compiler inserts into the author's own tags is not for those of translators.
      if (typeof piece === "string") parts.push(piece);
    }
  };
  try {
    let from = 0;
    for (const match of hasValues ? text.matchAll(placeholder) : []) {
      const end = match.index + match[0].length;
      read(text.slice(from, match.index) + (match[1] === undefined ? "%" : ""));
      from = end;
      if (match[1] === undefined) continue;
      const { context: behind, before, escaper, after } = hole(context, { next: text.slice(end).split("%", 1)[0]! });
      if (escaper.slice !== undefined) throw refused(text, "A variable stands behind another one in the same URL.");
      parts.push({ name: match[1], before, escaper: escapers[escaper.name], arg: escaper.arg, after });
      context = behind;
    }
    read(text.slice(from));
  } catch (error) {
    if (error instanceof EscapeContextError) throw refused(text, error.message);
    throw error;
  }
  if (!isText(context)) throw refused(text, "It leaves a tag, a quote or an element like <script> open.");
  return { parts };
}

function refused(text: string, reason: string): EscapeError {
  return new EscapeError(`The translation ${JSON.stringify(text)} cannot be printed safely. ${reason}`, {
    code: "ESCAPE_MESSAGE",
    cure: "Correct the message in the catalogue.",
  });
}
