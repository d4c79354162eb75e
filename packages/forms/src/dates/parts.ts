import { daysInMonth, weeksInYear } from "./calendar.ts";

/** Parts of a date or time. Which of them a value has depends on its kind. */
export interface DateParts {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** ISO 8601. */
  readonly week?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly millisecond?: number;
}

/** The kinds of HTML's date and time controls. */
export type DateKind = "date" | "time" | "dateTime" | "month" | "week";

const pad = (value: number, width: number = 2): string => String(value).padStart(width, "0");

const isIn = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && value >= low && value <= high;

const isYear = ({ year }: DateParts): boolean => isIn(year, 1, 9999);

const isDay = (parts: DateParts): boolean =>
  isYear(parts) && isIn(parts.month, 1, 12) && isIn(parts.day, 1, daysInMonth(parts.year!, parts.month!));

const isTime = ({ hour, minute, second = 0, millisecond = 0 }: DateParts): boolean =>
  isIn(hour, 0, 23) && isIn(minute, 0, 59) && isIn(second, 0, 59) && isIn(millisecond, 0, 999);

const valid: Readonly<Record<DateKind, (parts: DateParts) => boolean>> = {
  date: isDay,
  time: isTime,
  dateTime: (parts) => isDay(parts) && isTime(parts),
  month: (parts) => isYear(parts) && isIn(parts.month, 1, 12),
  week: (parts) => isYear(parts) && isIn(parts.week, 1, weeksInYear(parts.year!)),
};

const dayText = ({ year, month, day }: DateParts): string => `${pad(year!, 4)}-${pad(month!)}-${pad(day!)}`;

/** HTML's shortest form: no seconds if they are zero. Shorter texts sort before longer ones, so times still compare as texts. */
function timeText({ hour, minute, second = 0, millisecond = 0 }: DateParts): string {
  const fraction = millisecond === 0 ? "" : `.${pad(millisecond, 3).replace(/0+$/, "")}`;
  const seconds = second === 0 && millisecond === 0 ? "" : `:${pad(second)}${fraction}`;
  return `${pad(hour!)}:${pad(minute!)}${seconds}`;
}

const written: Readonly<Record<DateKind, (parts: DateParts) => string>> = {
  date: dayText,
  time: timeText,
  dateTime: (parts) => `${dayText(parts)}T${timeText(parts)}`,
  month: ({ year, month }) => `${pad(year!, 4)}-${pad(month!)}`,
  week: ({ year, week }) => `${pad(year!, 4)}-W${pad(week!)}`,
};

/** Whether the parts are a date or time that exists: no 30th of February, no week 53 in a year of 52. */
export function exists(kind: DateKind, parts: DateParts): boolean {
  return valid[kind](parts);
}

/** The parts in the format of HTML, which `Temporal` reads too (weeks apart). */
export function writeParts(kind: DateKind, parts: DateParts): string {
  return written[kind](parts);
}

const dayPattern = "(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})";
const timePattern = "(?<hour>[0-9]{2}):(?<minute>[0-9]{2})(?::(?<second>[0-9]{2})(?:\\.(?<fraction>[0-9]{1,3}))?)?";

/** WHATWG HTML §2.3.5, "Dates and times". A space may stand for the `T`. */
const grammars: Readonly<Record<DateKind, RegExp>> = {
  date: new RegExp(`^${dayPattern}$`),
  time: new RegExp(`^${timePattern}$`),
  dateTime: new RegExp(`^${dayPattern}[T ]${timePattern}$`),
  month: /^(?<year>[0-9]{4})-(?<month>[0-9]{2})$/,
  week: /^(?<year>[0-9]{4})-W(?<week>[0-9]{2})$/,
};

/** Reads the format of HTML; `null` for what is no such date or time. */
export function readParts(kind: DateKind, text: string): DateParts | null {
  const groups = grammars[kind].exec(text)?.groups;
  if (groups === undefined) return null;
  const parts: Record<string, number> = {};
  for (const name of Object.keys(groups)) if (groups[name] !== undefined) parts[name] = Number(groups[name]);
  if (groups["fraction"] !== undefined) parts["millisecond"] = Number(groups["fraction"].padEnd(3, "0"));
  return exists(kind, parts) ? parts : null;
}
