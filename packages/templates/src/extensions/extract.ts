/** Finding the messages of a template that have to be translated, as Babel's extractors do. */
import { TemplateSyntaxError } from "../errors.ts";
import type { Extension } from "../syntax/extension.ts";
import type { Comment } from "../syntax/lexer.ts";
import type { Call, Trans } from "../syntax/nodes.ts";
import type { SyntaxOptions } from "../syntax/options.ts";
import { parse } from "../syntax/parser.ts";
import { descendants } from "../syntax/visit.ts";
import { type I18nOptions, i18n } from "./i18n.ts";

/**
 * The functions whose calls are messages.
 *
 * @example
 * extractMessages("{{ t('Home') }}", { functions: [...GETTEXT_FUNCTIONS, "t"] }).length; // 1
 */
export const GETTEXT_FUNCTIONS: readonly string[] = ["_", "gettext", "ngettext", "pgettext", "npgettext"];

/** What is looked for, and how the template is to be read. */
export interface ExtractOptions extends I18nOptions {
  /** Names of functions whose calls are messages. @default GETTEXT_FUNCTIONS */
  readonly functions?: readonly string[];
  /** Words that begin a comment for translators, as `"Translators:"`. @default none */
  readonly commentTags?: readonly string[];
  /** Delimiters and whitespace, as `resolveSyntax` gives them. */
  readonly options?: SyntaxOptions;
  /** Further extensions that the template needs. */
  readonly extensions?: readonly Extension[];
  /** The name of the template, for errors. */
  readonly name?: string;
  /** Whether a template that is not well-formed counts as one without messages. @default false */
  readonly silent?: boolean;
}

/** One message to translate. */
export interface ExtractedMessage {
  /** The line, counted from 1. */
  readonly line: number;
  /** The function that is called; `{% trans %}` calls `gettext`, `ngettext`, `pgettext` or `npgettext`. */
  readonly functionName: string;
  /** Its arguments: a lone one by itself, several in a list; `null` for what is not a plain text. */
  readonly message: string | null | readonly (string | null)[];
  /** The comment for translators right before it, without its tag. */
  readonly comments: readonly string[];
}

/**
 * The messages of a template, in the order of the source.
 *
 * A comment for translators belongs to the next message after it, or on its line.
 *
 * @param source the template
 * @throws TemplateSyntaxError where the source is not well-formed, unless `silent`
 * @example
 * extractMessages("{# NOTE: title #}{{ _('Home') }}", { commentTags: ["NOTE:"] })
 * // → [{ line: 1, functionName: "_", message: "Home", comments: ["title"] }]
 */
export function extractMessages(source: string, options: ExtractOptions = {}): ExtractedMessage[] {
  const { functions = GETTEXT_FUNCTIONS, commentTags = [], extensions = [], name, silent = false } = options;
  const comments: Comment[] = [];
  const own = extensions.some(({ identifier }) => identifier === "i18n") ? [] : [i18n(options)];
  let body: ReturnType<typeof parse>["body"];
  try {
    const parsed = parse(source, {
      extensions: [...extensions, ...own],
      onComment: (comment) => comments.push(comment),
      ...(name !== undefined && { name }),
      ...(options.options && { options: options.options }),
    });
    body = parsed.body;
  } catch (error) {
    if (silent && error instanceof TemplateSyntaxError) return [];
    throw error;
  }
  const wanted = new Set(functions);
  const commentFor = commentFinder(comments, new Set(commentTags));
  const messages: ExtractedMessage[] = [];
  for (const node of descendants(body)) {
    const call = node.type === "Trans" ? callOfTrans(node) : node.type === "Call" ? callOf(node) : null;
    if (call === null || !wanted.has(call.functionName)) continue;
    const { line } = node.span;
    const { functionName, strings } = call;
    const message = strings.length === 1 ? strings[0]! : strings;
    messages.push({ line, functionName, message, comments: commentFor(line) });
  }
  return messages;
}

interface MessageCall {
  readonly functionName: string;
  readonly strings: readonly (string | null)[];
}

function callOf({ callee, args, kwargs, dynArgs, dynKwargs }: Call): MessageCall | null {
  if (callee.type !== "Name") return null;
  const strings = args.map((arg) => (arg.type === "Constant" && typeof arg.value === "string" ? arg.value : null));
  const others = kwargs.length + (dynArgs ? 1 : 0) + (dynKwargs ? 1 : 0);
  return { functionName: callee.name, strings: [...strings, ...Array.from({ length: others }, () => null)] };
}

/** The call that a translatable section makes when it is rendered. */
function callOfTrans({ context, singular, plural, count, newstyle, variables }: Trans): MessageCall {
  const functionName = `${plural ? "n" : ""}${context === null ? "" : "p"}gettext`;
  const strings: (string | null)[] = context === null ? [singular.message] : [context, singular.message];
  if (plural) strings.push(plural.message, null);
  // The catalogue's functions get the variables by name, but for the number, which they know already.
  const named = newstyle ? variables.filter(({ name }) => !(plural && count === "num" && name === "num")) : [];
  return { functionName, strings: [...strings, ...named.map(() => null)] };
}

/** Finds comments for lines that are asked for in their order: each comment is given out once. */
function commentFinder(comments: readonly Comment[], tags: ReadonlySet<string>): (line: number) => readonly string[] {
  let next = 0;
  return (line) => {
    let found: readonly string[] = [];
    while (next < comments.length && comments[next]!.line <= line) {
      const text = taggedText(comments[next]!.text, tags);
      if (text !== null) found = [text];
      next++;
    }
    return found;
  };
}

/** What follows the tag in a comment, or nothing where it has no such tag. */
function taggedText(comment: string, tags: ReadonlySet<string>): string | null {
  const text = comment.trim();
  const space = text.search(/\s/);
  if (space === -1 || !tags.has(text.slice(0, space))) return null;
  return text.slice(space).trimStart();
}
