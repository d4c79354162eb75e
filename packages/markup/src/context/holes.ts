/** What is known about a place where a value stands. */
import type { EscaperName } from "../escape/escapers.ts";
import type { Context, Fields } from "./context.ts";
import type { Mark } from "./pieces.ts";

/** An escaper and its argument: a constant, with what the page has since a mark behind it. */
export interface EscaperRef {
  /** Which of the escapers. */
  readonly name: EscaperName;
  /** A constant of the place. */
  readonly arg?: string;
  /** The argument is, behind `arg`, what the page has from this mark to its present end. */
  readonly slice?: { readonly from: Mark };
}

/** What {@link hole} returns. */
export interface Hole {
  /** The place behind the value. */
  readonly context: Context;
  /** Text to print before the value: a quote that the author left out. */
  readonly before: string;
  /** Marks to set behind `before`, just before the value. */
  readonly marks: readonly Mark[];
  /** What prints the value. */
  readonly escaper: EscaperRef;
  /** Text to print behind the value: a space that the author left out. */
  readonly after: string;
}

/** What the caller knows about the value. */
export interface HoleOptions {
  /** The author's text directly behind the value, up to the next value or tag of the template; "" where none is known. */
  readonly next?: string;
  /**
   * The value was made by this filter, its last one: a component that is URL-encoded already is not encoded again, and a
   * word (`true`) or number that a filter wrote is one in a script as well.
   */
  readonly filter?: string;
  /**
   * The value begins with what a function of the application returned that the author called by its name: `url_for(…)`. It
   * may name a file of the page's own origin also as a plain string.
   */
  readonly called?: boolean;
  /** Texts of the author with which the value may begin; `whole` where it is nothing but the text. */
  readonly beginnings?: () => readonly { readonly text: string; readonly whole: boolean }[];
  /**
   * The author's text behind the value up to the end of its tag, as far as it can be guessed: what a `<link>` is for may stand
   * in its last attribute. Values in it are written as `stylesheet`. A wrong guess is found out at the end of the tag.
   */
  readonly restOfTag?: () => string;
}

/** Fields changed, a context made. */
export type Change = (changed: Partial<Fields>, escaper: EscaperRef) => Hole;
