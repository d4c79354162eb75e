import type { Theme } from "./theme.ts";

/** Class names of the GOV.UK Design System (govuk-frontend 5), with its order: hint, error, control. */
export const govuk: Theme = {
  name: "govuk",
  order: ["label", "description", "errors", "control"],
  errorElement: "p",
  errorPrefix: { text: "Error:", class: "govuk-visually-hidden" },
  classes: {
    row: "govuk-form-group",
    rowInvalid: "govuk-form-group--error",
    label: "govuk-label",
    description: "govuk-hint",
    errors: "govuk-error-message",
    controls: {
      default: "govuk-input",
      select: "govuk-select",
      textarea: "govuk-textarea",
      file: "govuk-file-upload",
      checkbox: "govuk-checkboxes__input",
    },
    controlInvalid: "govuk-input--error",
    fieldset: "govuk-fieldset",
    legend: "govuk-fieldset__legend govuk-fieldset__legend--s",
    radios: "govuk-radios",
    checkboxes: "govuk-checkboxes",
    radio: { item: "govuk-radios__item", input: "govuk-radios__input", label: "govuk-label govuk-radios__label" },
    checkbox: {
      item: "govuk-checkboxes__item",
      input: "govuk-checkboxes__input",
      label: "govuk-label govuk-checkboxes__label",
    },
    button: "govuk-button",
    summary: {
      box: "govuk-error-summary",
      title: "govuk-error-summary__title",
      body: "govuk-error-summary__body",
      list: "govuk-list govuk-error-summary__list",
    },
  },
  attributes: {
    summary: { "data-module": "govuk-error-summary" },
    radios: { "data-module": "govuk-radios" },
    checkboxes: { "data-module": "govuk-checkboxes" },
  },
};
