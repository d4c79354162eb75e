import type { Markup } from "@ampoule/markup";
import type { FieldNode } from "../core/node.ts";
import type { Attributes, Text } from "../protocol.ts";

/** The parts of a field, in the order in which a theme shows them. */
export type RowPart = "label" | "description" | "errors" | "control";

/** Class names of the parts of a form. What is left out has none. */
export interface ThemeClasses {
  /** Of the `<form>`. */
  readonly form?: string;
  /** Around a field and all that belongs to it. */
  readonly row?: string;
  /** In addition to `row`, where something is wrong with the field. */
  readonly rowInvalid?: string;
  /** Of `<label>`. */
  readonly label?: string;
  /** Of a hint. */
  readonly description?: string;
  /** Of the element with a field's errors. */
  readonly errors?: string;
  /** By HTML control; `default` for all others. */
  readonly controls: Readonly<Record<string, string>>;
  /** In addition to that of `controls`, where something is wrong. */
  readonly controlInvalid?: string;
  /** Of groups and lists. */
  readonly fieldset?: string;
  /** Of their `<legend>`. */
  readonly legend?: string;
  /** Around the choices of a group of radio buttons, and of checkboxes. */
  readonly radios?: string;
  /** Around the choices of a group of checkboxes. */
  readonly checkboxes?: string;
  /** Around one choice, its input and its label. */
  readonly radio?: ChoiceClasses;
  /** Of one checkbox. */
  readonly checkbox?: ChoiceClasses;
  /** Of buttons. */
  readonly button?: string;
  /** Around the buttons. */
  readonly actions?: string;
  /** Of the list of all errors. */
  readonly summary?: SummaryClasses;
}

/** Class names of one radio button or checkbox. */
export interface ChoiceClasses {
  /** Around both. */
  readonly item?: string;
  /** Of the `<input>`. */
  readonly input?: string;
  /** Of its `<label>`. */
  readonly label?: string;
}

/** Class names of the error summary. */
export interface SummaryClasses {
  /** Around all of it. */
  readonly box?: string;
  /** Of its heading. */
  readonly title?: string;
  /** Around the list. */
  readonly body?: string;
  /** Of the list. */
  readonly list?: string;
}

/** How a form looks in HTML: tables, no code. */
export interface Theme {
  /** What it is called by, in `theme: "plain"`. */
  readonly name: string;
  /** The classes of all parts. */
  readonly classes: ThemeClasses;
  /** @default label, description, errors, control */
  readonly order?: readonly RowPart[];
  /** The element that has a field's errors in it. @default "ul", a list item for each */
  readonly errorElement?: "ul" | "div" | "p";
  /** Read out before an error by screen readers only, and its class. */
  readonly errorPrefix?: { readonly text: string; readonly class: string };
  /** Further attributes of parts: `data-module` and the like. */
  readonly attributes?: {
    readonly summary?: Attributes;
    readonly radios?: Attributes;
    readonly checkboxes?: Attributes;
  };
}

/** A built-in theme by its name, a table of your own, or a function that prints the rows of all fields by itself. */
export type ThemeChoice = "plain" | "bootstrap5" | "govuk" | Theme | ((fields: Iterable<FieldNode>) => Markup);

/** What `form.render` can be told. */
export interface RenderOptions {
  /** @default the theme of the definition */
  readonly theme?: ThemeChoice;
  /** Where it is sent; a path. @default the action of the definition, or the page itself */
  readonly action?: string;
  /** Whether browsers are kept from judging by themselves, so that our messages are shown. @default false */
  readonly novalidate?: boolean;
  /** The words of the submit button, if no field is a button; `false` for no button. @default “Submit” in the form's language */
  readonly submit?: Text | false;
  /** Whether the summary of errors is shown above. @default true */
  readonly summary?: boolean;
  /** Whether the enhancement script may send it by `fetch`. @default false */
  readonly enhance?: boolean;
  /** Further attributes of the `<form>`. */
  readonly attributes?: Attributes;
}
