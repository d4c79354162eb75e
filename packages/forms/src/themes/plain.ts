import type { Theme } from "./theme.ts";

/** Plain HTML with a few class names of its own, for a style sheet of yours. */
export const plain: Theme = {
  name: "plain",
  classes: {
    form: "form",
    row: "field",
    rowInvalid: "field-invalid",
    description: "description",
    errors: "errors",
    controls: {},
    fieldset: "fieldset",
    radios: "choices",
    checkboxes: "choices",
    radio: { item: "choice" },
    checkbox: { item: "choice" },
    actions: "actions",
    summary: { box: "error-summary" },
  },
};
