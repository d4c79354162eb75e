import type { FormInput } from "../data/input.ts";
import type { InputValue } from "../data/values.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Attributes, Validator } from "../protocol.ts";
import { type Appearance, BaseField } from "./base-field.ts";
import { runChain } from "./chain.ts";
import type { FieldDefinition } from "./definition.ts";
import {
  type BindContext,
  type FieldIdentity,
  type FieldNode,
  type FieldPlace,
  type FieldShape,
  unset,
} from "./node.ts";

/** How a list of fields is bound. */
export interface ListPlan {
  /** The field that there are several of. */
  readonly entry: FieldDefinition;
  readonly appearance: Appearance;
  /** Between the list's name and the index. */
  readonly separator: string;
  readonly minEntries: number;
  readonly maxEntries: number;
  /** Entries of a form that was not sent, if `defaults` have none. */
  readonly default: readonly unknown[] | (() => readonly unknown[]) | undefined;
  /** Validators of the list as a whole. */
  readonly validators: readonly Validator<never>[];
}

/** Any number of fields of one kind, with names `list-0`, `list-1`… */
export class ListField extends BaseField<readonly unknown[]> {
  readonly type: string = "list";
  readonly shape: FieldShape = "list";
  readonly control: string = "group";
  readonly value: string = "";
  readonly required: boolean;
  readonly #plan: ListPlan;
  readonly #context: BindContext;
  #entries: FieldNode[] = [];
  #raw: readonly InputValue[] | undefined;
  #object: unknown;

  constructor(context: BindContext, plan: ListPlan) {
    super(context, plan.appearance);
    this.#context = context;
    this.#plan = plan;
    this.required = plan.minEntries > 0;
  }

  /** The fields in it. */
  get entries(): readonly FieldNode[] {
    return this.#entries;
  }

  get length(): number {
    return this.#entries.length;
  }

  get data(): readonly unknown[] {
    return this.#entries.map((entry) => entry.data);
  }

  get rawData(): readonly InputValue[] | undefined {
    return this.#raw;
  }

  get objectData(): unknown {
    return this.#object;
  }

  get initial(): readonly unknown[] {
    return this.#entries.map((entry) => entry.initial);
  }

  get valid(): boolean {
    return this.issues.length === 0 && this.#entries.every((entry) => entry.valid);
  }

  get hasFiles(): boolean {
    return this.#bindEntry(0).hasFiles;
  }

  override get attributes(): Attributes {
    // A group of controls has no state of validity in ARIA 1.2, and no name.
    const { name: _name, "aria-invalid": _invalid, ...attributes } = super.attributes;
    return attributes;
  }

  process(input: FormInput | undefined, data: unknown): void {
    this.#entries = [];
    const given = data === unset || data === null || data === undefined ? this.#default() : data;
    const values = Array.isArray(given) ? (given as readonly unknown[]) : [];
    this.#object = values;
    if (input === undefined) for (const value of values) this.#append(undefined, value);
    else this.#read(input, values);
    while (this.#entries.length < this.#plan.minEntries) this.#append(undefined, unset);
  }

  #default(): readonly unknown[] {
    const { default: value } = this.#plan;
    return typeof value === "function" ? value() : (value ?? []);
  }

  /** Entries in the order of their indexes, numbered anew without gaps. Of too many only `maxEntries` come into being. */
  #read(input: FormInput, values: readonly unknown[]): void {
    this.#raw = input.getAll(this.name);
    if (this.#raw.some((value) => value !== "")) this.addIssue(this.issue("malformed"));
    const { maxEntries, separator, entry } = this.#plan;
    const indexes = input.indexes(this.name + separator, (name, submitted) => entry.owns(name, submitted));
    if (indexes.length > maxEntries) this.addIssue(this.issue("tooManyEntries", { max: maxEntries }));
    for (const index of indexes.slice(0, maxEntries))
      this.#append(input, index < values.length ? values[index] : unset, index);
  }

  /** @param sent - the index under which the values were sent */
  #append(input: FormInput | undefined, data: unknown, sent: number = this.#entries.length): FieldNode {
    const index = this.#entries.length;
    const entry = this.#bindEntry(index, sent);
    entry.process(input, data);
    if (sent !== index) entry.relocate(this.#place(sent), this.#place(index), index);
    this.#entries.push(entry);
    return entry;
  }

  #place(index: number): FieldPlace {
    const { separator } = this.#plan;
    return { name: this.name + separator + index, id: this.id + separator + index };
  }

  #bindEntry(index: number, sent: number = index): FieldNode {
    const identity: FieldIdentity = { key: this.key, shortName: String(index), ...this.#place(sent), index };
    return this.#plan.entry.bind({ ...this.#context, identity });
  }

  /**
   * Adds an entry at the end.
   *
   * @param data - its value; none for an empty one
   * @throws FormDefinitionError beyond `maxEntries`
   */
  appendEntry(data: unknown = unset): FieldNode {
    const { maxEntries } = this.#plan;
    if (this.#entries.length >= maxEntries) {
      throw new FormDefinitionError(
        "too_many_entries",
        `the list "${this.name}" cannot have more than ${maxEntries} entries`,
      );
    }
    return this.#append(undefined, data);
  }

  /**
   * Adds an entry at a place; the others move on and get new names.
   *
   * @param index - as in `Array.prototype.splice`
   */
  insertEntry(index: number, data: unknown = unset): FieldNode {
    const entry = this.appendEntry(data);
    this.#entries.pop();
    this.#entries.splice(index, 0, entry);
    this.#renumber();
    return entry;
  }

  /**
   * Takes an entry out; the others move up and get new names.
   *
   * @param index - as in `Array.prototype.at`
   * @returns the entry, or `undefined` if there is none at that place
   */
  popEntry(index: number = -1): FieldNode | undefined {
    const [entry] = this.#entries.splice(index, 1);
    this.#renumber();
    return entry;
  }

  #renumber(): void {
    for (const [index, entry] of this.#entries.entries()) {
      if (entry.index !== undefined && entry.index !== index)
        entry.relocate(this.#place(entry.index), this.#place(index), index);
    }
  }

  validate(extra: readonly Validator<never>[]): void | Promise<void> {
    const pending: Promise<void>[] = [];
    for (const entry of this.#entries) {
      const late = entry.validate([]);
      if (late !== undefined) pending.push(late);
    }
    return pending.length === 0
      ? this.#validateWhole(extra)
      : Promise.all(pending).then(() => this.#validateWhole(extra));
  }

  #validateWhole(extra: readonly Validator<never>[]): void | Promise<void> {
    const { validators, minEntries } = this.#plan;
    if (this.#entries.length < minEntries) this.addIssue(this.issue("tooFewEntries", { min: minEntries }));
    const chain = { field: this as never, form: this.form, validators: [...validators, ...extra], issues: this.issues };
    const stopped = runChain(chain, false);
    return typeof stopped === "boolean" ? undefined : stopped.then(() => undefined);
  }

  find(path: readonly string[]): FieldNode | undefined {
    const [index, ...rest] = path;
    return index === undefined ? this : (this.#entries[Number(index)]?.find(rest) ?? this);
  }

  *leaves(): Iterable<FieldNode> {
    for (const entry of this.#entries) yield* entry.leaves();
  }

  override children(): Iterable<FieldNode> {
    return this.#entries;
  }

  /** By index; the list's own messages under `""`. */
  errorTree(): unknown {
    const tree = Object.create(null) as Record<string, unknown>;
    for (const [index, entry] of this.#entries.entries()) {
      const errors = entry.errorTree();
      if (errors !== undefined) tree[index] = errors;
    }
    if (this.issues.length > 0) tree[""] = this.issues.map((issue) => issue.message);
    return Object.keys(tree).length === 0 ? undefined : tree;
  }

  [Symbol.iterator](): Iterator<FieldNode> {
    return this.#entries[Symbol.iterator]();
  }
}
