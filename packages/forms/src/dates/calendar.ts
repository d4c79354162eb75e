/** The proleptic Gregorian calendar, as far as HTML's date and time formats need it. */

/** Days in a month, 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 0 (Sunday) to 6 (Saturday). */
function dayOfWeek(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDay();
}

/**
 * Weeks in an ISO 8601 year: 53 if its first of January is a Thursday, or a Wednesday in a leap year.
 *
 * @example weeksInYear(2026); // 53
 */
export function weeksInYear(year: number): 52 | 53 {
  const first = dayOfWeek(year, 1, 1);
  return first === 4 || (first === 3 && daysInMonth(year, 2) === 29) ? 53 : 52;
}
