/** What every server under measurement agrees on, and the page they all send. */
import type { Page } from "../templates/workloads.ts";
import { page as workload } from "../templates/workloads.ts";

export interface Form {
  /** `Cookie` header of a signed-in visitor. */
  readonly cookie: string;
  /** Bodies to post: as many as there will be requests where a token is good only once, else one. */
  readonly bodies: readonly string[];
}

/** A server as the parent process sees it: it listens on loopback and answers these paths. */
export const paths = {
  /** Plain text with a route parameter. */
  plain: "/user/42",
  /** The secured page: session verified, CSRF token in a form, nonce in the policy, nine headers. */
  page: "/page",
  /** JSON of {@link Form}, for the load on `submit`. `?n=` says how many bodies. */
  prepare: "/prepare",
  /** POST: session and token checked, answered with a redirect. */
  submit: "/submit",
} as const;

export const data: Page = workload.data;
export const renderPage: (data: Page) => string = workload.limit;

/** The nine headers besides the Content-Security-Policy's nonce. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "x-frame-options": "DENY",
  "origin-agent-cluster": "?1",
};

export function policy(nonce: string): string {
  return `default-src 'self'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
}

/** A form with the token, put where every server puts it: after the page's main element. */
export function withForm(html: string, token: string): string {
  return html.replace(
    "</main>",
    () =>
      `<form method="post" action="/submit"><input type="hidden" name="csrf_token" value="${token}"><button>Send</button></form></main>`,
  );
}

/** Told by the parent: the port to listen on. */
export const port = Number(process.argv[2]);

/** Says to the parent that the server listens. */
export function ready(): void {
  process.send?.("ready");
}
