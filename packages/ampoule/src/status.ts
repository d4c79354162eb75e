/**
 * The error statuses of HTTP (RFC 9110 §15 and the registry), each with the machine-readable code and the sentence that
 * its error page says. The sentences are constants: an error page repeats nothing of the request (D20).
 */

/** One row of {@link ERROR_STATUSES}. */
export interface ErrorStatus {
  /** The registered reason phrase. */
  readonly title: string;
  /** A stable name for programs, in snake case. */
  readonly code: string;
  /** What the reader of the page can do or know. */
  readonly message: string;
}

function row(title: string, message: string): ErrorStatus {
  return {
    title,
    code: title
      .toLowerCase()
      .replaceAll("'", "")
      .replaceAll(/[^a-z]+/g, "_"),
    message,
  };
}

/** Every error status that has a meaning of its own; others are answered as {@link errorStatus} says. */
export const ERROR_STATUSES: ReadonlyMap<number, ErrorStatus> = new Map([
  [400, row("Bad Request", "The server could not understand what was sent.")],
  [401, row("Unauthorized", "You need to log in to see this.")],
  [402, row("Payment Required", "This needs a payment first.")],
  [403, row("Forbidden", "You do not have permission to do this.")],
  [404, row("Not Found", "There is nothing at this address. If you typed it, please check the spelling.")],
  [405, row("Method Not Allowed", "This address does not answer that kind of request.")],
  [406, row("Not Acceptable", "There is no version of this in a format that was asked for.")],
  [407, row("Proxy Authentication Required", "The proxy asks for credentials.")],
  [408, row("Request Timeout", "The request took too long to arrive.")],
  [409, row("Conflict", "This was changed by somebody else in the meantime.")],
  [410, row("Gone", "This was here once, and is gone for good.")],
  [411, row("Length Required", "The request has to say how long it is.")],
  [412, row("Precondition Failed", "This was changed since you last saw it.")],
  [413, row("Content Too Large", "What was sent is larger than this address accepts.")],
  [414, row("URI Too Long", "The address is too long.")],
  [415, row("Unsupported Media Type", "What was sent is in a format that this address does not read.")],
  [416, row("Range Not Satisfiable", "The requested part is not there.")],
  [417, row("Expectation Failed", "The server cannot do what the request expects.")],
  [418, row("I'm a Teapot", "This server makes tea, not coffee.")],
  [421, row("Misdirected Request", "This server does not answer for that host.")],
  [422, row("Unprocessable Content", "What was sent is readable, but not valid here.")],
  [423, row("Locked", "This is locked.")],
  [424, row("Failed Dependency", "This failed because something before it failed.")],
  [425, row("Too Early", "The server will not act on a request that might be a replay.")],
  [426, row("Upgrade Required", "This needs another protocol.")],
  [428, row("Precondition Required", "The request has to say which version it changes.")],
  [429, row("Too Many Requests", "That was a little fast. Please wait a moment, then try again.")],
  [431, row("Request Header Fields Too Large", "The headers of the request are too large.")],
  [451, row("Unavailable For Legal Reasons", "This cannot be shown for legal reasons.")],
  [500, row("Internal Server Error", "Something went wrong on our side. It was noted, and you can try again later.")],
  [501, row("Not Implemented", "The server cannot do this.")],
  [502, row("Bad Gateway", "A server behind this one gave no proper answer.")],
  [503, row("Service Unavailable", "The service is busy or being maintained. Please try again later.")],
  [504, row("Gateway Timeout", "A server behind this one did not answer in time.")],
  [505, row("HTTP Version Not Supported", "The server does not speak that version of HTTP.")],
  [507, row("Insufficient Storage", "There is no room left to store this.")],
  [508, row("Loop Detected", "The server found itself going in circles.")],
  [511, row("Network Authentication Required", "You need to log in to the network first.")],
]);

/** The row for an error status; an unregistered one is treated as the x00 of its class (RFC 9110 §15). */
export function errorStatus(status: number): ErrorStatus {
  const known = ERROR_STATUSES.get(status) ?? ERROR_STATUSES.get(status < 500 ? 400 : 500);
  if (known === undefined) throw new RangeError(`There is no error status ${status}`);
  return known;
}
