/** What a browser puts into a request: headers for each way of making one, and bodies. */

import type { FilledForm } from "./form.ts";

/** Headers by name; `null` leaves out what the client would have sent. */
export type HeaderChanges = Readonly<Record<string, string | null>>;

/** One request. */
export interface RequestOptions {
  /** Headers in addition; `null` leaves one out that a browser sends. */
  readonly headers?: HeaderChanges;
  /** Added to the path's own query. */
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** Sent urlencoded, or as multipart where it has a file. It carries no token: use `submit` to send a form of a page. */
  readonly form?: Readonly<Record<string, string | number | File | readonly (string | File)[]>>;
  /** Sent as it is. */
  readonly body?: BodyInit;
  /** Whether redirects are followed. @default as the client was made */
  readonly followRedirects?: boolean;
}

/** The headers of somebody who opens a page, or sends a form. */
export function navigation(site: string): Record<string, string> {
  return {
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "sec-fetch-site": site,
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    "sec-fetch-user": "?1",
  };
}

/** The headers of a script that calls `fetch`. */
export function scripted(origin: string): Record<string, string> {
  return {
    accept: "*/*",
    origin,
    "sec-fetch-site": "same-origin",
    "sec-fetch-mode": "cors",
    "sec-fetch-dest": "empty",
  };
}

/** Applies a test's changes. */
export function change(headers: Headers, changes: HeaderChanges = {}): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
}

/** The body of a request, and its content type. */
export function bodyOf(options: RequestOptions, headers: Headers): BodyInit | null | Promise<BodyInit> {
  if (options.json !== undefined) {
    headers.set("content-type", "application/json");
    return JSON.stringify(options.json);
  }
  if (options.form === undefined) return options.body ?? null;
  const entries = Object.entries(options.form).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly (string | File)[]) : [value as string | number | File]).map(
      (item) => [name, item instanceof File ? item : String(item)] as const,
    ),
  );
  const multipart = entries.some(([, value]) => value instanceof File);
  const enctype = multipart ? "multipart/form-data" : "application/x-www-form-urlencoded";
  return encodeForm({ enctype, entries }, headers);
}

/** A form's entries as text: of a file its name. */
export function textEntries({ entries }: Pick<FilledForm, "entries">): [string, string][] {
  return entries.map(([name, value]) => [name, value instanceof File ? value.name : value]);
}

/** A form's body: written out, since a redirect may have to send it again, and a refusal may leave it half read. */
export async function encodeForm(form: Pick<FilledForm, "enctype" | "entries">, headers: Headers): Promise<BodyInit> {
  if (form.enctype === "multipart/form-data") {
    const data = new FormData();
    for (const [name, value] of form.entries) {
      if (value instanceof File) data.append(name, value);
      // Line ends in text are CRLF on the wire (HTML Standard, "constructing the entry list").
      else data.append(name, value.replaceAll(/\r\n?|\n/g, "\r\n"));
    }
    const encoded = new Response(data);
    headers.set("content-type", encoded.headers.get("content-type") ?? "");
    return encoded.arrayBuffer();
  }
  const pairs = textEntries(form).map(([name, value]): [string, string] => [
    name,
    value.replaceAll(/\r\n?|\n/g, "\r\n"),
  ]);
  if (form.enctype === "text/plain") {
    headers.set("content-type", "text/plain");
    return pairs.map(([name, value]) => `${name}=${value}\r\n`).join("");
  }
  headers.set("content-type", "application/x-www-form-urlencoded");
  return new URLSearchParams(pairs).toString();
}
