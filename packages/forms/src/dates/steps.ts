import type { DateKind, DateParts } from "./parts.ts";

const day = 86_400_000;

/** Monday of the first week of 1970, in days since 1970-01-01: where HTML counts weeks from. */
const firstMonday = -3;

const daysOf = ({ year, month = 1, day: date = 1 }: DateParts): number => {
  const time = new Date(0);
  time.setUTCFullYear(year!, month - 1, date);
  return time.getTime() / day;
};

const dayParts = (days: number): DateParts => {
  const time = new Date(days * day);
  return { year: time.getUTCFullYear(), month: time.getUTCMonth() + 1, day: time.getUTCDate() };
};

/** Monday of the first ISO week of a year: the week with the fourth of January. */
function mondayOf(year: number): number {
  const fourth = daysOf({ year, month: 1, day: 4 });
  // 1970-01-01 was a Thursday.
  return fourth - ((((fourth + 3) % 7) + 7) % 7);
}

const timeOf = ({ hour, minute, second = 0, millisecond = 0 }: DateParts): number =>
  ((hour! * 60 + minute!) * 60 + second) * 1000 + millisecond;

const timeParts = (time: number): DateParts => ({
  hour: Math.floor(time / 3_600_000),
  minute: Math.floor(time / 60_000) % 60,
  second: Math.floor(time / 1000) % 60,
  millisecond: time % 1000,
});

/** A kind of date or time on a line of whole numbers. */
interface Line {
  /** How many of its numbers a step of 1 is (WHATWG HTML, "step scale factor"): seconds count in milliseconds. */
  readonly scale: number;
  readonly count: (parts: DateParts) => number;
  readonly parts: (count: number) => DateParts;
}

/** WHATWG HTML, "States of the type attribute": steps are days, months, weeks or seconds, from 1970 or midnight. */
export const lines: Readonly<Record<DateKind, Line>> = {
  date: { scale: 1, count: daysOf, parts: dayParts },
  month: {
    scale: 1,
    count: ({ year, month }) => (year! - 1970) * 12 + month! - 1,
    parts: (count) => ({ year: 1970 + Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 }),
  },
  week: {
    scale: 1,
    count: ({ year, week }) => (mondayOf(year!) - firstMonday) / 7 + week! - 1,
    parts: (count) => {
      const monday = count * 7 + firstMonday;
      // The Thursday of a week is in its year.
      const { year } = dayParts(monday + 3);
      return { year: year!, week: (monday - mondayOf(year!)) / 7 + 1 };
    },
  },
  time: { scale: 1000, count: timeOf, parts: timeParts },
  dateTime: {
    scale: 1000,
    count: (parts) => daysOf(parts) * day + timeOf(parts),
    parts: (count) => {
      const days = Math.floor(count / day);
      return { ...dayParts(days), ...timeParts(count - days * day) };
    },
  },
};
