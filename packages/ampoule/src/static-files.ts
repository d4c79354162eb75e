/** The static files of an application: the folder beside it, its route, and the versions that `asset()` prints. */

import { folderBeside, isFolder } from "./files.ts";
import { Assets } from "./http/assets.ts";
import { createStatic, type StaticOptions } from "./http/files.ts";
import type { Mode } from "./kernel.ts";
import type { View } from "./views.ts";

/** What an application says of its static files: a folder beside its module, or none. */
export type StaticSetting = string | false | (StaticOptions & { readonly folder: string; readonly url?: string });

/** The name of their route. */
export const STATIC_ROUTE = "static";

/** Milliseconds after which a page looks again whether a file has changed: a page names several. */
const RECHECK_AFTER = 1000;

/** A folder, ready to be served. */
export interface StaticFiles {
  readonly rule: string;
  readonly view: View;
  readonly assets: Assets;
}

/**
 * The folder of an application.
 *
 * @param root `import.meta.url` of the application
 * @param setting without one the folder `static`, where it exists
 * @throws Error when a folder is named that does not exist
 */
export function staticFiles(
  root: string | undefined,
  setting: StaticSetting | undefined,
  mode: Mode,
): StaticFiles | undefined {
  if (setting === false || root === undefined) return undefined;
  const {
    folder,
    url = "/static",
    ...options
  } = typeof setting === "object" ? setting : { folder: setting ?? "static" };
  const path = folderBeside(root, folder);
  if (!isFolder(path)) {
    if (setting === undefined) return undefined;
    throw new Error(`There is no folder ${JSON.stringify(folder)} for static files beside the application: ${path}`);
  }
  const serve = createStatic({ ...options, root: path });
  const assets = new Assets({ ...options, root: path, recheckAfter: mode === "production" ? RECHECK_AFTER : 0 });
  return {
    rule: `${url}/<path:filename>`,
    view: ({ params, request }) => {
      const filename = String(params["filename"]);
      const version = new URL(request.url).searchParams.get("v");
      return serve(filename, request.raw, assets.isCurrent(filename, version));
    },
    assets,
  };
}
