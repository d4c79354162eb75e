/**
 * The abstract syntax tree of a template, named after Jinja2's nodes.
 *
 * Plain data: the parser makes it, `analysis/` and `codegen/` read it, nobody changes it. A body that has to be
 * compiled for several HTML states is therefore shared, and what an analysis finds out is kept beside the tree.
 */

/** Where a node begins in the (newline-normalised) source: lines and columns count from 1. */
export interface Span {
  /** Counted from 1. */
  readonly line: number;
  /** In UTF-16 units, counted from 1. */
  readonly column: number;
  /** Characters to underline in an error's source frame; 1 where only the beginning is known. */
  readonly length: number;
}

interface Base {
  readonly span: Span;
}

// ---------------------------------------------------------------------------------------------------- expressions

/** A node that has a value. */
export type Expression =
  | Constant
  | TupleLiteral
  | ListLiteral
  | DictLiteral
  | Name
  | Conditional
  | FilterCall
  | TestCall
  | Call
  | ExtensionCall
  | GetAttribute
  | GetItem
  | SliceExpression
  | Concat
  | Compare
  | Binary
  | Unary;

/** A literal. An integer beyond 2^53 is a `bigint`; a float keeps `float: true`, since `1.0` prints so in Python. */
export interface Constant extends Base {
  readonly type: "Constant";
  readonly value: string | number | bigint | boolean | null;
  readonly float?: true;
}
export interface TupleLiteral extends Base {
  readonly type: "Tuple";
  readonly items: readonly Expression[];
}
export interface ListLiteral extends Base {
  readonly type: "List";
  readonly items: readonly Expression[];
}
export interface DictLiteral extends Base {
  readonly type: "Dict";
  readonly items: readonly { readonly key: Expression; readonly value: Expression }[];
}
/** A name that is read. `true`, `True`, `none`… never get here: the parser makes constants of them. */
export interface Name extends Base {
  readonly type: "Name";
  readonly name: string;
}
/** `consequent if test else otherwise`; without `else` the result is undefined. */
export interface Conditional extends Base {
  readonly type: "Conditional";
  readonly test: Expression;
  readonly consequent: Expression;
  readonly otherwise: Expression | null;
}
/** What is between the brackets of a call, a filter or a test. */
export interface Arguments {
  readonly args: readonly Expression[];
  readonly kwargs: readonly { readonly name: string; readonly value: Expression }[];
  /** `*args` */
  readonly dynArgs: Expression | null;
  /** `**kwargs` */
  readonly dynKwargs: Expression | null;
}
/** `target|name(…)`. In a filter block the target is null: the filtered body takes its place. */
export interface FilterCall extends Base, Arguments {
  readonly type: "Filter";
  readonly target: Expression | null;
  readonly name: string;
}
/** `target is name …`; `is not` is a `Unary` "not" around it. */
export interface TestCall extends Base, Arguments {
  readonly type: "Test";
  readonly target: Expression;
  readonly name: string;
}
export interface Call extends Base, Arguments {
  readonly type: "Call";
  readonly callee: Expression;
}
/** A call of a method of an extension, made by the extension's own `parse` (Jinja2: `call_method`). */
export interface ExtensionCall extends Base, Arguments {
  readonly type: "ExtensionCall";
  readonly extension: string;
  readonly method: string;
}
/** `target.name`: attribute first, then item. */
export interface GetAttribute extends Base {
  readonly type: "GetAttribute";
  readonly target: Expression;
  readonly name: string;
}
/** `target[index]`: item first, then attribute. */
export interface GetItem extends Base {
  readonly type: "GetItem";
  readonly target: Expression;
  readonly index: Expression;
}
/** `start:stop:step`, only as the index of a `GetItem`. */
export interface SliceExpression extends Base {
  readonly type: "Slice";
  readonly start: Expression | null;
  readonly stop: Expression | null;
  readonly step: Expression | null;
}
/** `a ~ b ~ c` */
export interface Concat extends Base {
  readonly type: "Concat";
  readonly items: readonly Expression[];
}
/** `===` and `!==`, which ask for the same type as well, are nunjucks'. */
export type CompareOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in" | "===" | "!==";
/** `first op a op b…`, chained as in Python: each operand is evaluated once. */
export interface Compare extends Base {
  readonly type: "Compare";
  readonly first: Expression;
  readonly rest: readonly { readonly op: CompareOperator; readonly value: Expression }[];
}
export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "and" | "or";
export interface Binary extends Base {
  readonly type: "Binary";
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface Unary extends Base {
  readonly type: "Unary";
  readonly op: "not" | "-" | "+";
  readonly operand: Expression;
}

// -------------------------------------------------------------------------------------------------------- targets

/** What `for`, `set`, `with` and macro parameters bind. */
export type Target = NameTarget | TupleTarget | NamespaceTarget;
export interface NameTarget extends Base {
  readonly type: "NameTarget";
  readonly name: string;
}
export interface TupleTarget extends Base {
  readonly type: "TupleTarget";
  readonly items: readonly Target[];
}
/** `{% set ns.attribute = … %}` */
export interface NamespaceTarget extends Base {
  readonly type: "NamespaceTarget";
  readonly name: string;
  readonly attribute: string;
}

// ----------------------------------------------------------------------------------------------------- statements

/** A node that stands in a body. */
export type Statement =
  | Output
  | Extends
  | Block
  | Include
  | Import
  | FromImport
  | For
  | If
  | Set
  | SetBlock
  | With
  | Macro
  | CallBlock
  | FilterBlock
  | Autoescape
  | Trans
  | Do
  | Break
  | Continue
  | Debug;

export type Body = readonly Statement[];

/** Literal text of the author, whitespace control already applied. */
export interface Text extends Base {
  readonly type: "Text";
  readonly text: string;
}
/** A run of text and `{{ … }}`. Neighbouring texts are merged. */
export interface Output extends Base {
  readonly type: "Output";
  readonly parts: readonly (Text | Expression)[];
}
export interface Extends extends Base {
  readonly type: "Extends";
  readonly parent: Expression;
}
export interface Block extends Base {
  readonly type: "Block";
  readonly name: string;
  readonly body: Body;
  readonly scoped: boolean;
  readonly required: boolean;
}
export interface Include extends Base {
  readonly type: "Include";
  readonly template: Expression;
  readonly withContext: boolean;
  readonly ignoreMissing: boolean;
}
/** `{% import template as target %}` */
export interface Import extends Base {
  readonly type: "Import";
  readonly template: Expression;
  readonly target: string;
  readonly withContext: boolean;
}
/** `{% from template import name as alias, … %}` */
export interface FromImport extends Base {
  readonly type: "FromImport";
  readonly template: Expression;
  readonly names: readonly { readonly name: string; readonly alias: string }[];
  readonly withContext: boolean;
}
export interface For extends Base {
  readonly type: "For";
  readonly target: Target;
  readonly iterable: Expression;
  readonly filter: Expression | null;
  readonly recursive: boolean;
  readonly body: Body;
  readonly otherwise: Body;
}
/** `if`, each `elif`, in order; then `else`. */
export interface If extends Base {
  readonly type: "If";
  readonly branches: readonly { readonly test: Expression; readonly body: Body }[];
  readonly otherwise: Body;
}
export interface Set extends Base {
  readonly type: "Set";
  readonly target: Target;
  readonly value: Expression;
}
/** `{% set target | filter %}…{% endset %}`; `filter` has a null target innermost. */
export interface SetBlock extends Base {
  readonly type: "SetBlock";
  readonly target: Target;
  readonly filter: FilterCall | null;
  readonly body: Body;
}
export interface With extends Base {
  readonly type: "With";
  readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
  readonly body: Body;
}
export interface Parameter extends Base {
  readonly name: string;
  readonly default: Expression | null;
}
export interface Macro extends Base {
  readonly type: "Macro";
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}
/** `{% call(parameters) call %}…{% endcall %}`: the body becomes `caller`. */
export interface CallBlock extends Base {
  readonly type: "CallBlock";
  readonly call: Call | ExtensionCall;
  readonly parameters: readonly Parameter[];
  readonly body: Body;
}
export interface FilterBlock extends Base {
  readonly type: "FilterBlock";
  readonly filter: FilterCall;
  readonly body: Body;
}
export interface Autoescape extends Base {
  readonly type: "Autoescape";
  readonly value: Expression;
  readonly body: Body;
}
/** One form of a translatable message: the text as the catalogue has it, `%(name)s` for each variable. */
export interface TransForm {
  readonly message: string;
  /** The same, in pieces: a name stands for a variable. */
  readonly parts: readonly (Text | Name)[];
}
/** `{% trans … %}…{% pluralize … %}…{% endtrans %}`, whitespace trimmed already where `trimmed` asks for it. */
export interface Trans extends Base {
  readonly type: "Trans";
  readonly context: string | null;
  /** Those of the tag, then those that the messages name without a definition. */
  readonly variables: readonly { readonly name: string; readonly value: Expression }[];
  readonly singular: TransForm;
  readonly plural: TransForm | null;
  /** The variable that chooses between singular and plural; one of `variables`. `null` without a plural. */
  readonly count: string | null;
  /** Whether the catalogue's functions put the variables in themselves, so that `%` is `%%` in every message. */
  readonly newstyle: boolean;
}
/** `{% do expression %}` */
export interface Do extends Base {
  readonly type: "Do";
  readonly expression: Expression;
}
export interface Break extends Base {
  readonly type: "Break";
}
export interface Continue extends Base {
  readonly type: "Continue";
}
/** `{% debug %}` */
export interface Debug extends Base {
  readonly type: "Debug";
}

/** The whole of a template. */
export interface TemplateNode extends Base {
  readonly type: "Template";
  /** What stands in it, in the order of the source. */
  readonly body: Body;
  /** Every block of the file by name, at whatever depth. */
  readonly blocks: ReadonlyMap<string, Block>;
}
