import type { Markup } from "@ampoule/markup";
import type { FormInput } from "../data/input.ts";
import type { Filter } from "../filters.ts";
import type { Translator } from "../messages/translator.ts";
import type { Attributes, BoundField, FormView, Issue, Validator } from "../protocol.ts";
import type { LateChoices } from "./late-choices.ts";

/** Stands for "no value was given", which `undefined` and `null` do not. */
export const unset: unique symbol = Symbol("unset");

/** One control with a label; a checkbox, whose label follows; choices, a group or a list, which need a heading; and what needs no label. */
export type FieldShape = "control" | "checkbox" | "choices" | "group" | "list" | "hidden" | "button";

/** A field as the form drives it: {@link BoundField} is what everybody else sees. */
export interface FieldNode<out Value = unknown> extends BoundField<Value> {
  /** How it is laid out. Buttons are no data. */
  readonly shape: FieldShape;
  /** Its HTML control: an `<input>` type, `textarea`, `select`, `group`. */
  readonly control: string;
  /** Whether it is never shown again. */
  readonly isSensitive: boolean;
  /** Whether a form with it must be sent as multipart. */
  readonly hasFiles: boolean;
  /** The `id` of the control that a link to it leads to. */
  readonly focusId: string;
  /** The class that its definition gives its control. */
  readonly className: unknown;
  /** Reads the submission, or the data if there is none. */
  process(input: FormInput | undefined, data: unknown): void;
  /** Runs all validators, and those given. */
  validate(extra: readonly Validator<never>[]): void | Promise<void>;
  /** Adds an issue from outside the chain. */
  addIssue(issue: Issue): void;
  /** The field at a path of keys and indexes below this one; itself for no path. */
  find(path: readonly string[]): FieldNode | undefined;
  /** All single fields in it, in order; itself if it is one. */
  leaves(): Iterable<FieldNode>;
  /** The fields directly in it. */
  children(): Iterable<FieldNode>;
  /** Puts other issues in the place of its own, and forgets those below. */
  replaceIssues(issues: readonly Issue[]): void;
  /** Messages in the shape of the data; `undefined` if there are none. */
  errorTree(): unknown;
  /** Changes the beginning of its name and id, and of all in it: its place in a list has changed. */
  relocate(from: FieldPlace, to: FieldPlace, index?: number): void;
}

/** The beginning of names and ids. */
export interface FieldPlace {
  readonly name: string;
  readonly id: string;
}

/** Who a field is. */
export interface FieldIdentity {
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
  readonly id: string;
  readonly index: number | undefined;
}

/** Wraps the rendering of every control of a form. */
export type RenderHook = (
  field: BoundField,
  attributes: Attributes,
  next: (attributes: Attributes) => Markup,
) => Markup;

/** What a form gives to all fields in it. */
export interface FieldHost {
  readonly translator: Translator;
  /** Filters of the form, after each field's own. */
  readonly filters: readonly Filter<unknown>[];
  readonly renderField: RenderHook | undefined;
  /** Judges `formaction` and `formmethod` of a control; `undefined` where no token is at stake. */
  readonly checkButton: ((attributes: Attributes) => void) | undefined;
  /** Choices given when the form was bound, by the keys of fields. */
  readonly choices: Readonly<Record<string, unknown>>;
  /** Told when an issue is added after the form was judged; `undefined` where nobody asks. */
  readonly onError: (() => void) | undefined;
  /** Waits for choices that come later; `undefined` where nobody can wait. */
  readonly lateChoices: LateChoices | undefined;
}

/** Everything that a field needs to come into being. */
export interface BindContext {
  readonly identity: FieldIdentity;
  readonly host: FieldHost;
  readonly form: FormView;
}
