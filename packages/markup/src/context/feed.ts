/**
 * The machine: literal text of a template moves it from context to context, as a browser's tokenizer would move (HTML
 * §13.2.5), and says where nonces, form tokens, quotes and marks have to be inserted.
 *
 * One handler a state. Each is called with `at` on the next character and moves it on, or changes the state.
 */
import { type Context, createContext, FIRST, fieldsOf, type State } from "./context.ts";
import { cssStart } from "./css.ts";
import { isForeign } from "./foreign.ts";
import { JsAmbiguity, jsStart, jsUrlStart } from "./js.ts";
import { insert, type Machine, mark, to } from "./machine.ts";
import { assemble, type Piece } from "./pieces.ts";
import { openReference, readRawText, readScript } from "./raw.ts";
import { refusal } from "./refusal.ts";
import { bindsUrl } from "./sinks.ts";
import { beginTag, endsTag, endTag } from "./tags.ts";
import { isUrl, leadsAway, learn, readValue, valueKind } from "./values.ts";

/** What {@link feed} returns. */
export interface Fed {
  /** The place behind the text. */
  readonly context: Context;
  /** The text, and what has to be inserted into it. */
  readonly pieces: readonly Piece[];
}

/** What the caller knows about what comes behind the text. */
export interface FeedOptions {
  /**
   * A branch or a loop follows: the texts that its bodies begin with. Where one of them begins with white space, an
   * unquoted value in front of it has ended: `<input name=a{% if x %} checked{% endif %}>`.
   */
  readonly follow?: readonly string[];
}

/**
 * Moves from `context` over a literal text of the template.
 *
 * Takes time linear in the text.
 *
 * @param context where the text begins
 * @param text text of the author, line ends normalised
 * @param options what comes behind it
 * @returns where it ends, and the text in pieces
 * @throws {@link EscapeContextError} where the text makes a value before it unsafe
 *
 * @example
 * const { context } = feed(htmlText, '<a href="');
 * describeContext(context); // "in the attribute href of <a>"
 */
export function feed(context: Context, text: string, options: FeedOptions = {}): Fed {
  if (text === "") return { context, pieces: [] };
  const fields = fieldsOf(context);
  if (fields.pending === FIRST) fields.pending = "";
  const machine: Machine = { fields, text, at: 0, insertions: [], valueStart: -1, slash: -1 };
  try {
    while (machine.at < text.length) HANDLERS[machine.fields.state](machine);
    leaveText(machine, options.follow?.some((body) => /^[\t\n\f\r ]/.test(body)) === true);
  } catch (error) {
    if (!(error instanceof JsAmbiguity)) throw error;
    throw refusal("ESCAPE_SLASH", createContext(machine.fields), machine.at);
  }
  return { context: createContext(machine.fields), pieces: assemble(text, machine.insertions) };
}

/** White space of HTML: tab, line feed, form feed, carriage return, space. */
const SPACE = "\t\n\f\r ";
/** What ends a tag's name, an attribute's name, and a value without quotes. */
const BEHIND_TAG_NAME = `${SPACE}/>`;
const BEHIND_ATTRIBUTE_NAME = `${SPACE}/>=`;
const BEHIND_UNQUOTED = `${SPACE}>`;

// Loops, not patterns: these run for every tag of every template, and a pattern would have to be compiled first.

function skipSpace(machine: Machine): void {
  const { text } = machine;
  while (machine.at < text.length && SPACE.includes(text[machine.at]!)) machine.at++;
}

/** Moves on to the next of the characters, and returns what is before it. */
function takeUntil(machine: Machine, ends: string): string {
  const { text, at: start } = machine;
  while (machine.at < text.length && !ends.includes(text[machine.at]!)) machine.at++;
  return text.slice(start, machine.at);
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

const HANDLERS: Readonly<Record<State, (machine: Machine) => void>> = {
  text(machine) {
    machine.fields.pending = "";
    const open = machine.text.indexOf("<", machine.at);
    machine.at = open === -1 ? machine.text.length : open + 1;
    if (open !== -1) machine.fields.state = "tagOpen";
  },

  tagOpen(machine) {
    const char = machine.text[machine.at]!;
    if (isLetter(char)) beginTag(machine, false);
    else if (char === "/") to(machine, "endTagOpen", 1);
    else if (char === "!") to(machine, "markupDeclaration", 1);
    else to(machine, char === "?" ? "bogusComment" : "text", 0);
  },

  endTagOpen(machine) {
    const char = machine.text[machine.at]!;
    if (isLetter(char)) beginTag(machine, true);
    else to(machine, char === ">" ? "text" : "bogusComment", char === ">" ? 1 : 0);
  },

  tagName(machine) {
    const { fields, at } = machine;
    const name = takeUntil(machine, BEHIND_TAG_NAME).toLowerCase();
    // `<{{ v }}cript>`: the value is the name of a harmless element, and the whole may be another one. With a hyphen it is an
    // element of the application's own. And `Price <{{ n }}, …`, `<{{ n }}</p>`: a less-than sign, which before a letter begins a tag.
    if (name !== "" && fields.element === "?" && !name.includes("-"))
      throw refusal("ESCAPE_TAG_NAME", createContext(fields), at);
    fields.element += name;
    if (machine.at < machine.text.length) {
      if (machine.fields.element === "form" && !machine.fields.endTag) insert(machine, machine.at, { type: "reset" });
      machine.fields.state = "beforeName";
    }
  },

  beforeName(machine) {
    skipSpace(machine);
    const char = machine.text[machine.at];
    if (char === undefined || endsTag(machine, char)) return;
    machine.fields.state = "name";
    machine.fields.attribute = "";
    // A `=` here is the first character of a name (HTML §13.2.5.32).
    if (char === "=") {
      machine.fields.attribute = "=";
      machine.at++;
    }
  },

  name(machine) {
    machine.fields.attribute += takeUntil(machine, BEHIND_ATTRIBUTE_NAME).toLowerCase();
    const char = machine.text[machine.at];
    if (char === undefined) return;
    if (char === "=") beginValue(machine);
    else if (!endsTag(machine, char)) machine.fields.state = "afterName";
  },

  afterName(machine) {
    skipSpace(machine);
    const char = machine.text[machine.at];
    if (char === undefined) return;
    if (char === "=") beginValue(machine);
    else if (!endsTag(machine, char)) {
      machine.fields.state = "name";
      machine.fields.attribute = "";
    }
  },

  beforeValue(machine) {
    skipSpace(machine);
    const { fields, text } = machine;
    const char = text[machine.at];
    if (char === undefined) return;
    if (char === ">") {
      endTag(machine);
      return;
    }
    fields.state = "value";
    fields.quote = char === '"' || char === "'" ? char : "";
    if (fields.quote !== "") machine.at++;
    machine.valueStart = machine.at;
    markStart(machine, machine.at);
  },

  value(machine) {
    const { fields, text } = machine;
    const start = machine.at;
    if (fields.quote !== "" && !fields.inserted) {
      const end = text.indexOf(fields.quote, start);
      machine.at = end === -1 ? text.length : end;
      literal(machine, start);
      if (end === -1) return;
      endValue(machine, end);
      to(machine, "afterValue", 1);
      return;
    }
    takeUntil(machine, BEHIND_UNQUOTED);
    literal(machine, start);
    if (machine.at < text.length) {
      endValue(machine, machine.at);
      if (fields.inserted) {
        quoteInside(machine, start, machine.at);
        insert(machine, machine.at, '"');
      }
      fields.state = "beforeName";
      fields.inserted = false;
    } else if (fields.inserted) quoteInside(machine, start, machine.at);
  },

  afterValue(machine) {
    // Without white space the next name begins all the same (HTML §13.2.5.39).
    machine.fields.state = "beforeName";
  },

  separator(machine) {
    const char = machine.text[machine.at]!;
    if (/[\t\n\f\r ]/.test(char)) machine.fields.state = "afterSeparator";
    else if (!endsTag(machine, char)) throw refusal("ESCAPE_SEPARATOR", createContext(machine.fields), machine.at);
  },

  afterSeparator(machine) {
    skipSpace(machine);
    const char = machine.text[machine.at];
    if (char === undefined) return;
    if (char === "=") throw refusal("ESCAPE_SEPARATOR", createContext(machine.fields), machine.at);
    machine.fields.state = "beforeName";
  },

  selfClosing(machine) {
    if (machine.text[machine.at] === ">") endTag(machine, true);
    else machine.fields.state = "beforeName";
  },

  markupDeclaration(machine) {
    const { fields, text } = machine;
    const so = fields.pending + text.slice(machine.at, machine.at + 7 - fields.pending.length);
    const cdata = isForeign(fields.foreign);
    if (so.startsWith("--")) {
      machine.at += 2 - fields.pending.length;
      fields.state = "comment";
      fields.pending = "<!--";
    } else if (/^doctype$/i.test(so)) {
      machine.at += 7 - fields.pending.length;
      to(machine, "doctype", 0);
    } else if (so === "[CDATA[" && cdata) {
      machine.at += 7 - fields.pending.length;
      to(machine, "cdata", 0);
    } else if ("--".startsWith(so) || "doctype".startsWith(so.toLowerCase()) || (cdata && "[CDATA[".startsWith(so))) {
      machine.at = text.length;
      fields.pending = so;
    } else to(machine, "bogusComment", 0);
  },

  comment(machine) {
    const { fields, text } = machine;
    let so = fields.pending + text.slice(machine.at);
    let before = fields.pending.length;
    // Only as it was remembered: the text itself may begin with another `<!--`.
    if (fields.pending.startsWith("<!--")) {
      // `<!-->` and `<!--->` are whole comments (HTML §13.2.5.43 f.).
      const first = /^<!---?>/.exec(so);
      if (first !== null) {
        machine.at += first[0].length - before;
        to(machine, "text", 0);
        return;
      }
      if (/^<!---?$/.test(so)) {
        fields.pending = so;
        machine.at = text.length;
        return;
      }
      so = so.slice(4);
      before -= 4;
    }
    const end = /--!?>/.exec(so);
    if (end === null) {
      fields.pending = /--?!?$/.exec(so.slice(-3))?.[0] ?? "";
      machine.at = text.length;
    } else {
      machine.at += end.index + end[0].length - before;
      to(machine, "text", 0);
    }
  },

  bogusComment: untilGreater,
  doctype: untilGreater,

  cdata(machine) {
    const { fields, text } = machine;
    const so = fields.pending + text.slice(machine.at);
    const end = so.indexOf("]]>");
    if (end === -1) {
      fields.pending = /\]{1,2}$/.exec(so.slice(-2))?.[0] ?? "";
      machine.at = text.length;
    } else {
      machine.at += end + 3 - fields.pending.length;
      to(machine, "text", 0);
    }
  },

  rcdata: readRawText,
  rawtext: readRawText,
  style: readRawText,
  script: readScript,

  plaintext(machine) {
    machine.at = machine.text.length;
  },
};

function untilGreater(machine: Machine): void {
  const end = machine.text.indexOf(">", machine.at);
  machine.at = end === -1 ? machine.text.length : end + 1;
  if (end !== -1) to(machine, "text", 0);
}

/** At the `=`. */
function beginValue(machine: Machine): void {
  const { fields } = machine;
  to(machine, "beforeValue", 1);
  startLanguage(fields);
}

/** Sets the sub-languages of a value to their beginnings. */
function startLanguage(fields: Machine["fields"]): void {
  fields.kind = valueKind(fields);
  fields.url = "";
  fields.css = cssStart;
  fields.js = fields.kind === "script" && bindsUrl(fields.attribute) ? jsUrlStart : jsStart;
  fields.inserted = false;
  fields.quote = "";
}

/** Marks that a value's beginning needs, whatever comes: a form's action and method are looked at when its tag ends. */
function markStart(machine: Machine, at: number): void {
  const { element, attribute, endTag } = machine.fields;
  if (element === "form" && !endTag && (attribute === "action" || attribute === "method")) mark(machine, at, attribute);
}

function literal(machine: Machine, start: number): void {
  const { fields, text, at } = machine;
  const open = at === text.length && !PLAIN_KINDS.has(fields.kind) ? openReference(text, start) : -1;
  if (open === -1) readValue(fields, text.slice(start, at));
  else {
    insert(machine, open, "&amp;", 1);
    readValue(fields, `${text.slice(start, open)}&amp;${text.slice(open + 1)}`);
  }
  if (machine.fields.url === "colon") throw refusal("ESCAPE_SCHEME", createContext(machine.fields), start);
}

/** Values in which a character is a character, whatever it was written as. */
const PLAIN_KINDS: ReadonlySet<string> = new Set(["text", "name", "enumerated"]);

function endValue(machine: Machine, at: number): void {
  const { fields } = machine;
  if (fields.endTag) return;
  if (fields.element === "form" && (fields.attribute === "action" || fields.attribute === "method")) {
    mark(machine, at, `${fields.attribute}End`);
  }
  if (fields.attribute === "formaction" && leadsAway(fields.pending)) {
    throw refusal("ESCAPE_FOREIGN_FORM", createContext(fields), at);
  }
  fields.facts = learn(fields, fields.pending);
  const { assumed, rel, meta } = fields.facts;
  if (assumed && (rel === "code" || meta === "refresh" || meta === "type"))
    throw refusal("ESCAPE_META_ORDER", createContext(fields), at);
  fields.pending = "";
  fields.url = "";
  fields.css = cssStart;
  fields.js = jsStart;
}

/** A double quote of the author's inside quotes that were put around his unquoted value. */
function quoteInside(machine: Machine, start: number, end: number): void {
  for (let at = machine.text.indexOf('"', start); at !== -1 && at < end; at = machine.text.indexOf('"', at + 1)) {
    insert(machine, at, "&#34;", 1);
  }
}

/** The text ends in the middle of something: what has to be settled before a value or a branch may follow. */
function leaveText(machine: Machine, valueEnds: boolean): void {
  const { fields, text, valueStart } = machine;
  if (fields.state !== "value") return;
  if (valueEnds && (fields.quote === "" || fields.inserted)) {
    endValue(machine, text.length);
    if (fields.inserted) insert(machine, text.length, '"');
    fields.inserted = false;
    fields.state = "separator";
    return;
  }
  if (fields.quote === "") {
    // The author wrote no quotes, and whatever follows could be empty or hold a space: they are put in.
    const start = valueStart === -1 ? 0 : valueStart;
    fields.quote = '"';
    fields.inserted = true;
    machine.insertions.unshift({ at: start, remove: 0, piece: '"' });
    quoteInside(machine, start, text.length);
  }
  if (valueStart !== -1 && isUrl(fields)) mark(machine, valueStart, "url");
}
