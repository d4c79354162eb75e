/** Escaping for HTML text and quoted attribute values. */

const special = /[&<>"']/;

/** Below this many characters one regular expression is the quickest answer to "nothing to do"; above, `indexOf` is. */
const shortLength = 160;

/** What each character becomes, by code: the same references as MarkupSafe's. */
function referenceOf(code: number): string {
  switch (code) {
    case 38:
      return "&amp;";
    case 60:
      return "&lt;";
    case 62:
      return "&gt;";
    case 34:
      return "&#34;";
    case 39:
      return "&#39;";
    default:
      return "";
  }
}

function escapeShort(text: string): string {
  if (!special.test(text)) return text;
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // All five lie between `"` and `>`: one comparison lets most letters pass.
    if (code > 62 || code < 34) continue;
    const reference = referenceOf(code);
    if (reference === "") continue;
    out += text.slice(from, at) + reference;
    from = at + 1;
  }
  return out + text.slice(from);
}

/** The next place of `character`, or past the end. */
function nextOf(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at === -1 ? text.length : at;
}

/** Five cursors that move independently: each character of the text is looked at by each `indexOf` once. */
function escapeLong(text: string): string {
  let amp = nextOf(text, "&", 0);
  let lt = nextOf(text, "<", 0);
  let gt = nextOf(text, ">", 0);
  let quote = nextOf(text, '"', 0);
  let apostrophe = nextOf(text, "'", 0);
  let at = Math.min(amp, lt, gt, quote, apostrophe);
  if (at === text.length) return text;
  let out = "";
  let from = 0;
  while (at < text.length) {
    const next = at + 1;
    if (at === amp) {
      out += text.slice(from, at) + "&amp;";
      amp = nextOf(text, "&", next);
    } else if (at === lt) {
      out += text.slice(from, at) + "&lt;";
      lt = nextOf(text, "<", next);
    } else if (at === gt) {
      out += text.slice(from, at) + "&gt;";
      gt = nextOf(text, ">", next);
    } else if (at === quote) {
      out += text.slice(from, at) + "&#34;";
      quote = nextOf(text, '"', next);
    } else {
      out += text.slice(from, at) + "&#39;";
      apostrophe = nextOf(text, "'", next);
    }
    from = next;
    at = Math.min(amp, lt, gt, quote, apostrophe);
  }
  return out + text.slice(from);
}

/**
 * Escapes text for HTML text and for attribute values in either kind of quotes: `& < > " '`.
 *
 * @param text Any text. What is no string (JavaScript callers) is made one first, so that what is checked is what is printed.
 * @returns The text with character references; the same string where nothing needs one.
 *
 * @example
 * escapeHtml(`<a title="x">`); // "&lt;a title=&#34;x&#34;&gt;"
 */
export function escapeHtml(text: string): string {
  if (typeof text !== "string") text = String(text);
  return text.length < shortLength ? escapeShort(text) : escapeLong(text);
}
