/**
 * What happens inside, for observers outside: Flask's signals as `node:diagnostics_channel` channels.
 *
 * A channel without a subscriber costs one property read. OpenTelemetry and the like subscribe by name; nothing here
 * depends on them. Where the host has no such module, nothing is published.
 */

import { hostModule } from "./host.ts";

/** The part of a diagnostics channel that publishers need. */
interface Channel {
  readonly hasSubscribers: boolean;
  publish(message: unknown): void;
}

type EventName =
  | "requestStarted"
  | "requestFinished"
  | "requestException"
  | "requestTearingDown"
  | "requestRefused"
  | "beforeRenderTemplate"
  | "templateRendered"
  | "messageFlashed";

const SILENT: Channel = { hasSubscribers: false, publish: () => {} };

const diagnostics = hostModule("node:diagnostics_channel");

function channel(name: string): Channel {
  return diagnostics?.channel(`ampoule:${name}`) ?? SILENT;
}

/**
 * The channels, by Flask's names. Each message is a plain object.
 *
 * | channel | message |
 * | --- | --- |
 * | `ampoule:request_started` | `{ context }` |
 * | `ampoule:request_finished` | `{ context, reply }` |
 * | `ampoule:request_exception` | `{ context, error }`: an error that became a 500 |
 * | `ampoule:request_tearing_down` | `{ context, error }` |
 * | `ampoule:request_refused` | `{ request, code, detail }`: a guard said no |
 * | `ampoule:before_render_template`, `ampoule:template_rendered` | `{ context, name }` |
 * | `ampoule:message_flashed` | `{ context, message, category }` |
 */
export const events: Readonly<Record<EventName, Channel>> = {
  requestStarted: channel("request_started"),
  requestFinished: channel("request_finished"),
  requestException: channel("request_exception"),
  requestTearingDown: channel("request_tearing_down"),
  requestRefused: channel("request_refused"),
  beforeRenderTemplate: channel("before_render_template"),
  templateRendered: channel("template_rendered"),
  messageFlashed: channel("message_flashed"),
};
