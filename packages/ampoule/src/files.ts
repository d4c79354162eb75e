/** Folders of an application, found from `import.meta.url`. */

import { hostModule } from "./host.ts";

/**
 * The folder `name` beside the module `root`.
 *
 * @param root `import.meta.url`, or the absolute path of a folder
 * @throws Error where the platform has no file system
 */
export function folderBeside(root: string, name: string): string {
  const url = hostModule("node:url");
  const path = hostModule("node:path");
  if (url === undefined || path === undefined) {
    throw new Error(
      `The folder "${name}" cannot be read: this platform has no file system. Pass a loader of precompiled templates instead`,
    );
  }
  const base = root.startsWith("file:") ? path.dirname(url.fileURLToPath(root)) : root;
  return path.resolve(base, name);
}

/** Whether there is a folder at an absolute path. */
export function isFolder(path: string): boolean {
  return hostModule("node:fs")?.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
