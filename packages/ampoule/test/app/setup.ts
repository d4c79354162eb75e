import { DictLoader } from "@ampoule/templates";
import { App } from "../../src/app.ts";
import type { AppOptions } from "../../src/app-options.ts";
import type { LogFields, Logger } from "../../src/log.ts";

/** A key that production accepts: 32 random bytes, used nowhere else. */
export const SECRET = "J5cU0b3kqvYxwTn1oZ4mEr7GdLpQ9hSfVa2iXyB8ujM";

/** What was logged. */
export interface Record {
  readonly level: string;
  readonly fields: LogFields;
  readonly message: string;
}

/** A logger that keeps what it is told. */
export function keepingLogger(): Logger & { readonly records: Record[] } {
  const records: Record[] = [];
  const keep =
    (level: string) =>
    (fields: LogFields, message: string): void => {
      records.push({ level, fields, message });
    };
  return { records, info: keep("info"), warn: keep("warn"), error: keep("error") };
}

/** An application in production mode, as sealed as it gets. */
export function production(options: AppOptions = {}, templates: { readonly [name: string]: string } = {}): App {
  return new App({
    secretKey: SECRET,
    origin: "https://app.example",
    logger: keepingLogger(),
    templates: new DictLoader(templates),
    ...options,
  });
}
