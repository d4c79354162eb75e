/**
 * The one form field that carries a one-time token. No prefix, suffix or second name is ever looked at.
 *
 * @example
 * csrfFieldName; // "csrf_token"
 */
export const csrfFieldName = "csrf_token";

/**
 * The one request header that carries a masked session token (for `fetch`).
 *
 * @example
 * new Headers({ [csrfHeaderName]: "masked token" }).has("x-csrf-token"); // true
 */
export const csrfHeaderName = "X-CSRF-Token";
