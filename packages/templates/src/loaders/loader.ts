/** What a loader is. */
import type { PrecompiledTemplate } from "../precompiled.ts";

/** A template as a loader finds it. */
export interface TemplateSource {
  /** The text of the template. */
  readonly source: string;
  /** The file it came from: for error messages. */
  readonly filename?: string | null;
  /** Is the source still what it was? Asked before each use where `autoReload` is on. @default () => true */
  readonly isUpToDate?: () => boolean;
}

/**
 * Finds templates by name.
 *
 * Names are data: they may come from a template, and a loader must not let them lead anywhere but to templates.
 */
export interface Loader {
  /**
   * @param name The template's name, with `/` between its parts
   * @returns the template, or null where there is none of this name
   */
  load(name: string): TemplateSource | PrecompiledTemplate | null;
  /** The names of all templates. A loader that does not know them has no such method. */
  list?(): Iterable<string>;
}
