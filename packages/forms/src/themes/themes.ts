import { FormDefinitionError } from "../errors.ts";
import { bootstrap5 } from "./bootstrap5.ts";
import { govuk } from "./govuk.ts";
import { plain } from "./plain.ts";
import type { Theme } from "./theme.ts";

/**
 * The themes that come with this package.
 *
 * @example
 * defineForm({ name: string() }, { theme: themes.govuk }).blank().render().includes("govuk-input"); // true
 */
export const themes: Readonly<Record<"plain" | "bootstrap5" | "govuk", Theme>> = { plain, bootstrap5, govuk };

/**
 * A theme by its name, or the table itself.
 *
 * @throws FormDefinitionError for a name that is not known
 */
export function themeOf(choice: Theme | string): Theme {
  if (typeof choice !== "string") return choice;
  if (Object.hasOwn(themes, choice)) return themes[choice as keyof typeof themes];
  throw new FormDefinitionError(
    "unknown_theme",
    `there is no theme "${choice}"; there are ${Object.keys(themes).join(", ")}, or a table of your own`,
  );
}
