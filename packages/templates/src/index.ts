/**
 * `@ampoule/templates`: Jinja2's template language for TypeScript, with contextual escaping.
 *
 * @example
 * ```ts
 * import { DictLoader, Environment } from "@ampoule/templates";
 * const env = new Environment({ loader: new DictLoader({ "hello.html": "<p>Hello {{ name }}</p>" }) });
 * env.getTemplate("hello.html").render({ name: "<World>" }); // "<p>Hello &lt;World&gt;</p>"
 * ```
 *
 * @module
 */
export type { HoleReport, OptOutReport, TemplateReport } from "./analysis/report.ts";
export { analyze } from "./analyze.ts";
export {
  type Autoescape,
  type AutoescapeMode,
  type AutoescapeSelection,
  autoescapeByName,
  selectAutoescape,
} from "./autoescape.ts";
export { checkTemplates } from "./check.ts";
export {
  type CompiledExpression,
  Environment,
  type ExpressionOptions,
  type TemplateOptions,
  type TemplateTarget,
} from "./environment.ts";
export {
  EscapeError,
  FilterArgumentError,
  SecurityError,
  TemplateAssertionError,
  TemplateError,
  TemplateNotFound,
  TemplateRuntimeError,
  TemplateSyntaxError,
  TemplatesNotFound,
  UndefinedError,
} from "./errors.ts";
export { debugExtension } from "./extensions/debug.ts";
export { doExtension } from "./extensions/do.ts";
export {
  type ExtractedMessage,
  type ExtractOptions,
  extractMessages,
  GETTEXT_FUNCTIONS,
} from "./extensions/extract.ts";
export { type I18nOptions, i18n } from "./extensions/i18n.ts";
export { loopControls } from "./extensions/loopcontrols.ts";
export { type Catalogue, nullCatalogue, translations } from "./extensions/translations.ts";
export { ChoiceLoader } from "./loaders/choice.ts";
export { DictLoader } from "./loaders/dict.ts";
export { FunctionLoader } from "./loaders/function.ts";
export type { ListOptions } from "./loaders/listing.ts";
export type { Loader, TemplateSource } from "./loaders/loader.ts";
export { PrecompiledLoader } from "./loaders/precompiled.ts";
export { PrefixLoader } from "./loaders/prefix.ts";
export { findReferencedTemplates, findUndeclaredVariables } from "./meta.ts";
export type { EnvironmentOptions, ExtensionName, SandboxOptions } from "./options.ts";
export type { ChainLink } from "./places.ts";
export { precompile } from "./precompile.ts";
export type { PrecompiledTemplate } from "./precompiled.ts";
export type { BinaryInterceptor, Interceptors, UnaryInterceptor } from "./runtime/access/intercept.ts";
export type { RenderContext } from "./runtime/frame.ts";
export type { TemplateModule } from "./runtime/module.ts";
export type { CsrfForm, RenderOptions } from "./runtime/run.ts";
export type {
  JsonStyle,
  JsonWriter,
  Kwargs,
  Policies,
  Printing,
  SandboxPolicy,
  UndefinedOrigin,
} from "./runtime/values/contract.ts";
export { type Callable, type Description, describe } from "./runtime/values/describe.ts";
export { CallableObject, missing, TemplateObject } from "./runtime/values/object.ts";
export {
  ChainableUndefined,
  DebugUndefined,
  isUndefined,
  makeLoggingUndefined,
  StrictUndefined,
  Undefined,
  type UndefinedLogger,
  type UndefinedType,
} from "./runtime/values/undefined.ts";
export type { Extension, ExtensionMethod, TemplateParser } from "./syntax/extension.ts";
export type { Expression, Span, Statement, Target, TemplateNode } from "./syntax/nodes.ts";
export type { SyntaxOptions } from "./syntax/options.ts";
export type { TokenStream } from "./syntax/stream.ts";
export type { Token, TokenType } from "./syntax/tokens.ts";
export { childrenOf, descendants, findAll, type Node, type NodeOf } from "./syntax/visit.ts";
export { type Context, Template } from "./template.ts";
