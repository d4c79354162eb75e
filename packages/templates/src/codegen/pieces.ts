/** What is appended to the output: text, values, and what the compiler itself inserts. */
import type { Mark, Piece } from "@ampoule/markup/engine";
import { allMarks } from "../analysis/marks.ts";
import type { FragmentPlan } from "../analysis/plan.ts";
import { isInTag } from "../analysis/states.ts";
import { type Code, join, js, literal } from "./code.ts";
import type { Place } from "./place.ts";

/** The variables of generated code that remember positions in the output. */
const markVariables: Readonly<Record<Mark, Code>> = {
  url: js`atUrl`,
  action: js`atAction`,
  actionEnd: js`atActionEnd`,
  method: js`atMethod`,
  methodEnd: js`atMethodEnd`,
  name: js`atName`,
};
const allVariables: Code = join(
  allMarks.map((mark) => markVariables[mark]),
  js`,`,
);

export function markVariable(mark: Mark): Code {
  return markVariables[mark];
}

/** Declares the marks of a buffer. A fragment that begins inside of a tag is handed those of its caller. */
export function declareMarks(place: Place, plan: FragmentPlan | null): void {
  const { writer } = place.unit;
  if (plan === null || place.marks.size === 0) return;
  if (!isInTag(plan.start)) {
    const initial = [...place.marks].map((mark) => js`${markVariables[mark]}=-1`);
    writer.line(js`let ${join(initial, js`,`)};`);
  } else writer.line(js`let [${allVariables}]=c.run.marks;`);
}

const noMarks: ReadonlySet<Mark> = new Set();

/** What a place in a fragment knows of it. */
export function planned(plan: FragmentPlan | null): Pick<Place, "plan" | "marks"> {
  return { plan, marks: plan?.marks ?? noMarks };
}

/** At the end of a fragment that does not end in text: its caller goes on with its marks. */
export function returnMarks(place: Place, plan: FragmentPlan | null): void {
  if (plan !== null && place.marks.size > 0 && isInTag(plan.end)) place.unit.writer.line(js`${handOverMarks()};`);
}

/** Hands the marks to a function that is called inside of a tag, or back to the caller. */
export function handOverMarks(): Code {
  return js`c.run.marks=[${allVariables}]`;
}

/** Takes back the marks from a function that was called inside of a tag. */
export function takeBackMarks(place: Place): void {
  place.unit.writer.line(js`[${allVariables}]=c.run.marks;`);
}

/** Collects what is appended to the output, so that neighbours share one statement. */
export class Chunk {
  readonly #place: Place;
  #text = "";
  #parts: Code[] = [];

  constructor(place: Place) {
    this.#place = place;
  }

  text(text: string): void {
    this.#text += text;
  }

  value(code: Code): void {
    this.#endText();
    this.#parts.push(code);
  }

  /** The author's text, with what the compiler inserts into it. */
  pieces(pieces: readonly Piece[]): void {
    for (const piece of pieces) this.#piece(piece);
  }

  marks(marks: readonly Mark[]): void {
    for (const mark of marks) this.#mark(mark);
  }

  /** Writes `out += …;`. Numbers among the parts must not be added up, so a text comes first. */
  flush(): void {
    // In a loop, what the rounds before have printed is out.
    if (this.#place.fn.isAsync && this.#place.loop === null) {
      this.#flushByValues();
      return;
    }
    const code = this.take();
    if (code !== null) this.#place.unit.writer.line(js`${this.#place.out}+=${code};`);
  }

  /** Each value in a statement of its own, with the text behind it: what is in front is out while it is waited for. */
  #flushByValues(): void {
    this.#endText();
    const { unit, out } = this.#place;
    let statement: Code | null = null;
    const write = (): void => {
      if (statement !== null) unit.writer.line(js`${out}+=${statement};`);
    };
    for (const part of this.#parts) {
      if (statement !== null && isText(part)) statement = js`${statement}+${part}`;
      else {
        write();
        statement = part;
      }
    }
    write();
    this.#parts = [];
  }

  /** What has been collected as one expression; null if that is nothing. */
  take(): Code | null {
    this.#endText();
    const [first, ...rest] = this.#parts;
    this.#parts = [];
    if (first === undefined) return null;
    if (rest.length === 0) return first;
    return join([isText(first) ? first : js`""+${first}`, ...rest], js`+`);
  }

  #piece(piece: Piece): void {
    const { unit, out } = this.#place;
    if (typeof piece === "string") {
      this.text(piece);
      return;
    }
    switch (piece.type) {
      case "nonce":
        this.value(js`${unit.helper("nonceAttribute")}(c)`);
        break;
      case "mark":
        this.#mark(piece.mark);
        break;
      case "reset":
        for (const mark of ["action", "actionEnd", "method", "methodEnd"] as const) this.#set(mark, js`-1`);
        break;
      case "csrf": {
        // The marks point into what has been printed.
        this.flush();
        const slice = (from: Mark, to: Mark): Code => js`${out}.slice(${markVariables[from]},${markVariables[to]})`;
        const method = piece.method === "post" ? js`null` : slice("method", "methodEnd");
        const action =
          piece.action === "marked"
            ? js`${markVariables.action}<0?undefined:${slice("action", "actionEnd")},true`
            : js`${literal(piece.action.text)},false`;
        this.value(js`${unit.helper("csrfField")}(c,${method},${action})`);
      }
    }
  }

  #mark(mark: Mark): void {
    if (this.#place.marks.has(mark)) this.#set(mark, js`${this.#place.out}.length`);
  }

  #set(mark: Mark, value: Code): void {
    if (!this.#place.marks.has(mark)) return;
    this.flush();
    this.#place.unit.writer.line(js`${markVariables[mark]}=${value};`);
  }

  #endText(): void {
    if (this.#text !== "") this.#parts.push(literal(this.#text));
    this.#text = "";
  }
}

function isText(code: Code): boolean {
  return code.text.startsWith('"');
}
