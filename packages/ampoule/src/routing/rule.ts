/** Reads a rule, as `/user/<int:id>/files/<path:name>`, into its segments. */

import { type ConverterArguments, NO_ARGUMENTS, parseArguments } from "./arguments.ts";
import type { Converter, ConverterFactory } from "./converter.ts";
import { RuleError } from "./errors.ts";

/** A `<converter(arguments):name>`. */
export interface Variable {
  readonly name: string;
  readonly converter: Converter;
  /** The converter and its arguments as written: two variables with equal `key` accept the same texts. */
  readonly key: string;
}

/** A piece of a segment: literal text (decoded), or a variable. */
export type Part = string | Variable;

/** How Express writes a variable: as a literal it would answer 404 to everything that its author means. */
const EXPRESS_PARAMETER = /^:([A-Za-z_]\w*)$/;

/** What stands between two slashes. A segment that spans several is the last: it holds all the rest of the rule. */
export interface Segment {
  readonly parts: readonly Part[];
  readonly spans: boolean;
}

/** A rule, read. */
export interface Rule {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly variables: readonly Variable[];
}

/** Makes the converter of a name; `undefined` when there is none of that name. */
export type ConverterLookup = (name: string) => ConverterFactory | undefined;

const VARIABLE = /(?:([A-Za-z_]\w*)(\(|:))?/y;
const VARIABLE_NAME = /^[A-Za-z_]\w*$/;

/** Where the `>` of a variable is, quoted text skipped; -1 where there is none. */
function closingBracket(text: string, from: number): number {
  let quote = "";
  for (let i = from; i < text.length; i++) {
    const char = text[i] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return i;
  }
  return -1;
}

function parseVariable(
  rule: string,
  start: number,
  end: number,
  lookup: ConverterLookup,
  names: readonly string[],
): Variable {
  const inner = rule.slice(start + 1, end);
  VARIABLE.lastIndex = 0;
  const head = VARIABLE.exec(inner);
  const converterName = head?.[1] ?? "default";
  let args: ConverterArguments = NO_ARGUMENTS;
  let nameStart = head?.[0].length ?? 0;
  let argumentText = "";
  if (head?.[2] === "(") {
    const close = inner.lastIndexOf("):");
    if (close < nameStart) {
      throw new RuleError(rule, start, "A converter's arguments are not closed.", "Write <int(min=1):page>.");
    }
    argumentText = inner.slice(nameStart, close);
    args = parseArguments(argumentText, rule, start + 1 + nameStart);
    nameStart = close + 2;
  }
  const name = inner.slice(nameStart);
  if (!VARIABLE_NAME.test(name) || name in Object.prototype) {
    throw new RuleError(
      rule,
      start + 1 + nameStart,
      `${JSON.stringify(name)} cannot be a variable's name.`,
      "Use letters, digits and _, as in <int:post_id>.",
    );
  }
  if (names.includes(name)) {
    throw new RuleError(
      rule,
      start,
      `The variable "${name}" is there twice.`,
      "Give each variable of a rule its own name.",
    );
  }
  const factory = lookup(converterName);
  if (factory === undefined) {
    throw new RuleError(
      rule,
      start + 1,
      `There is no converter "${converterName}".`,
      "Register it: new App({ converters: { … } }), or use string, int, float, path, any or uuid.",
    );
  }
  try {
    const key = converterName === "default" ? "<string()>" : `<${converterName}(${argumentText})>`;
    return { name, converter: factory(args), key };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new RuleError(
      rule,
      start + 1,
      `The converter "${converterName}" ${problem}.`,
      "See the list of converters in the routing guide.",
    );
  }
}

/**
 * Reads a rule.
 *
 * @throws RuleError that shows the place: no leading slash, an unknown converter, a name twice, two variables that
 *   touch, an unclosed bracket, `.` and `..` as segments
 */
export function parseRule(text: string, lookup: ConverterLookup): Rule {
  if (!text.startsWith("/")) throw new RuleError(text, 0, "A rule begins with a slash.", `Write "/${text}".`);
  const segments: Segment[] = [];
  const variables: Variable[] = [];
  let parts: Part[] = [];
  let literal = "";
  let spans = false;
  const endLiteral = (): void => {
    if (literal !== "") parts.push(literal);
    literal = "";
  };
  const endSegment = (at: number): void => {
    endLiteral();
    const only = parts.length === 1 ? parts[0] : undefined;
    if (only === "." || only === "..") {
      throw new RuleError(
        text,
        at,
        `Browsers resolve "${only}" before they ask.`,
        "No request can reach this rule; remove the segment.",
      );
    }
    const start = text.lastIndexOf("/", at - 1) + 1;
    const express = EXPRESS_PARAMETER.exec(text.slice(start, at))?.[1];
    if (express !== undefined) {
      throw new RuleError(text, start, `":${express}" would be matched as it stands.`, `Write "<${express}>".`);
    }
    segments.push({ parts, spans });
    parts = [];
  };
  for (let at = 1; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "<") {
      const end = closingBracket(text, at);
      if (end < 0) throw new RuleError(text, at, "This < has no >.", "Write <name> or <converter:name>.");
      endLiteral();
      const before = parts.at(-1);
      if (before !== undefined && typeof before !== "string") {
        throw new RuleError(
          text,
          at,
          "Two variables touch: nothing says where one ends.",
          "Put a character between them, as in <int:year>-<int:month>.",
        );
      }
      const variable = parseVariable(
        text,
        at,
        end,
        lookup,
        variables.map((known) => known.name),
      );
      spans ||= variable.converter.spansSegments === true;
      variables.push(variable);
      parts.push(variable);
      at = end;
    } else if (char === "/" && !spans) {
      if (parts.length === 0 && literal === "") {
        throw new RuleError(text, at, "Two slashes touch.", "Requests with // are redirected to one slash; write one.");
      }
      endSegment(at);
    } else literal += char;
  }
  endSegment(text.length);
  return { text, segments, variables };
}
