import type { Fields } from "../core/definition.ts";
import { FieldSet, type FieldSetSpec } from "../core/field-set.ts";
import type { LateChoices } from "../core/late-choices.ts";
import { type FieldHost, unset } from "../core/node.ts";
import { csrfFieldName } from "../csrf/names.ts";
import type { FormInput } from "../data/input.ts";
import { ownsAny } from "../fields/nested.ts";
import type { Translator } from "../messages/translator.ts";
import type { StandardSchema } from "../schema.ts";
import type { CsrfHost, FormHost } from "../source.ts";
import { html } from "../widgets/html.ts";
import { adopt, BoundForm, setOf } from "./bound-form.ts";
import type { BindOptions, FormOptions } from "./options.ts";
import { checkButton } from "./target.ts";
import type { FormMeta } from "./types.ts";

/** The options of any form. */
export type AnyOptions = FormOptions<Fields, StandardSchema | undefined>;

/** What a form is made from, besides the options it is made with. */
export interface Making {
  readonly id: string;
  readonly spec: FieldSetSpec;
  readonly definition: AnyOptions;
  readonly translator: Translator;
  readonly host: FormHost | undefined;
  readonly input: FormInput | undefined;
  readonly submitted: boolean;
  readonly lateChoices: LateChoices | undefined;
}

/** What stands before all names: the prefix with its hyphen. */
export function namePrefix(prefix: string | undefined): string {
  return prefix === undefined || prefix === "" ? "" : `${prefix}-`;
}

function metaOf({ id, definition, translator }: Making, options: BindOptions<Fields>, set: () => FieldSet): FormMeta {
  return {
    id,
    method: definition.method ?? "post",
    action: options.action ?? definition.action,
    prefix: namePrefix(options.prefix ?? definition.prefix),
    locale: translator.locale,
    direction: translator.direction,
    // Known when it is printed: lists may have got entries since.
    get encoding(): FormMeta["encoding"] {
      return set().nodes.some((node) => node.hasFiles) ? "multipart/form-data" : "application/x-www-form-urlencoded";
    },
  };
}

function hostOf(
  { definition, translator, lateChoices }: Making,
  options: BindOptions<Fields>,
  meta: FormMeta,
  csrf: CsrfHost | undefined,
  onError: (() => void) | undefined,
): FieldHost {
  const isAtStake = csrf !== undefined && meta.method === "post";
  return {
    translator,
    filters: definition.filters ?? [],
    renderField: definition.renderField,
    choices: options.choices ?? {},
    lateChoices,
    onError,
    checkButton: isAtStake ? (attributes) => checkButton(meta, csrf, attributes) : undefined,
  };
}

/** Notes every name that no field has. */
function refuseUnknown({ spec, translator }: Making, input: FormInput, prefix: string, set: FieldSet): void {
  for (const name of input.names()) {
    if (name === csrfFieldName || ownsAny(spec, prefix, name)) continue;
    set.issues.push({ code: "unexpected", message: translator.text("unexpected", { name: name.slice(0, 64) }) });
  }
}

/** Makes a form with its fields, and reads the input or the defaults into them. */
export function bindForm(making: Making, options: BindOptions<Fields>): BoundForm {
  const { definition, translator, host, input, submitted, spec } = making;
  const csrf = options.csrf ?? host?.csrf;
  const meta = metaOf(making, options, () => setOf(form));
  const onError = submitted && host?.refused !== undefined ? () => host.refused?.(form) : undefined;
  const form = new BoundForm({
    meta,
    submitted,
    input,
    translator,
    theme: definition.theme ?? "plain",
    attributes: definition.attributes ?? {},
    csrf,
    memory: host?.memory,
    onError,
    script: host?.script === undefined ? undefined : () => host.script?.() ?? html(""),
    validators: options.validators ?? {},
  });
  const { prefix } = meta;
  const fieldHost = hostOf(making, options, meta, csrf, onError);
  const set = new FieldSet(spec, fieldHost, form, { namePrefix: prefix, idPrefix: prefix });
  adopt(form, set);
  set.process(input, options.defaults ?? unset);
  if (input !== undefined && submitted && definition.strict === true) refuseUnknown(making, input, prefix, set);
  return form;
}
