import type { DataOf, Fields } from "../core/definition.ts";
import type { FieldSetSpec } from "../core/field-set.ts";
import { LateChoices } from "../core/late-choices.ts";
import { buildSpec } from "../core/spec.ts";
import { csrfFieldName } from "../csrf/names.ts";
import type { FormInput, FormInputSource } from "../data/input.ts";
import { FormDefinitionError } from "../errors.ts";
import { unknownField } from "../explain.ts";
import { type Nestable, ownsAny } from "../fields/nested.ts";
import type { Translator } from "../messages/translator.ts";
import type { SchemaIssue, SchemaResult, StandardSchema } from "../schema.ts";
import type { FormHost, FormIdentity, FormSource } from "../source.ts";
import { type AnyOptions, bindForm, namePrefix } from "./bind.ts";
import { type BoundForm, setOf } from "./bound-form.ts";
import { Languages } from "./languages.ts";
import { type BindOptions, checkFormOptions, type ValidateOptions } from "./options.ts";
import { allIssues } from "./problem.ts";
import { readForm, readJson } from "./read.ts";
import { restoreIssues } from "./restore.ts";
import { type FormSnapshot, isSnapshot, memoryKey } from "./snapshot.ts";
import type { Form, InvalidForm } from "./types.ts";

/** What a bound form gets from where it is made. */
interface Origin {
  readonly host?: FormHost | undefined;
  readonly lateChoices?: LateChoices;
  readonly input?: FormInput | undefined;
  readonly submitted?: boolean;
}

/** A short name for a text, the same in every process (FNV-1a, 32 bits): it tells forms apart and protects nothing. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/**
 * A form, as it is defined: made once, used by any number of requests. Made by {@link defineForm}.
 *
 * It is a Standard Schema as well: whatever takes one can validate plain data with it.
 *
 * @example
 * const login = defineForm({ name: string({ required: true }), word: password({ required: true }) });
 * login.without("word").blank().fields; // { name: login.without("word").blank().name }
 */
export class FormDefinition<F extends Fields, Data> implements Nestable<F, Data>, StandardSchema<unknown, Data> {
  /** Tells this form from others in a page, in tokens and in the memory over redirects. */
  readonly id: string;
  /** The fields as they were given. */
  readonly fields: F;
  /** What all forms of this definition share. For this package. */
  readonly spec: FieldSetSpec;
  /** Standard Schema: plain data in, the data of a valid form out. */
  readonly "~standard": StandardSchema<unknown, Data>["~standard"];
  declare readonly "~form"?: { readonly fields: F; readonly data: Data };
  readonly #options: AnyOptions;
  readonly #languages: Languages;

  /**
   * Use {@link defineForm}.
   *
   * @throws FormDefinitionError for every mistake that can be seen now
   */
  constructor(fields: F, options: AnyOptions) {
    checkFormOptions(options);
    this.fields = fields;
    this.spec = buildSpec(fields, options);
    this.id = options.id ?? `form-${fingerprint(Object.keys(fields).join())}`;
    this.#options = options;
    this.#languages = new Languages(options.catalogues, options.messages);
    this["~standard"] = { version: 1, vendor: "ampoule", validate: (value) => this.#validatePlain(value) };
    if (!/^[^\s"'<>&]+$/.test(this.id)) {
      throw new FormDefinitionError(
        "bad_id",
        `the id "${this.id}" of a form needs at least one character, and no white space or quotes`,
      );
    }
  }

  /**
   * A form with input, or an empty one; nothing is validated yet.
   *
   * @param input - as sent; nothing for a form to be filled in
   */
  bind(input?: FormInputSource, options: BindOptions<F> = {}): InvalidForm<F, Data> {
    const read = input === undefined ? undefined : readForm(this.#wrap(input), this.#options.maxValues);
    return this.#bind(options, { input: read }) as unknown as InvalidForm<F, Data>;
  }

  /**
   * Reads and validates input.
   *
   * @param input - `FormData`, `URLSearchParams`, a parsed body; with `json: true` any JSON value
   * @throws FormInputError for input that is no form's, such as one of ten thousand values
   * @example
   * const form = await signup.validate(await request.formData());
   * form.valid; // true
   */
  async validate(input: unknown, options: ValidateOptions<F> = {}): Promise<Form<F, Data>> {
    const form = await this.#prepare(options, { input: this.#read(input, options.json === true, options.prefix) });
    return this.#typed(await form.validate());
  }

  /**
   * An empty form for a page.
   *
   * @throws FormDefinitionError where choices come later: `from` waits for them
   */
  blank(source?: FormSource, options: BindOptions<F> = {}): InvalidForm<F, Data> {
    return this.#bind(options, { host: source?.forms }) as unknown as InvalidForm<F, Data>;
  }

  /**
   * The form of a request: an empty one for GET (or the remembered one after a redirect), a validated one for POST and its kin.
   *
   * The token is checked before anything is validated, and used up only if everything is right. A form that changes nothing
   * (`method: "get"`) is read from the query instead.
   *
   * @throws FormInputError for input that is no form's; and what the framework throws for forgeries and repeated submissions
   * @example
   * const form = await signup.from(c);
   * if (!form.valid) return c.render("signup.html", { form });
   * await users.add(form.data);
   */
  async from(source: FormSource, options: BindOptions<F> = {}): Promise<Form<F, Data>> {
    const { request, forms: host } = source;
    const method = request.method.toUpperCase();
    if (method !== "GET" && method !== "HEAD") return this.#fromBody(source, options, method);
    if (this.#options.method === "get") return this.#fromQuery(source, options);
    const remembered: unknown = await host.memory?.take(memoryKey(this.id, this.#prefix(options)));
    if (!isSnapshot(remembered, this.id)) return this.#typed(await this.#prepare(options, { host }));
    const form = await this.#prepare(options, { host, input: this.#remembered(remembered), submitted: false });
    return this.#restored(form, remembered);
  }

  /**
   * The form with the input and errors that `snapshot()` kept.
   *
   * @param snapshot - out of a session; anything that is no snapshot of this form gives an empty form
   */
  restore(snapshot: unknown, options: BindOptions<F> = {}): InvalidForm<F, Data> {
    if (!isSnapshot(snapshot, this.id)) return this.blank(undefined, options);
    return this.#restored(this.#bind(options, { input: this.#remembered(snapshot), submitted: false }), snapshot);
  }

  /**
   * The same form without some of its fields. Its `check` is asked with what is left.
   *
   * @throws FormDefinitionError where there is no such field, or others refer to it, or a schema is about all of them
   */
  without<Key extends keyof F & string>(...keys: readonly Key[]): FormDefinition<Omit<F, Key>, DataOf<Omit<F, Key>>> {
    this.#refuseSchema("without");
    const unknown = keys.find((key) => !Object.hasOwn(this.fields, key));
    if (unknown !== undefined) throw unknownField("without()", unknown, Object.keys(this.fields));
    const kept = Object.fromEntries(Object.entries(this.fields).filter(([key]) => !keys.includes(key as Key)));
    const { validate = {}, ...options } = this.#options;
    const inline = Object.fromEntries(Object.entries(validate).filter(([key]) => !keys.includes(key as Key)));
    return new FormDefinition(kept as Omit<F, Key>, { ...options, validate: inline, id: this.id });
  }

  /**
   * The same form with further fields, or others in the place of some.
   *
   * @throws FormDefinitionError where a schema is about the present ones
   */
  extend<const Added extends Fields>(
    fields: Added,
  ): FormDefinition<Omit<F, keyof Added> & Added, DataOf<Omit<F, keyof Added> & Added>> {
    this.#refuseSchema("extend");
    const all = { ...this.fields, ...fields } as Omit<F, keyof Added> & Added;
    return new FormDefinition(all, { ...this.#options, id: this.id });
  }

  /** A schema of the whole form says which fields there are: it would refuse others, or drop them without a word. */
  #refuseSchema(method: string): void {
    if (this.#options.schema === undefined) return;
    throw new FormDefinitionError(
      "schema_of_form",
      `${method}() cannot change a form with a schema for all of its data: define it anew`,
    );
  }

  async #fromBody(source: FormSource, options: BindOptions<F>, method: string): Promise<Form<F, Data>> {
    const { request, forms: host } = source;
    const body = await host.read({ json: this.#options.json === true });
    const json = "json" in body;
    const input = this.#read(json ? body.json : body.form, json, options.prefix);
    const form = await this.#prepare(options, { host, input });
    // JSON has no token field: the framework guards it on the raw request, and by the header.
    if (json || host.csrf === undefined) return this.#judged(await form.validate(), host);

    const identity: FormIdentity = { id: this.id, method, action: new URL(request.url).pathname };
    const judgement = await host.csrf.verify(input.getAll(csrfFieldName), identity);
    if (judgement !== "valid") {
      setOf(form).issues.push({ code: "expired", message: this.#translator(options, host).text("expired") });
      return this.#judged(form, host);
    }
    await form.validate();
    if (form.valid) await host.csrf.consume(identity, { onDuplicate: this.#options.onDuplicate });
    return this.#judged(form, host);
  }

  /** A query that has none of the fields is a visit, not a submission. */
  async #fromQuery(source: FormSource, options: BindOptions<F>): Promise<Form<F, Data>> {
    const input = this.#read(new URL(source.request.url).searchParams, false, options.prefix);
    const prefix = this.#prefix(options);
    const sent = [...input.names()].some((name) => ownsAny(this.spec, prefix, name));
    const form = await this.#prepare(options, { host: source.forms, ...(sent && { input }) });
    return this.#typed(await form.validate());
  }

  #remembered(snapshot: FormSnapshot): FormInput {
    return readForm(snapshot.input, this.#options.maxValues);
  }

  #restored(form: BoundForm, snapshot: FormSnapshot): InvalidForm<F, Data> {
    restoreIssues(form, snapshot);
    return form as unknown as InvalidForm<F, Data>;
  }

  #judged(form: BoundForm, host: FormHost): Form<F, Data> {
    if (!form.valid) host.refused?.(form);
    return this.#typed(form);
  }

  #typed(form: BoundForm): Form<F, Data> {
    return form as unknown as Form<F, Data>;
  }

  #wrap(input: FormInputSource): FormInputSource {
    return this.#options.wrapInput?.(input) ?? input;
  }

  #read(input: unknown, json: boolean, prefix: string | undefined): FormInput {
    if (json) return readJson(this.spec, input, this.#prefix({ prefix }), this.#options.maxValues);
    if (typeof input !== "object" || input === null) {
      throw new FormDefinitionError(
        "no_input",
        "validate() takes FormData, URLSearchParams or a parsed body; for JSON, say { json: true }",
      );
    }
    return readForm(this.#wrap(input as FormInputSource), this.#options.maxValues);
  }

  #prefix({ prefix = this.#options.prefix }: { readonly prefix?: string | undefined }): string {
    return namePrefix(prefix);
  }

  #translator(options: BindOptions<F>, host: FormHost | undefined): Translator {
    return this.#languages.translator(options.locale ?? host?.locale ?? this.#options.locale ?? "en");
  }

  /** As `#bind`, with the choices that come later. */
  async #prepare(options: BindOptions<F>, origin: Origin): Promise<BoundForm> {
    const lateChoices = new LateChoices();
    for (;;) {
      const form = this.#bind(options, { ...origin, lateChoices });
      if (!lateChoices.ask()) return form;
      await lateChoices.wait();
    }
  }

  #bind(options: BindOptions<F>, { host, input, submitted = input !== undefined, lateChoices }: Origin): BoundForm {
    const { id, spec } = this;
    const translator = this.#translator(options, host);
    const making = { id, spec, definition: this.#options, translator, host, input, submitted, lateChoices };
    return bindForm(making, options as BindOptions<Fields>);
  }

  /** The form as a Standard Schema. */
  async #validatePlain(value: unknown): Promise<SchemaResult<Data>> {
    const form = await this.validate(value, { json: true });
    if (form.valid) return { value: form.data };
    const issues: SchemaIssue[] = Array.from(allIssues(setOf(form as unknown as BoundForm)), ({ path, issue }) => ({
      message: issue.message,
      path,
    }));
    return { issues };
  }
}
