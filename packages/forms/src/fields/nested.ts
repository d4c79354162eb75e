import type {
  BoundFields,
  DataOf,
  DraftOf,
  ErrorsOf,
  FieldDefinition,
  Fields,
  FieldTypes,
} from "../core/definition.ts";
import type { FieldSetSpec } from "../core/field-set.ts";
import { GroupField, type GroupPlan } from "../core/group-field.ts";
import type { BindContext, FieldNode } from "../core/node.ts";
import { buildSpec } from "../core/spec.ts";
import type { FormInput } from "../data/input.ts";
import { malformed } from "../data/values.ts";
import type { Attributes, BoundField, FormView, Text, Validator, Widget } from "../protocol.ts";
import { fieldsetWidget } from "../widgets/fields.ts";

/** A form that can be inside another: what `defineForm` returns is one. */
export interface Nestable<F extends Fields = Fields, Data = unknown> {
  /** For this package. */
  readonly spec: FieldSetSpec;
  /** For the type system only. */
  readonly "~form"?: { readonly fields: F; readonly data: Data };
}

/** Options of nested forms. */
export interface NestedOptions {
  /** The words of the legend. @default the key in words */
  readonly label?: Text;
  /** A hint, shown with it and read out with it. */
  readonly description?: Text;
  /** What the names of its fields begin with. @default the key */
  readonly name?: string;
  /** Another widget. @default `fieldsetWidget` */
  readonly widget?: Widget;
  /** Attributes of the element around it. */
  readonly attributes?: Attributes;
  /** Validators of the group as a whole, after its fields. */
  readonly validators?: readonly Validator<never>[];
  /** Between the group's name and the names of its fields. @default "-" */
  readonly separator?: string;
}

/** A nested form in use. Its fields are properties of it as well, as far as their keys mean nothing else. */
export type BoundNested<F, Data> = BoundGroup<F, Data> & {
  readonly [Key in Exclude<keyof F, keyof BoundGroup<F, Data>>]: BoundFields<F>[Key];
};

/** What nested forms have besides their fields. */
export interface BoundGroup<F, Data> extends BoundField<Data | DraftOf<F>>, FormView, Iterable<FieldNode> {
  readonly data: Data | DraftOf<F>;
  readonly fields: BoundFields<F> & FormView["fields"];
}

/** The types of a nested form. */
export interface NestedTypes<F, Data> extends FieldTypes {
  readonly value: Data;
  readonly draft: Data | DraftOf<F>;
  readonly bound: BoundNested<F, Data>;
  readonly errors: ErrorsOf<F>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A nested form, in no form yet. */
class NestedDefinition<Types extends FieldTypes> implements FieldDefinition<Types> {
  readonly htmlName: string | undefined;
  readonly #plan: GroupPlan;

  constructor(spec: FieldSetSpec, options: NestedOptions) {
    const { label, description, attributes, widget = fieldsetWidget, separator = "-", validators = [] } = options;
    this.htmlName = options.name;
    this.#plan = { spec, appearance: { label, description, attributes, widget }, separator, validators };
  }

  bind(context: BindContext): FieldNode {
    return new GroupField(context, this.#plan);
  }

  appendJson(input: FormInput, name: string, value: unknown): void {
    if (value === undefined) return;
    // An empty group still is one: as the entry of a list, it counts.
    input.append(name, isObject(value) || value === null ? "" : malformed);
    if (isObject(value)) appendJsonObject(input, this.#plan.spec, name + this.#plan.separator, value);
  }

  owns(name: string, submitted: string): boolean {
    return submitted === name || ownsAny(this.#plan.spec, name + this.#plan.separator, submitted);
  }

  /** Its own fields were checked when it was made. */
  check(): void {}
}

/** Adds the declared properties of a JSON object, and the others as what no field has. */
export function appendJsonObject(
  input: FormInput,
  spec: FieldSetSpec,
  prefix: string,
  value: Record<string, unknown>,
): void {
  const declared = new Set<string>();
  for (const [key, field] of spec.entries) {
    const name = field.htmlName ?? key;
    declared.add(name);
    if (Object.hasOwn(value, name)) field.appendJson(input, prefix + name, value[name]);
  }
  for (const name of Object.keys(value))
    if (!declared.has(name) && !ownsAny(spec, "", name)) input.append(prefix + name, malformed);
}

/** Whether a submitted name belongs to one of the fields. */
export function ownsAny(spec: FieldSetSpec, prefix: string, submitted: string): boolean {
  return (
    submitted.startsWith(prefix) &&
    spec.entries.some(([key, field]) => field.owns(prefix + (field.htmlName ?? key), submitted))
  );
}

/**
 * A form inside a form: an address, for instance. Its fields are named `address-street`, its value is an object.
 *
 * @param form - fields, or what `defineForm` returns with all its checks
 * @example
 * const order = defineForm({ address: nested({ street: string({ required: true }), city: string() }, { label: "Address" }) });
 * const form = await order.validate({ "address-street": "Main Street 1" });
 * form.data.address; // { street: "Main Street 1", city: null }
 */
export function nested<const F extends Fields, Data>(
  form: Nestable<F, Data>,
  options?: NestedOptions,
): FieldDefinition<NestedTypes<F, Data>>;
export function nested<const F extends Fields>(
  fields: F,
  options?: NestedOptions,
): FieldDefinition<NestedTypes<F, DataOf<F>>>;
export function nested(form: Nestable | Fields, options: NestedOptions = {}): FieldDefinition {
  return new NestedDefinition(isNestable(form) ? form.spec : buildSpec(form, {}), options);
}

function isNestable(form: Nestable | Fields): form is Nestable {
  return "spec" in form && "entries" in form.spec;
}
