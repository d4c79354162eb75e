/**
 * Places of a script whose string is a URL that the browser goes to, or loads code from.
 *
 * No value leaves a string of a script. But `location = "…"` goes to what the string says, `javascript:` included, and
 * `import "…"` runs it. Authors write these directly around a value; what is not recognised is a string like any other.
 */

/** `url`: a scheme must be an allowed one. `resource`: code is loaded, so the rules of `<script src>` hold. */
export type Sink = "" | "url" | "resource";

/** As many characters before a string tell what it is for. */
const BEFORE = 64;

const CODE = new RegExp(
  [
    "(?<![.\\w$])(?:import|from)",
    "(?<![.\\w$])(?:import|importScripts)\\s*\\(",
    "(?<![.\\w$])new\\s+(?:Shared)?Worker\\s*\\(",
    "serviceWorker\\s*\\.\\s*register\\s*\\(",
    "\\.\\s*addModule\\s*\\(",
  ]
    .map((place) => `(?:${place}\\s*$)`)
    .join("|"),
);

const LOCATION = "(?:(?<![.\\w$])|(?:window|document|self|top|parent|opener|globalThis)\\s*\\.\\s*)location";

const NAVIGATION = new RegExp(
  [
    `${LOCATION}\\s*=`,
    `${LOCATION}\\s*\\.\\s*(?:assign|replace)\\s*\\(`,
    "\\.\\s*(?:href|src|formAction)\\s*=",
    "form\\w*\\s*\\.\\s*action\\s*=",
    "(?:window\\s*\\.\\s*|(?<![.\\w$]))open\\s*\\(",
    "(?:setAttribute|attr|prop)\\s*\\(\\s*[\"'](?:href|src|action|formaction|xlink:href)[\"']\\s*,",
  ]
    .map((place) => `(?:${place}\\s*$)`)
    .join("|"),
  "i",
);

/** What a value or a string at `at` is for; where no code stands before it, what one was for before the code. */
export function sinkBehind(code: string, at: number, before: Sink): Sink {
  const text = code.slice(Math.max(0, at - BEFORE), at);
  if (text.trim() === "") return before;
  return CODE.test(text) ? "resource" : NAVIGATION.test(text) ? "url" : "";
}

/** Bindings of client libraries whose expression becomes a URL: `:href`, `v-bind:src`, `[attr.href]`. */
const BINDING = /^(?:(?:v-bind|x-bind|bind|)[:-]|\.|\[(?:attr\.)?)(?:xlink:)?(?:href|src|action|formaction)(?:\]|\.|$)/;

/** Does the expression in an attribute become a URL? */
export function bindsUrl(attribute: string): boolean {
  return BINDING.test(attribute);
}

/** Where one of two ways needs more care, both get it. */
export function joinSinks(a: Sink, b: Sink): Sink {
  return a === "resource" || b === "resource" ? "resource" : a || b;
}
