/** Prints a template with the stand-ins. */
import { Environment, StrictUndefined } from "@ampoule/templates";

const env = new Environment({ undefined: StrictUndefined });

/** @throws what the template throws; where it names something that is not there, too */
export function print(source: string, context: Readonly<Record<string, unknown>>): string {
  return env.fromString(source).render({ ...context });
}
