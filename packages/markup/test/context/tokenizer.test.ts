import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { type Token, Tokenizer, TokenizerMode } from "parse5";
import { describe, expect, test } from "vitest";
import { feed, htmlText } from "../../src/engine.ts";

/** What an HTML parser's tokenizer is told by the tree builder (HTML §13.2.6.4.4 ff.), here without foreign content. */
const CONTENT_MODE: Readonly<Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]>> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  script: TokenizerMode.SCRIPT_DATA,
  plaintext: TokenizerMode.PLAINTEXT,
};

/** The names of parse5's states, which it numbers in the order of the standard. */
const STATE_NAMES = (
  "DATA RCDATA RAWTEXT SCRIPT_DATA PLAINTEXT TAG_OPEN END_TAG_OPEN TAG_NAME RCDATA_LESS_THAN_SIGN " +
  "RCDATA_END_TAG_OPEN RCDATA_END_TAG_NAME RAWTEXT_LESS_THAN_SIGN RAWTEXT_END_TAG_OPEN " +
  "RAWTEXT_END_TAG_NAME SCRIPT_DATA_LESS_THAN_SIGN SCRIPT_DATA_END_TAG_OPEN SCRIPT_DATA_END_TAG_NAME " +
  "SCRIPT_DATA_ESCAPE_START SCRIPT_DATA_ESCAPE_START_DASH SCRIPT_DATA_ESCAPED SCRIPT_DATA_ESCAPED_DASH " +
  "SCRIPT_DATA_ESCAPED_DASH_DASH SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN SCRIPT_DATA_ESCAPED_END_TAG_OPEN " +
  "SCRIPT_DATA_ESCAPED_END_TAG_NAME SCRIPT_DATA_DOUBLE_ESCAPE_START SCRIPT_DATA_DOUBLE_ESCAPED " +
  "SCRIPT_DATA_DOUBLE_ESCAPED_DASH SCRIPT_DATA_DOUBLE_ESCAPED_DASH_DASH " +
  "SCRIPT_DATA_DOUBLE_ESCAPED_LESS_THAN_SIGN SCRIPT_DATA_DOUBLE_ESCAPE_END BEFORE_ATTRIBUTE_NAME " +
  "ATTRIBUTE_NAME AFTER_ATTRIBUTE_NAME BEFORE_ATTRIBUTE_VALUE ATTRIBUTE_VALUE_DOUBLE_QUOTED " +
  "ATTRIBUTE_VALUE_SINGLE_QUOTED ATTRIBUTE_VALUE_UNQUOTED AFTER_ATTRIBUTE_VALUE_QUOTED " +
  "SELF_CLOSING_START_TAG BOGUS_COMMENT MARKUP_DECLARATION_OPEN COMMENT_START COMMENT_START_DASH " +
  "COMMENT COMMENT_LESS_THAN_SIGN COMMENT_LESS_THAN_SIGN_BANG COMMENT_LESS_THAN_SIGN_BANG_DASH " +
  "COMMENT_LESS_THAN_SIGN_BANG_DASH_DASH COMMENT_END_DASH COMMENT_END COMMENT_END_BANG DOCTYPE " +
  "BEFORE_DOCTYPE_NAME DOCTYPE_NAME AFTER_DOCTYPE_NAME AFTER_DOCTYPE_PUBLIC_KEYWORD " +
  "BEFORE_DOCTYPE_PUBLIC_IDENTIFIER DOCTYPE_PUBLIC_IDENTIFIER_DOUBLE_QUOTED " +
  "DOCTYPE_PUBLIC_IDENTIFIER_SINGLE_QUOTED AFTER_DOCTYPE_PUBLIC_IDENTIFIER " +
  "BETWEEN_DOCTYPE_PUBLIC_AND_SYSTEM_IDENTIFIERS AFTER_DOCTYPE_SYSTEM_KEYWORD " +
  "BEFORE_DOCTYPE_SYSTEM_IDENTIFIER DOCTYPE_SYSTEM_IDENTIFIER_DOUBLE_QUOTED " +
  "DOCTYPE_SYSTEM_IDENTIFIER_SINGLE_QUOTED AFTER_DOCTYPE_SYSTEM_IDENTIFIER BOGUS_DOCTYPE CDATA_SECTION " +
  "CDATA_SECTION_BRACKET CDATA_SECTION_END CHARACTER_REFERENCE AMBIGUOUS_AMPERSAND"
).split(" ");

/** The state of parse5's tokenizer behind an input, by its WHATWG name. */
function stateOf(input: string): string {
  const nothing = () => {};
  const tokenizer: Tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: false },
    {
      onStartTag(token: Token.TagToken) {
        const mode = CONTENT_MODE[token.tagName];
        if (mode === undefined) return;
        tokenizer.state = mode;
        tokenizer.lastStartTagName = token.tagName;
      },
      onEndTag: nothing,
      onComment: nothing,
      onDoctype: nothing,
      onEof: nothing,
      onCharacter: nothing,
      onNullCharacter: nothing,
      onWhitespaceCharacter: nothing,
      onParseError: null,
    },
  );
  tokenizer.write(input, false);
  return STATE_NAMES[tokenizer.state] ?? "?";
}

/** Our states, and the WHATWG states that each stands for. */
const WHATWG: Readonly<Record<string, RegExp>> = {
  text: /^DATA$/,
  rcdata: /^RCDATA/,
  rawtext: /^RAWTEXT/,
  style: /^RAWTEXT/,
  script: /^SCRIPT_DATA/,
  plaintext: /^PLAINTEXT$/,
  tagOpen: /^TAG_OPEN$/,
  endTagOpen: /^END_TAG_OPEN$/,
  tagName: /^TAG_NAME$|_END_TAG_NAME$/,
  beforeName: /^BEFORE_ATTRIBUTE_NAME$/,
  name: /^ATTRIBUTE_NAME$|^BEFORE_ATTRIBUTE_NAME$/,
  afterName: /^AFTER_ATTRIBUTE_NAME$/,
  beforeValue: /^BEFORE_ATTRIBUTE_VALUE$/,
  value: /^ATTRIBUTE_VALUE_/,
  afterValue: /^AFTER_ATTRIBUTE_VALUE_QUOTED$/,
  selfClosing: /^SELF_CLOSING_START_TAG$/,
  markupDeclaration: /^MARKUP_DECLARATION_OPEN$/,
  comment: /^COMMENT/,
  bogusComment: /^BOGUS_COMMENT$/,
  doctype: /DOCTYPE/,
};

/** parse5 wants to see a whole keyword (`DOCTYPE`, `[CDATA[`, `PUBLIC`) before it decides: its state is then the one before. */
function waits(text: string, state: string): boolean {
  if (state === "MARKUP_DECLARATION_OPEN") return text.length - text.lastIndexOf("<!") < 9;
  return state === "AFTER_DOCTYPE_NAME";
}

function agree(input: string): void {
  const text = input.replace(/\r\n?/g, "\n");
  // A character reference at the end is not a place of its own: what is printed behind it never continues one.
  if (/&[#\w]*$/.test(text)) return;
  const ours = feed(htmlText, text).context.state;
  const theirs = stateOf(text);
  if (waits(text, theirs)) return;
  expect(theirs, `${JSON.stringify(text)}: ours is ${ours}`).toMatch(WHATWG[ours] ?? /^never$/);
}

describe("the machine is where a browser's tokenizer is", () => {
  test("behind every prefix of tricky pages", () => {
    const pages = [
      "<!DOCTYPE html><p class=a id='b' title=\"c>d\" / hidden>x</p >",
      "<!-- a --><!--> <!---> <!-- -- --!> <!----> <!--a--!b--> <!x> <?pi?> </> </ x>",
      "<script>var a = '<!-- <script> </script> -->';</script ><style>a > b { }</style>",
      "<script><!-- <script>x</script> y --></script>z<textarea></tex</textarea><title>&lt;</title\n>",
      "<iframe><p></iframe><xmp></xmp ></xmp><a =b c= d='' e=f/>g</a><br/><img src=a/>",
      "<script></scripty></script\t><noembed></noembed><p <q><plaintext></plaintext>",
    ];
    for (const page of pages) for (let end = 0; end <= page.length; end++) agree(page.slice(0, end));
  });

  test("behind 20,000 random sequences of delimiters, names and text", () => {
    const piece = fc.constantFrom(
      ..."< > / = ' \" ! - -- --> <!-- --!> a script style title textarea <script> </script> <style </style> <p <a href= x \n \t ? & ; <!DOCTYPE <![CDATA[ ]]> </ <textarea> </textarea> <title </title".split(
        " ",
      ),
      " ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => agree(pieces.join(""))),
      { numRuns: 20_000 },
    );
  });

  test("a comment that was begun before the text is not begun by it", () => {
    const { context } = feed(feed(htmlText, "<!--<").context, "<!--!><");
    expect(context.state).toBe("tagOpen");
  });

  test("however the text is cut into pieces that stand one behind the other", () => {
    const piece = fc.constantFrom(
      ..."< > / = ' \" ! -- --> <!-- script </script> <script> <style> </style> <p <a href=".split(" "),
      " ",
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 4 }), (pieces, cuts) => {
        const text = pieces.join("");
        const whole = feed(htmlText, text).context;
        const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
        let context = htmlText;
        let from = 0;
        for (const place of [...places, text.length]) {
          context = feed(context, text.slice(from, place)).context;
          from = place;
        }
        expect(context.state).toBe(whole.state);
        expect(context.element).toBe(whole.element);
      }),
      { numRuns: 20_000 },
    );
  });
});

const folder = process.env["AMPOULE_CONFORMANCE"] ?? join(import.meta.dirname, "../../../../../shared/conformance");
const oracle = join(folder, "html5lib-tokenizer");
if (!existsSync(oracle)) {
  const message = `The tokenizer tests of html5lib are not in ${oracle}`;
  if (process.env["AMPOULE_REQUIRE_ALL"] === "1") throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

interface Html5libTest {
  readonly input: string;
  readonly initialStates?: readonly string[];
  readonly doubleEscaped?: boolean;
}

describe.skipIf(!existsSync(oracle))("html5lib's tokenizer tests", () => {
  test("the machine is where the tokenizer is behind each input that begins in data", () => {
    let inputs = 0;
    for (const file of existsSync(oracle) ? globSync("*.test", { cwd: oracle }) : []) {
      const { tests = [] } = JSON.parse(readFileSync(join(oracle, file), "utf8")) as { tests?: Html5libTest[] };
      for (const { input, initialStates = ["Data state"], doubleEscaped = false } of tests) {
        if (!initialStates.includes("Data state") || doubleEscaped) continue;
        agree(input);
        inputs++;
      }
    }
    expect(inputs).toBeGreaterThan(5000);
  });
});
