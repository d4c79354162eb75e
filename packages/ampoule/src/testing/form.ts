/**
 * Filling in a form of a page and submitting it as a browser does (HTML Standard, "form submission algorithm").
 *
 * Values go into controls that are there, and only such that a person could put there: a choice that the page does not
 * offer, or a field that it does not have, is a mistake of the test.
 */

import { attribute, closest, describeElement, type Element, elements, hasAttribute, textOf } from "./dom.ts";
import { select } from "./selector.ts";

/** What is put into one control: text, a tick, a choice or several, a file or several. */
export type FieldInput = string | number | boolean | File | readonly (string | File)[];

/** What is put into a form, by the controls' names. */
export type FormInput = Readonly<Record<string, FieldInput>>;

/** A form that is ready to be sent. */
export interface FilledForm {
  readonly method: "GET" | "POST";
  /** Resolved against the page. */
  readonly action: URL;
  readonly enctype: string;
  readonly entries: readonly (readonly [name: string, value: string | File])[];
}

/** Which button is pressed. */
export interface SubmitOptions {
  /** A selector for the button. @default the form's first submit button, as Enter does */
  readonly button?: string;
}

const CONTROLS: ReadonlySet<string> = new Set(["input", "select", "textarea", "button"]);
const TICKS: ReadonlySet<string> = new Set(["checkbox", "radio"]);
const ENCTYPES: ReadonlySet<string> = new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);

/** The controls of a form: those inside it, and those elsewhere that name it (`form="id"`). */
function controlsOf(page: Parameters<typeof select>[0], form: Element): readonly Element[] {
  const id = attribute(form, "id");
  return [...elements(page)].filter((element) => {
    if (!CONTROLS.has(element.tagName)) return false;
    const owner = attribute(element, "form");
    return owner === null ? closest(element, "form") === form : owner !== "" && owner === id;
  });
}

function typeOf(control: Element): string {
  const type = attribute(control, "type")?.toLowerCase();
  if (control.tagName === "button") return type === "button" || type === "reset" ? type : "submit";
  return control.tagName === "input" ? (type ?? "text") : control.tagName;
}

function isSubmit(control: Element): boolean {
  return ["submit", "image"].includes(typeOf(control));
}

function isDisabled(control: Element): boolean {
  for (let fieldset = closest(control, "fieldset"); fieldset !== null; fieldset = closest(fieldset, "fieldset")) {
    const legend = closest(control, "legend");
    if (hasAttribute(fieldset, "disabled") && (legend === null || closest(legend, "fieldset") !== fieldset))
      return true;
  }
  return hasAttribute(control, "disabled");
}

function optionsOf(control: Element): readonly Element[] {
  return [...elements(control)].filter((element) => element.tagName === "option");
}

/** What an `option` sends: its value, or its text with the white space collapsed. */
function optionValue(option: Element): string {
  return attribute(option, "value") ?? textOf(option).trim().replaceAll(/\s+/g, " ");
}

/** Whatever a control sends when nobody has touched it. */
function untouched(control: Element): readonly (string | File)[] {
  const type = typeOf(control);
  if (TICKS.has(type)) return hasAttribute(control, "checked") ? [attribute(control, "value") ?? "on"] : [];
  if (type === "file") return [new File([], "", { type: "application/octet-stream" })];
  // The parser has dropped the line break that the standard drops.
  if (type === "textarea") return [textOf(control)];
  if (type !== "select") return [attribute(control, "value") ?? ""];
  const options = optionsOf(control).filter((option) => !hasAttribute(option, "disabled"));
  const chosen = options.filter((option) => hasAttribute(option, "selected"));
  if (hasAttribute(control, "multiple")) return chosen.map(optionValue);
  const last = chosen.at(-1) ?? options[0];
  return last === undefined ? [] : [optionValue(last)];
}

function asList(input: FieldInput): readonly (string | File)[] {
  if (typeof input === "object" && !(input instanceof File)) return input;
  return [input instanceof File ? input : String(input)];
}

/** What the controls of one name send for an input. @throws Error for what a person could not have done */
function filled(
  name: string,
  controls: readonly Element[],
  input: FieldInput,
): ReadonlyMap<Element, readonly (string | File)[]> {
  const sent = new Map<Element, readonly (string | File)[]>();
  const [first] = controls;
  const wanted = asList(input);
  if (first === undefined) return sent;
  const offered = controls.flatMap((control) => offers(control));
  const ticks = TICKS.has(typeOf(first));
  if (typeof input === "boolean" && ticks) {
    if (input && controls.length > 1) throw new Error(`"${name}" has several boxes: give the values of those to tick`);
    sent.set(first, input ? [attribute(first, "value") ?? "on"] : []);
    return sent;
  }
  for (const value of wanted) {
    if (offered.length > 0 && typeof value === "string" && !offered.includes(value)) {
      throw new Error(
        `"${name}" cannot be ${JSON.stringify(value)}: the page offers ${offered.map((offer) => JSON.stringify(offer)).join(", ")}`,
      );
    }
  }
  const single = (typeOf(first) === "select" || typeOf(first) === "file") && !hasAttribute(first, "multiple");
  if ((single || typeOf(first) === "radio") && wanted.length > 1) throw new Error(`"${name}" takes one value`);
  if (ticks) {
    for (const control of controls) {
      const value = attribute(control, "value") ?? "on";
      sent.set(control, wanted.includes(value) ? [value] : []);
    }
  } else if (controls.length === 1) sent.set(first, wanted);
  else for (const [index, control] of controls.entries()) sent.set(control, wanted.slice(index, index + 1));
  return sent;
}

/** The values that a person can choose among; empty where anything can be typed. */
function offers(control: Element): readonly string[] {
  if (TICKS.has(typeOf(control))) return [attribute(control, "value") ?? "on"];
  return control.tagName === "select"
    ? optionsOf(control)
        .filter((option) => !hasAttribute(option, "disabled"))
        .map(optionValue)
    : [];
}

function findForm(page: Parameters<typeof select>[0], selector: string): Element {
  const found = select(page, selector).filter((element) => element.tagName === "form");
  const [form] = found;
  if (form !== undefined && found.length === 1) return form;
  const all = [...elements(page)].filter((element) => element.tagName === "form").map(describeElement);
  const shown = all.length === 0 ? "the page has no form" : `the page has ${all.join(", ")}`;
  throw new Error(
    `${found.length === 0 ? "No form matches" : `${found.length} forms match`} ${JSON.stringify(selector)}: ${shown}`,
  );
}

function findButton(
  controls: readonly Element[],
  page: Parameters<typeof select>[0],
  selector: string | undefined,
): Element | undefined {
  const buttons = controls.filter((control) => isSubmit(control) && !isDisabled(control));
  if (selector === undefined) return buttons[0];
  const chosen = select(page, selector).find((element) => buttons.includes(element));
  if (chosen === undefined) {
    throw new Error(
      `No button of the form matches ${JSON.stringify(selector)}: it has ${buttons.map(describeElement).join(", ") || "none"}`,
    );
  }
  return chosen;
}

/** An attribute of the pressed button, else of the form. */
function setting(button: Element | undefined, form: Element, name: string): string | null {
  return (button === undefined ? null : attribute(button, `form${name}`)) ?? attribute(form, name);
}

/**
 * Fills in a form.
 *
 * @param page parsed by `parsePage`
 * @param url of the page, for its `action`
 * @throws Error that lists what there is, when the form, the button, a field or a choice is not
 */
export function fillForm(
  page: Parameters<typeof select>[0],
  url: URL,
  selector: string,
  input: FormInput,
  options: SubmitOptions = {},
): FilledForm {
  const form = findForm(page, selector);
  const controls = controlsOf(page, form);
  const button = findButton(controls, page, options.button);
  const sendable = controls.filter((control) => {
    const type = typeOf(control);
    const inactive = type === "button" || type === "reset" || (isSubmit(control) && control !== button);
    return (
      !inactive &&
      !isDisabled(control) &&
      (attribute(control, "name") ?? "") !== "" &&
      closest(control, "datalist") === null
    );
  });
  const byName = Map.groupBy(sendable, (control) => attribute(control, "name") ?? "");
  const replaced = new Map<Element, readonly (string | File)[]>();
  for (const [name, value] of Object.entries(input)) {
    const named = byName.get(name);
    if (named === undefined) {
      throw new Error(
        `The form has no field "${name}" that could be filled in: it has ${[...byName.keys()].join(", ") || "none"}`,
      );
    }
    for (const [control, values] of filled(name, named, value)) replaced.set(control, values);
  }
  const entries = sendable.flatMap((control) =>
    (replaced.get(control) ?? untouched(control)).map((value) => [attribute(control, "name") ?? "", value] as const),
  );
  const enctype = setting(button, form, "enctype")?.toLowerCase() ?? "";
  return {
    method: setting(button, form, "method")?.toLowerCase() === "post" ? "POST" : "GET",
    action: new URL(setting(button, form, "action") || url.href, url),
    enctype: ENCTYPES.has(enctype) ? enctype : "application/x-www-form-urlencoded",
    entries,
  };
}
