import type { Context } from "./context.ts";

/**
 * What a context is called in messages for people.
 *
 * @example
 * describeContext(feed(htmlText, "<title>").context); // "in the text of <title>"
 */
export function describeContext(context: Context): string {
  const { state, element, attribute } = context;
  const tag = element === "" ? "a tag" : `<${context.endTag ? "/" : ""}${element.replaceAll("\0", "?")}>`;
  const name = attribute.replaceAll("\0", "?");
  switch (state) {
    case "text":
      return "in the text of the page";
    case "rcdata":
      return `in the text of <${element}>`;
    case "rawtext":
    case "plaintext":
      return `in the raw text of <${element}>`;
    case "style":
      return `in a style sheet${context.css === "" || context.css === "code" ? "" : ` (${CSS[context.css] ?? "string"})`}`;
    case "script":
      return `in a script (${context.facts.script === "js" ? JS[context.js.lex] : "data"})`;
    case "cdata":
      return "in a CDATA section";
    case "tagOpen":
    case "endTagOpen":
      return "behind a <";
    case "tagName":
      return `behind the name of ${tag}`;
    case "name":
      return `in the name of the attribute ${name} of ${tag}`;
    case "beforeValue":
      return `before the value of the attribute ${name} of ${tag}`;
    case "value": {
      const quote = context.quote === "" || context.inserted ? "unquoted " : "";
      return `in the ${quote}attribute ${name} of ${tag}`;
    }
    case "comment":
    case "bogusComment":
      return "in a comment";
    case "markupDeclaration":
    case "doctype":
      return "in a <! declaration";
    default:
      return `inside of ${tag}, between its attributes`;
  }
}

const CSS: Readonly<Record<string, string>> = {
  comment: "comment",
  url: "url()",
  urlRaw: "url()",
  urlRawQuery: "url()",
  import: "@import",
};
const JS: Readonly<Record<Context["js"]["lex"], string>> = {
  code: "code",
  dq: "string",
  sq: "string",
  template: "template literal",
  regexp: "regular expression",
  regexpClass: "regular expression",
  lineComment: "comment",
  blockComment: "comment",
};
