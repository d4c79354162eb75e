/** Every refusal of the machine in one table: code → why, and the one-line cure. */
import { EscapeContextError } from "../errors.ts";
import type { Context } from "./context.ts";
import { describeContext } from "./describe.ts";

/** The codes of what is refused. Stable: documentation and tools refer to them. */
export type RefusalCode =
  | "ESCAPE_REGEXP"
  | "ESCAPE_SLASH"
  | "ESCAPE_SCRIPT_TYPE"
  | "ESCAPE_RAW_TEXT"
  | "ESCAPE_ATTRIBUTE_NAME"
  | "ESCAPE_TAG_NAME"
  | "ESCAPE_REFUSED_ATTRIBUTE"
  | "ESCAPE_JAVASCRIPT_URL"
  | "ESCAPE_SCHEME"
  | "ESCAPE_RESOURCE_ORIGIN"
  | "ESCAPE_SRCDOC"
  | "ESCAPE_META_ORDER"
  | "ESCAPE_FOREIGN_FORM"
  | "ESCAPE_HALF_TAG"
  | "ESCAPE_SEPARATOR"
  | "ESCAPE_CALLEE"
  | "ESCAPE_UNFINISHED";

const REFUSALS: Readonly<Record<RefusalCode, readonly [reason: string, cure: string]>> = {
  ESCAPE_REGEXP: ["No value can be kept inside a regular expression.", "Write new RegExp({{ x|tojson }}) instead."],
  ESCAPE_SLASH: [
    "It depends on a branch whether this / divides or begins a regular expression.",
    "End the statement with a semicolon before it, or add parentheses.",
  ],
  ESCAPE_SCRIPT_TYPE: [
    "The type of a script decides what its text is, so it can be a value only where the script is empty.",
    "Write the type literally, and choose between literal ones with {% if %}.",
  ],
  ESCAPE_RAW_TEXT: [
    "The text of this element is not read as HTML, so nothing can be escaped in it.",
    "Use a div, or srcdoc with Markup for a frame.",
  ],
  ESCAPE_ATTRIBUTE_NAME: [
    "This value would complete the name of an attribute and could turn it into another one.",
    "Put a space or data- before it, or write the name literally and choose with {% if %}.",
  ],
  ESCAPE_TAG_NAME: [
    "This value would be the name of an element, and what follows it belongs to none.",
    "Write &lt; for a less-than sign. The name of an element is written literally, or all of it is one value with a space behind it.",
  ],
  ESCAPE_REFUSED_ATTRIBUTE: [
    "This attribute changes what another attribute or the page means, so it cannot be a value.",
    "Write it literally, and choose between literal ones with {% if %}.",
  ],
  ESCAPE_JAVASCRIPT_URL: [
    "A value inside a URL that is run, as javascript: is, or shown as a page of its own is decoded twice and cannot be kept in place.",
    "Use a button, and a listener in a script that reads the value from a data- attribute.",
  ],
  ESCAPE_SCHEME: [
    "A value would decide about the scheme of a URL, or about the type of its data, and may be any.",
    "Write these literally, or print the whole URL as one value.",
  ],
  ESCAPE_RESOURCE_ORIGIN: [
    "This URL loads code or a document, and a value would choose the host it comes from.",
    "Write the origin and a / literally before the value, or print the whole URL with url_for() or as a ResourceUrl.",
  ],
  ESCAPE_SRCDOC: [
    "Only a whole document as Markup can stand in srcdoc.",
    "Print one Markup value, and nothing beside it.",
  ],
  ESCAPE_META_ORDER: [
    "The tag turned out to load code or to redirect after a value was printed as a plain link or text.",
    "Write rel or http-equiv before href or content.",
  ],
  ESCAPE_FOREIGN_FORM: [
    "A button that posts its form to another site would send the form's token there.",
    "Give the button a form of its own, with method and action on the form.",
  ],
  ESCAPE_HALF_TAG: [
    "This value stands in the middle of a < … construct and could complete it.",
    "Close the construct before the value, or move the value into the text.",
  ],
  ESCAPE_SEPARATOR: [
    "What stands here was joined from branches that end in different places of a tag.",
    "Begin with a space, and keep a name and its = in one branch.",
  ],
  ESCAPE_CALLEE: [
    "A value would choose the function that is called.",
    "Look it up in an object of allowed functions: handlers[{{ x|tojson }}]().",
  ],
  ESCAPE_UNFINISHED: [
    "A fragment ends inside of a tag, a quote or a script, so what it is printed before would be read as a part of that.",
    "Close it in the same fragment.",
  ],
};

/**
 * Makes the error; the caller throws it, so that control flow stays visible.
 *
 * @example
 * const { context } = feed(htmlText, "<script>");
 * refusal("ESCAPE_REGEXP", context).contexts; // ["in a script (code)"]
 */
export function refusal(code: RefusalCode, context: Context, offset?: number): EscapeContextError {
  const [reason, cure] = REFUSALS[code];
  return new EscapeContextError({
    code,
    reason,
    cure,
    contexts: [describeContext(context)],
    ...(offset === undefined ? {} : { offset }),
  });
}
