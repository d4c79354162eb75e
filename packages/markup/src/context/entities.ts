/**
 * Character references in the author's attribute values. Of the 2,231 named ones only those matter that decode to an
 * ASCII character: no other can be part of a scheme, a delimiter or an operator.
 */
const ASCII: Readonly<Record<string, string>> = {
  __proto__: null as never,
  Tab: "\t",
  NewLine: "\n",
  excl: "!",
  quot: '"',
  QUOT: '"',
  num: "#",
  dollar: "$",
  percnt: "%",
  amp: "&",
  AMP: "&",
  apos: "'",
  lpar: "(",
  rpar: ")",
  ast: "*",
  midast: "*",
  plus: "+",
  comma: ",",
  period: ".",
  sol: "/",
  colon: ":",
  semi: ";",
  lt: "<",
  LT: "<",
  equals: "=",
  gt: ">",
  GT: ">",
  quest: "?",
  commat: "@",
  lsqb: "[",
  lbrack: "[",
  bsol: "\\",
  rsqb: "]",
  rbrack: "]",
  Hat: "^",
  lowbar: "_",
  UnderBar: "_",
  grave: "`",
  DiacriticalGrave: "`",
  lcub: "{",
  lbrace: "{",
  verbar: "|",
  vert: "|",
  VerticalLine: "|",
  rcub: "}",
  rbrace: "}",
};

const REFERENCE =
  /&(?:#[xX]([0-9a-fA-F]{1,7});?|#([0-9]{1,7});?|([A-Za-z]{2,16});|(amp|lt|gt|quot|AMP|LT|GT|QUOT)(?![=A-Za-z0-9]))/g;

/**
 * A literal attribute value as the browser reads it.
 *
 * @example
 * decodeReferences("java&#115;cript&colon;") // "javascript:"
 */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (reference, hex?: string, decimal?: string, name?: string, bare?: string) => {
    if (hex !== undefined || decimal !== undefined) {
      const code = hex === undefined ? Number.parseInt(decimal!, 10) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    }
    return ASCII[(name ?? bare)!] ?? reference;
  });
}
