/** An example for each code of the template language's errors. */
import { DictLoader, Environment, type EnvironmentOptions, TemplateError } from "@ampoule/templates";

/** A template that fails. */
export interface Failure {
  readonly code: string;
  readonly source: string;
  readonly options?: EnvironmentOptions;
  readonly context?: Readonly<Record<string, unknown>>;
}

const deep = "(".repeat(201);

export const FAILURES: readonly Failure[] = [
  { code: "TEMPLATE_SYNTAX", source: "{% block a-b %}{% endblock %}" },
  { code: "TEMPLATE_SYNTAX_CHARACTER", source: "{{ a && b }}" },
  { code: "TEMPLATE_SYNTAX_TOKEN", source: "{{ a b }}" },
  { code: "TEMPLATE_SYNTAX_TAG", source: "{% if a %}{% endfor %}" },
  { code: "TEMPLATE_SYNTAX_DEPTH", source: `{{ ${deep}` },
  { code: "TEMPLATE_SYNTAX_LOOP", source: "{% break %}", options: { extensions: ["loopcontrols"] } },
  { code: "TEMPLATE_ASSERTION", source: "{{ name|uper }}" },
  { code: "TEMPLATE_RUNTIME", source: "{% block a required %}{% endblock %}" },
  { code: "TEMPLATE_TYPE", source: "{{ [] + 'a' }}" },
  { code: "TEMPLATE_VALUE", source: "{{ 'abc'.index('x') }}" },
  { code: "TEMPLATE_KEY", source: "{{ {}.pop('a') }}" },
  { code: "TEMPLATE_INDEX", source: "{{ [].pop() }}" },
  { code: "TEMPLATE_ATTRIBUTE", source: "{{ 1|xmlattr }}" },
  { code: "TEMPLATE_ZERO_DIVISION", source: "{{ 1 // 0 }}" },
  { code: "TEMPLATE_OVERFLOW", source: "{{ range(999999) }}" },
  { code: "TEMPLATE_UNDEFINED", source: "{{ user.adress.street }}", context: { user: { address: {} } } },
  { code: "TEMPLATE_FILTER_ARGUMENT", source: "{{ 1.5|round(method='up') }}" },
  { code: "TEMPLATE_PROMISE", source: "{{ later }}", context: { later: Promise.resolve(1) } },
  { code: "TEMPLATE_NO_ITEMS", source: "{{ cycler() }}" },
  { code: "TEMPLATE_RECURSION", source: "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}" },
  {
    code: "TEMPLATE_SECURITY",
    source: "{{ items.append(1) }}",
    options: { sandbox: { immutable: true } },
    context: { items: [] },
  },
  {
    code: "TEMPLATE_LIMIT",
    source: "{% for x in range(9999) %}{% for y in range(9999) %}{% endfor %}{% endfor %}",
    options: { sandbox: true },
  },
  { code: "TEMPLATE_NOT_FOUND", source: '{% include "missing.html" %}' },
];

/** What the template throws. @throws Error where that is nothing, or of another code */
export function failureOf({ code, source, options = {}, context = {} }: Failure): TemplateError {
  try {
    new Environment({ loader: new DictLoader({}), ...options }).fromString(source).render(context);
  } catch (error) {
    if (error instanceof TemplateError && error.code === code) return error;
    throw new Error(`${code}: something else was thrown`, { cause: error });
  }
  throw new Error(`${code}: nothing was thrown`);
}
