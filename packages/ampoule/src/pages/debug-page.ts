/**
 * The page that a developer sees when something went wrong: the error with its causes, the template's own frame, the
 * stack, the source around it, and the outline of the request.
 *
 * It runs no code and offers no console, so there is nothing to reach behind it (V01). It is rendered by the contextual
 * engine like every page, because the text of an error may come from anywhere (V13). It is shown only where
 * {@link mayDebug} allows.
 */

import { html, type Markup } from "@ampoule/markup";
import { TemplateError } from "@ampoule/templates";
import type { AnyContext } from "../context.ts";
import { visibleText } from "../log.ts";
import { requestTables } from "./masking.ts";
import { excerptOf, parseStack } from "./stack.ts";

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);
/** With any of these somebody stands between us and the developer, and the address of the socket is theirs. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * Whether this request may see the page: development was asked for, the connection comes from this very machine by no
 * proxy, and no page of another site made the request (V01, V03). The host was checked before: in development only
 * names of the loopback and configured ones pass.
 */
export function mayDebug(c: AnyContext): boolean {
  const { headers, connection } = c.request;
  const site = headers.get("sec-fetch-site");
  return (
    c.mode === "development" &&
    LOOPBACK.has(connection.remoteAddress ?? "") &&
    (site === null || site === "none" || site === "same-origin") &&
    FORWARDED.every((name) => !headers.has(name))
  );
}

/** The error and what caused it, outermost first; a cycle of causes ends. */
function causesOf(error: unknown): readonly Error[] {
  const errors: Error[] = [];
  let current = error;
  while (current instanceof Error && !errors.includes(current) && errors.length < 8) {
    errors.push(current);
    current = current.cause;
  }
  return errors;
}

function causeSection(error: Error, index: number): Markup {
  const frames = parseStack(error);
  const template = error instanceof TemplateError && error.frame !== undefined ? error : undefined;
  const excerpt = template === undefined ? excerptOf(frames) : undefined;
  return html`<section>
        ${index === 0 ? "" : html`<p class="by">caused by</p>`}
        <h2>${error.name}</h2>
        <pre class="message">${visibleLines(error.message)}</pre>
        ${template === undefined ? "" : html`<pre class="source">${visibleLines(template.explanation)}</pre>`}
        ${excerpt === undefined ? "" : html`<p class="place">${excerpt.place}</p><pre class="source">${visibleLines(excerpt.text)}</pre>`}
        <ol>${frames.map(
          (frame) =>
            html`<li class="${frame.own ? "own" : "other"}">${frame.name === "" ? "top level" : frame.name} <span>${frame.place}</span></li>`,
        )}</ol>
      </section>`;
}

/** Hidden characters shown, line by line. */
function visibleLines(text: string): string {
  return text.split("\n").map(visibleText).join("\n");
}

/** @param error the 500; its cause is what is shown */
export function debugPage(c: AnyContext, error: Error, nonce: string): Markup {
  const causes = causesOf(error.cause ?? error);
  const title = causes[0]?.name ?? error.name;
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <style nonce="${nonce}">
      :root { color-scheme: light dark; --ink: #1d2b33; --quiet: #5f6f79; --paper: #fbfaf7; --card: #fff; --line: #dcd7cb; --mark: #b3372f; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e8ecee; --quiet: #9fb0b9; --paper: #14191d; --card: #1b2228; --line: #303c45; --mark: #ff8f85; }
      }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 70rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
      h1 { margin: 0 0 1.5rem; font-size: 1rem; font-weight: 600; color: var(--quiet); }
      section { margin: 0 0 1.5rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
      h2 { margin: 0 0 .5rem; color: var(--mark); font-size: 1.125rem; }
      h3 { margin: 0 0 .5rem; font-size: 1rem; }
      .by, .place { margin: 0 0 .25rem; color: var(--quiet); font-size: .875rem; }
      pre { margin: 0 0 1rem; overflow-x: auto; font: .875rem/1.6 ui-monospace, monospace; tab-size: 2; }
      .message { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 1rem; }
      .source { padding: .75rem; background: var(--paper); border-left: .25rem solid var(--mark); }
      ol { margin: 0; padding: 0 0 0 1.5rem; font-size: .875rem; overflow-wrap: anywhere; }
      .other { color: var(--quiet); }
      .own { font-weight: 600; }
      li span { font: .8125rem ui-monospace, monospace; font-weight: 400; color: var(--quiet); }
      table { width: 100%; border-collapse: collapse; font-size: .875rem; table-layout: fixed; }
      th, td { padding: .25rem .5rem .25rem 0; text-align: left; vertical-align: top; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
      th { width: 14rem; font-weight: 600; }
    </style>
  </head>
  <body>
    <h1>This page is shown in development, to this computer only.</h1>
    <main>${causes.map(causeSection)}</main>
    ${requestTables(c).map(
      ([heading, rows]) => html`<section>
      <h3>${heading}</h3>
      <table>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}</table>
    </section>`,
    )}
  </body>
</html>
`;
}
