import type { Markup } from "@ampoule/markup";
import type { ChoiceView } from "../core/choice-view.ts";
import type { FieldNode } from "../core/node.ts";
import type { Attributes } from "../protocol.ts";
import { mergeAttributes, writeAttributes } from "../widgets/attributes.ts";
import { choiceItems } from "../widgets/group.ts";
import { textHtml } from "../widgets/html.ts";
import type { RowPart, Theme } from "./theme.ts";

const usualOrder: readonly RowPart[] = ["label", "description", "errors", "control"];

const joined = (...names: readonly unknown[]): string | undefined => {
  const text = names.filter((name) => typeof name === "string" && name !== "").join(" ");
  return text === "" ? undefined : text;
};

function element(tag: string, attributes: Attributes, content: string): string {
  return `<${tag}${writeAttributes(tag, attributes)}>${content}</${tag}>`;
}

function descriptionHtml(field: FieldNode, theme: Theme): string {
  return field.description === undefined
    ? ""
    : field.description.render({ class: theme.classes.description }).toString();
}

function errorsHtml(field: FieldNode, theme: Theme): string {
  if (field.issues.length === 0) return "";
  const { errorElement = "ul", errorPrefix, classes } = theme;
  const prefix =
    errorPrefix === undefined ? "" : `${element("span", { class: errorPrefix.class }, textHtml(errorPrefix.text))} `;
  const messages = field.issues.map(({ message }) => prefix + textHtml(message));
  const content =
    errorElement === "ul" ? messages.map((message) => `<li>${message}</li>`).join("") : messages.join("<br>");
  return element(errorElement, { id: `${field.id}-error`, class: classes.errors, "data-error": true }, content);
}

/** The control with the theme's classes besides its own. */
function controlHtml(field: FieldNode, theme: Theme): string {
  const { controls, controlInvalid } = theme.classes;
  const invalid = field.issues.length > 0 ? controlInvalid : undefined;
  return field
    .render({ class: joined(controls[field.control] ?? controls["default"], invalid, field.className) })
    .toString();
}

function row(field: FieldNode, theme: Theme, content: string): string {
  const { row: usual, rowInvalid } = theme.classes;
  return element("div", { class: joined(usual, field.issues.length > 0 ? rowInvalid : undefined) }, content);
}

function parts(theme: Theme, given: Readonly<Record<RowPart, () => string>>): string {
  return (theme.order ?? usualOrder).map((part) => given[part]()).join("");
}

function controlRow(field: FieldNode, theme: Theme): string {
  const content = parts(theme, {
    label: () => field.label.render({ class: theme.classes.label }).toString(),
    description: () => descriptionHtml(field, theme),
    errors: () => errorsHtml(field, theme),
    control: () => controlHtml(field, theme),
  });
  return row(field, theme, content);
}

/** A single checkbox: its label comes after it, whatever the order of the others. */
function checkboxRow(field: FieldNode, theme: Theme): string {
  const { checkbox = {}, checkboxes } = theme.classes;
  const box = `${controlHtml(field, theme)} ${field.label.render({ class: checkbox.label }).toString()}`;
  const item = element("div", { class: checkbox.item }, box);
  const control =
    checkboxes === undefined ? item : element("div", { class: checkboxes, ...theme.attributes?.checkboxes }, item);
  const content = parts(theme, {
    label: () => "",
    description: () => descriptionHtml(field, theme),
    errors: () => errorsHtml(field, theme),
    control: () => control,
  });
  return row(field, theme, content);
}

/** Several controls under one heading, which a screen reader says with each of them. */
function fieldset(field: FieldNode, theme: Theme, attributes: Attributes, control: string): string {
  const { classes } = theme;
  const content = parts(theme, {
    label: () => element("legend", { class: classes.legend, id: field.label.id }, textHtml(field.label.text)),
    description: () => descriptionHtml(field, theme),
    errors: () => errorsHtml(field, theme),
    control: () => control,
  });
  // The legend has to come first in its fieldset, which every order of a theme grants.
  const own = { id: field.id, class: classes.fieldset, "aria-describedby": field.attributes["aria-describedby"] };
  return row(field, theme, element("fieldset", mergeAttributes(own, attributes), content));
}

function choicesRow(field: FieldNode, theme: Theme): string {
  const view = field as unknown as ChoiceView;
  const { classes, attributes: extra = {} } = theme;
  const kind = view.isMultiple ? "checkbox" : "radio";
  const wrapper = view.isMultiple
    ? { class: classes.checkboxes, ...extra.checkboxes }
    : { class: classes.radios, ...extra.radios };
  const items = element("div", wrapper, choiceItems(view, field.attributes, classes[kind] ?? {}));
  const invalid = field.issues.length > 0 ? "true" : undefined;
  const state = view.isMultiple
    ? {}
    : { role: "radiogroup", "aria-required": field.required ? "true" : undefined, "aria-invalid": invalid };
  return fieldset(field, theme, state, items);
}

function groupRow(field: FieldNode, theme: Theme): string {
  return fieldset(field, theme, {}, rowsHtml(field.children(), theme));
}

function buttonHtml(field: FieldNode, theme: Theme): string {
  return field.render({ class: joined(theme.classes.button, field.className) }).toString();
}

const rows: Readonly<Record<FieldNode["shape"], (field: FieldNode, theme: Theme) => string>> = {
  control: controlRow,
  checkbox: checkboxRow,
  choices: choicesRow,
  group: groupRow,
  list: groupRow,
  // Hidden fields have no errors of their own to show; the summary has them.
  hidden: (field) => field.render().toString(),
  button: () => "",
};

/** The rows of some fields, their buttons at the end. */
export function rowsHtml(fields: Iterable<FieldNode>, theme: Theme): string {
  let html = "";
  let buttons = "";
  for (const field of fields) {
    if (field.shape === "button") buttons += buttonHtml(field, theme);
    else html += rows[field.shape](field, theme);
  }
  return buttons === "" ? html : html + actionsHtml(buttons, theme);
}

/** The place of the buttons. */
export function actionsHtml(buttons: string, theme: Theme): string {
  return element("div", { class: theme.classes.actions }, buttons);
}

/** A submit button where no field is one. */
export function submitHtml(words: string | Markup, theme: Theme): string {
  return actionsHtml(element("button", { type: "submit", class: theme.classes.button }, textHtml(words)), theme);
}
