/** The parts of a Markdown document that can be checked: fenced blocks with what is said about them, headings, links. */

/** A fenced block. */
export interface Block {
  /** The word after the fence: `ts`, `jinja`, `html`… */
  readonly language: string;
  readonly text: string;
  /** The line of the document on which the text begins, from 1. */
  readonly line: number;
  /** What HTML comments right before the block say: `<!-- context {"a": 1} -->` is `context` → `{"a": 1}`. */
  readonly directives: ReadonlyMap<string, string>;
  /** The text between the previous block and this one, comments left out. */
  readonly before: string;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

export interface Link {
  readonly target: string;
  readonly line: number;
}

export interface Document {
  readonly blocks: readonly Block[];
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  /** Comments that belong to no block, such as `<!-- prelude … -->`. */
  readonly directives: ReadonlyMap<string, string>;
  /** Everything outside of blocks, line by line; lines inside of blocks are empty. */
  readonly prose: readonly string[];
}

const FENCE = /^(\s*)(`{3,})([\w-]*)\s*$/;
const COMMENT = /<!--\s*([\w-]+)(?:\s+|$)([\s\S]*?)\s*-->/g;

function parseComments(text: string): Map<string, string> {
  return new Map(Array.from(text.matchAll(COMMENT), ([, name = "", value = ""]) => [name, value]));
}

/** Reads a document. */
export function parseMarkdown(source: string): Document {
  const lines = source.split("\n");
  const blocks: Block[] = [];
  const prose = [...lines];
  let gapStart = 0;
  for (let index = 0; index < lines.length; index++) {
    const open = FENCE.exec(lines[index] ?? "");
    if (open === null) continue;
    const [, indent = "", fence = "", language = ""] = open;
    const end = lines.findIndex((line, at) => at > index && line.trim() === fence);
    if (end === -1) throw new Error(`The block on line ${index + 1} is not closed`);
    const gap = lines.slice(gapStart, index).join("\n");
    const tail = /(?:\s*<!--(?:(?!-->)[\s\S])*-->)*\s*$/.exec(gap)?.[0] ?? "";
    blocks.push({
      language,
      text: lines
        .slice(index + 1, end)
        .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))
        .join("\n"),
      line: index + 2,
      directives: parseComments(tail),
      before: gap.slice(0, gap.length - tail.length).replace(COMMENT, ""),
    });
    prose.fill("", index, end + 1);
    gapStart = end + 1;
    index = end;
  }
  const outside = prose.join("\n").replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ""));
  const plain = outside.split("\n");
  return {
    blocks,
    headings: headingsOf(plain),
    links: linksOf(plain),
    directives: parseComments(prose.join("\n")),
    prose: plain,
  };
}

function headingsOf(lines: readonly string[]): Heading[] {
  return lines.flatMap((line, index) => {
    const match = /^(#{1,6}) (.+)$/.exec(line);
    return match === null ? [] : [{ level: match[1]!.length, text: match[2]!.trim(), line: index + 1 }];
  });
}

function linksOf(lines: readonly string[]): Link[] {
  return lines.flatMap((line, index) =>
    Array.from(withoutCode(line).matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => ({ target, line: index + 1 })),
  );
}

/** Code spans hold brackets of their own. */
function withoutCode(line: string): string {
  return line.replace(/`[^`]*`/g, (code) => " ".repeat(code.length));
}

/** The anchor that a heading gets on the usual forges. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/** The cells of a table's row; `\|` is a bar in a cell. `null` for a line that is no row. */
export function tableCells(line: string): readonly string[] | null {
  const text = line.trim();
  if (!text.startsWith("|") || !text.endsWith("|") || /^[|\s:-]+$/.test(text)) return null;
  return text
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

/** The lines under a heading, up to the next one of its level or above. */
export function sectionUnder(document: Document, heading: string): readonly string[] {
  const start = document.headings.find(({ text }) => text === heading);
  if (start === undefined) throw new Error(`There is no heading ${JSON.stringify(heading)}`);
  const end = document.headings.find(({ line, level }) => line > start.line && level <= start.level);
  return document.prose.slice(start.line, end === undefined ? undefined : end.line - 1);
}

/** The code spans of a text. */
export function codeIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, code = ""]) => code);
}
