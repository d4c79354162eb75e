/** Which templates there are. */
import type { Loader } from "./loader.ts";

/**
 * Which templates are listed.
 */
export interface ListOptions {
  /** Only names with one of these extensions, without the dot. */
  readonly extensions?: readonly string[];
  /** Only names for which this is true. */
  readonly filter?: (name: string) => boolean;
}

/**
 * The names that a loader knows, in order.
 *
 * @throws TypeError where it cannot tell
 */
export function listed(loader: Loader | null, { extensions, filter }: ListOptions): string[] {
  if (loader?.list === undefined) throw new TypeError("this loader cannot list its templates");
  const hasExtension = (name: string): boolean =>
    extensions === undefined || extensions.some((extension) => name.endsWith(`.${extension}`));
  return [...loader.list()].filter((name) => hasExtension(name) && (filter?.(name) ?? true)).sort();
}
