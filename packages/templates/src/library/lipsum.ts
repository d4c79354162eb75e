/** Filler text of Latin-looking sentences, for layouts that have no text yet. */
import { valueError } from "../runtime/values/failures.ts";
import { capitalize } from "../runtime/values/text/case.ts";

const words =
  "lorem ipsum dolor sit amet consectetuer adipiscing elit sed diam nonummy nibh euismod tincidunt ut laoreet dolore magna aliquam erat volutpat wisi enim ad minim veniam quis nostrud exerci tation ullamcorper suscipit lobortis nisl aliquip ex ea commodo consequat duis autem vel eum iriure in hendrerit vulputate velit esse molestie illum eu feugiat nulla facilisis at vero eros et accumsan iusto odio dignissim qui blandit praesent luptatum zzril delenit augue te facilisi nam liber tempor cum soluta nobis eleifend option congue nihil imperdiet doming id quod mazim placerat facer possim assum".split(
    " ",
  );

const maxParagraphs = 1000;
const maxWords = 10_000;

/** An integer in [from, to). */
function between(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from));
}

/** Another word than the one before. */
function nextWord(random: () => number, last: string): string {
  const word = words[between(random, 0, words.length)]!;
  return word === last ? words[(words.indexOf(word) + 1) % words.length]! : word;
}

function paragraph(count: number, random: () => number): string {
  const out: string[] = [];
  let last = "";
  let isStart = true;
  let lastComma = 0;
  let lastStop = 0;
  for (let index = 0; index < count; index++) {
    last = nextWord(random, last);
    let word = isStart ? capitalize(last) : last;
    isStart = false;
    if (index - between(random, 3, 8) > lastComma) {
      lastComma = index;
      lastStop += 2;
      word += ",";
    }
    if (index - between(random, 10, 20) > lastStop) {
      lastComma = index;
      lastStop = index;
      word = `${word.replace(",", "")}.`;
      isStart = true;
    }
    out.push(word);
  }
  return `${out.join(" ").replace(/[,.]$/, "")}.`;
}

/**
 * Paragraphs of filler text.
 *
 * @param count How many, at most 1,000.
 * @param min The fewest words of one. @param max One more than the most words of one, at most 10,000.
 * @param random A number in [0, 1), as Math.random.
 * @throws TemplateRuntimeError where no number of words is between the two.
 */
export function lipsum(count: number, min: number, max: number, random: () => number): string[] {
  if (min >= max) throw valueError(`empty range for randrange() (${min}, ${max}, ${max - min})`);
  if (count > maxParagraphs || max > maxWords) {
    throw valueError(`at most ${maxParagraphs} paragraphs of ${maxWords} words`);
  }
  return Array.from({ length: Math.max(0, count) }, () => paragraph(Math.max(0, between(random, min, max)), random));
}
