/** Where tags begin and end: what their `>` inserts, and in which state their content is read. */
import { FIRST, type Fields, type State } from "./context.ts";
import { cssStart } from "./css.ts";
import { noFacts } from "./facts.ts";
import { enterElement, isForeign, leaveElement } from "./foreign.ts";
import { jsStart } from "./js.ts";
import { insert, type Machine, to } from "./machine.ts";

export function beginTag({ fields }: Machine, endTag: boolean): void {
  fields.state = "tagName";
  fields.element = "";
  fields.attribute = "";
  fields.endTag = endTag;
  fields.facts = noFacts;
}

/** `/` or `>`: true where the character was one of them and has been dealt with. */
export function endsTag(machine: Machine, char: string): boolean {
  if (char === "/") {
    machine.slash = machine.at;
    to(machine, "selfClosing", 1);
    return true;
  }
  if (char === ">") {
    endTag(machine);
    return true;
  }
  return false;
}

/** At the `>`. */
export function endTag(machine: Machine, selfClosing = false): void {
  const { fields } = machine;
  const { element, facts, foreign } = fields;
  const at = selfClosing && machine.slash !== -1 && machine.slash === machine.at - 1 ? machine.slash : machine.at;
  machine.at++;
  fields.state = "text";
  fields.pending = "";
  fields.attribute = "";
  if (fields.endTag) {
    fields.foreign = leaveElement(foreign, element);
    backToText(machine);
  } else {
    if (wantsNonce(fields)) insert(machine, at, { type: "nonce" });
    if (element === "form" && !facts.away && (facts.method === "post" || facts.method === "marked")) {
      insert(machine, machine.at, { type: "csrf", method: facts.method, action: facts.action });
    }
    const closed = selfClosing && (isForeign(foreign) || isForeign(enterElement(foreign, element)));
    if (closed) backToText(machine);
    else enter(machine, element);
  }
  fields.endTag = false;
}

function wantsNonce({ element, facts, foreign }: Fields): boolean {
  if (facts.nonce || facts.partial || foreign === "x") return false;
  switch (element) {
    case "script":
      return facts.script === "js" || facts.script === "rules" || facts.script === "typed";
    case "style":
      return true;
    case "link":
      return facts.rel === "code";
    default:
      return false;
  }
}

/** Which tokenizer state an element's content is read in (HTML §13.2.6.4.4 ff.). */
const CONTENT: Readonly<Record<string, State>> = {
  __proto__: null as never,
  script: "script",
  style: "style",
  title: "rcdata",
  textarea: "rcdata",
  xmp: "rawtext",
  iframe: "rawtext",
  noembed: "rawtext",
  noframes: "rawtext",
  plaintext: "plaintext",
};

function enter(machine: Machine, element: string): void {
  const { fields } = machine;
  const content = CONTENT[element];
  // Where one way leads into foreign content and another does not, an element's text is the stricter one: that of HTML.
  const foreign = isForeign(fields.foreign) && !fields.foreign.endsWith("?");
  // In foreign content nothing is raw text. Values in its scripts and styles are escaped as such all the same: what is
  // printed there has no character that HTML or XML would read.
  if (content !== undefined && (!foreign || content === "script" || content === "style")) {
    fields.state = content;
    fields.scriptData = "plain";
    fields.js = jsStart;
    fields.css = cssStart;
    if (content !== "script") fields.facts = noFacts;
    if (element === "textarea") fields.pending = FIRST;
    return;
  }
  fields.foreign = enterElement(fields.foreign, element);
  backToText(machine);
  if (element === "pre" || element === "listing") fields.pending = FIRST;
}

/** In text nothing of the tag before is remembered: equal places are equal contexts. */
function backToText({ fields }: Machine): void {
  fields.element = "";
  fields.facts = noFacts;
  fields.css = cssStart;
  fields.js = jsStart;
  fields.scriptData = "plain";
  fields.url = "";
}
