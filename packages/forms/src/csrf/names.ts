/** The one form field that carries a one-time token. No prefix, suffix or second name is ever looked at. */
export const csrfFieldName = "csrf_token";

/** The one request header that carries a masked session token (for `fetch`). */
export const csrfHeaderName = "X-CSRF-Token";
