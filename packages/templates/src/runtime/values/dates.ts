/** `strftime`: a date in UTC by a format of C's, as Python's `datetime` writes it. */

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = "January February March April May June July August September October November December".split(" ");

function padded(value: number, width: number): string {
  return String(value).padStart(width, "0");
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
}

function hour12(date: Date): number {
  return date.getUTCHours() % 12 || 12;
}

/** Weeks of the year that begin on a Sunday (0) or a Monday (1). */
function weekOfYear(date: Date, first: 0 | 1): number {
  const weekday = (date.getUTCDay() - first + 7) % 7;
  return Math.floor((dayOfYear(date) + 6 - weekday) / 7);
}

const directives: ReadonlyMap<string, (date: Date) => string> = new Map<string, (date: Date) => string>([
  ["a", (date) => days[date.getUTCDay()]!.slice(0, 3)],
  ["A", (date) => days[date.getUTCDay()]!],
  ["b", (date) => months[date.getUTCMonth()]!.slice(0, 3)],
  ["B", (date) => months[date.getUTCMonth()]!],
  ["c", (date) => formatDate(date, "%a %b %e %H:%M:%S %Y")],
  ["d", (date) => padded(date.getUTCDate(), 2)],
  ["D", (date) => formatDate(date, "%m/%d/%y")],
  ["e", (date) => String(date.getUTCDate()).padStart(2)],
  ["f", (date) => padded(date.getUTCMilliseconds() * 1000, 6)],
  ["F", (date) => formatDate(date, "%Y-%m-%d")],
  ["H", (date) => padded(date.getUTCHours(), 2)],
  ["I", (date) => padded(hour12(date), 2)],
  ["j", (date) => padded(dayOfYear(date), 3)],
  ["m", (date) => padded(date.getUTCMonth() + 1, 2)],
  ["M", (date) => padded(date.getUTCMinutes(), 2)],
  ["p", (date) => (date.getUTCHours() < 12 ? "AM" : "PM")],
  ["s", (date) => String(Math.floor(date.getTime() / 1000))],
  ["S", (date) => padded(date.getUTCSeconds(), 2)],
  ["T", (date) => formatDate(date, "%H:%M:%S")],
  ["u", (date) => String(date.getUTCDay() || 7)],
  ["U", (date) => padded(weekOfYear(date, 0), 2)],
  ["w", (date) => String(date.getUTCDay())],
  ["W", (date) => padded(weekOfYear(date, 1), 2)],
  ["x", (date) => formatDate(date, "%m/%d/%y")],
  ["X", (date) => formatDate(date, "%H:%M:%S")],
  ["y", (date) => padded(date.getUTCFullYear() % 100, 2)],
  ["Y", (date) => padded(date.getUTCFullYear(), 4)],
  ["z", () => "+0000"],
  ["Z", () => "UTC"],
  ["%", () => "%"],
]);

/**
 * `date.strftime(format)`, in UTC. A hyphen (`%-d`) leaves out leading zeros and spaces; what is no directive stays as it is.
 */
export function formatDate(date: Date, format: string): string {
  if (Number.isNaN(date.getTime())) return "Invalid Date";
  return format.replaceAll(/%(-?)([A-Za-z%])/g, (whole, hyphen: string, letter: string) => {
    const text = directives.get(letter)?.(date);
    if (text === undefined) return whole;
    return hyphen === "" ? text : text.replace(/^[0 ]+(?=.)/, "");
  });
}
