/**
 * The page that a visitor sees when something went wrong: the status, what it means, and a way on.
 *
 * It holds nothing of the request (D20), loads nothing, runs nothing, and reads well in the dark, in print, at any zoom
 * and without CSS.
 */

import { html, type Markup } from "@ampoule/markup";
import type { HttpError } from "../errors.ts";
import { errorStatus } from "../status.ts";

/**
 * The error page.
 *
 * @param error its `detail`, which the application's author wrote, is shown for client errors only
 * @param nonce of this response, for the page's own style
 */
export function errorPage(error: HttpError, nonce: string): Markup {
  const message =
    error.status < 500 ? (error.detail ?? errorStatus(error.status).message) : errorStatus(error.status).message;
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${error.status} ${error.title}</title>
    <style nonce="${nonce}">
      :root { color-scheme: light dark; --ink: #1d2b33; --quiet: #5a6b75; --paper: #fbfaf7; --line: #d9d4c7; --glass: #2a7f8e; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8ecee; --quiet: #9fb0b9; --paper: #14191d; --line: #2e3a42; --glass: #6cc3d2; }
      }
      * { box-sizing: border-box; }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 2rem 1.25rem;
        background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
      main { max-width: 34rem; width: 100%; border-left: .25rem solid var(--glass); padding: .25rem 0 .25rem 1.5rem; }
      .status { margin: 0; color: var(--glass); font-size: .9375rem; font-weight: 600; letter-spacing: .08em; }
      h1 { margin: .25rem 0 .75rem; font-size: clamp(1.6rem, 5vw, 2.25rem); line-height: 1.2; text-wrap: balance; }
      p { margin: 0 0 1rem; text-wrap: pretty; }
      .way { margin: 1.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .9375rem; }
      a { color: var(--glass); text-underline-offset: .15em; }
      a:focus-visible { outline: .15rem solid var(--glass); outline-offset: .2rem; }
    </style>
  </head>
  <body>
    <main>
      <p class="status">${error.status}</p>
      <h1>${error.title}</h1>
      <p>${message}</p>
      <p class="way">You can go back with your browser, or to the <a href="/">start page</a>.</p>
    </main>
  </body>
</html>
`;
}
