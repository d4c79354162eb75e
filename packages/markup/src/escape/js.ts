/**
 * Escapers for JavaScript.
 *
 * Of text, only `[A-Za-z0-9]` is printed as it is, and all else as `\uXXXX`, which means the same in every kind of string
 * and nothing anywhere else: were the guess about the lexical state wrong, no value could still end or begin anything.
 */

import { isJson, textOfJson, toJson } from "../safe/json.ts";
import { isSafeScript, textOfSafeScript } from "../safe/safe-script.ts";
import { BLOCKED_URL, blocked } from "./blocked.ts";
import type { ToText } from "./escaper.ts";
import { escapeHtml } from "./html.ts";
import { literalText } from "./literal.ts";
import { isResourceRule, resourceText } from "./resource.ts";
import { isAllowedUrl } from "./scheme.ts";
import { checkedUrl } from "./url.ts";
import { plainText, sourceText } from "./values.ts";

const plain = /^[A-Za-z0-9]*$/;

function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}

/** What each ASCII character is printed as. */
const ascii: readonly string[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return plain.test(character) ? character : unicodeEscape(code);
});

function stringBody(text: string): string {
  if (plain.test(text)) return text;
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    out += ascii[code] ?? unicodeEscape(code);
  }
  return out;
}

/** A string of JSON with the `:` behind it where it is a key; or what stands between strings. */
const jsonToken = /"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|[^"]+|"/g;
/** All that JSON has outside of strings, and the numbers that Python's JSON adds. */
const structure = /^[\s[\]{},:\w.+-]*$/;
const jsonWord = /^(?:-?(?:[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|Infinity)|true|false|null|NaN)$/;

function isStructure(text: string): boolean {
  return structure.test(text) && (text.match(/[\w.+-]+/g) ?? []).every((word) => jsonWord.test(word));
}

function scriptToken(token: string, body: string | undefined, colon = ""): string {
  if (body === undefined) {
    if (!isStructure(token)) throw new TypeError("What was declared to be JSON is none.");
    return token;
  }
  const text = body.includes("\\") ? String(JSON.parse(`"${body}"`)) : body;
  const literal = `"${stringBody(text)}"`;
  // In an object literal, unlike in JSON, `"__proto__":` sets the prototype; a computed name is a name like any other.
  return colon !== "" && text === "__proto__" ? `[${literal}]${colon}` : literal + colon;
}

/** JSON as a JavaScript expression whose strings hold letters, digits and escapes only. */
function scriptLiteral(json: string): string {
  const literal = json.replace(jsonToken, scriptToken);
  // Spaces keep a number or word from growing together with the author's code, and `-` from becoming `--`.
  return /^["[{]/.test(literal) ? literal : ` ${literal} `;
}

/** What ends the script element, or changes how its end is found (HTML §13.2.5.17 ff.). */
const endsScript = /<(?:\/script|script|!--)/i;

function scriptSource(value: unknown, toText: ToText, arg?: string): string {
  if (isSafeScript(value)) return textOfSafeScript(value);
  const literal = literalText(value, toText, arg);
  return scriptLiteral(isUrlRule(arg) ? urlLiteral(literal, value, toText, arg) : literal);
}

/** The literal of a URL: numbers and words lead nowhere else, and what a list is made of would be one when it is read as text. */
function urlLiteral(literal: string, value: unknown, toText: ToText, rule: string): string {
  if (literal.startsWith("[")) return toJson(blocked("jsValue", "A URL is a text.", BLOCKED_URL)).toString();
  if (!literal.startsWith('"')) return literal;
  return toJson(urlOf(isJson(value) ? JSON.parse(literal) : value, toText, rule)).toString();
}

function isUrlRule(arg: string | undefined): arg is string {
  return isResourceRule(arg) || arg?.startsWith("url") === true;
}

/**
 * The text of a URL that the script goes to or loads code from.
 *
 * `rule`: `"url"` for a whole one, `"urlScheme"` before the author's colon, `"urlRest"` where its scheme may still be coming; what
 * is said of resources where code is loaded.
 */
function urlOf(value: unknown, toText: ToText, rule: string): string {
  if (isResourceRule(rule)) return resourceText(value, toText, rule);
  const text = plainText(value, toText);
  if (rule === "urlRest") return text.replace(/^[^/?#]*/, (beginning) => beginning.replaceAll(":", "%3A"));
  if (rule === "urlScheme" && isAllowedUrl(`${text}:`)) return text;
  return rule === "urlScheme" ? BLOCKED_URL : checkedUrl("jsString", text, true);
}

/**
 * An expression: a value becomes a literal, a SafeScript is code.
 *
 * `arg`: `"word"` where a text that is `true`, `false`, `null` or a number is meant as that.
 */
export function escapeJsValue(value: unknown, toText: ToText, arg?: string): string {
  const source = scriptSource(value, toText, arg);
  if (!endsScript.test(source)) return source;
  return blocked("jsValue", "The SafeScript contains `</script`, `<script` or `<!--`.", " null ");
}

/** Prints something of which the string gets nothing. */
const lineContinuation = "\\\n";

/**
 * Inside of a string or a template literal: trust in HTML is no trust in JavaScript, and JSON is its text.
 *
 * `arg`: `"glued"` behind a `<` or `</` of the author's, where letters could spell the end of the script.
 */
export function escapeJsString(value: unknown, toText: ToText, arg?: string): string {
  if (isUrlRule(arg)) return stringBody(urlOf(value, toText, arg));
  const text = isJson(value) ? textOfJson(value) : sourceText(value, toText);
  if (arg !== "glued") return stringBody(text);
  if (text === "") return lineContinuation;
  return Array.from({ length: text.length }, (_, at) => unicodeEscape(text.charCodeAt(at))).join("");
}

const name = /^[A-Za-z0-9_$]+$/;

/** A name or a part of one. */
export function escapeJsName(value: unknown, toText: ToText): string {
  const text = plainText(value, toText);
  return name.test(text)
    ? text
    : blocked("jsName", "A part of a name in a script admits A–Z, a–z, 0–9, _ and $.", "_blocked_");
}

/** {@link escapeJsValue} in an event handler. */
export function escapeJsAttributeValue(value: unknown, toText: ToText, arg?: string): string {
  return escapeHtml(scriptSource(value, toText, arg));
}

/** {@link escapeJsString} in an event handler. */
export function escapeJsAttributeString(value: unknown, toText: ToText, arg?: string): string {
  return escapeHtml(escapeJsString(value, toText, arg));
}

/** {@link escapeJsName} in an event handler. */
export function escapeJsAttributeName(value: unknown, toText: ToText): string {
  return escapeHtml(escapeJsName(value, toText));
}
