import type { Markup } from "@ampoule/markup";
import type { FieldNode } from "../core/node.ts";
import type { Attributes, Text } from "../protocol.ts";

/** The parts of a field, in the order in which a theme shows them. */
export type RowPart = "label" | "description" | "errors" | "control";

/** Class names of the parts of a form. What is left out has none. */
export interface ThemeClasses {
  readonly form?: string;
  /** Around a field and all that belongs to it. */
  readonly row?: string;
  readonly rowInvalid?: string;
  readonly label?: string;
  readonly description?: string;
  readonly errors?: string;
  /** By HTML control; `default` for all others. */
  readonly controls: Readonly<Record<string, string>>;
  readonly controlInvalid?: string;
  readonly fieldset?: string;
  readonly legend?: string;
  /** Around the choices of a group of radio buttons, and of checkboxes. */
  readonly radios?: string;
  readonly checkboxes?: string;
  /** Around one choice, its input and its label. */
  readonly radio?: ChoiceClasses;
  readonly checkbox?: ChoiceClasses;
  readonly button?: string;
  /** Around the buttons. */
  readonly actions?: string;
  readonly summary?: SummaryClasses;
}

/** Class names of one radio button or checkbox. */
export interface ChoiceClasses {
  readonly item?: string;
  readonly input?: string;
  readonly label?: string;
}

/** Class names of the error summary. */
export interface SummaryClasses {
  readonly box?: string;
  readonly title?: string;
  readonly body?: string;
  readonly list?: string;
}

/** How a form looks in HTML: tables, no code. */
export interface Theme {
  readonly name: string;
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
