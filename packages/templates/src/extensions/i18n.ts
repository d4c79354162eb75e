/** `{% trans %}…{% pluralize %}…{% endtrans %}`: messages that a catalogue translates. */
import { quote } from "../explain.ts";
import { strip } from "../syntax/characters.ts";
import type { Extension, TemplateParser } from "../syntax/extension.ts";
import type { Expression, Name, Text, Trans, TransForm } from "../syntax/nodes.ts";
import { tokenSpan } from "../syntax/stream.ts";
import type { Token } from "../syntax/tokens.ts";

/** How translatable sections are read. */
export interface I18nOptions {
  /** Whether whitespace is trimmed where a tag does not say `trimmed` or `notrimmed`. @default false */
  readonly trimmed?: boolean;
  /**
   * Whether the functions of the catalogue put the variables in themselves (Jinja2's `newstyle_gettext`). A `%` is then
   * written `%%` in all messages, else only in those with variables. @default false
   */
  readonly newstyle?: boolean;
}

/** What the head of a tag says. */
interface Head {
  readonly context: string | null;
  readonly variables: Map<string, Expression>;
  readonly trimmed: boolean | null;
}

/**
 * The `i18n` extension of Jinja2. It reads the tag; the functions `gettext`, `ngettext`, `pgettext` and `npgettext` are
 * globals of the environment.
 *
 * @example const env = new Environment({ extensions: [i18n({ trimmed: true })] });
 * for (const [name, fn] of translations(nullCatalogue)) env.globals.set(name, fn);
 * env.fromString("{% trans %}\n  Hello {{ name }}\n{% endtrans %}").render({ name: "Ada" }); // "Hello Ada"
 */
export function i18n(options: I18nOptions = {}): Extension {
  const { trimmed = false, newstyle = false } = options;
  return {
    identifier: "i18n",
    tags: ["trans"],
    parse: (parser) => parseTrans(parser, { trimmed, newstyle }),
  };
}

function parseTrans(parser: TemplateParser, options: Required<I18nOptions>): Trans {
  const { stream } = parser;
  const start = stream.next();
  const { context, variables, trimmed } = parseHead(parser);
  const span = parser.spanFrom(start);
  stream.expect("block_end");

  const declared = new Map(variables);
  const singular = parseMessage(parser, true);
  addNames(variables, singular);
  let plural: (Text | Name)[] | null = null;
  let count: string | null = null;
  if (stream.skipIf("name:pluralize")) {
    count = parseCount(parser, declared) ?? variables.keys().next().value ?? null;
    stream.expect("block_end");
    plural = parseMessage(parser, false);
    addNames(variables, plural);
    if (count === null) {
      const cure = "Say what is counted: `{% trans count=items|length %}`.";
      parser.fail("pluralize without variables", start, { cure });
    }
  }
  stream.next();

  const escapes = options.newstyle || hasNames(singular) || (plural !== null && hasNames(plural));
  const trims = trimmed ?? options.trimmed;
  return {
    type: "Trans",
    context,
    variables: Array.from(variables, ([name, value]) => ({ name, value })),
    singular: makeForm(singular, trims, escapes),
    plural: plural && makeForm(plural, trims, escapes),
    count,
    newstyle: options.newstyle,
    span,
  };
}

/** `"context" trimmed name, name=value` */
function parseHead(parser: TemplateParser): Head {
  const { stream } = parser;
  const context = stream.nextIf("string")?.value ?? null;
  const variables = new Map<string, Expression>();
  let trimmed: boolean | null = null;
  while (stream.current.type !== "block_end") {
    if (variables.size > 0) stream.expect("comma");
    if (stream.skipIf("colon")) break;
    const token = stream.expect("name");
    const name = token.value;
    if (variables.has(name)) {
      parser.fail(`translatable variable ${quote(name)} defined twice.`, token, { assertion: true });
    }
    if (stream.skipIf("assign")) variables.set(name, parser.parseExpression());
    else if (trimmed === null && (name === "trimmed" || name === "notrimmed")) trimmed = name === "trimmed";
    else variables.set(name, nameNode(token));
  }
  return { context, variables, trimmed };
}

/** `{% pluralize name %}`: the name, which has to be one of the tag's own. */
function parseCount(parser: TemplateParser, declared: ReadonlyMap<string, Expression>): string | null {
  if (parser.stream.current.type === "block_end") return null;
  const token = parser.stream.expect("name");
  if (!declared.has(token.value)) {
    parser.fail(`unknown variable ${quote(token.value)} for pluralization`, token, {
      assertion: true,
      cure: `Name it in the tag: \`{% trans ${token.value}=… %}\`.`,
    });
  }
  return token.value;
}

/** Text and plain names up to `endtrans` or `pluralize`, which is the current token afterwards. */
function parseMessage(parser: TemplateParser, mayPluralize: boolean): (Text | Name)[] {
  const { stream } = parser;
  const parts: (Text | Name)[] = [];
  for (;;) {
    const token = stream.next();
    if (token.type === "data") parts.push({ type: "Text", text: token.value, span: tokenSpan(token) });
    else if (token.type === "variable_begin") {
      parts.push(nameNode(stream.expect("name")));
      stream.expect("variable_end");
    } else if (token.type === "eof")
      parser.fail("unclosed translation block", token, { cure: "`{% endtrans %}` closes it." });
    else {
      if (stream.test("name:endtrans") || (mayPluralize && stream.test("name:pluralize"))) return parts;
      failInMessage(parser);
    }
  }
}

function failInMessage(parser: TemplateParser): never {
  const { current } = parser.stream;
  if (parser.stream.test("name:pluralize")) {
    parser.fail("a translatable section can have only one pluralize section");
  }
  if (parser.stream.test("name:trans")) parser.fail("trans blocks can't be nested; did you mean `endtrans`?");
  parser.fail(`control structures in translatable sections are not allowed; saw \`${current.value}\``, current, {
    cure: "A message is text and plain names: compute values in the tag, `{% trans total=a + b %}`.",
  });
}

function nameNode(token: Token): Name {
  return { type: "Name", name: token.value, span: tokenSpan(token) };
}

/** A name of the message that the tag does not define is a variable of the template. */
function addNames(variables: Map<string, Expression>, parts: readonly (Text | Name)[]): void {
  for (const part of parts) if (part.type === "Name" && !variables.has(part.name)) variables.set(part.name, part);
}

function hasNames(parts: readonly (Text | Name)[]): boolean {
  return parts.some((part) => part.type === "Name");
}

function makeForm(parts: readonly (Text | Name)[], trims: boolean, escapes: boolean): TransForm {
  const trimmed = trims ? trimParts(parts) : parts;
  const message = trimmed.map((part) => {
    if (part.type === "Name") return `%(${part.name})s`;
    return escapes ? part.text.replaceAll("%", "%%") : part.text;
  });
  return { message: message.join(""), parts: trimmed };
}

/** A line end with the whitespace around it becomes a space; the message's ends lose theirs. */
function trimParts(parts: readonly (Text | Name)[]): (Text | Name)[] {
  // Names cannot hold a NUL, so the message can be trimmed as one text with marks in it.
  const names = parts.filter((part) => part.type === "Name");
  const marked = parts.map((part) => (part.type === "Name" ? "\0" : part.text.replaceAll("\0", "\ufffd"))).join("");
  const lines = marked.split("\n").map(strip);
  const span = parts[0]?.span ?? { line: 1, column: 1, length: 1 };
  const result: (Text | Name)[] = [];
  lines
    .filter((line) => line !== "")
    .join(" ")
    .split("\0")
    .forEach((text, index) => {
      if (index > 0) result.push(names[index - 1]!);
      if (text !== "") result.push({ type: "Text", text, span });
    });
  return result;
}
