import type { Attributes } from "../protocol.ts";

/** Attributes of constraint validation that make sense only on some controls. All others are allowed everywhere. */
const constraints: ReadonlySet<string> = new Set([
  "required",
  "disabled",
  "readonly",
  "minlength",
  "maxlength",
  "pattern",
  "min",
  "max",
  "step",
  "accept",
  "list",
  "multiple",
]);

const text = ["required", "disabled", "readonly", "minlength", "maxlength", "pattern", "list"];
const dates = ["required", "disabled", "readonly", "min", "max", "step", "list"];

/** Which of them apply to which control (WHATWG HTML, "The input element", the table of applying attributes). */
const applying: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    text,
    search: text,
    tel: text,
    url: text,
    email: [...text, "multiple"],
    password: text,
    textarea: ["required", "disabled", "readonly", "minlength", "maxlength"],
    select: ["required", "disabled", "multiple"],
    number: dates,
    range: ["disabled", "min", "max", "step", "list"],
    date: dates,
    time: dates,
    "datetime-local": dates,
    month: dates,
    week: dates,
    color: ["disabled", "list"],
    checkbox: ["required", "disabled"],
    radio: ["required", "disabled"],
    file: ["required", "disabled", "accept", "multiple"],
    hidden: ["disabled"],
    submit: ["disabled"],
    button: ["disabled"],
    group: ["required", "disabled"],
  }).map(([control, names]) => [control, new Set(names)]),
);

/** The attributes among these that mean anything on a control. */
export function applicable(control: string, attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => applies(control, name)));
}

/**
 * Whether an attribute that a validator asks for means anything on a control. A `minlength` on a number would be invalid HTML.
 *
 * @example applies("range", "required"); // false
 */
export function applies(control: string, name: string): boolean {
  return !constraints.has(name) || (applying.get(control)?.has(name) ?? false);
}
