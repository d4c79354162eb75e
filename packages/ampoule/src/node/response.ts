/**
 * A light `Response`, which the adapter writes to the socket without ever making a native one.
 *
 * It is a `Response` to everybody; whoever asks for more than its status gets a native one, made then and used from then on.
 */

import { createResponse, type ResponseFactory, type ResponseHeaderRecord } from "../http/response.ts";
import { assertStatus, type ReplyBody } from "../reply.ts";

/** What the adapter writes. */
export interface ResponseParts {
  readonly status: number;
  readonly headers: ResponseHeaderRecord;
  readonly body: ReplyBody;
}

class LightResponse {
  readonly #parts: ResponseParts;
  #native: Response | undefined;

  constructor(parts: ResponseParts) {
    this.#parts = parts;
  }

  /** The parts, unless somebody has the native response, whose headers may have changed since. */
  static parts(response: object): ResponseParts | undefined {
    return #parts in response && response.#native === undefined ? response.#parts : undefined;
  }

  static native(response: LightResponse): Response {
    const { body, status, headers } = response.#parts;
    return (response.#native ??= createResponse(body, status, headers));
  }

  get status(): number {
    return this.#parts.status;
  }

  get ok(): boolean {
    return this.#parts.status >= 200 && this.#parts.status < 300;
  }
}

const GETTERS = ["body", "bodyUsed", "headers", "redirected", "statusText", "type", "url"] as const;
const METHODS = ["arrayBuffer", "blob", "bytes", "clone", "formData", "json", "text"] as const;

for (const name of GETTERS) {
  Object.defineProperty(LightResponse.prototype, name, {
    get(this: LightResponse): unknown {
      return LightResponse.native(this)[name];
    },
  });
}
for (const name of METHODS) {
  Object.defineProperty(LightResponse.prototype, name, {
    value(this: LightResponse): unknown {
      return LightResponse.native(this)[name]();
    },
  });
}
Object.setPrototypeOf(LightResponse.prototype, Response.prototype);

/** Makes a light `Response`. @throws RangeError for a status that no response has */
export const createLightResponse: ResponseFactory = (body, status, headers) => {
  assertStatus(status);
  return new LightResponse({ status, headers, body }) as unknown as Response;
};

/** The parts of a response: of a light one directly, of any other taken apart. */
export function partsOf(response: Response): ResponseParts {
  const light = LightResponse.parts(response);
  if (light !== undefined) return light;
  const headers: ResponseHeaderRecord = {};
  for (const [name, value] of response.headers) if (name !== "set-cookie") headers[name] = value;
  // A fetch `Headers` iterates over cookies one by one; joined they would be one broken cookie (S22).
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) headers["set-cookie"] = cookies;
  return { status: response.status, headers, body: response.body as ReplyBody };
}
