/** Lines of generated code, each with the place in the template that it came from. */
import type { Span } from "../syntax/nodes.ts";
import { type Code, indentation, join, js } from "./code.ts";

/** A line of generated code that comes from a line of the template. */
export interface Mapping {
  /** Counted from 0. */
  readonly generatedLine: number;
  readonly span: Span;
}

/** A line whose text is known later only: the declarations at the top of a function. */
export interface Reserved {
  fill(code: Code): void;
}

export class Writer {
  readonly #lines: Code[] = [];
  readonly #mappings: Mapping[] = [];
  #depth = 0;

  /** Writes one line. */
  line(code: Code, span?: Span): void {
    if (span !== undefined) this.#mappings.push({ generatedLine: this.#lines.length, span });
    this.#lines.push(js`${this.#indentation()}${code}`);
  }

  /** Writes the line that begins a block; what follows is indented. */
  open(code: Code, span?: Span): void {
    this.line(code, span);
    this.#depth++;
  }

  /** Ends a block and begins the next one in the same line, as `} else {` does. */
  next(code: Code, span?: Span): void {
    this.#depth--;
    this.open(code, span);
  }

  close(code: Code): void {
    this.#depth--;
    this.line(code);
  }

  reserve(): Reserved {
    const index = this.#lines.length;
    const start = this.#indentation();
    this.#lines.push(js``);
    return { fill: (code) => (this.#lines[index] = js`${start}${code}`) };
  }

  get mappings(): readonly Mapping[] {
    return this.#mappings;
  }

  /** All lines, as one piece of code. */
  code(): Code {
    return join(
      this.#lines,
      js`
`,
    );
  }

  #indentation(): Code {
    return indentation(this.#depth);
  }
}
