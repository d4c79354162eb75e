/** HTTP dates (RFC 9110 §5.6.7): written in the one form, read in all three. */

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const LONG_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * IMF-fixdate, as `Sun, 06 Nov 1994 08:49:37 GMT`.
 *
 * @throws RangeError for an invalid date or a year that is not 1601 to 9999 (the years a cookie's date can have)
 */
export function formatHttpDate(date: Date): string {
  const year = date.getUTCFullYear();
  if (!(year >= 1601 && year <= 9999)) throw new RangeError(`${String(date)} cannot be written as an HTTP date`);
  // Date.prototype.toUTCString is specified (ECMA-262 §21.4.4.43) to have exactly this form for these years.
  return date.toUTCString();
}

/**
 * Parses an HTTP date.
 *
 * @returns milliseconds since the epoch, or `null` when it is none of the three forms exactly
 */
export function parseHttpDate(text: string): number | null {
  // The longest form has 33 characters; anything longer is not looked at.
  if (text.length > 33) return null;
  const words = text.split(" ");
  const first = words[0] ?? "";
  if (first.endsWith(",")) {
    if (DAYS.includes(first.slice(0, -1)) && words.length === 6 && words[5] === "GMT") {
      return assemble(words[1], words[2], words[3], words[4]);
    }
    // RFC 850: "Sunday, 06-Nov-94 08:49:37 GMT"
    if (LONG_DAYS.includes(first.slice(0, -1)) && words.length === 4 && words[3] === "GMT") {
      const [day, month, year] = (words[1] ?? "").split("-");
      return assemble(day, month, fullYear(year), words[2]);
    }
    return null;
  }
  // asctime: "Sun Nov  6 08:49:37 1994"
  if (DAYS.includes(first) && words.length >= 5) {
    const padded = words[2] === "" ? `0${words[3]}` : words[2];
    const rest = words.slice(words[2] === "" ? 4 : 3);
    if (rest.length === 2) return assemble(padded, words[1], rest[1], rest[0]);
  }
  return null;
}

function assemble(day?: string, month?: string, year?: string, time?: string): number | null {
  const monthIndex = MONTHS.indexOf(month ?? "");
  if (monthIndex === -1 || !/^\d{2}$/.test(day ?? "") || !/^\d{4}$/.test(year ?? "")) return null;
  if (!/^\d{2}:\d{2}:\d{2}$/.test(time ?? "")) return null;
  const [hours, minutes, seconds] = (time ?? "").split(":").map(Number);
  const value = Date.UTC(Number(year), monthIndex, Number(day), hours, minutes, seconds);
  const date = new Date(value);
  // Date.UTC carries 31 February over into March; a date that does so is none. (Second 60 is a leap second: allowed.)
  const same = date.getUTCDate() === Number(day) || seconds === 60;
  return same && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) <= 60 ? value : null;
}

/** RFC 9110 §5.6.7: a two-digit year more than 50 years ahead lies in the past. */
function fullYear(twoDigits?: string): string | undefined {
  if (!/^\d{2}$/.test(twoDigits ?? "")) return undefined;
  const now = new Date().getUTCFullYear();
  const year = now - (now % 100) + Number(twoDigits);
  return String(year > now + 50 ? year - 100 : year);
}
