import { FormDefinitionError } from "../errors.ts";
import { type DateParts, writeParts } from "./parts.ts";

const formats: Map<string, Intl.DateTimeFormat> = new Map();

/** The formatter of a zone. Zones come from definitions of fields, so there are few. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const numeric = {
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    } as const;
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      hourCycle: "h23",
      era: "short",
      ...numeric,
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** @throws FormDefinitionError for a zone that the runtime does not know */
export function checkZone(timeZone: string): void {
  try {
    formatOf(timeZone);
  } catch {
    throw new FormDefinitionError(
      "unknown_zone",
      `the time zone "${timeZone}" is not known; it is written as in the IANA database: "Europe/Berlin"`,
    );
  }
}

const toUtc = ({ year, month, day, hour, minute, second = 0, millisecond = 0 }: DateParts): number => {
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day!);
  date.setUTCHours(hour!, minute!, second, millisecond);
  return date.getTime();
};

/** What clocks in a zone show at an instant. */
export function partsAt(instant: number, timeZone: string): DateParts {
  const fields = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type as string, value]),
  );
  const part = (type: string): number => Number(fields.get(type));
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
    millisecond: ((instant % 1000) + 1000) % 1000,
  };
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
const offsetAt = (instant: number, timeZone: string): number => toUtc(partsAt(instant, timeZone)) - instant;

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

const day = 86_400_000;

/**
 * A local date and time as an exact one, with offset and zone: `2026-05-01T10:00+02:00[Europe/Berlin]`, which
 * `Temporal.ZonedDateTime.from` reads.
 *
 * Where clocks are set forward and the time does not exist, it is moved on by the gap; where they are set back and it comes twice, the
 * first is meant: Temporal's "compatible" rule.
 */
export function toZoned(parts: DateParts, timeZone: string): string {
  const local = toUtc(parts);
  const [before, after] = [offsetAt(local - day, timeZone), offsetAt(local + day, timeZone)];
  const offsets = [before, after].filter((offset) => offsetAt(local - offset, timeZone) === offset);
  // In a gap neither fits: the offset from before it leads to the time after it.
  const instant = local - (offsets[0] ?? before);
  const offset = offsets[0] ?? offsetAt(instant, timeZone);
  return `${writeParts("dateTime", partsAt(instant, timeZone))}${offsetText(offset)}[${timeZone}]`;
}

const zonedPattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))(?:\[[^\]]+\])?$/;

/** The instant of an exact date and time such as {@link toZoned} and `Temporal` write, in milliseconds since 1970; `null` for what is none. */
export function readInstant(text: string): number | null {
  const exact = zonedPattern.exec(text)?.[1];
  const instant = exact === undefined ? Number.NaN : Date.parse(exact);
  return Number.isNaN(instant) ? null : instant;
}
