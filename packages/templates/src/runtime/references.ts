/** `self` and `super`: blocks as values. */

import { anyText, type FragmentSource } from "./blocks.ts";
import type { RenderContext } from "./frame.ts";
import { captured } from "./run.ts";
import type { Kwargs } from "./values/contract.ts";
import { typeError } from "./values/failures.ts";
import { CallableObject, missing, TemplateObject } from "./values/object.ts";
import { quote } from "./values/quote.ts";

/** A block at some height of the inheritance. Called, it gives the block's text. */
export class BlockReference extends CallableObject {
  readonly #c: RenderContext;
  readonly #name: string;
  readonly #depth: number;

  constructor(c: RenderContext, name: string, depth: number) {
    super();
    this.#c = c;
    this.#name = name;
    this.#depth = depth;
  }

  override call(args: readonly unknown[], kwargs: Kwargs): unknown {
    const given = args.length + kwargs.size;
    if (given > 0) {
      throw typeError(`BlockReference.__call__() takes 1 positional argument but ${given + 1} were given`);
    }
    const { run, autoescape, textState } = this.#c;
    const render = (): string | Promise<string> =>
      renderBlock(this.#c, this.#c, this.#name, this.#depth, textState, anyText, "");
    return captured(run, render, (text) => run.asMarkup(text, autoescape));
  }

  override attribute(name: string): unknown {
    return name === "super" ? superBlock(this.#c, this.#name, this.#depth + 1) : missing;
  }

  override repr(): string {
    return `<BlockReference ${quote(this.#name)}>`;
  }
}

/** What templates read of the private context of `self`: the name of the template that is rendered, for want of another way. */
class ContextReference extends TemplateObject {
  readonly #name: string | null;

  constructor(name: string | null) {
    super();
    this.#name = name;
  }

  override attribute(name: string): unknown {
    return name === "name" ? this.#name : missing;
  }

  override attributeNames(): Iterable<string> {
    return ["name"];
  }
}

/** Python's name of the attribute `__context` of a TemplateReference. */
const MANGLED_CONTEXT = "_TemplateReference__context";

/** `self`: `self.name()` gives the text of a block. */
export class TemplateReference extends TemplateObject {
  readonly #c: RenderContext;

  constructor(c: RenderContext) {
    super();
    this.#c = c;
  }

  override attribute(name: string): unknown {
    if (this.#c.blocks.stack(name) !== undefined) return new BlockReference(this.#c, name, 0);
    return name === MANGLED_CONTEXT ? new ContextReference(this.#c.name) : missing;
  }

  override repr(): string {
    return `<TemplateReference ${this.#c.name === null ? "None" : quote(this.#c.name)}>`;
  }
}

/** The block of a name at a height, or an undefined value that says that there is none. */
export function superBlock(c: RenderContext, name: string, depth: number): unknown {
  if (c.blocks.stack(name)?.[depth] !== undefined) return new BlockReference(c, name, depth);
  const cure = "`super()` prints the block that this one replaces, in a template that `extends` another one.";
  return c.makeUndefined({ hint: `there is no parent block called ${quote(name)}.`, name: "super", cure });
}

/** Where a block is asked for: whether it is a part of a page that is escaped for its places. */
type Asking = Pick<FragmentSource, "isContextual">;

/** Appends a block to the output. */
export function renderBlock(
  asking: Asking,
  c: RenderContext,
  name: string,
  depth: number,
  start: string,
  end: string,
  out: string,
): string | Promise<string> {
  const site = c.blocks.stack(name)?.[depth];
  if (site === undefined) return noSuchBlock(superBlock(c, name, depth), c);
  const { run } = c;
  run.enter();
  const source = asking.isContextual ? site.source.contextual() : site.source;
  const text = source.fragment(site.fragment, start, end, run.isAsync)(c, out, depth);
  if (typeof text !== "string") return text.finally(() => run.leave());
  run.leave();
  return text;
}

/** `self.name()` */
export function renderSelf(
  asking: Asking,
  c: RenderContext,
  name: string,
  start: string,
  end: string,
  out: string,
): string | Promise<string> {
  if (c.blocks.stack(name) !== undefined) return renderBlock(asking, c, name, 0, start, end, out);
  return noSuchBlock(c.members.getAttribute(new TemplateReference(c), name), c);
}

/** Calls an undefined value, so that it says what is missing. */
function noSuchBlock(nothing: unknown, c: RenderContext): string {
  return c.ops.text(c.engine.calls.call(nothing, [], null, c));
}
