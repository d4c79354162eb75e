/**
 * Links in text, by the rules of Jinja2's `urlize`. Its regular expressions are written out as scanners here, so that the time
 * grows with the length of the text and with nothing else.
 */
import { escapeHtml } from "@ampoule/markup";
import { atoms } from "../runtime/values/format/cut.ts";
import { textLength } from "../runtime/values/iteration.ts";
import { space } from "../runtime/values/text/classes.ts";

export interface UrlizeOptions {
  /** How much is kept of a link's text of so many characters, `...` added; null keeps it as it is. */
  readonly kept: (length: number) => number | null;
  readonly rel: string | null;
  readonly target: string | null;
  readonly extraSchemes: readonly string[];
}

const wordOnly = /^[\p{L}\p{N}_]+$/u;
const label = /^[\p{L}\p{N}_%-]+$/u;
const longLabel = /^[\p{L}\p{N}_%-]{2,63}$/u;
const topLevel = /^(?:[a-z]{2,63}|xn--[\p{L}\p{N}_%]{2,59})$/iu;
const bareTopLevel = /^(?:com|net|int|edu|gov|org|info|mil)$/i;
const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const ipv6 = /^\[(?:[\da-f]{0,4}:){2}(?:[\da-f]{0,4}:?){1,6}\]$/i;
const longestIpv6 = 64;

/** `host:port` without the port; null where what follows the colon is no port. */
function hostOf(authority: string): string | null {
  const colon = authority.startsWith("[") ? authority.indexOf(":", authority.indexOf("]")) : authority.indexOf(":");
  if (colon === -1) return authority;
  return /^\d{1,5}$/.test(authority.slice(colon + 1)) ? authority.slice(0, colon) : null;
}

/** What is before the path, the query and the fragment. */
function authorityOf(text: string): string {
  const end = text.search(/[/?#]/);
  return end === -1 ? text : text.slice(0, end);
}

function isDomain(host: string): boolean {
  const labels = host.split(".");
  const last = labels.pop()!;
  return topLevel.test(last) && labels.every((part) => label.test(part));
}

function isBareDomain(host: string): boolean {
  const labels = host.split(".");
  const last = labels.pop()!;
  return labels.length > 0 && bareTopLevel.test(last) && labels.every((part) => longLabel.test(part));
}

function isAddress(host: string): boolean {
  return ipv4.test(host) || (host.length <= longestIpv6 && ipv6.test(host));
}

/** An address of the web, with `http(s)://`, with `www.`, or with a well-known top level. */
function isWebAddress(text: string): boolean {
  const scheme = /^https?:\/\//i.exec(text)?.[0];
  const rest = scheme === undefined ? text : text.slice(scheme.length);
  const host = hostOf(authorityOf(rest));
  if (host === null) return false;
  if (scheme !== undefined) return isDomain(host) || isAddress(host);
  return (/^www\./i.test(host) && isDomain(host.slice(4))) || isBareDomain(host);
}

/** `somebody@host.name` */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at < 1) return false;
  const host = text.slice(at + 1);
  const dot = host.lastIndexOf(".");
  if (dot < 1 || !wordOnly.test(host.slice(dot + 1))) return false;
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(host.slice(0, dot));
}

/** How many characters of opening brackets a word begins with. */
function headLength(word: string): number {
  let at = 0;
  for (;;) {
    if (word[at] === "(" || word[at] === "<") at++;
    else if (word.startsWith("&lt;", at)) at += 4;
    else return at;
  }
}

const tailCharacters = ")>.,";

/** Where the closing brackets and the punctuation at the end of a word begin. */
function tailStart(word: string): number {
  let at = word.length;
  for (;;) {
    if (at > 0 && tailCharacters.includes(word[at - 1]!)) at--;
    else if (at >= 4 && word.startsWith("&gt;", at - 4)) at -= 4;
    else return at;
  }
}

function occurrences(text: string, wanted: string): number {
  return text.split(wanted).length - 1;
}

const brackets = [
  ["(", ")"],
  ["<", ">"],
  ["&lt;", "&gt;"],
] as const;

/** Moves closing brackets back to a URL that opened as many. */
function balance(word: string, tail: number): number {
  let end = tail;
  for (const [open, close] of brackets) {
    const opened = occurrences(word.slice(0, end), open);
    if (opened <= occurrences(word.slice(0, end), close)) continue;
    for (let left = opened; left > 0; left--) {
      const at = word.indexOf(close, end);
      if (at === -1) break;
      end = at + close.length;
    }
  }
  return end;
}

/** HTML in a quoted attribute: the text was escaped already, Markup might hold quotes. */
function attribute(html: string): string {
  return html.replaceAll('"', "&#34;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The link's text: cut between characters of the reader, never within `&amp;`. */
function shorten(html: string, kept: UrlizeOptions["kept"]): string {
  const room = kept(textLength(html));
  if (room === null) return html;
  let out = "";
  let length = 0;
  for (const atom of atoms(html)) {
    length += textLength(atom);
    if (length > room) break;
    out += atom;
  }
  return `${out}...`;
}

class Linker {
  readonly #options: UrlizeOptions;
  readonly #attributes: string;
  constructor(options: UrlizeOptions) {
    this.#options = options;
    const { rel, target } = options;
    this.#attributes = (rel ? ` rel="${escapeHtml(rel)}"` : "") + (target ? ` target="${escapeHtml(target)}"` : "");
  }

  word(word: string): string {
    const start = headLength(word);
    const middle = word.slice(start);
    const tail = balance(middle, tailStart(middle));
    return word.slice(0, start) + this.#link(middle.slice(0, tail)) + middle.slice(tail);
  }

  #link(text: string): string {
    const { kept } = this.#options;
    if (isWebAddress(text)) {
      const url = text.startsWith("https://") || text.startsWith("http://") ? text : `https://${text}`;
      return `<a href="${attribute(url)}"${this.#attributes}>${shorten(text, kept)}</a>`;
    }
    if (text.startsWith("mailto:") && isEmail(text.slice(7)))
      return `<a href="${attribute(text)}">${text.slice(7)}</a>`;
    if (/^(?!www\.|@)[^:]*@/.test(text) && !text.includes(":") && isEmail(text)) {
      return `<a href="mailto:${attribute(text)}">${text}</a>`;
    }
    const scheme = this.#options.extraSchemes.find((prefix) => text !== prefix && text.startsWith(prefix));
    return scheme === undefined ? text : `<a href="${attribute(text)}"${this.#attributes}>${text}</a>`;
  }
}

const spaces = new RegExp(`([${space}]+)`, "u");

/** HTML text with its URLs and e-mail addresses as links. @param html escaped already. */
export function urlize(html: string, options: UrlizeOptions): string {
  const linker = new Linker(options);
  return html
    .split(spaces)
    .map((word, index) => (index % 2 === 1 || word === "" ? word : linker.word(word)))
    .join("");
}
