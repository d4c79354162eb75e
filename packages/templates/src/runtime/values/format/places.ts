/** Where in the HTML of a format string its values stand: each is escaped for its place, as those of a page are. */
import { EscapeContextError } from "@ampoule/markup";
import { type Context, defaultTables, escapers, feed, hole, startContext } from "@ampoule/markup/engine";
import { EscapeError } from "../../../errors.ts";
import { escapeValue } from "../html.ts";

/** Escapes the values of one format string, from left to right. */
export interface Places {
  /**
   * Text of the format string itself, or as good as it.
   *
   * @returns what is printed for it
   */
  text(literal: string): string;
  /**
   * A value.
   *
   * @param next The text of the format string behind it
   * @returns what is printed for it
   */
  value(value: unknown, next: string, toText: (value: unknown) => string): string;
}

/** MarkupSafe's rule: every place is taken for text. */
const textOnly: Places = {
  text: (literal) => literal,
  value: (value, _next, toText) => escapeValue(value, toText).toString(),
};

class HtmlPlaces implements Places {
  readonly #format: string;
  #context: Context = startContext(defaultTables, false);

  constructor(format: string) {
    this.#format = format;
  }

  text(literal: string): string {
    return this.#guard(() => {
      const { context, pieces } = feed(this.#context, literal);
      this.#context = context;
      // What the compiler inserts into the tags of a template is not for those of its values.
      return pieces.filter((piece) => typeof piece === "string").join("");
    });
  }

  value(value: unknown, next: string, toText: (value: unknown) => string): string {
    return this.#guard(() => {
      const { context, before, escaper, after } = hole(this.#context, { next });
      if (escaper.slice !== undefined) throw this.#refused("A value stands behind another one in the same URL.");
      this.#context = context;
      return before + escapers[escaper.name](value, toText, escaper.arg) + after;
    });
  }

  #guard<Result>(step: () => Result): Result {
    try {
      return step();
    } catch (error) {
      throw error instanceof EscapeContextError ? this.#refused(error.message) : error;
    }
  }

  #refused(reason: string): EscapeError {
    return new EscapeError(`The format ${JSON.stringify(this.#format)} cannot be filled safely. ${reason}`, {
      code: "ESCAPE_FORMAT",
      cure: "Write the HTML into the template, with `{{ … }}` where the values are.",
    });
  }
}

/** @param isContextual Whether each value is escaped for its own place, or all of them for text */
export function placesOf(format: string, isContextual: boolean): Places {
  return isContextual && format.includes("<") ? new HtmlPlaces(format) : textOnly;
}
