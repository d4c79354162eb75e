/**
 * Names from outside on the way to a file system: pure functions, the same on every system, tested on one.
 *
 * Werkzeug fixed its Windows device names in four rounds within ten months (D08). These refuse what is special on *any* system, so
 * that an application that moves to another finds no surprise.
 */

/** MS-DOS devices, which Windows finds in every folder, with any extension: `CON`, `con.txt`, `COM¹`. */
const DEVICES: ReadonlySet<string> = new Set([
  "CON",
  "PRN",
  "AUX",
  "NUL",
  "CONIN$",
  "CONOUT$",
  "CLOCK$",
  ...["COM", "LPT"].flatMap((port) => [..."0123456789¹²³"].map((digit) => port + digit)),
]);

/** Separators, the mark of drives and alternate streams, wildcards and quotes that Windows refuses, controls. */
const FORBIDDEN = /[\x00-\x1f\x7f/\\:*?"<>|]/;

/** Whether Windows takes a name for a device: what counts is before the first dot, without blanks at its end. */
function isDevice(segment: string): boolean {
  const stem = (segment.split(".")[0] ?? "").trimEnd().toUpperCase();
  return DEVICES.has(stem);
}

/** Whether one segment of a path is an ordinary name on every system: not `.` or `..`, nothing hidden in it or at its end. */
export function isPlainSegment(segment: string): boolean {
  if (segment === "" || segment === "." || segment === "..") return false;
  if (segment.length > 255 || FORBIDDEN.test(segment) || !segment.isWellFormed()) return false;
  // Windows drops blanks and dots at the end: "secret.txt." opens "secret.txt".
  if (/[ .]$/.test(segment)) return false;
  return !isDevice(segment);
}

/**
 * Joins a path from outside to a folder (Werkzeug's `safe_join`).
 *
 * @param folder the trusted part, without a slash at its end
 * @param path relative, with slashes; decoded once, never again
 * @returns `null` when any segment is not an ordinary name (D05, D08, D09)
 * @throws TypeError without a folder
 * @example
 * safeJoin("/srv/static", "css/site.css"); // "/srv/static/css/site.css"
 * safeJoin("/srv/static", "../secret"); // null
 */
export function safeJoin(folder: string, path: string): string | null {
  if (folder === "") throw new TypeError('safeJoin needs a folder: joined to "", every path would begin at the root');
  const segments = path.split("/");
  return segments.every(isPlainSegment) ? [folder, ...segments].join("/") : null;
}

/** What `secureFilename` keeps of a name. */
const MAX_LENGTH = 100;

/**
 * A name that is safe to store, made of one that came from outside (Werkzeug's `secure_filename`): ASCII letters, digits, `_`, `-` and
 * `.`, no device, nothing hidden.
 *
 * To *store* uploads you do not need it: they get random names. It is for names that people shall recognise.
 *
 * @returns `""` when nothing is left
 * @example
 * secureFilename("../../My Kätzchen.png"); // "My_Katzchen.png"
 */
export function secureFilename(name: string): string {
  const ascii = name
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll("ß", "ss")
    .slice(0, 1000);
  const words = ascii.split(/[/\\\s]/).map((word) => word.replaceAll(/[^\w.-]/g, ""));
  let safe = words.filter((word) => word !== "").join("_");
  safe = trimDots(safe);
  if (safe.length > MAX_LENGTH) {
    const dot = safe.lastIndexOf(".");
    const extension = dot > 0 && safe.length - dot <= 10 ? safe.slice(dot) : "";
    safe = trimDots(safe.slice(0, MAX_LENGTH - extension.length)) + extension;
  }
  return isDevice(safe) ? `_${safe}` : safe;
}

/** Without dots and underscores around it: a leading dot hides a file, one at the end is dropped by Windows. */
function trimDots(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === "." || text[start] === "_")) start++;
  while (end > start && (text[end - 1] === "." || text[end - 1] === "_")) end--;
  return text.slice(start, end);
}
