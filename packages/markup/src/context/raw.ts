/** Text that is not read as HTML: RCDATA, raw text and script data, each until its own end tag. */
import { createContext } from "./context.ts";
import { importedUrl, stepCss } from "./css.ts";
import { isForeign } from "./foreign.ts";
import { insert, type Machine } from "./machine.ts";
import { refusal } from "./refusal.ts";
import { stepUrl } from "./url.ts";
import { readJs } from "./values.ts";

/** The longest thing that a text may stop in the middle of: `</textarea`. */
const LONGEST = 12;

/** An end tag counts only when white space, `/` or `>` follows its name (HTML §13.2.5.11). */
const END_TAG: Readonly<Record<string, RegExp>> = Object.fromEntries(
  ["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes"].map((element) => [
    element,
    new RegExp(`</${element}(?=[\\t\\n\\f\\r />])`, "i"),
  ]),
);

/** A `<` at the end that may become one of the words: kept until the next text shows. */
function unfinished(text: string, words: readonly string[]): string {
  const tail = text.slice(-LONGEST).toLowerCase();
  for (let at = 0; at < tail.length; at++) {
    const rest = tail.slice(at);
    if (words.some((word) => word.startsWith(rest))) return rest;
  }
  return "";
}

/**
 * Where the text ends in what a value could make a character reference of, as in `&#{{ x }};`. Where characters have a
 * meaning, the author's `&` has to be one.
 *
 * @returns -1 where it does not
 */
export function openReference(text: string, start: number): number {
  const open = text.lastIndexOf("&");
  return open >= start && /^[#\w]*$/.test(text.slice(open + 1)) ? open : -1;
}

/** In foreign content scripts and styles are text with character references. */
function closeReference(machine: Machine): void {
  const { fields, text, at } = machine;
  const open = isForeign(fields.foreign) ? openReference(text, at) : -1;
  if (open !== -1) insert(machine, open, "&amp;", 1);
}

export function readRawText(machine: Machine): void {
  const { fields, text } = machine;
  const rest = text.slice(machine.at);
  const so = fields.pending + rest;
  const end = END_TAG[fields.element]!.exec(so);
  const content = end === null ? rest : rest.slice(0, Math.max(0, end.index - fields.pending.length));
  if (fields.state === "style") readStyle(machine, content);
  if (end === null) {
    closeReference(machine);
    fields.pending = unfinished(so, [`</${fields.element}`]);
    machine.at = text.length;
  } else closeElement(machine, end.index + end[0].length - fields.pending.length);
}

function readStyle({ fields }: Machine, content: string): void {
  fields.css = stepCss(fields.css, content);
  const imported = importedUrl(fields.css, content);
  fields.url = imported === undefined ? "" : stepUrl(imported.begins ? "" : fields.url, imported.url);
}

/** Behind the name of the end tag. */
function closeElement(machine: Machine, consumed: number): void {
  machine.at += consumed;
  machine.fields.state = "tagName";
  machine.fields.endTag = true;
  machine.fields.pending = "";
  machine.fields.attribute = "";
}

const SCRIPT_WORD = /<!--|-->|<\/?script(?=[\t\n\f\r />])/gi;

/** Script data with its escaped and double escaped states (HTML §13.2.5.15–31). */
export function readScript(machine: Machine): void {
  const { fields, text } = machine;
  const rest = text.slice(machine.at);
  const before = fields.pending.length;
  const so = fields.pending + rest;
  SCRIPT_WORD.lastIndex = 0;
  for (let found = SCRIPT_WORD.exec(so); found !== null; found = SCRIPT_WORD.exec(so)) {
    const word = found[0].toLowerCase();
    if (word === "<!--") {
      if (fields.scriptData === "plain") fields.scriptData = "escaped";
      // The dashes of `<!--` may be the ones of `-->`.
      SCRIPT_WORD.lastIndex = found.index + 2;
    } else if (word === "-->") fields.scriptData = "plain";
    else if (word === "<script") {
      if (fields.scriptData === "escaped") fields.scriptData = "double";
    } else if (fields.scriptData === "double") fields.scriptData = "escaped";
    else {
      readCode(machine, rest.slice(0, Math.max(0, found.index - before)));
      closeElement(machine, found.index + word.length - before);
      return;
    }
  }
  readCode(machine, rest);
  closeReference(machine);
  fields.pending = unfinished(so, ["<!--", "</script", "<script", "-->"]);
  machine.at = text.length;
}

function readCode({ fields, at }: Machine, code: string): void {
  switch (fields.facts.script) {
    case "typed":
      if (/\S/.test(code)) throw refusal("ESCAPE_SCRIPT_TYPE", createContext(fields), at);
      break;
    case "js":
      readJs(fields, code);
      break;
    case "json":
    case "rules":
      fields.js = stepJson(fields.js, code);
      break;
    default:
  }
}

/** In JSON only strings matter. */
function stepJson(js: Machine["fields"]["js"], code: string): Machine["fields"]["js"] {
  let { lex, escaped } = js;
  for (const char of code) {
    if (escaped) escaped = false;
    else if (lex === "dq" && char === "\\") escaped = true;
    else if (char === '"') lex = lex === "dq" ? "code" : "dq";
  }
  return { ...js, lex, escaped };
}
