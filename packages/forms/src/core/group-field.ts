import type { FormInput } from "../data/input.ts";
import type { InputValue } from "../data/values.ts";
import type { Attributes, FormView, Validator } from "../protocol.ts";
import { type Appearance, BaseField } from "./base-field.ts";
import { runChain } from "./chain.ts";
import { FieldSet, type FieldSetSpec } from "./field-set.ts";
import type { BindContext, FieldNode, FieldShape } from "./node.ts";

/** How a nested form is bound. */
export interface GroupPlan {
  readonly spec: FieldSetSpec;
  readonly appearance: Appearance;
  /** Between the group's name and the fields'. */
  readonly separator: string;
  /** Validators of the group as a whole. */
  readonly validators: readonly Validator<never>[];
}

/** A form inside a form. To the fields in it, it is their form: `equalTo` looks among its fields. */
export class GroupField extends BaseField<unknown> implements FormView {
  readonly type: string = "nested";
  readonly required: boolean = false;
  readonly shape: FieldShape = "group";
  readonly control: string = "group";
  readonly value: string = "";
  readonly #set: FieldSet;
  readonly #validators: readonly Validator<never>[];
  #raw: readonly InputValue[] | undefined;
  #object: unknown;

  constructor(context: BindContext, plan: GroupPlan) {
    super(context, plan.appearance);
    const place = { namePrefix: this.name + plan.separator, idPrefix: this.id + plan.separator };
    // Choices given when the form was bound are for its own fields, not for those of the same name further inside.
    this.#set = new FieldSet(plan.spec, { ...context.host, choices: {} }, this, place);
    this.#validators = plan.validators;
    // As in WTForms: `form.home.street`. Keys that mean something else here (`name`, `label`) are in `fields` only.
    for (const node of this.#set.nodes) {
      if (!(node.key in this)) Object.defineProperty(this, node.key, { value: node, enumerable: true });
    }
  }

  get fields(): Readonly<Record<string, FieldNode>> {
    return this.#set.fields;
  }

  get submitted(): boolean {
    return this.form.submitted;
  }

  get data(): unknown {
    return this.#set.data;
  }

  get rawData(): readonly InputValue[] | undefined {
    return this.#raw;
  }

  get objectData(): unknown {
    return this.#object;
  }

  get initial(): unknown {
    return Object.fromEntries(this.#set.nodes.map((node) => [node.key, node.initial]));
  }

  get valid(): boolean {
    return this.issues.length === 0 && this.#set.valid;
  }

  get hasFiles(): boolean {
    return this.#set.nodes.some((node) => node.hasFiles);
  }

  override get attributes(): Attributes {
    // A group of controls has no state of validity in ARIA 1.2, and no name.
    const { name: _name, "aria-invalid": _invalid, ...attributes } = super.attributes;
    return attributes;
  }

  process(input: FormInput | undefined, data: unknown): void {
    this.#object = data;
    this.#set.process(input, data);
    if (input === undefined) return;
    // A value under the group's own name is no group (JSON: a text in the place of an object).
    this.#raw = input.getAll(this.name);
    if (this.#raw.some((value) => value !== "")) this.addIssue(this.issue("malformed"));
  }

  validate(extra: readonly Validator<never>[]): void | Promise<void> {
    const late = this.#set.validate();
    return late === undefined ? this.#validateWhole(extra) : late.then(() => this.#validateWhole(extra));
  }

  #validateWhole(extra: readonly Validator<never>[]): void | Promise<void> {
    this.issues.push(...this.#set.issues.splice(0));
    const chain = {
      field: this as never,
      form: this.form,
      validators: [...this.#validators, ...extra],
      issues: this.issues,
    };
    const stopped = runChain(chain, false);
    return typeof stopped === "boolean" ? undefined : stopped.then(() => undefined);
  }

  find(path: readonly string[]): FieldNode | undefined {
    return path.length === 0 ? this : (this.#set.find(path) ?? this);
  }

  leaves(): Iterable<FieldNode> {
    return this.#set.leaves();
  }

  override children(): Iterable<FieldNode> {
    return this.#set.nodes;
  }

  errorTree(): unknown {
    const tree = this.#set.errorTree();
    if (this.issues.length === 0) return tree;
    return Object.assign(Object.create(null) as object, tree, { "": this.issues.map((issue) => issue.message) });
  }

  [Symbol.iterator](): Iterator<FieldNode> {
    return this.#set.nodes[Symbol.iterator]();
  }
}
