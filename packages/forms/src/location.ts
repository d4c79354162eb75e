/**
 * Where the enhancement script lies, as a `file:` URL on platforms with files: for servers that send it.
 *
 * @example
 * app.get("/enhance.js", (c) => c.file(enhanceScriptUrl(), { immutable: true }));
 */
export function enhanceScriptUrl(): URL {
  // The same from `src` and from `dist`, one folder down in both: the script is not compiled.
  return new URL("../src/enhance/enhance.js", import.meta.url);
}
