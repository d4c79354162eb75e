/** Keeps the trees of expressions from growing beyond what a recursive walk can bear. */
import { MOST_EXPRESSION_HEIGHT, MOST_NESTED_EXPRESSIONS } from "./limits.ts";
import type { Expression } from "./nodes.ts";
import { type Source, syntaxError } from "./source.ts";
import { type TokenStream, tokenSpan } from "./stream.ts";

const CURE = "Compute the value in the application, or take it apart with {% set %}.";

/**
 * Counts, while an expression is parsed, how deep the parser is inside of it and how high its tree has become.
 *
 * The height is that of the highest of the parts read since the last `open`. Whoever reads parts and makes a node of
 * them calls `open`, reads, calls `grow` with the node, and `close`.
 */
export class Growth {
  readonly #source: Source;
  readonly #stream: TokenStream;
  #depth = 0;
  #height = 0;

  constructor(source: Source, stream: TokenStream) {
    this.#source = source;
    this.#stream = stream;
  }

  /** Goes one level of recursion down. */
  enter(): void {
    if (++this.#depth > MOST_NESTED_EXPRESSIONS) {
      this.#fail(`expression is nested too deeply (limit ${MOST_NESTED_EXPRESSIONS})`);
    }
  }

  /** Comes back up. */
  leave(): void {
    this.#depth--;
  }

  /** Begins a tree of its own. Returns the height of what is beside it, for `close`. */
  open(): number {
    const outer = this.#height;
    this.#height = 0;
    return outer;
  }

  /** Ends a tree: what is around it goes on with the higher of the two. */
  close(outer: number): void {
    if (outer > this.#height) this.#height = outer;
  }

  /** Puts a node on top of the parts. */
  grow<Node extends Expression>(node: Node): Node {
    if (++this.#height > MOST_EXPRESSION_HEIGHT) {
      this.#fail(`expression has too many parts within each other (limit ${MOST_EXPRESSION_HEIGHT})`);
    }
    return node;
  }

  #fail(message: string): never {
    throw syntaxError(this.#source, message, tokenSpan(this.#stream.current), {
      code: "TEMPLATE_SYNTAX_DEPTH",
      cure: CURE,
    });
  }
}
