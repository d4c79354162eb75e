import type { Markup } from "@ampoule/markup";
import type { FormInput } from "../data/input.ts";
import type { InputValue } from "../data/values.ts";
import { ValidationError } from "../errors.ts";
import { toIssue } from "../outcome.ts";
import type { Attributes, FieldOptions, Validator } from "../protocol.ts";
import type { SchemaResult, StandardSchema } from "../schema.ts";
import { applicable, applies } from "../widgets/applicable.ts";
import { dataListHtml } from "../widgets/datalist.ts";
import { BaseField } from "./base-field.ts";
import { type Chain, runChain } from "./chain.ts";
import type { FieldType, Reading } from "./field-type.ts";
import { type BindContext, type FieldNode, type FieldShape, unset } from "./node.ts";

/** A field's type and options, prepared once for all forms. */
export interface ScalarPlan<Value> {
  readonly type: FieldType<Value>;
  readonly options: FieldOptions<Value>;
  /** `required` and its kin, then those of the type, then those of the options. */
  readonly validators: readonly Validator<Value>[];
  /** Attributes of the type and of validators, as far as they are the same in every form. */
  readonly fixedAttributes: Attributes;
  /** Validators whose attributes depend on the form. */
  readonly lateAttributes: readonly ((field: never) => Attributes)[];
  readonly required: boolean;
}

const shapes: ReadonlyMap<string, FieldShape> = new Map([
  ["checkbox", "checkbox"],
  ["group", "choices"],
  ["hidden", "hidden"],
  ["submit", "button"],
  ["button", "button"],
]);

const nothing: readonly InputValue[] = [];

/** What a browser sends for a control that was left empty. */
const isBlank = (values: readonly InputValue[]): boolean =>
  values.length === 0 || (values.length === 1 && values[0] === "");

/** A field with one value, whatever number of controls it has. */
export class ScalarField<Value> extends BaseField<Value | null> {
  readonly type: string;
  readonly required: boolean;
  readonly #plan: ScalarPlan<Value>;
  #value: Value | null;
  #raw: readonly InputValue[] | undefined;
  #object: unknown;
  #unreadable = false;

  constructor(context: BindContext, plan: ScalarPlan<Value>) {
    const { label, description, attributes, widget } = plan.options;
    super(context, { label, description, attributes, widget: widget ?? plan.type.widget });
    this.type = plan.type.type;
    this.required = plan.required;
    this.#plan = plan;
    this.#value = plan.type.empty ?? null;
  }

  get data(): Value | null {
    return this.#value;
  }

  get rawData(): readonly InputValue[] | undefined {
    return this.#raw;
  }

  get objectData(): unknown {
    return this.#object;
  }

  get valid(): boolean {
    return this.issues.length === 0;
  }

  get control(): string {
    return this.#plan.type.control;
  }

  get shape(): FieldShape {
    return shapes.get(this.control) ?? "control";
  }

  override get isSensitive(): boolean {
    return this.#plan.type.sensitive === true || this.#plan.options.sensitive === true;
  }

  get hasFiles(): boolean {
    return this.control === "file";
  }

  get value(): string {
    const { show = String, showsValue = false } = this.#plan.type;
    if (this.isSensitive) return "";
    const [typed] = this.#raw ?? nothing;
    const showsTyped = typed !== undefined && typeof typed !== "symbol" && typeof typed !== "object";
    if (showsTyped && (this.#unreadable || !showsValue)) return String(typed);
    return this.#value === null ? "" : show(this.#value, this);
  }

  override get datalist(): Markup | undefined {
    const { datalist } = this.#plan.options;
    if (datalist === undefined) return undefined;
    const list = typeof datalist === "function" ? datalist(this.form) : datalist;
    return dataListHtml(`${this.id}-list`, list, this.translator.locale);
  }

  protected override get constraints(): readonly Attributes[] {
    const { type, options, fixedAttributes, lateAttributes } = this.#plan;
    const late = lateAttributes.map((attributesOf) => applicable(type.control, attributesOf(this as never)));
    if (options.datalist === undefined || !applies(type.control, "list")) return [fixedAttributes, ...late];
    return [fixedAttributes, ...late, { list: `${this.id}-list` }];
  }

  process(input: FormInput | undefined, data: unknown): void {
    const { type, options } = this.#plan;
    this.#object = data === unset ? defaultOf(options) : data;
    this.#raw = input?.getAll(this.name);
    const keeps = options.disabled === true || (options.readOnly === true && this.#raw?.length === 0);
    if (this.#raw === undefined || keeps) {
      this.#value = this.initial;
      return;
    }
    const reading = this.#take(this.#raw, type.empty ?? null);
    if ("issue" in reading) {
      this.#unreadable = true;
      this.issues.push(reading.issue);
    } else this.#value = reading.value;
  }

  /** Reads and filters. A filter may find that a value is none, as reading does. */
  #take(values: readonly InputValue[], empty: Value | null): Reading<Value> {
    const reading = this.#read(values);
    if ("issue" in reading) return reading;
    try {
      return { value: this.#filter(reading.value ?? empty) };
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return { issue: { code: error.code, message: error.message } };
    }
  }

  #read(values: readonly InputValue[]): Reading<Value> {
    const { type, options } = this.#plan;
    if (isBlank(values)) return { value: null };
    if (values.length > 1 && type.many !== true) return { issue: this.issue("repeated") };
    return type.read(values, this, options.invalidMessage);
  }

  get initial(): Value | null {
    const { coerce, empty = null } = this.#plan.type;
    const data = this.#object;
    if (data === null || data === undefined) return this.#filter(empty);
    return this.#filter(coerce === undefined ? (data as Value) : coerce(data, this));
  }

  #filter(value: Value | null): Value | null {
    let filtered = value;
    for (const filter of this.#plan.options.filters ?? []) filtered = filter(filtered);
    for (const filter of this.host.filters) filtered = filter(filtered) as Value | null;
    return filtered === "" ? null : filtered;
  }

  validate(extra: readonly Validator<never>[]): void | Promise<void> {
    const { preValidate } = this.#plan.type;
    const chain: Chain = {
      field: this as never,
      form: this.form,
      validators: [...(preValidate === undefined ? [] : [preValidate]), ...this.#plan.validators, ...extra],
      issues: this.issues,
    };
    const stopped = runChain(chain, this.#unreadable);
    return typeof stopped === "boolean" ? this.#finish(stopped) : stopped.then((late) => this.#finish(late));
  }

  #finish(stopped: boolean): void | Promise<void> {
    const issue = toIssue(this.#plan.type.postValidate?.(this, this.form, stopped));
    if (issue !== undefined) this.issues.push(issue);
    const { schema } = this.#plan.options;
    if (schema === undefined || this.#value === null || !this.valid) return;
    return this.#ask(schema);
  }

  #ask(schema: StandardSchema): void | Promise<void> {
    const take = (result: SchemaResult<unknown>): void => {
      if (result.issues === undefined) this.#value = result.value as Value;
      else for (const { message } of result.issues) this.issues.push({ code: "schema", message });
    };
    const result = schema["~standard"].validate(this.#value);
    return result instanceof Promise ? result.then(take) : take(result);
  }

  /** Whatever the path: what a schema says about a part of a single value belongs to the field. */
  find(): FieldNode {
    return this;
  }

  leaves(): Iterable<FieldNode> {
    return [this];
  }

  errorTree(): readonly string[] | undefined {
    return this.valid ? undefined : this.issues.map((issue) => issue.message);
  }
}

function defaultOf<Value>(options: FieldOptions<Value>): Value | null | undefined {
  const { default: value } = options;
  return typeof value === "function" ? (value as () => Value | null)() : value;
}
