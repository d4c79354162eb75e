/** Compiling templates ahead of time, into a module that needs no compiler and no code from strings. */
import type { SitePlan } from "./analysis/plan.ts";
import type { States } from "./analysis/states.ts";
import type { TemplateAnalysis } from "./analysis/template.ts";
import { isPart, sourceTemplate } from "./check.ts";
import { type Code, dataLiteral, join, js, literal } from "./codegen/code.ts";
import { type MappedSource, sourceMap, sourceMapComment } from "./codegen/sourcemap.ts";
import { mayExtend } from "./codegen/template.ts";
import type { AheadUnit, CompiledTemplate } from "./compiled.ts";
import type { Environment } from "./environment.ts";
import { EscapeError } from "./errors.ts";
import { FORMAT } from "./precompiled.ts";

/**
 * Compiles templates into the source of an ES module, for `PrecompiledLoader`.
 *
 * The module holds functions, for synchronous and asynchronous rendering and for every place of a page in which the
 * templates use each other. It works under `node --disallow-code-generation-from-strings` and on Workers. The environment
 * that renders has to have the same options, filters and tests.
 *
 * @param names The templates; all that they extend, include or import by literal names should be among them
 * @returns the module's source, with a source map
 * @throws TemplateNotFound, TemplateSyntaxError, EscapeError as `getTemplate` would
 * @example
 * import { writeFile } from "node:fs/promises";
 * await writeFile("templates.precompiled.js", precompile(env, env.listTemplates()));
 */
export function precompile(env: Environment, names: Iterable<string>): string {
  const templates = [...names].map((name) => ({ name, template: sourceTemplate(env, name) }));
  const isMixed = templates.some(({ template }) => template.isContextual);
  const refusals = new Map<string, EscapeError>();
  for (const { name, template } of templates) {
    const refusal = compileIfPage(template);
    if (refusal !== null) refusals.set(name, refusal);
    // A page may ask for a template that by itself is not escaped for its places.
    if (isMixed && !template.isContextual) compileIfPage(template.contextual());
  }
  for (const { name, template } of templates) {
    const refusal = refusals.get(name);
    if (refusal !== undefined && !isPart(template)) throw refusal;
  }
  reckonWithParents(templates.map(({ template }) => template));
  const sites = templates.flatMap(({ template }) => [...sitesOf(template)]);
  return writeModule(templates.map(({ name, template }) => aheadOf(name, template, sites)));
}

function aheadOf(name: string, template: CompiledTemplate, sites: readonly SitePlan[]): AheadTemplate {
  const { twin } = template;
  return { name, template, ahead: template.ahead(sites), twin: twin === null ? null : aheadOf(name, twin, sites) };
}

/** @returns why it is no page: perhaps it is only a part of others, which have asked for it in another place than text */
function compileIfPage(template: CompiledTemplate): EscapeError | null {
  try {
    template.compile();
    return null;
  } catch (error) {
    if (error instanceof EscapeError) return error;
    throw error;
  }
}

/** A parent that is chosen at run time may be any of the templates: its blocks may stand wherever theirs do. */
function reckonWithParents(templates: readonly CompiledTemplate[]): void {
  const sites = templates.flatMap(({ analysis }) => (analysis === null ? [] : [...blockSites(analysis)]));
  for (const { analysis, node } of templates) {
    if (analysis === null || analysis.parent !== null || !mayExtend(node, analysis.scopes.survey)) continue;
    for (const [name, start] of sites) tryBlock(analysis, name, start);
  }
}

function* blockSites(analysis: TemplateAnalysis): Generator<readonly [name: string, start: States], void, undefined> {
  for (const plan of analysis.allPlans()) {
    for (const [node, { start }] of plan.sites()) if (node.type === "Block") yield [node.name, start];
  }
}

/** What cannot stand there is refused if it comes to that. */
function tryBlock(analysis: TemplateAnalysis, name: string, start: States): void {
  try {
    analysis.block(name, start);
  } catch (error) {
    if (!(error instanceof EscapeError)) throw error;
  }
}

/** The pairs of states between which a template prints fragments. */
function* sitesOf({ analysis, twin }: CompiledTemplate): Generator<SitePlan, void, undefined> {
  if (twin !== null) yield* sitesOf(twin);
  for (const plan of analysis?.allPlans() ?? []) {
    yield* plan.sites().values();
    yield* plan.directs();
    if (plan.parent !== null) yield plan.parent;
  }
}

interface AheadTemplate {
  readonly name: string;
  readonly template: CompiledTemplate;
  readonly ahead: AheadUnit;
  readonly twin: AheadTemplate | null;
}

const HEAD = js`// Written by precompile() of @ampoule/templates: not for editing.
export const templates = {
__proto__: null,
`;

function writeModule(templates: readonly AheadTemplate[]): string {
  const sources: MappedSource[] = [];
  const parts: Code[] = [];
  let line = linesOf(HEAD);
  for (const { name, template, ahead, twin } of templates) {
    const part = js`[${literal(name)}]:${writeTemplate({ name, template, ahead, twin }, line, sources)},\n`;
    parts.push(part);
    line += linesOf(part);
  }
  const module = js`${HEAD}${join(parts, js``)}};\n`;
  return `${module.text}${sourceMapComment(sourceMap(sources))}\n`;
}

/** @param line Where in the module it begins, counted from 0 */
function writeTemplate({ name, template, ahead, twin }: AheadTemplate, line: number, sources: MappedSource[]): Code {
  const { unit, mode, variants } = ahead;
  const facts = js`format:${FORMAT},mode:${literal(mode)},textState:${literal(template.textState)}`;
  const head = js`{${facts},blocks:${dataLiteral([...template.node.blocks.keys()])},variants:${dataLiteral(variants)},factory(R,T){\n`;
  const shift = line + linesOf(head);
  sources.push({
    name,
    source: template.source.source,
    mappings: unit.mappings.map(({ generatedLine, span }) => ({ generatedLine: generatedLine + shift, span })),
  });
  const body = js`${head}${unit.code}\n}`;
  if (twin === null) return js`${body}}`;
  return js`${body},twin:${writeTemplate(twin, line + linesOf(body), sources)}}`;
}

function linesOf(code: Code): number {
  return code.text.split("\n").length - 1;
}
