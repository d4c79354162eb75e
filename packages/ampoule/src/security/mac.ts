/** HMAC-SHA-256 under one key (RFC 2104). */
export interface Mac {
  (data: Uint8Array): Uint8Array;
  /** The same as base64url text. */
  text(data: Uint8Array): string;
}
