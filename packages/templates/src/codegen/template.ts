/** From a template's tree to the source of its functions. */
import type { FragmentPlan } from "../analysis/plan.ts";
import type { Scopes } from "../analysis/scopes.ts";
import type { States } from "../analysis/states.ts";
import type { Block, Body, Macro, TemplateNode } from "../syntax/nodes.ts";
import type { Survey } from "../syntax/survey.ts";
import { descendants } from "../syntax/visit.ts";
import { callableFunction } from "./callables.ts";
import { type Code, join, js, literal } from "./code.ts";
import { states } from "./direct.ts";
import { writeFunction } from "./functions.ts";
import type { Inheritance } from "./inheritance.ts";
import { declareMarks, planned, returnMarks } from "./pieces.ts";
import { type EscapeMode, enterScope, FunctionFrame, type Place, variableCode } from "./place.ts";
import { createGenerators } from "./statements.ts";
import { type CodegenOptions, type TemplateSource, Unit } from "./unit.ts";
import type { Mapping } from "./writer.ts";

/** A part of a template that is a function of its own. */
export type Fragment =
  | { readonly kind: "root" }
  /** The root without what it prints: what a block finds set when it is rendered alone. */
  | { readonly kind: "setup" }
  | { readonly kind: "block"; readonly node: Block }
  | { readonly kind: "macro"; readonly node: Macro; readonly index: number };

/** A fragment for one HTML state, synchronous or not. */
export interface Variant {
  readonly fragment: Fragment;
  readonly isAsync: boolean;
  /** What is known of its places in the page; null where escaping does not ask for them. */
  readonly plan: FragmentPlan | null;
  /** The key under which the unit hands the function out. */
  readonly key: string;
}

/** The body of a function `(R, T) => functions`, and where its lines come from. */
export interface GeneratedUnit {
  readonly code: Code;
  readonly mappings: readonly Mapping[];
}

export interface TemplateTree {
  readonly node: TemplateNode;
  readonly scopes: Scopes;
  readonly hasExtends: boolean;
  /** The macros at the top level, with their numbers. */
  readonly macros: ReadonlyMap<Macro, number>;
}

/** The macros that need no enclosing function, and their numbers: those of the root and of `if`s in it. */
export function topLevelMacros(node: TemplateNode, { types }: Survey): ReadonlyMap<Macro, number> {
  if (!types.has("Macro")) return new Map();
  const isTransparent = (part: { readonly type: string }): boolean => part.type === "If";
  const macros = [...descendants(node.body, isTransparent)].filter((part): part is Macro => part.type === "Macro");
  return new Map(macros.map((macro, index) => [macro, index]));
}

/**
 * The source of a function `(R, T) => ({ key: function, … })`: `R` are the helpers of the environment, `T` is the template.
 */
export function generateUnit(
  tree: TemplateTree,
  variants: readonly Variant[],
  template: TemplateSource,
  mode: EscapeMode,
  options: CodegenOptions,
  textStates: States,
): GeneratedUnit {
  const unit = new Unit(options, template, textStates);
  const names = variants.map((variant) => {
    const name = unit.fresh("m");
    writeVariant(variant, name, tree, mode, unit);
    return js`[${literal(variant.key)}]:${name}`;
  });
  const links = [...unit.links].map(([position, what]) => js`[${position},${literal(what)}]`);
  const head = js`${unit.preamble()}\nconst fail=T.reporter([${join(links, js`,`)}]);\n`;
  const code = js`${head}${unit.writer.code()}\nreturn {__proto__:null,${join(names, js`,`)}};`;
  const shift = head.text.split("\n").length - 1;
  const mappings = unit.writer.mappings.map(({ generatedLine, span }) => ({
    generatedLine: generatedLine + shift,
    span,
  }));
  return { code, mappings };
}

function writeVariant(
  { fragment, isAsync, plan }: Variant,
  name: Code,
  tree: TemplateTree,
  mode: EscapeMode,
  unit: Unit,
): void {
  const inheritance: Inheritance = {
    possible: tree.hasExtends,
    count: 0,
    span: null,
    known: false,
    ended: false,
  };
  const macroIndex = (node: Macro): number | null => tree.macros.get(node) ?? null;
  const generate = createGenerators({ inheritance, macroIndex });
  const start = (fn: FunctionFrame): Place => ({
    generate,
    unit,
    fn,
    scopes: tree.scopes,
    scope: tree.scopes.root,
    mode,
    out: js`out`,
    topLevel: false,
    rootLevel: false,
    soft: false,
    guarded: false,
    tracks: false,
    loop: null,
    inlineLoops: new Map(),
    block: null,
    inDefaults: false,
    ...planned(plan),
    demands: plan?.demands ?? new Map(),
  });

  switch (fragment.kind) {
    case "root":
      writeFunction({ unit, name, parameters: [js`c`, js`out`], isAsync }, (fn) =>
        writeRoot(
          tree.node,
          { ...start(fn), topLevel: true, rootLevel: true, guarded: inheritance.possible },
          inheritance,
        ),
      );
      break;
    case "setup":
      writeFunction({ unit, name, parameters: [js`c`, js`out`], isAsync }, (fn) =>
        writeSetup(tree.node, { ...start(fn), topLevel: true, rootLevel: true, guarded: true }),
      );
      break;
    case "block":
      writeFunction({ unit, name, parameters: [js`c`, js`out`, js`depth`], isAsync, span: fragment.node.span }, (fn) =>
        writeBlock(fragment.node, { ...start(fn), block: fragment.node.name, tracks: true }),
      );
      break;
    case "macro":
      callableFunction(fragment.node, name, plan, start(new FunctionFrame(unit, isAsync)));
  }
}

/** Does the template have a parent, perhaps? */
export function mayExtend(node: TemplateNode, { types }: Survey): boolean {
  if (!types.has("Extends")) return false;
  return [...descendants(node.body, ({ type }) => type !== "Block")].some(({ type }) => type === "Extends");
}

function writeRoot(node: TemplateNode, place: Place, inheritance: Inheritance): Code {
  const { unit, fn } = place;
  const { writer } = unit;
  declareMarks(place, place.plan);
  writeReference("self", () => js`${unit.helper("selfReference")}(c)`, place);
  if (place.guarded) writer.line(js`let parent=null;`);
  enterScope(place.scope, place);
  place.generate.body(node.body, place);
  if (place.guarded) {
    const site = place.plan?.parent ?? { start: unit.textStates, end: unit.textStates };
    const position = inheritance.span === null ? js`` : js`,${fn.at(inheritance.span)}`;
    const call = js`parent.renderInto(c,out,${states(site, place)}${position})`;
    writer.line(js`if(parent!==null)return ${fn.isAsync ? js`await ${call}` : call};`);
  }
  returnMarks(place, place.plan);
  return js`out`;
}

/** Statements that print only are left out, and so are blocks; a parent is prepared in turn. */
function writeSetup(node: TemplateNode, place: Place): Code {
  const { unit, fn } = place;
  unit.writer.line(js`let parent=null;`);
  declareMarks(place, place.plan);
  writeReference("self", () => js`${unit.helper("selfReference")}(c)`, place);
  enterScope(place.scope, place);
  place.generate.body(withoutOutput(node.body), place);
  unit.writer.line(js`if(parent!==null)${fn.isAsync ? js`await ` : js``}parent.prepare(c);`);
  return js`""`;
}

const printing: ReadonlySet<string> = new Set([
  "Output",
  "Block",
  "Include",
  "CallBlock",
  "FilterBlock",
  "Trans",
  "Debug",
]);

function withoutOutput(body: Body): Body {
  return body
    .filter(({ type }) => !printing.has(type))
    .map((node) => {
      if (node.type !== "If") return node;
      const branches = node.branches.map(({ test, body: inside }) => ({ test, body: withoutOutput(inside) }));
      return { ...node, branches, otherwise: withoutOutput(node.otherwise) };
    });
}

function writeBlock(node: Block, root: Place): Code {
  const place: Place = { ...root, scope: root.scopes.of(node) };
  const { unit } = place;
  declareMarks(place, place.plan);
  writeReference("self", () => js`${unit.helper("selfReference")}(c)`, place);
  writeReference("super", () => js`${unit.helper("superReference")}(c,${literal(node.name)},depth)`, place);
  enterScope(place.scope, place);
  place.generate.body(node.body, place);
  returnMarks(place, place.plan);
  return js`out`;
}

/** `self` and `super` are variables where the body mentions them. */
function writeReference(name: "self" | "super", value: () => Code, place: Place): void {
  const found = place.scope.find(name);
  if (found === undefined || place.scope.loads.get(found)?.from !== "parameter") return;
  place.unit.writer.line(js`let ${variableCode(found, place)}=${value()};`);
}
