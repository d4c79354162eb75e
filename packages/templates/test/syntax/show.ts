/** Writes trees so short that a table of tests can hold them. */
import type { Arguments, Body, Expression, Statement, Target, TemplateNode, Text } from "../../src/syntax/nodes.ts";
import type { SyntaxOptions } from "../../src/syntax/options.ts";
import { resolveSyntax } from "../../src/syntax/options.ts";
import { type ParseOptions, parse, parseExpression } from "../../src/syntax/parser.ts";

/** Parses with some syntax options. */
export function parseWith(
  source: string,
  syntax: Partial<SyntaxOptions> = {},
  options: ParseOptions = {},
): TemplateNode {
  return parse(source, { ...options, options: resolveSyntax(syntax) });
}

/** A template in short: text in quotes, everything else in brackets. */
export function show(source: string, syntax: Partial<SyntaxOptions> = {}, options: ParseOptions = {}): string {
  return showBody(parseWith(source, syntax, options).body);
}

/** An expression in short. */
export function showExpression(source: string, syntax: Partial<SyntaxOptions> = {}): string {
  return expression(parseExpression(source, { options: resolveSyntax(syntax) }));
}

/** The text of a template that has nothing but text, or `null`. */
export function textOf(source: string, syntax: Partial<SyntaxOptions> = {}): string {
  return texts(parseWith(source, syntax).body).join("");
}

function texts(body: Body): string[] {
  return body.flatMap((node) => {
    if (node.type === "Output") return node.parts.map((part) => (part.type === "Text" ? part.text : "·"));
    if (node.type === "For") return texts(node.body);
    if (node.type === "If") return texts(node.branches[0]!.body);
    return [];
  });
}

function showBody(body: Body): string {
  return body.map(statement).join(" ");
}

function statement(node: Statement): string {
  const options = (parts: Record<string, boolean>): string =>
    Object.entries(parts)
      .filter(([, on]) => on)
      .map(([name]) => ` ${name}`)
      .join("");
  switch (node.type) {
    case "Output":
      return node.parts.map(part).join(" ");
    case "Extends":
      return `(extends ${expression(node.parent)})`;
    case "Block":
      return `(block ${node.name}${options({ scoped: node.scoped, required: node.required })}${inside(node.body)})`;
    case "Include":
      return `(include ${expression(node.template)}${options({ missing: node.ignoreMissing, context: node.withContext })})`;
    case "Import":
      return `(import ${expression(node.template)} as ${node.target}${options({ context: node.withContext })})`;
    case "FromImport": {
      const names = node.names.map(({ name, alias }) => (name === alias ? name : `${name} as ${alias}`)).join(", ");
      return `(from ${expression(node.template)} import ${names}${options({ context: node.withContext })})`;
    }
    case "For": {
      const filter = node.filter ? ` if ${expression(node.filter)}` : "";
      const head = `${target(node.target)} in ${expression(node.iterable)}${filter}${options({ recursive: node.recursive })}`;
      return `(for ${head}${inside(node.body)}${otherwise(node.otherwise)})`;
    }
    case "If":
      return `(if ${node.branches.map(({ test, body }) => expression(test) + inside(body)).join(" elif ")}${otherwise(node.otherwise)})`;
    case "Set":
      return `(set ${target(node.target)} ${expression(node.value)})`;
    case "SetBlock":
      return `(set ${target(node.target)}${node.filter ? ` ${expression(node.filter)}` : ""}${inside(node.body)})`;
    case "With":
      return `(with ${node.bindings.map((one) => `${target(one.target)}=${expression(one.value)}`).join(" ")}${inside(node.body)})`;
    case "Macro":
      return `(macro ${node.name}(${parameters(node.parameters)})${inside(node.body)})`;
    case "CallBlock":
      return `(call (${parameters(node.parameters)}) ${expression(node.call)}${inside(node.body)})`;
    case "FilterBlock":
      return `(filter ${expression(node.filter)}${inside(node.body)})`;
    case "Autoescape":
      return `(autoescape ${expression(node.value)}${inside(node.body)})`;
    case "Trans": {
      const names = node.variables.map(({ name, value }) => `${name}=${expression(value)}`).join(" ");
      const plural = node.plural ? ` plural ${JSON.stringify(node.plural.message)} by ${node.count}` : "";
      const context = node.context === null ? "" : ` ${JSON.stringify(node.context)}`;
      return `(trans${context} [${names}] ${JSON.stringify(node.singular.message)}${plural})`;
    }
    case "Do":
      return `(do ${expression(node.expression)})`;
    default:
      return `(${node.type.toLowerCase()})`;
  }
}

function inside(body: Body): string {
  return body.length === 0 ? "" : ` { ${showBody(body)} }`;
}

function otherwise(body: Body): string {
  return body.length === 0 ? "" : ` else${inside(body)}`;
}

function part(node: Text | Expression): string {
  return node.type === "Text" ? JSON.stringify(node.text) : expression(node);
}

function parameters(list: readonly { readonly name: string; readonly default: Expression | null }[]): string {
  return list.map((one) => (one.default ? `${one.name}=${expression(one.default)}` : one.name)).join(" ");
}

function target(node: Target): string {
  if (node.type === "NameTarget") return node.name;
  if (node.type === "NamespaceTarget") return `${node.name}.${node.attribute}`;
  return `(${node.items.map(target).join(" ")})`;
}

function args(node: Arguments): string {
  const list = [
    ...node.args.map(expression),
    ...node.kwargs.map(({ name, value }) => `${name}=${expression(value)}`),
    ...(node.dynArgs ? [`*${expression(node.dynArgs)}`] : []),
    ...(node.dynKwargs ? [`**${expression(node.dynKwargs)}`] : []),
  ];
  return list.map((one) => ` ${one}`).join("");
}

function expression(node: Expression): string {
  switch (node.type) {
    case "Constant":
      return typeof node.value === "string" ? `'${node.value}'` : `${node.value}${node.float ? "f" : ""}`;
    case "Name":
      return node.name;
    case "Tuple":
      return `(tuple${node.items.map((item) => ` ${expression(item)}`).join("")})`;
    case "List":
      return `[${node.items.map(expression).join(" ")}]`;
    case "Dict":
      return `{${node.items.map(({ key, value }) => `${expression(key)}:${expression(value)}`).join(" ")}}`;
    case "Conditional": {
      const last = node.otherwise ? ` ${expression(node.otherwise)}` : "";
      return `(? ${expression(node.test)} ${expression(node.consequent)}${last})`;
    }
    case "Filter":
      return `(|${node.name} ${node.target ? expression(node.target) : "_"}${args(node)})`;
    case "Test":
      return `(is-${node.name} ${expression(node.target)}${args(node)})`;
    case "Call":
      return `(call ${expression(node.callee)}${args(node)})`;
    case "ExtensionCall":
      return `(call ${node.extension}:${node.method}${args(node)})`;
    case "GetAttribute":
      return `${expression(node.target)}.${node.name}`;
    case "GetItem":
      return `${expression(node.target)}[${expression(node.index)}]`;
    case "Slice":
      return [node.start, node.stop, node.step].map((bound) => (bound ? expression(bound) : "")).join(":");
    case "Concat":
      return `(~ ${node.items.map(expression).join(" ")})`;
    case "Compare":
      return `(${expression(node.first)}${node.rest.map(({ op, value }) => ` ${op} ${expression(value)}`).join("")})`;
    case "Binary":
      return `(${node.op} ${expression(node.left)} ${expression(node.right)})`;
    case "Unary":
      return `(${node.op} ${expression(node.operand)})`;
  }
}
