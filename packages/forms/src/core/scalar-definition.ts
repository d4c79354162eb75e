import type { FormInput } from "../data/input.ts";
import { malformed } from "../data/values.ts";
import { unknownField } from "../explain.ts";
import type { BoundField, RequiredValidator } from "../protocol.ts";
import type { SchemaOutput, StandardSchema } from "../schema.ts";
import type { FieldDefinition, FieldTypes } from "./definition.ts";
import type { BindContext, FieldNode } from "./node.ts";
import { ScalarField, type ScalarPlan } from "./scalar-field.ts";

/** Whether options make the value one that cannot be empty: `required`, or a validator of that effect. */
export type IsRequired<Options> = Options extends { readonly required: true | string }
  ? true
  : Options extends { readonly validators: readonly (infer Any)[] }
    ? Extract<Any, RequiredValidator> extends never
      ? false
      : true
    : false;

type Outgoing<Value, Options> = Options extends { readonly schema: infer Schema extends StandardSchema }
  ? SchemaOutput<Schema>
  : Value;

/** The types of a field whose empty value is `null`. */
export interface ScalarTypes<Value, Options> extends FieldTypes {
  readonly value: IsRequired<Options> extends true ? Outgoing<Value, Options> : Outgoing<Value, Options> | null;
  readonly draft: Value | Outgoing<Value, Options> | null;
  readonly bound: BoundField<Value | Outgoing<Value, Options> | null>;
  readonly errors: readonly string[];
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** A field with one value, in no form yet. */
export class ScalarDefinition<Value, Types extends FieldTypes> implements FieldDefinition<Types> {
  readonly htmlName: string | undefined;
  readonly #plan: ScalarPlan<Value>;
  readonly #make: (context: BindContext, plan: ScalarPlan<Value>) => FieldNode;

  constructor(
    plan: ScalarPlan<Value>,
    make: (context: BindContext, plan: ScalarPlan<Value>) => FieldNode = (context) => new ScalarField(context, plan),
  ) {
    this.htmlName = plan.options.name;
    this.#plan = plan;
    this.#make = make;
  }

  bind(context: BindContext): FieldNode {
    const { identity } = context;
    const { id } = this.#plan.options;
    // In groups and lists, and under a prefix, a fixed id would appear twice in one page.
    if (id === undefined || identity.name !== identity.shortName) return this.#make(context, this.#plan);
    return this.#make({ ...context, identity: { ...identity, id } }, this.#plan);
  }

  appendJson(input: FormInput, name: string, value: unknown): void {
    if (value === undefined) return;
    if (!Array.isArray(value)) input.append(name, toInputValue(value));
    else for (const item of value as unknown[]) input.append(name, toInputValue(item));
  }

  owns(name: string, submitted: string): boolean {
    return submitted === name;
  }

  check(key: string, siblings: readonly string[]): void {
    for (const { refersTo = [], label = "a validator" } of this.#plan.validators) {
      for (const other of refersTo)
        if (!siblings.includes(other)) throw unknownField(`${label} of the field "${key}"`, other, siblings);
    }
  }
}

function toInputValue(value: unknown): string | number | boolean | typeof malformed {
  if (value === null) return "";
  return isScalar(value) ? value : malformed;
}
