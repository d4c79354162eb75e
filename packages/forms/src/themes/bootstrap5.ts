import type { Theme } from "./theme.ts";

const check = { item: "form-check", input: "form-check-input", label: "form-check-label" } as const;

/** Class names of Bootstrap 5.3. */
export const bootstrap5: Theme = {
  name: "bootstrap5",
  // `.invalid-feedback` is shown by a rule about the control before it.
  order: ["label", "control", "description", "errors"],
  errorElement: "div",
  classes: {
    row: "mb-3",
    label: "form-label",
    description: "form-text",
    errors: "invalid-feedback d-block",
    controls: {
      default: "form-control",
      select: "form-select",
      range: "form-range",
      color: "form-control form-control-color",
      checkbox: "form-check-input",
    },
    controlInvalid: "is-invalid",
    fieldset: "mb-3",
    legend: "col-form-label pt-0",
    radio: check,
    checkbox: check,
    button: "btn btn-primary",
    summary: { box: "alert alert-danger", title: "alert-heading h5", list: "mb-0" },
  },
};
