/** Finding out what is wrong with templates before anybody asks for them. */
import { CompiledTemplate } from "./compiled.ts";
import { type Environment, lookUpOf } from "./environment.ts";
import { EscapeError, TemplateError, TemplateNotFound } from "./errors.ts";
import { referencesOf } from "./meta.ts";
import { loadedOf } from "./template.ts";

/**
 * Compiles templates, and says what is wrong with them: for tests, for what runs before a deployment, and for servers that would
 * rather not start. They stay in the environment's cache, so that the first visitors do not wait for them.
 *
 * A template that only makes sense as a part of others, inside of a tag for example, is compiled where these use it.
 *
 * @param names The templates, `env.listTemplates()` as a rule; parts and the pages that use them in one call
 * @returns the errors in the order of the names, each once; none where all is well
 * @throws TypeError where a template was compiled ahead of time: nothing of its source is left
 * @example
 * const pages = new Environment({ loader: new DictLoader({ "a.html": "<p>{{ name }</p>", "b.html": "<p>{{ name }}</p>" }) });
 * checkTemplates(pages, pages.listTemplates()).map((error) => error.templateName); // ["a.html"]
 */
export function checkTemplates(env: Environment, names: Iterable<string>): readonly TemplateError[] {
  const refused: { readonly error: TemplateError; readonly template: CompiledTemplate | null }[] = [];
  for (const name of names) {
    let template: CompiledTemplate | null = null;
    try {
      template = sourceTemplate(env, name);
      for (const error of missingIn(template, env)) refused.push({ error, template });
      template.compile();
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      refused.push({ error, template });
    }
  }
  // Only now is it known what is a part of which page.
  const wrong = refused.filter(
    ({ error, template }) => !(error instanceof EscapeError && template && isPart(template)),
  );
  return [...new Map(wrong.map(({ error }) => [identityOf(error), error])).values()];
}

/** What a template names, and what does not exist. */
function* missingIn(
  { node, source }: CompiledTemplate,
  env: Environment,
): Generator<TemplateNotFound, void, undefined> {
  for (const { names, isOptional, span } of referencesOf(node)) {
    const joined = names.map((name) =>
      name === null || source.name === null ? name : env.joinPath(name, source.name),
    );
    if (isOptional || joined.some((name) => name === null || isThere(env, name))) continue;
    yield new TemplateNotFound(joined.at(-1) ?? null, { ...span, ...source, templateName: source.name });
  }
}

/** A template with a mistake is there, and has an error of its own. */
function isThere(env: Environment, name: string): boolean {
  try {
    return lookUpOf(env, name) !== null;
  } catch (error) {
    if (error instanceof TemplateError) return true;
    throw error;
  }
}

/** A mistake in a part is found again in each page that uses it. */
function identityOf({ templateName, line, column, message }: TemplateError): string {
  return JSON.stringify([templateName, line, column, message]);
}

/** @throws TemplateNotFound, TemplateSyntaxError; TypeError where there is no source any more */
export function sourceTemplate(env: Environment, name: string): CompiledTemplate {
  const template = lookUpOf(env, name);
  if (template === null) throw new TemplateNotFound(name);
  const loaded = loadedOf(template);
  if (loaded instanceof CompiledTemplate) return loaded;
  throw new TypeError(`template ${JSON.stringify(name)} was compiled ahead of time: nothing of its source is left`);
}

/** Do other templates use it where it is not a page? */
export function isPart({ analysis }: CompiledTemplate): boolean {
  return analysis?.isPart === true;
}
