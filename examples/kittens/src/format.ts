/** The filters that the templates add to Jinja2's. */

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const DAY = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

/** How long ago, in words: `3 hours ago`. */
export function ago(then: Date, now: Date = new Date()): string {
  const passed = now.getTime() - then.getTime();
  for (const [unit, length] of UNITS) {
    if (passed >= length) return RELATIVE.format(-Math.floor(passed / length), unit);
  }
  return "just now";
}

/** A date in words: `March 2, 2026`. */
export function day(date: Date): string {
  return DAY.format(date);
}
