import type { FormInput } from "../data/input.ts";
import { ValidationError } from "../errors.ts";
import { unknownField } from "../explain.ts";
import { caught, toIssue } from "../outcome.ts";
import type { FormView, Issue, Outcome, Validator } from "../protocol.ts";
import { issuePath, type SchemaResult, type StandardSchema } from "../schema.ts";
import type { FieldDefinition } from "./definition.ts";
import { type FieldHost, type FieldNode, unset } from "./node.ts";

/** What a cross-field check answers: nothing, a message for the form, or messages for fields (`""` is the form). */
export type CheckResult = undefined | string | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The fields and rules of a form or nested group, prepared once. */
export interface FieldSetSpec {
  readonly entries: readonly (readonly [key: string, field: FieldDefinition])[];
  /** Inline validators by the keys of fields. */
  readonly inline: Readonly<Record<string, Validator<never> | undefined>>;
  /** Judges the values together, when each is valid by itself. */
  readonly check: ((data: never, form: FormView) => CheckResult | Promise<CheckResult>) | undefined;
  readonly schema: StandardSchema | undefined;
}

/** What comes before the names and ids of the fields. */
export interface FieldSetPlace {
  readonly namePrefix: string;
  readonly idPrefix: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The value of a key, from a plain object or an instance with accessors; never what every object inherits. */
function valueAt(data: unknown, key: string): unknown {
  return isRecord(data) && key in data ? data[key] : unset;
}

/** The fields of a form or group in use: reads them, validates them, gives their values and errors. */
export class FieldSet {
  readonly fields: Readonly<Record<string, FieldNode>>;
  readonly nodes: readonly FieldNode[];
  readonly issues: Issue[] = [];
  readonly #spec: FieldSetSpec;
  readonly #view: FormView;
  #output: { readonly value: unknown } | undefined;

  constructor(spec: FieldSetSpec, host: FieldHost, view: FormView, place: FieldSetPlace) {
    const fields = Object.create(null) as Record<string, FieldNode>;
    for (const [key, definition] of spec.entries) {
      const shortName = definition.htmlName ?? key;
      const identity = {
        key,
        shortName,
        name: place.namePrefix + shortName,
        id: place.idPrefix + shortName,
        index: undefined,
      };
      fields[key] = definition.bind({ identity, host, form: view });
    }
    this.fields = Object.freeze(fields);
    this.nodes = Object.values(fields);
    this.#spec = spec;
    this.#view = view;
  }

  /** Exactly the declared fields, without prototype; buttons are no data. After a schema: what the schema let out. */
  get data(): unknown {
    if (this.#output !== undefined) return this.#output.value;
    const data = Object.create(null) as Record<string, unknown>;
    for (const node of this.nodes) if (node.shape !== "button") data[node.key] = node.data;
    return data;
  }

  get valid(): boolean {
    return this.issues.length === 0 && this.nodes.every((node) => node.valid);
  }

  process(input: FormInput | undefined, data: unknown): void {
    for (const node of this.nodes) node.process(input, data === unset ? unset : valueAt(data, node.key));
  }

  /** Fields first, each on its own and all at once; then, if all are valid, what concerns them together. */
  validate(extra: Readonly<Record<string, readonly Validator<never>[] | undefined>> = {}): void | Promise<void> {
    const pending: Promise<void>[] = [];
    for (const node of this.nodes) {
      const inline = this.#spec.inline[node.key];
      const late = node.validate([...(inline === undefined ? [] : [inline]), ...(extra[node.key] ?? [])]);
      if (late !== undefined) pending.push(late);
    }
    if (pending.length === 0) return this.#validateTogether();
    return Promise.all(pending).then(() => this.#validateTogether());
  }

  #validateTogether(): void | Promise<void> {
    const { check, schema } = this.#spec;
    if (!this.valid || (check === undefined && schema === undefined)) return;
    return this.#check().then(() => this.#applySchema());
  }

  async #check(): Promise<void> {
    const { check } = this.#spec;
    if (check === undefined) return;
    try {
      this.#note(await check(this.data as never, this.#view));
    } catch (error) {
      const outcome: Outcome = caught(error);
      const issue = toIssue(outcome);
      if (issue !== undefined) this.#assign(error instanceof ValidationError ? error.field : "", issue);
    }
  }

  #note(result: CheckResult): void {
    if (result === undefined) return;
    const byField = typeof result === "string" ? { "": result } : result;
    for (const key of Object.keys(byField)) {
      for (const message of [byField[key] ?? []].flat()) this.#assign(key, { code: "invalid", message });
    }
  }

  #assign(key: string, issue: Issue): void {
    if (key === "") this.issues.push(issue);
    else if (this.fields[key] === undefined) throw unknownField("a check", key, Object.keys(this.fields));
    else this.fields[key].addIssue(issue);
  }

  async #applySchema(): Promise<void> {
    const { schema } = this.#spec;
    if (schema === undefined || !this.valid) return;
    const result: SchemaResult<unknown> = await schema["~standard"].validate(this.data);
    if (result.issues === undefined) this.#output = { value: result.value };
    else {
      for (const issue of result.issues) {
        const node = this.find(issuePath(issue));
        const entry: Issue = { code: "schema", message: issue.message };
        if (node === undefined) this.issues.push(entry);
        else node.addIssue(entry);
      }
    }
  }

  /** The field at a path of keys, as far as the path leads. */
  find(path: readonly string[]): FieldNode | undefined {
    const [key, ...rest] = path;
    return key === undefined ? undefined : this.fields[key]?.find(rest);
  }

  *leaves(): Iterable<FieldNode> {
    for (const node of this.nodes) yield* node.leaves();
  }

  /** Messages in the shape of the data, own ones under `""`; `undefined` if there are none. */
  errorTree(): Record<string, unknown> | undefined {
    const tree = Object.create(null) as Record<string, unknown>;
    for (const node of this.nodes) {
      const errors = node.errorTree();
      if (errors !== undefined) tree[node.key] = errors;
    }
    if (this.issues.length > 0) tree[""] = this.issues.map((issue) => issue.message);
    return Object.keys(tree).length === 0 ? undefined : tree;
  }
}
