/**
 * Between our light request and the platform's own.
 *
 * A server may pass a `Request` that is one to everybody who uses it, but is not made by the platform: `new Request(it)` fails
 * on such an object. Who hands a request on to foreign code converts it here first.
 */

/** The key of a light request's way to a real one. */
export const nativeRequest: unique symbol = Symbol("ampoule.nativeRequest");

/**
 * A request that the platform's own constructors accept: the same object where it is one already.
 *
 * Its body may be read from the result only, afterwards.
 */
export function toNativeRequest(request: Request & { readonly [nativeRequest]?: () => Request }): Request {
  return request[nativeRequest]?.() ?? request;
}
