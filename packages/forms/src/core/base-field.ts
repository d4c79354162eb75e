import type { Markup } from "@ampoule/markup";
import type { FormInput } from "../data/input.ts";
import type { InputValue } from "../data/values.ts";
import { FormDefinitionError } from "../errors.ts";
import type { Message, MessageKey, MessageParameters } from "../messages/catalogue.ts";
import type { Translator } from "../messages/translator.ts";
import { issueOf } from "../outcome.ts";
import type { Attributes, FieldFlags, FormView, Issue, Text, Validator, Widget } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "../widgets/attributes.ts";
import { html, textHtml } from "../widgets/html.ts";
import { answerCalls } from "./callable.ts";
import { ErrorList } from "./error-list.ts";
import { Description, Label } from "./label.ts";
import type { BindContext, FieldHost, FieldIdentity, FieldNode, FieldPlace, FieldShape } from "./node.ts";
import { inLanguage, keyToWords } from "./words.ts";

/** The part of a field's options that is about showing it. */
export interface Appearance {
  readonly label: Text | undefined;
  readonly description: Text | undefined;
  readonly attributes: Attributes | undefined;
  readonly widget: Widget;
}

/** What single fields, groups and lists have in common: who they are, what is wrong with them, how they print themselves. */
export abstract class BaseField<Value> implements FieldNode<Value> {
  readonly form: FormView;
  readonly issues: Issue[] = [];
  protected readonly host: FieldHost;
  readonly #appearance: Appearance;
  #identity: FieldIdentity;
  #label: Label | undefined;

  static {
    answerCalls<BaseField<unknown>>(BaseField, (field, args, attributes) => {
      if (args.length === 0) return field.render(attributes);
      throw new FormDefinitionError(
        "positional_argument",
        `the field "${field.key}" takes attributes by name: {{ field(class="wide") }}`,
      );
    });
  }

  abstract readonly type: string;
  abstract readonly data: Value;
  abstract readonly rawData: readonly InputValue[] | undefined;
  abstract readonly objectData: unknown;
  abstract readonly initial: Value;
  abstract readonly value: string;
  abstract readonly required: boolean;
  abstract readonly valid: boolean;
  abstract readonly shape: FieldShape;
  abstract readonly control: string;
  abstract readonly hasFiles: boolean;

  constructor(context: BindContext, appearance: Appearance) {
    this.#identity = context.identity;
    this.host = context.host;
    this.form = context.form;
    this.#appearance = appearance;
  }

  abstract process(input: FormInput | undefined, data: unknown): void;
  abstract validate(extra: readonly Validator<never>[]): void | Promise<void>;
  abstract find(path: readonly string[]): FieldNode | undefined;
  abstract leaves(): Iterable<FieldNode>;
  abstract errorTree(): unknown;

  get key(): string {
    return this.#identity.key;
  }

  get name(): string {
    return this.#identity.name;
  }

  get shortName(): string {
    return this.#identity.shortName;
  }

  get id(): string {
    return this.#identity.id;
  }

  get index(): number | undefined {
    return this.#identity.index;
  }

  get isSensitive(): boolean {
    return false;
  }

  get flags(): FieldFlags {
    const { attributes, required } = this;
    return {
      required,
      optional: !required,
      disabled: attributes["disabled"] === true,
      readonly: attributes["readonly"] === true,
      hidden: this.shape === "hidden",
      multiple: attributes["multiple"] === true,
    };
  }

  get translator(): Translator {
    return this.host.translator;
  }

  get label(): Label {
    if (this.#label === undefined) {
      const words = this.#appearance.label ?? this.#defaultLabel();
      this.#label = new Label(inLanguage(words, this.translator.locale), this.id, this.control === "group");
    }
    return this.#label;
  }

  /** Entries of a list are numbered: three controls named alike could not be told apart by ear. */
  #defaultLabel(): string {
    const words = keyToWords(this.key);
    return this.index === undefined ? words : `${words} ${this.index + 1}`;
  }

  get description(): Description | undefined {
    const words = this.#appearance.description;
    return words === undefined ? undefined : new Description(inLanguage(words, this.translator.locale), this.id);
  }

  get errors(): ErrorList {
    const messages = this.issues.map((issue) => issue.message);
    return new ErrorList(messages, () => this.#errorElement(messages));
  }

  #errorElement(messages: readonly string[]): Markup {
    if (messages.length === 0) return html("");
    const items = messages.map((message) => `<li>${textHtml(message)}</li>`).join("");
    return html(
      `<ul${writeAttributes("ul", { id: `${this.id}-error`, class: "errors", "data-error": true })}>${items}</ul>`,
    );
  }

  /** What is wrong and what helps, as attributes: read out by screen readers together with the control. */
  protected get described(): Attributes {
    const ids = [
      ...(this.#appearance.description === undefined ? [] : [`${this.id}-description`]),
      ...(this.issues.length === 0 ? [] : [`${this.id}-error`]),
    ];
    return {
      "aria-invalid": this.issues.length === 0 ? undefined : "true",
      "aria-describedby": ids.length === 0 ? undefined : ids.join(" "),
    };
  }

  /** What its type and validators ask for. */
  protected get constraints(): readonly Attributes[] {
    return [];
  }

  /** The class that its definition gives its control. */
  get className(): unknown {
    const { attributes } = this.#appearance;
    return attributes?.["class"] ?? attributes?.["class_"];
  }

  get attributes(): Attributes {
    const { id, name } = this;
    return mergeAttributes(...this.constraints, { id, name }, this.described, this.#appearance.attributes);
  }

  addIssue(issue: Issue): void {
    this.issues.push(issue);
  }

  addError(error: string | Issue): void {
    this.addIssue(issueOf(error));
    this.host.onError?.();
  }

  get datalist(): Markup | undefined {
    return undefined;
  }

  /** The `id` of the control that a link to the field should lead to. */
  get focusId(): string {
    return this.id;
  }

  /** The fields directly in it. */
  children(): Iterable<FieldNode> {
    return [];
  }

  relocate(from: FieldPlace, to: FieldPlace, index: number | undefined = this.index): void {
    const { name, id, key } = this.#identity;
    const moved = (text: string, old: string, now: string): string =>
      text.startsWith(old) ? now + text.slice(old.length) : text;
    const shortName = index === this.index ? this.shortName : String(index);
    this.#identity = { key, shortName, name: moved(name, from.name, to.name), id: moved(id, from.id, to.id), index };
    this.#label = undefined;
    for (const child of this.children()) child.relocate(from, to);
  }

  replaceIssues(issues: readonly Issue[]): void {
    this.issues.splice(0, this.issues.length, ...issues);
    for (const child of this.children()) child.replaceIssues([]);
  }

  issue(key: MessageKey, parameters?: MessageParameters, custom?: Message): Issue {
    return { code: key, message: this.translator.text(key, parameters, custom) };
  }

  render(attributes?: Attributes): Markup {
    const { renderField } = this.host;
    const draw = (own: Attributes): Markup => {
      const merged = Object.keys(own).length === 0 ? this.attributes : mergeAttributes(this.attributes, own);
      if ("formaction" in merged || "formmethod" in merged) this.host.checkButton?.(merged);
      return this.#appearance.widget(this, merged);
    };
    return renderField === undefined ? draw(attributes ?? {}) : renderField(this, attributes ?? {}, draw);
  }

  __html__(): Markup {
    return this.render();
  }

  toString(): string {
    return this.render().toString();
  }
}
