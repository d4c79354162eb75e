/** Compiling templates ahead of time, into a module that needs no compiler and no code from strings. */
import type { SitePlan } from "./analysis/plan.ts";
import { type Code, dataLiteral, join, js, literal } from "./codegen/code.ts";
import { type MappedSource, sourceMap, sourceMapComment } from "./codegen/sourcemap.ts";
import { type AheadUnit, CompiledTemplate } from "./compiled.ts";
import { type Environment, lookUpOf } from "./environment.ts";
import { EscapeError, TemplateNotFound } from "./errors.ts";
import { FORMAT } from "./precompiled.ts";
import { loadedOf } from "./template.ts";

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
 * @example await writeFile("templates.js", precompile(env, env.listTemplates()))
 */
export function precompile(env: Environment, names: Iterable<string>): string {
  const templates = [...names].map((name) => ({ name, template: find(env, name) }));
  const refusals = new Map<string, EscapeError>();
  for (const { name, template } of templates) {
    try {
      template.compile();
    } catch (error) {
      // Perhaps it is only a part of others: then they have asked for it in another place than text.
      if (!(error instanceof EscapeError)) throw error;
      refusals.set(name, error);
    }
  }
  for (const { name, template } of templates) {
    const refusal = refusals.get(name);
    if (refusal !== undefined && !isPart(template)) throw refusal;
  }
  const sites = templates.flatMap(({ template }) => [...sitesOf(template)]);
  return writeModule(templates.map(({ name, template }) => ({ name, template, ahead: template.ahead(sites) })));
}

function find(env: Environment, name: string): CompiledTemplate {
  const template = lookUpOf(env, name);
  if (template === null) throw new TemplateNotFound(name);
  const loaded = loadedOf(template);
  if (loaded instanceof CompiledTemplate) return loaded;
  throw new TypeError(`template ${JSON.stringify(name)} has been compiled ahead of time already`);
}

/** Do other templates use it where it is not a page? */
function isPart({ analysis }: CompiledTemplate): boolean {
  return analysis?.isPart === true;
}

/** The pairs of states between which a template prints fragments. */
function* sitesOf({ analysis }: CompiledTemplate): Generator<SitePlan, void, undefined> {
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
}

const HEAD = js`// Written by precompile() of @ampoule/templates: not for editing.
export const templates = {
__proto__: null,
`;

function writeModule(templates: readonly AheadTemplate[]): string {
  const sources: MappedSource[] = [];
  const parts: Code[] = [];
  let line = HEAD.text.split("\n").length - 1;
  for (const { name, template, ahead } of templates) {
    const head = js`[${literal(name)}]:{format:${FORMAT},mode:${literal(ahead.mode)},textState:${literal(template.textState)},blocks:${dataLiteral([...template.node.blocks.keys()])},variants:${dataLiteral(ahead.variants)},factory(R,T){
`;
    const part = js`${head}${ahead.unit.code}\n}},\n`;
    const shift = line + head.text.split("\n").length - 1;
    sources.push({
      name,
      source: template.source.source,
      mappings: ahead.unit.mappings.map(({ generatedLine, span }) => ({ generatedLine: generatedLine + shift, span })),
    });
    parts.push(part);
    line += part.text.split("\n").length - 1;
  }
  const module = js`${HEAD}${join(parts, js``)}};\n`;
  return `${module.text}${sourceMapComment(sourceMap(sources))}\n`;
}
