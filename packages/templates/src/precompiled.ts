/** What `precompile` makes of a template, and `PrecompiledLoader` hands out. */

import type { EscapeMode } from "./codegen/place.ts";
import type { FragmentFunction } from "./runtime/blocks.ts";
import type { Reporter } from "./runtime/reporter.ts";

/** Changes whenever generated code and the runtime no longer understand each other. */
export const FORMAT = 1;

/** What generated code is told of the template it belongs to. */
export interface UnitTemplate {
  readonly name: string | null;
  /** Makes the function that says of an error where in the template it happened. */
  reporter(links: readonly (readonly [position: number, what: string])[]): Reporter;
}

/** The functions of a template, for the helpers of an environment: the form of all generated code. */
export type UnitFactory = (helpers: object, template: UnitTemplate) => Readonly<Record<string, FragmentFunction>>;

/** A function of the unit: what it renders, and from which to which state of the HTML. */
export interface PrecompiledVariant {
  readonly fragment: string;
  readonly start: string;
  readonly ends: readonly string[];
  readonly isAsync: boolean;
}

/** A template without its source. */
export interface PrecompiledTemplate {
  /** Makes its functions. */
  readonly factory: UnitFactory;
  /** The names of its own blocks. */
  readonly blocks: readonly string[];
  /** How it is escaped. */
  readonly mode: Exclude<EscapeMode, "volatile">;
  /** The HTML state in which its values begin and end. */
  readonly textState: string;
  /** What was compiled, and for which places. */
  readonly variants: readonly PrecompiledVariant[];
  /** The same escaped for its places, for a template that by itself is not, and is a part of pages that are. */
  readonly twin?: PrecompiledTemplate;
  /** The `FORMAT` that it was compiled for. */
  readonly format: number;
}
