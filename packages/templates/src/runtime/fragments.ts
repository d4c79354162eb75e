/** What leads generated code from one template to another, and into blocks and macros. */
import { EscapeError, TemplateNotFound, TemplateRuntimeError } from "../errors.ts";
import { anyText, type FragmentFunction, type FragmentSource } from "./blocks.ts";
import type { Engine, LoadedTemplate } from "./engine.ts";
import { RenderContext } from "./frame.ts";
import { Macro, type MacroBody, type MacroShape } from "./macro.ts";
import { TemplateModule } from "./module.ts";
import { renderBlock, renderSelf, superBlock, TemplateReference } from "./references.ts";
import { captured } from "./run.ts";
import { quote } from "./values/quote.ts";

/** The function of a body for one state, and the states that it may end in. */
type ClosureVariant = readonly [start: string, ends: readonly string[], fn: FragmentFunction];

function closureBody(variants: readonly ClosureVariant[]): MacroBody["variant"] {
  return (start, end) => {
    const found = variants.find(([from, ends]) => from === start && ends.includes(end));
    if (found !== undefined) return found[2];
    throw new EscapeError("A macro or call block is printed in a place of the page that it was not compiled for.", {
      code: "ESCAPE_FRAGMENT_END",
      cure: "Call it by its name where it is printed, so that the compiler knows.",
    });
  };
}

/** The variables around a tag: names and values; null where there are none, undefined for `without context`. */
type Locals = readonly [names: readonly string[], values: readonly unknown[]] | null | undefined;

export interface FragmentHelpers {
  callBlock: typeof renderBlock;
  selfBlock: typeof renderSelf;
  selfReference(c: RenderContext): TemplateReference;
  superReference(c: RenderContext, name: string, depth: number): unknown;
  derive(c: RenderContext, locals: Locals): RenderContext;
  requireBlock(c: RenderContext, name: string): void;
  extendedTwice(): never;
  extend(source: FragmentSource, c: RenderContext, target: unknown): LoadedTemplate;
  include(
    source: FragmentSource,
    c: RenderContext,
    target: unknown,
    locals: Locals,
    ignoreMissing: boolean,
    start: string,
    end: string,
    out: string,
  ): string | Promise<string>;
  importModule(
    source: FragmentSource,
    c: RenderContext,
    target: unknown,
    locals: Locals,
  ): TemplateModule | Promise<TemplateModule>;
  importName(module: unknown, name: string, where: string, c: RenderContext): unknown;
  topLevelMacro(source: FragmentSource, c: RenderContext, index: number, shape: MacroShape): Macro;
  closureMacro(c: RenderContext, source: FragmentSource, shape: MacroShape, variants: readonly ClosureVariant[]): Macro;
}

function templateName(module: TemplateModule): string {
  const name = module.templateName();
  return name === null ? "None" : quote(name);
}

export function createFragments(engine: Engine): FragmentHelpers {
  /** The template that a tag names. As a part of a page that is escaped for its places, it is escaped so itself. */
  function templateFor(source: FragmentSource, target: unknown, mayBeList: boolean): LoadedTemplate {
    const template = engine.resolveTemplate(target, source.name, mayBeList);
    return source.isContextual ? template.contextual() : template;
  }

  /** The context of an included or imported template. */
  function contextOf(template: LoadedTemplate, c: RenderContext, locals: Locals): RenderContext {
    if (locals === undefined) return new RenderContext(engine, template, c.run, null, null);
    const over = locals === null && c.over === null ? null : c.withLocals(...(locals ?? [[], []]));
    return new RenderContext(engine, template, c.run, c.vars, over);
  }

  function renderRoot(
    template: LoadedTemplate,
    c: RenderContext,
    start: string,
    end: string,
    out: string,
  ): string | Promise<string> {
    const { run } = c;
    run.enter();
    const text = template.renderInto(c, out, start, end);
    if (typeof text !== "string") return text.finally(() => run.leave());
    run.leave();
    return text;
  }

  function makeModule(template: LoadedTemplate, c: RenderContext): TemplateModule | Promise<TemplateModule> {
    const finish = (text: string): TemplateModule =>
      new TemplateModule(template.name, c.exported(), text, template.autoescapes);
    const { textState } = template;
    return captured(c.run, () => renderRoot(template, c, textState, anyText, ""), finish);
  }

  /** A module without context is the same for all importers: of one rendering, or of all where nothing tells them apart. */
  function sharedModule(template: LoadedTemplate, c: RenderContext): TemplateModule | Promise<TemplateModule> {
    const { run } = c;
    const kept = run.modules === null ? template.sharedModule : run.modules.get(template);
    if (kept !== undefined) return kept;
    const made = makeModule(template, contextOf(template, c, undefined));
    const keep = (module: TemplateModule): TemplateModule => {
      if (run.modules === null) template.sharedModule = module;
      else run.modules.set(template, module);
      return module;
    };
    return made instanceof TemplateModule ? keep(made) : made.then(keep);
  }

  return {
    callBlock: renderBlock,
    selfBlock: renderSelf,
    selfReference: (c) => new TemplateReference(c),
    superReference: (c, name, depth) => superBlock(c, name, depth + 1),
    derive: (c, locals) => (locals ? c.derived(...locals) : c.derived([], [])),
    requireBlock(c, name) {
      if ((c.blocks.stack(name)?.length ?? 0) > 1) return;
      throw new TemplateRuntimeError(`Required block ${quote(name)} not found`, {
        cure: `A template that extends this one has to define {% block ${name} %}.`,
      });
    },
    extendedTwice() {
      throw new TemplateRuntimeError("extended multiple times", {
        cure: "A template has one parent; `if` chooses it.",
      });
    },
    extend(source, c, target) {
      const parent = templateFor(source, target, false);
      c.blocks = c.blocks.extend(parent);
      return parent;
    },
    include(source, c, target, locals, ignoreMissing, start, end, out) {
      let template: LoadedTemplate;
      try {
        template = templateFor(source, target, true);
      } catch (error) {
        if (ignoreMissing && error instanceof TemplateNotFound) return out;
        throw error;
      }
      const context = contextOf(template, c, locals);
      return source.isContextual
        ? renderRoot(template, context, start, end, out)
        : renderRoot(template, context, template.textState, anyText, out);
    },
    importModule(source, c, target, locals) {
      const template = templateFor(source, target, false);
      if (locals !== undefined) return makeModule(template, contextOf(template, c, locals));
      return sharedModule(template, c);
    },
    importName(module, name, where, c) {
      if (!TemplateModule.is(module)) throw new TypeError("not a module");
      const value = module.get(name);
      if (value !== undefined) return value;
      const hint = `the template ${templateName(module)} (imported on ${where}) does not export the requested name ${quote(name)}`;
      return c.makeUndefined({ hint, name, candidates: () => module.names() });
    },
    topLevelMacro(source, c, index, shape) {
      const fragment = `macro:${index}`;
      const variant = (start: string, end: string): FragmentFunction =>
        source.fragment(fragment, start, end, c.isAsync);
      return new Macro(shape, c, { textState: source.textState, variant });
    },
    closureMacro: (c, { textState }, shape, variants) =>
      new Macro(shape, c, { textState, variant: closureBody(variants) }),
  };
}
