/** Python's questions about all characters of a text: `isdigit`, `isalpha`, `isspace`… */

const digits =
  "\\p{Nd}²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒\\u{10a40}-\\u{10a43}\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}";
/** Ideographs that stand for numbers. */
const ideographs =
  "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零" +
  "\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}" +
  "\\u{2099c}\\u{20aea}\\u{20afd}\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}";

/** Python's white space: JavaScript's without U+FEFF, with the separators of ASCII and U+0085. */
export const space = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

function all(characters: string): (text: string) => boolean {
  const pattern = new RegExp(`^[${characters}]+$`, "u");
  return (text) => pattern.test(text);
}

export const isDecimal: (text: string) => boolean = all("\\p{Nd}");
export const isDigit: (text: string) => boolean = all(digits);
export const isNumeric: (text: string) => boolean = all(`\\p{N}${ideographs}`);
export const isAlpha: (text: string) => boolean = all("\\p{L}");
export const isAlnum: (text: string) => boolean = all(`\\p{L}\\p{N}${ideographs}`);
export const isSpace: (text: string) => boolean = all(space);

const identifier = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
export function isPrintable(text: string): boolean {
  return !unprintable.test(text);
}

export function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}
